import { expect, it } from '@jest/globals';
import { nextDigestInWords } from './clusters.view.js';

const now = new Date('2026-03-24T12:00:00Z');
const schedule = {
  nextDueAt: '2026-03-30T06:00:00Z',
  addresses: ['a@makers.example', 'b@makers.example'],
  unreached: [],
  tellWhenQuiet: true,
};

it.each([
  // Summer time begins in between.
  [{}, 'The next digest is due on Monday 30 March 2026 at 07:00, UK time, and goes to 2 addresses.'],
  [
    { unreached: [{}], tellWhenQuiet: false },
    'The next digest is due on Monday 30 March 2026 at 07:00, UK time, and goes to 1 address, if there is news by then.',
  ],
  [
    { nextDueAt: '2026-03-24T11:59:00Z' },
    'The next digest is due now, within the hour, and goes to 2 addresses.',
  ],
  [
    { addresses: [] },
    'The next digest is due on Monday 30 March 2026 at 07:00, UK time, and goes to nobody: no address gets it.',
  ],
  [{ nextDueAt: null }, 'No digest is due: they are switched off.'],
])('says of %j when the next digest comes', (given, words) => {
  expect(nextDigestInWords({ ...schedule, ...given }, now)).toBe(words);
});
