import { describe, expect, it } from '@jest/globals';
import { emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, officer, problemsAt } from '../testing/template.harness.js';
import { alikePageQuery, mergePageQuery } from './document.operations.js';
import { alikeHref, comparedLines, mergeHref, mergeParts, type Plan } from './merging.view.js';

const full = fullAnswer(mergePageQuery).supplierMergePlan!;
const open: Plan = { ...full, refusals: [] };
const pairOf = (node: Plan, at = 0) => ({
  ...node,
  lines: comparedLines(node),
  href: '/a',
  otherHref: '/b',
  noteField: `note-a-${at}`,
});
const said = { id: 'distinction_1', note: 'A & B', by: null, at: '2026-11-03T10:00:00Z', stands: false };
const listed = fullAnswer(alikePageQuery).alikeSuppliers;
const list = {
  title: 'Records',
  visitor: officer,
  total: 1,
  supplierId: null,
  distinct: false,
  tabs: [
    { label: 'May be one (1)', href: '/office/alike', current: true },
    { label: 'Two firms (0)', href: '/office/alike?distinct=yes', current: false },
  ],
  allHref: '/office/alike',
  problems: [],
  typed: {},
  nextHref: null,
};

describeTemplate(
  'merging/alike.njk',
  {
    pairs: {
      ...list,
      pairs: listed.edges.map(({ node }, at) => pairOf(node, at)),
      nextHref: '/office/alike?after=x',
    },
    'to merge': { ...list, pairs: [pairOf(open)], done: 'Undone.' },
    'two firms': {
      ...list,
      distinct: true,
      pairs: [pairOf({ ...open, distinction: { ...said, by: 'Olga', stands: true } })],
    },
    'said before': { ...list, pairs: [pairOf({ ...open, distinction: said })] },
    'off the list': {
      ...list,
      pairs: [],
      total: 0,
      done: 'These are two firms.',
      distinction: 'distinction_1',
    },
    'too long': {
      ...list,
      pairs: [pairOf(open)],
      problems: problemsAt('note-a-0'),
      typed: { 'note-a-0': 'x' },
    },
    'no two firms': { ...list, distinct: true, total: 0, pairs: [] },
    nothing: { ...list, total: 0, pairs: emptyAnswer(alikePageQuery).alikeSuppliers.edges },
    'none like one': { ...list, total: 0, pairs: [], supplierId: 'org_1' },
  },
  {
    pairs: 'More pairs',
    'to merge': /Merge them.*Keep the other one instead/,
    'two firms': /Olga found on.*“A & B”.*Put back among the others/,
    'said before': /Somebody who has been erased since found on.*look again.*Take the pair off the list/,
    'off the list': 'Undo',
    'no two firms': 'No pair was found to be two firms.',
    nothing: 'No two records look like one supplier.',
    'none like one': /No other record looks like this supplier.*An import says/,
  },
);

const question = (plan: Plan) => ({
  title: 'Merge two records of A & B?',
  visitor: officer,
  warning: '“A” goes.',
  plan,
  lines: comparedLines(plan),
  parts: mergeParts(plan),
  otherHref: '/office/alike/b/a',
  words: { name: 'reason', label: 'How do you know?', hint: 'They read it.', value: '' },
  button: 'Merge them',
  keep: 'Keep both',
  back: '/office/alike',
  backText: 'Records',
});

describeTemplate(
  'merging/merge.njk',
  {
    question: question({ ...open, distinction: null }),
    'two firms, it was said': question({ ...open, distinction: said }),
    'nothing moves': question({ ...open, steps: [] }),
    refused: question(full),
    wrong: { ...question(open), problems: problemsAt('reason') },
  },
  {
    question: /What happens.*Comes along.*How do you know.*Merge them.*Keep both/,
    'two firms, it was said': /erased since found on.*look again/,
    'nothing moves': 'has nothing that the other lacks',
    refused: 'These two cannot be merged like this',
  },
);

describeTemplate(
  'merging/stands.njk',
  { refused: { title: 'This merger stands', message: 'Changed: people.', back: '/suppliers/org_1' } },
  { refused: 'Changed: people.' },
);

describe('two records side by side', () => {
  it('say what differs, and once what is the same', () => {
    const other = { ...open.stays, clusterBodies: [], members: [] };
    const lines = comparedLines({ ...open, goes: other });
    expect(lines.find(({ label }) => label === 'Website')).toMatchObject({ same: true });
    expect(lines.find(({ label }) => label === 'People')).toMatchObject({ same: false, goes: [] });
  });

  it('are addressed by which stays and which goes', () => {
    expect(mergeHref('org_a', 'org_b')).toBe('/office/alike/org_a/org_b');
    expect(alikeHref({ supplier: '', after: null, distinct: false })).toBe('/office/alike');
    expect(alikeHref({ supplier: 'org_a', after: 'a b', distinct: true })).toBe(
      '/office/alike?distinct=yes&supplier=org_a&after=a+b',
    );
  });
});
