import { emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { outboxQuery, statusQuery } from './document.operations.js';

describeTemplate(
  'pages/accessibility.njk',
  { one: { title: 'Accessibility statement' } },
  { one: 'g then w' },
);
describeTemplate('pages/privacy.njk', { one: { title: 'Privacy and cookies' } });
describeTemplate('pages/status.njk', { one: { title: 'Status', tookMs: 3, ...fullAnswer(statusQuery) } });
describeTemplate(
  'pages/outbox.njk',
  {
    full: { title: 'Outbox', ...fullAnswer(outboxQuery) },
    empty: { title: 'Outbox', ...emptyAnswer(outboxQuery) },
  },
  { empty: 'Nothing was written yet.' },
);
