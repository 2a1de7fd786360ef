import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import {
  defaultButtonOf,
  describeTemplate,
  officer,
  problemsAt,
  visitor,
} from '../testing/template.harness.js';
import { describe, expect, it } from '@jest/globals';
import { ownOrganisationQuery } from '../document.operations.js';
import {
  opportunitiesQuery,
  workBuyerQuery,
  workClusterQuery,
  workOfficeQuery,
  workSupplierQuery,
} from './document.operations.js';

const organisation = {
  ...fullAnswer(ownOrganisationQuery).organisation!,
  supplies: null,
  buys: null,
  cluster: null,
};
const all = (answer: typeof fullAnswer) => ({
  ...organisation,
  supplies: { ...answer(workSupplierQuery), supplier: fullAnswer(workSupplierQuery).supplier },
  buys: answer(workBuyerQuery),
  cluster: { clusterBody: answer(workClusterQuery).clusterBody },
});
const page = {
  title: 'Your work',
  visitor,
  organisations: [] as object[],
  officer: false,
  accessRequests: [] as object[],
};
const { accessRequests } = fullAnswer(workOfficeQuery);
const asked = { ...page, organisations: [all(fullAnswer)], accessRequests };

describeTemplate(
  'work/work.njk',
  {
    full: { ...asked, done: 'Decided.' },
    bare: { ...page, organisations: [all(bareAnswer)] },
    empty: { ...page, organisations: [all(emptyAnswer)] },
    'nothing to do': { ...page, organisations: [organisation] },
    stranger: page,
    officer: { ...page, visitor: officer, officer: true },
    wrong: { ...asked, problems: problemsAt(`reason-${accessRequests[0]!.id}`) },
  },
  {
    stranger: 'You do not work for an organisation here yet.',
    officer: 'in the office',
    empty: 'No requirement yet.',
  },
);

describe('deciding', () => {
  it('is never done by the Enter key in a reason', () => {
    expect(defaultButtonOf('work/work.njk', asked, '/work/requests/')).toEqual(['disabled']);
  });
});

const opportunities = (answer: typeof fullAnswer) => ({
  title: 'Opportunities',
  visitor,
  supplier: fullAnswer(opportunitiesQuery).supplier,
  opportunities: answer(opportunitiesQuery).opportunities,
});
const { edges } = fullAnswer(opportunitiesQuery).opportunities;
describeTemplate(
  'work/opportunities.njk',
  {
    full: { ...opportunities(fullAnswer), done: 'Passed on.' },
    fits: {
      ...opportunities(fullAnswer),
      opportunities: {
        ...fullAnswer(opportunitiesQuery).opportunities,
        edges: edges.map((edge) => ({ ...edge, blockers: [], introduction: null })),
      },
    },
    bare: opportunities(bareAnswer),
    empty: opportunities(emptyAnswer),
  },
  { full: 'What is missing', fits: 'We are interested', empty: 'Nothing open fits yet.' },
);
