import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { supplierView } from './supplier.view.js';
import { supplierPageQuery } from './document.operations.js';

const page = (answer: typeof fullAnswer) => {
  const { supplier, zones } = answer(supplierPageQuery);
  const site = supplier!.site && { ...supplier!.site, lat: 52.92, lon: -1.47 };
  return { ...supplierView({ ...supplier!, site }, zones), mine: false, checks: false };
};

describeTemplate(
  'supplier/supplier.njk',
  {
    full: page(fullAnswer),
    bare: page(bareAnswer),
    empty: page(emptyAnswer),
    own: { ...page(fullAnswer), visitor, mine: true, checks: true },
    'not claimed': { ...page(bareAnswer), visitor, problems: problemsAt('evidence', 'evidenceUrl') },
    'of others': { ...page(fullAnswer), visitor, done: 'On its way.', problems: problemsAt('evidence') },
  },
  {
    own: 'Change this profile',
    bare: 'Sign in to claim it',
    'not claimed': 'This is my business',
    'of others': 'I work here',
  },
);
