import { bareAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { sectorsQuery } from './document.operations.js';

const title = 'Sectors';

describeTemplate('sectors/sectors.njk', {
  full: { title, ...fullAnswer(sectorsQuery) },
  bare: { title, ...bareAnswer(sectorsQuery) },
});
