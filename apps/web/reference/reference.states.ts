import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { belowQuery, referenceQuery } from './document.operations.js';

const title = 'Where facts come from';
describeTemplate('reference/reference.njk', {
  full: { title, ...fullAnswer(referenceQuery) },
  bare: { title, ...bareAnswer(referenceQuery) },
  empty: { title, ...emptyAnswer(referenceQuery) },
});

describeTemplate('reference/capabilities.njk', {
  top: { title, label: '', code: '', below: fullAnswer(referenceQuery).capabilities },
  full: { title, label: 'Milling', code: 'milling', below: fullAnswer(belowQuery).capabilities },
  bare: { title, label: 'Milling', code: 'milling', below: bareAnswer(belowQuery).capabilities },
  empty: { title, label: 'Milling', code: 'milling', below: [] },
});
