import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, visitor } from '../testing/template.harness.js';
import { regionItems, sectorItems } from '../choices.js';
import { openRequirementsQuery } from './document.operations.js';

const page = { title: 'Open requirements', text: '', sectors: [], regionItems, sectorItems, nextHref: null };

describeTemplate('requirements/requirements.njk', {
  full: {
    ...page,
    ...fullAnswer(openRequirementsQuery),
    text: 'brackets',
    region: 'EAST_MIDLANDS',
    nextHref: '/requirements?after=x',
  },
  bare: { ...page, ...bareAnswer(openRequirementsQuery) },
  empty: { ...page, ...emptyAnswer(openRequirementsQuery), visitor },
});
