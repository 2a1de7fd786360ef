import { describe, expect, it } from '@jest/globals';
import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { membersQuery, recogniseQuery } from './document.operations.js';
import { sortLines } from './members.view.js';

const page = (answer: typeof fullAnswer) => {
  const cluster = answer(membersQuery).clusterBody!;
  return {
    title: 'Members',
    visitor,
    cluster,
    members: cluster.members ?? fullAnswer(membersQuery).clusterBody!.members,
  };
};
const empty = emptyAnswer(membersQuery).clusterBody!;

describeTemplate(
  'members/members.njk',
  {
    full: {
      ...page(fullAnswer),
      done: 'Two members added.',
      undo: { action: 'remove', members: ['org_1', 'org_2'] },
    },
    bare: page(bareAnswer),
    empty: { title: 'Members', visitor, cluster: empty, members: { totalCount: 0, edges: [], pageInfo: {} } },
    wrong: { ...page(fullAnswer), problems: problemsAt('list') },
  },
  { full: 'Undo', empty: 'None yet. Paste the list you keep' },
);

const { clusterBody: cluster, recogniseMembers } = fullAnswer(recogniseQuery);
const preview = { title: 'Members to add', visitor, cluster, text: 'A & B' };
const newcomers = recogniseMembers.map((line) => ({
  ...line,
  meant: line.meant.map((one) => ({ ...one, member: false })),
}));

describeTemplate(
  'members/preview.njk',
  {
    full: { ...preview, ...sortLines(newcomers) },
    'all of them members': { ...preview, ...sortLines(recogniseMembers) },
    unknown: { ...preview, ...sortLines([{ line: 'A & B', meant: [] }]) },
  },
  { full: 'Add those ticked', 'all of them members': 'There is nobody to add.', unknown: 'Not found' },
);

describe('a list of members', () => {
  const one = {
    organisationId: 'org_1',
    name: 'Ashby',
    companyNumber: null,
    districtName: null,
    member: false,
  };
  it('ticks who is certain, offers each once, and leaves guesses to be ticked', () => {
    const { items, already, unknown } = sortLines([
      { line: 'ash', meant: [{ ...one, because: 'LIKE' }] },
      { line: '01234567', meant: [{ ...one, because: 'COMPANY_NUMBER' }] },
      {
        line: 'Belper',
        meant: ['org_2', 'org_3'].map((organisationId) => ({
          ...one,
          organisationId,
          because: 'NAME' as const,
        })),
      },
      {
        line: 'Corby',
        meant: [{ ...one, organisationId: 'org_4', name: 'Corby', because: 'NAME', member: true }],
      },
      { line: 'Nobody', meant: [] },
    ]);
    expect(items.map(({ value, checked }) => [value, checked])).toEqual([
      ['org_1', true],
      ['org_2', false],
      ['org_3', false],
    ]);
    expect([already, unknown]).toEqual([['Corby'], ['Nobody']]);
  });
});
