import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { ownOrganisationQuery } from '../document.operations.js';
import { criteria } from '../match.view.js';
import type { RequirementState } from '../schema.types.js';
import { requirementMatchesQuery, requirementPageQuery, togetherQuery } from './document.operations.js';

const weights = criteria.map(({ name, label }) => ({ name, label, value: 14 }));
const suppliers = { ...fullAnswer(ownOrganisationQuery).organisation!, mayBegin: true };
const introduced = { ...suppliers, mayBegin: false, introduction: { id: 'intro_1', state: 'SHORTLISTED' } };
const page = (answer: typeof fullAnswer) => ({
  title: 'A requirement',
  requirement: { ...answer(requirementPageQuery).requirement!, state: 'OPEN' as RequirementState },
  sides: {
    east: answer(requirementMatchesQuery).requirement!.east ?? none,
    west: answer(requirementMatchesQuery).requirement!.west ?? none,
  },
  consortia: null,
  mine: false,
  suppliers: [] as object[],
  weights,
});
const none = { eligibleCount: 0, edges: [] };
const own = { ...page(fullAnswer), visitor, mine: true };
const draft = { ...own.requirement, state: 'DRAFT' };
const ended = { ...own.requirement, state: 'CLOSED' as RequirementState };
const shown = page(fullAnswer);
const withUnknown = {
  ...shown,
  requirement: {
    ...shown.requirement,
    certifications: shown.requirement.certifications.map((one) => ({ ...one, scheme: 'UNKNOWN' })),
  },
};

describeTemplate(
  'requirement/requirement.njk',
  {
    'to everybody': page(fullAnswer),
    'to everybody, bare': { ...page(bareAnswer), sides: undefined },
    'with a certificate we do not know': withUnknown,
    'to a supplier': { ...page(fullAnswer), visitor, suppliers: [suppliers] },
    'to a supplier, while its buyer shortlists': {
      ...page(fullAnswer),
      visitor,
      suppliers: [suppliers],
      requirement: { ...own.requirement, state: 'SHORTLISTING' as RequirementState },
    },
    'to a supplier that is introduced': { ...page(fullAnswer), visitor, suppliers: [introduced] },
    'to its buyer': { ...own, done: 'Saved.' },
    'to its buyer, bare': { ...page(bareAnswer), visitor, mine: true },
    'to its buyer, empty': { ...page(emptyAnswer), visitor, mine: true },
    'a draft': { ...own, requirement: draft, sides: undefined },
    'one that has ended': { ...own, requirement: ended, sides: undefined },
    tried: { ...own, trying: { moved: 3, count: 10 } },
    'nobody alone': {
      ...own,
      ...{ sides: { east: none, west: none } },
      consortia: fullAnswer(togetherQuery).requirement!.consortia,
    },
    wrong: {
      ...own,
      typed: { terms: 'Keep the terms' },
      problems: problemsAt('file', 'terms', 'closesOn', 'CAPABILITY'),
    },
  },
  {
    'to everybody': 'Sign in to show interest',
    'with a certificate we do not know':
      /Some stated[^:]*not a certificate we know: asked for, and not checked/,
    'to a supplier': 'Would Some name',
    'to a supplier, while its buyer shortlists': 'We are interested',
    'to a supplier that is introduced': /^(?![^]*We are interested)[^]*: shortlisted\. The introduction/,
    'a draft': /Publish[^]*Attach one/,
    'one that has ended': /^(?![^]*(Attach one|Save the words|\/edit"))[^]*Take it away/,
    tried: '3 of the first 10 moved',
    'nobody alone': 'Together they could',
    wrong: 'Keep the terms',
  },
);
