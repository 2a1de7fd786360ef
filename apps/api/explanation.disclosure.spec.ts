import { anonymous, systemActor } from '#lib/platform';
import { expect, it } from '@jest/globals';
import { disclose } from './explanation.disclosure.js';

const message = 'Turnover of £2,000,000 is below the contract value of £3,000,000 a year.';
const explained = {
  criteria: [
    {
      name: 'capacity' as const,
      weight: 0.1,
      value: 0.5,
      contribution: 0.05,
      reason: 'Lots of 200 against 1 to 500. Turnover is 0.7 times the contract value.',
    },
  ],
  needs: [],
  blockers: [{ code: 'TURNOVER_TOO_SMALL' as const, message, needed: 3_000_000, held: 2_000_000 }],
  summary: `Offers CNC turning. Not eligible: ${message}`,
};
const supplierId = '019abc00-0000-7000-8000-000000000000';

it('keeps the turnover of a supplier from those who may not see it', () => {
  const shown = disclose(explained, supplierId, anonymous);
  expect(JSON.stringify(shown)).not.toMatch(/2,000,000|2000000|0\.7/);
  expect(shown.blockers).toEqual([
    { code: 'TURNOVER_TOO_SMALL', message: 'Its turnover is below the contract value.', subject: null },
  ]);
  expect(shown.summary).toBe('Offers CNC turning. Not eligible: Its turnover is below the contract value.');
  expect(shown.criteria[0]?.reason).toMatch(/^Lots of 200 against 1 to 500\. /);
});

it('shows it to those who may', () => {
  const shown = disclose(explained, supplierId, systemActor('tests'));
  expect(shown.summary).toBe(explained.summary);
  expect(shown.criteria[0]?.reason).toContain('0.7 times');
});
