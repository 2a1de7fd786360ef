import { describeTemplate, visitor } from '../testing/template.harness.js';

describeTemplate('problem/again.njk', {
  words: {
    title: 'Sign in again to finish',
    action: '/introductions/intro_1/message',
    fields: [{ name: 'body', value: 'When would the first lot be due?' }],
    file: false,
  },
  stale: { title: 'Send it once more', action: '/sign-in', fields: [], file: false, stale: true },
  'stale, signed in': {
    title: 'Send it once more',
    action: '/x',
    fields: [],
    file: false,
    stale: true,
    visitor,
  },
  file: { title: 'Sign in again to finish', action: '/office/import', fields: [], file: true },
});

describeTemplate('problem/problem.njk', {
  lost: { title: 'Page not found', message: 'Check the address, or start from the search.' },
  visitor: { title: 'Somebody was faster', message: 'Look again.', visitor },
});
