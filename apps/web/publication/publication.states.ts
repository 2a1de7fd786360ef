import { describe, expect, it } from '@jest/globals';
import { fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { publicationPageQuery } from './document.operations.js';
import { draftsOf, problemPlace, publicationHint } from './publication.view.js';

const { organisation, requirements } = fullAnswer(publicationPageQuery);
const lacking = requirements.edges.map(({ node }) => node);
const ready = lacking.map((draft) => ({ ...draft, publicationBlockers: [] }));
const page = (drafts: typeof lacking, chosen: string[] = []) => ({
  title: 'Publish drafts',
  visitor,
  buyer: organisation!,
  total: drafts.length,
  ...draftsOf(drafts),
  chosen,
  problems: [],
});
const refused = (drafts: typeof lacking) => ({
  ...page(drafts),
  problems: problemsAt(problemPlace(draftsOf(drafts))),
});

describeTemplate(
  'publication/publication.njk',
  {
    ready: page(ready, [ready[0]!.id]),
    lacking: page(lacking),
    nothing: page([]),
    'more than a hundred': { ...page(ready), total: 200 },
    'none chosen': { ...page(ready), problems: problemsAt('ids') },
    'refused, and none is complete any more': refused(lacking),
    'refused, and no draft is left': refused([]),
    done: { ...page([]), done: publicationHint(2) },
  },
  {
    ready: /complete.*Leave out what should wait.*Publish what is chosen/,
    lacking: /something.*Change/,
    nothing: /has no drafts.*Bring some from a spreadsheet/,
    'more than a hundred': 'The newest hundred drafts of 200',
    'refused, and none is complete any more': /There is a problem.*Put lacking right.*lack something/s,
    'refused, and no draft is left': /There is a problem.*Put main right.*has no drafts/s,
    done: '2 drafts are published.',
  },
);

describe('what is said of a draft', () => {
  it('is what was read in its words, where, until when and for whom', () => {
    const draft = {
      ...ready[0]!,
      title: 'Pins',
      needs: [
        { phrase: 'CNC turning', codes: ['turning'] },
        { phrase: 'flumbling', codes: [] },
      ],
      postcode: 'DE24 8SE',
      closesOn: '2099-03-01',
      visibility: 'INVITED_ONLY' as const,
    };
    expect(draftsOf([draft]).items[0]!.hint.text).toMatch(
      /^“CNC turning”, read as .+; “flumbling”, matched by its words alone · DE24 8SE · closes 1 March 2099 · for those you invite only$/,
    );
  });
});
