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
  away: {
    title: 'Send it again in a moment',
    action: '/work/register',
    fields: [{ name: 'name', value: 'Belper Castings' }],
    file: false,
    away: true,
  },
  file: { title: 'Sign in again to finish', action: '/office/import', fields: [], file: true },
});

describeTemplate('problem/problem.njk', {
  lost: { title: 'Page not found', message: 'Check the address, or start from the search.' },
  away: { title: 'Not there just now', message: 'Retry in a few seconds.', away: '/suppliers?q=milling' },
  visitor: { title: 'Somebody was faster', message: 'Look again.', visitor },
});
