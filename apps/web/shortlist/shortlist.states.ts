import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, visitor } from '../testing/template.harness.js';
import { reasons } from '../introductions/introductions.view.js';
import type { IntroductionAction } from '../schema.types.js';
import { comparison, shortlistGroups, type ShortlistRequirement } from './shortlist.view.js';
import { shortlistMatchesQuery, shortlistQuery } from './document.operations.js';

const answered = (sample: typeof fullAnswer): ShortlistRequirement => ({
  ...sample(shortlistQuery).requirement!,
  ...sample(shortlistMatchesQuery).requirement!,
});
const full = answered(fullAnswer);
const steps: IntroductionAction[] = ['SHORTLIST', 'DECLINE', 'AWARD'];
/** Each introduction with its match, and with every step. */
const worked: ShortlistRequirement = {
  ...full,
  introductions: {
    ...full.introductions,
    edges: full.introductions.edges.map(({ node }, at) => ({
      node: { ...node, steps, supplierId: full.matches!.edges[at]!.node.id },
    })),
  },
};
/** As the supplier stood when it was decided on, so it stands today. */
const unchanged: ShortlistRequirement = {
  ...worked,
  matches: {
    ...worked.matches!,
    edges: worked.matches!.edges.map((edge, at) => ({
      ...edge,
      ...worked.introductions.edges[at]!.node.events.at(-1)!.standing!,
    })),
  },
};
const gone: ShortlistRequirement = { ...worked, matches: { ...worked.matches!, edges: [] } };
const bare = answered(bareAnswer);
const empty = answered(emptyAnswer);
const page = (requirement: ShortlistRequirement) => ({
  title: 'Shortlist',
  visitor,
  requirement: { ...requirement, buyer: full.buyer, matches: requirement.matches ?? full.matches },
  groups: shortlistGroups(requirement),
  reasons,
  today: '2026-03-09T10:30:00.000Z',
});

describeTemplate(
  'shortlist/shortlist.njk',
  {
    full: { ...page(worked), done: 'Done.' },
    bare: page(bare),
    empty: page(empty),
    ended: { ...page(worked), ended: true },
    unchanged: page(unchanged),
    'gone today': page(gone),
  },
  {
    full: 'Today: ',
    ended: 'as they are now',
    unchanged: 'Nothing has changed since.',
    'gone today': 'not among the matches any more',
    empty: 'Nobody is invited yet.',
  },
);

const compared = (requirement: ShortlistRequirement) => ({
  title: 'Compare',
  visitor,
  requirement,
  ...comparison(requirement, []),
});
/** One with a day in what is missing. */
function lacking() {
  const { rows, ...rest } = compared(full);
  const cells = [{ text: 'AS9100 will not be in date on 2027-03-13.' }];
  return { ...rest, rows: [...rows, { label: 'What is missing', cells, same: false }] };
}

describeTemplate(
  'shortlist/compare.njk',
  { full: compared(full), empty: compared(empty), lacking: lacking() },
  { empty: 'There is nothing to compare yet.', lacking: 'will not be in date on 13 March 2027' },
);
