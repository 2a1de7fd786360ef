import { bareAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, visitor } from '../testing/template.harness.js';
import { digestPageQuery } from './document.operations.js';

const title = 'Two new matches';
const frame = '/digests/digest_1/content';

describeTemplate('digest/digest.njk', {
  full: { title, frame, visitor, ...fullAnswer(digestPageQuery) },
  bare: { title, frame, ...bareAnswer(digestPageQuery) },
});
