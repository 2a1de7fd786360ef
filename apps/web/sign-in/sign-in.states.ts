import { fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate, problemsAt } from '../testing/template.harness.js';
import { demoPeopleQuery } from '../document.operations.js';
import { signInWaysQuery } from './document.operations.js';

const page = { title: 'Sign in', next: '/work', email: '', people: [], provider: null };

describeTemplate('sign-in/sign-in.njk', {
  plain: page,
  demo: { ...page, demo: true, people: fullAnswer(demoPeopleQuery).demoPeople },
  provider: { ...page, provider: fullAnswer(signInWaysQuery).openIdProvider },
  wrong: { ...page, email: 'x', problems: problemsAt('email') },
});
describeTemplate(
  'sign-in/sent.njk',
  { one: { title: 'Look into your mailbox', email: 'a@b.example' } },
  { one: 'A link is on its way to a@b.example' },
);
describeTemplate('sign-in/finish.njk', { one: { title: 'Finish signing in', token: 't' } });
