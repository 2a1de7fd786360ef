import { emptyAnswer, fullAnswer } from '../testing/answer.samples.js';
import { describeTemplate } from '../testing/template.harness.js';
import { shownPart, silence } from '../service.parts.js';
import { figuresQuery, outboxQuery, statusQuery } from './document.operations.js';

const contact = 'help@match.example';
describeTemplate(
  'pages/accessibility.njk',
  {
    one: { title: 'Accessibility statement', contact },
    'without an address': { title: 'Accessibility statement' },
  },
  { one: /g then w.*help@match\.example/s, 'without an address': 'the authority that runs this service' },
);
describeTemplate(
  'pages/privacy.njk',
  { one: { title: 'Privacy and cookies', contact }, 'without an address': { title: 'Privacy and cookies' } },
  { one: 'help@match.example' },
);

const { serviceStatus } = fullAnswer(statusQuery);
const status = { title: 'Status', at: '2026-03-09T10:30:00.000Z', ...fullAnswer(figuresQuery) };
describeTemplate(
  'pages/status.njk',
  {
    well: {
      ...status,
      parts: serviceStatus.map((one) => shownPart({ ...one, state: 'WORKING' })),
      well: true,
    },
    late: {
      ...status,
      parts: serviceStatus.map((one) => shownPart({ ...one, state: 'BEHIND' })),
      well: false,
    },
    silent: { ...status, parts: silence, well: false, overview: null },
  },
  { well: /Everything works\..*suppliers/s, late: /Not everything works.*Late/s, silent: 'does not answer' },
);
describeTemplate(
  'pages/outbox.njk',
  {
    full: { title: 'Outbox', ...fullAnswer(outboxQuery) },
    empty: { title: 'Outbox', ...emptyAnswer(outboxQuery) },
  },
  { empty: 'Nothing was written yet.' },
);
