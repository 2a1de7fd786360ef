import { bareAnswer, emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt, visitor } from '../testing/template.harness.js';
import { letterItems } from '../choices.js';
import { accountQuery } from './document.operations.js';

const answers = { title: 'Your account', visitor, letterItems };

describeTemplate(
  'account/account.njk',
  {
    full: { ...answers, ...fullAnswer(accountQuery), done: 'Saved.' },
    bare: { ...answers, ...bareAnswer(accountQuery) },
    empty: { ...answers, ...emptyAnswer(accountQuery) },
    key: { ...answers, ...bareAnswer(accountQuery), key: 'mm_secret' },
    wrong: { ...answers, ...bareAnswer(accountQuery), problems: problemsAt('keyName', 'name', 'email') },
  },
  { key: /shown this once.*mm_secret/, full: 'sam@example.org' },
);

describeTemplate('account/address.njk', {
  asked: { title: 'Your new address', visitor, token: 'x', awaited: 'new@example.org' },
  gone: { title: 'Your new address', visitor, token: 'x', awaited: null },
});

describeTemplate('account/erase.njk', {
  first: { title: 'Erase your account', visitor },
  wrong: { title: 'Erase your account', visitor, typed: { email: 'x' }, problems: problemsAt('email') },
});
