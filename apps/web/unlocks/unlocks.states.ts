import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, visitor } from '../testing/template.harness.js';
import { sectorItems } from '../choices.js';
import { pathwaysQuery, unlocksQuery } from './document.operations.js';

const page = { title: 'What would open more', visitor, most: 30, sectorItems };

describeTemplate(
  'unlocks/unlocks.njk',
  {
    full: { ...page, ...fullAnswer(unlocksQuery), ...fullAnswer(pathwaysQuery), sector: 'CREATIVE' },
    bare: { ...page, ...bareAnswer(unlocksQuery), ...bareAnswer(pathwaysQuery) },
    empty: { ...page, ...emptyAnswer(unlocksQuery), ...emptyAnswer(pathwaysQuery) },
  },
  { empty: /No single change opens more today.*No short way/ },
);
