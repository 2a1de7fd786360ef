import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { zonesQuery } from './document.operations.js';

const title = 'Investment Zones and Freeport';

describeTemplate('zones/zones.njk', {
  full: { title, ...fullAnswer(zonesQuery) },
  bare: { title, ...bareAnswer(zonesQuery) },
  empty: { title, ...emptyAnswer(zonesQuery) },
});
