import { describe, expect, it } from '@jest/globals';
import { emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, officer, problemsAt } from '../testing/template.harness.js';
import { alikePageQuery, mergePageQuery } from './document.operations.js';
import { comparedLines, mergeHref, mergeParts, type Plan } from './merging.view.js';

const full = fullAnswer(mergePageQuery).supplierMergePlan!;
const open: Plan = { ...full, refusals: [] };
const pairOf = (node: Plan) => ({ ...node, lines: comparedLines(node), href: '/a', otherHref: '/b' });
const listed = fullAnswer(alikePageQuery).alikeSuppliers;
const list = { title: 'Records', visitor: officer, total: 1, supplierId: null, nextHref: null };

describeTemplate(
  'merging/alike.njk',
  {
    pairs: {
      ...list,
      pairs: listed.edges.map(({ node }) => pairOf(node)),
      nextHref: '/office/alike?after=x',
    },
    'to merge': { ...list, pairs: [pairOf(open)], done: 'Undone.' },
    nothing: { ...list, total: 0, pairs: emptyAnswer(alikePageQuery).alikeSuppliers.edges },
    'none like one': { ...list, total: 0, pairs: [], supplierId: 'org_1' },
  },
  {
    pairs: 'More pairs',
    'to merge': /Merge them.*Keep the other one instead/,
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
    question: question(open),
    'nothing moves': question({ ...open, steps: [] }),
    refused: question(full),
    wrong: { ...question(open), problems: problemsAt('reason') },
  },
  {
    question: /What happens.*Comes along.*How do you know.*Merge them.*Keep both/,
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
  });
});
