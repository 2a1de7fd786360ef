import { describe, expect, it } from '@jest/globals';
import { capacityReason } from './capacity.reason.js';

const nothingAsked = { quantity: null, valueGbp: null, leadTimeDays: null };
const nothingStated = { batch: null, turnoverGbp: null, leadTimeDays: null };

describe('the reason about capacity', () => {
  it('says that nothing was asked for', () => {
    expect(capacityReason(nothingAsked, nothingStated)).toBe(
      'No lot size, value or lead time was asked for.',
    );
  });

  it('says what is not stated', () => {
    expect(capacityReason({ ...nothingAsked, valueGbp: 50_000, leadTimeDays: 21 }, nothingStated)).toBe(
      'Turnover is not stated. Lead time is not stated.',
    );
  });

  it.each([
    [14, 'Lead time is 14 days; 21 are asked for.'],
    [1, 'Lead time is 1 day; 21 are asked for.'],
    [21, 'Lead time is 21 days; 21 are asked for.'],
    [22, 'Lead time is 22 days, 1 more than the 21 asked for.'],
  ])('tells a lead time of %i days from the 21 asked for', (leadTimeDays, reason) => {
    expect(capacityReason({ ...nothingAsked, leadTimeDays: 21 }, { ...nothingStated, leadTimeDays })).toBe(
      reason,
    );
  });
});
