import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, visitor } from '../testing/template.harness.js';
import { ownOrganisationQuery } from '../document.operations.js';
import type { Fields } from '../form.fields.js';
import { relaxationsOf, searchRequest, searchView } from './search.view.js';
import { compareSupplierQuery, relaxedQuery, searchQuery } from './document.operations.js';

const view = (answer: typeof fullAnswer, address: Fields, looser = false) => {
  const search = searchRequest(address);
  const relaxed = looser ? fullAnswer(relaxedQuery).searchSuppliers.relaxations : [];
  return {
    ...searchView(search, answer(searchQuery).searchSuppliers, relaxationsOf(search, relaxed)),
    mine: [] as object[],
  };
};
/** The last of those found shows little of what was asked for. */
const parted = (orderBy?: string) => {
  const { searchSuppliers } = fullAnswer(searchQuery);
  const edges = searchSuppliers.edges.map((edge, at) => ({ ...edge, likely: at < 2 }));
  return view(() => ({ searchSuppliers: { ...searchSuppliers, edges } }) as never, {
    q: 'titanium',
    sort: orderBy ?? 'RELEVANCE',
  });
};
/** Nobody answers, and one word is used by none of them. */
const unanswered = (orderBy: string) => {
  const { searchSuppliers } = fullAnswer(searchQuery);
  const edges = searchSuppliers.edges.map((edge) => ({ ...edge, likely: false }));
  const found = { ...searchSuppliers, edges, answered: false, unusedWords: ['kennels', 'gnomes'] };
  return view(() => ({ searchSuppliers: found }) as never, { q: 'dog kennels', sort: orderBy });
};
const narrowed = {
  q: '5 axis <b>',
  regions: ['EAST_MIDLANDS'],
  sort: 'NAME',
  without: ['x'],
  after: 'x',
  page: '2',
};

describeTemplate(
  'search/search.njk',
  {
    full: view(fullAnswer, { q: 'titanium' }),
    bare: view(bareAnswer, {}),
    narrowed: {
      ...view(fullAnswer, narrowed, true),
      visitor,
      mine: [fullAnswer(ownOrganisationQuery).organisation!],
      done: 'Saved.',
    },
    parted: parted(),
    'parted, by name': parted('NAME'),
    unanswered: unanswered('RELEVANCE'),
    'unanswered, by name': unanswered('NAME'),
    empty: view(emptyAnswer, { q: 'submarines' }),
    'empty, narrowed': view(emptyAnswer, {
      regions: 'EAST_MIDLANDS',
      sectors: 'CREATIVE',
      districts: 'E08000026',
      certifications: 'AS9100',
      sizeBands: 'MICRO',
    }),
    'empty, looser': view(emptyAnswer, { q: 'submarines' }, true),
  },
  {
    narrowed: /Put back what I removed.*To find more.*Keep this search as/,
    'empty, narrowed': /East Midlands.*Creative industries.*AS\/EN 9100.*Coventry.*Under 10 people/,
    parted: /Less likelyThese show less than half[^.]*\. They count in all totals\. 0 Some name/,
    'parted, by name': /Less likely: shows less than half[^.]*\. 0 Some name/,
    unanswered:
      /No supplier says “kennels” or “gnomes”\..*None of these clearly states what you ask for(?!.*show less than half)/,
    'unanswered, by name': /None of these clearly states what you ask for(?!.*shows less than half)/,
    empty: 'Nobody in the two regions meets all of that.',
    'empty, looser': 'A little looser finds',
  },
);

const compared = (answer: typeof fullAnswer, count: number) => {
  const suppliers = Array.from({ length: count }, () => answer(compareSupplierQuery).supplier!);
  return { title: 'Compare suppliers', suppliers, shared: suppliers[0]?.capabilities ?? [] };
};
describeTemplate('search/compare.njk', {
  full: compared(fullAnswer, 3),
  bare: compared(bareAnswer, 1),
  empty: compared(emptyAnswer, 0),
});
