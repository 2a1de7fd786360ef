import { describe, expect, it } from '@jest/globals';
import { daysBetween, findDeadlines } from './query.deadlines.js';

/** A Monday. */
const TODAY = '2026-11-30';

describe('dates in a typed query', () => {
  it.each([
    ['forgings 31/01/2027', '2027-01-31', '31/01/2027'],
    ['needed by 31/1/27', '2027-01-31', 'needed by 31/1/27'],
    ['by 2027-02-01', '2027-02-01', 'by 2027-02-01'],
    ['castings w/c 7 Dec', '2026-12-07', 'w/c 7 Dec'],
    ['week commencing 4th of January, urgent', '2027-01-04', 'week commencing 4th of January'],
    ['delivered by January 31 2027', '2027-01-31', 'delivered by January 31 2027'],
    ['by end of January', '2027-01-31', 'by end of January'],
    ['by mid February', '2027-02-15', 'by mid February'],
    ['early March', '2027-03-07', 'early March'],
    ['by January', '2027-01-01', 'by January'],
    ['in May', '2027-05-31', 'in May'],
    ['by Friday', '2026-12-04', 'by Friday'],
    ['by mon', '2026-12-07', 'by mon'],
    ['by next Tuesday', '2026-12-08', 'by next Tuesday'],
    ['EN8 bar, same day delivery', '2026-11-30', 'same day delivery'],
    ['EN8 bar next day despatch', '2026-12-01', 'next day despatch'],
    ['next week', '2026-12-11', 'next week'],
    ['by the end of the month', '2026-11-30', 'by the end of the month'],
    ['end of next month', '2026-12-31', 'end of next month'],
    ['before Christmas', '2026-12-24', 'before Christmas'],
    ['no later than 30 Nov', '2026-11-30', 'no later than 30 Nov'],
    ['in Q1 2027', '2027-03-31', 'in Q1 2027'],
    ['due by 3 March 2025', '2025-03-03', 'due by 3 March 2025'],
  ])('%s is %s', (text, date, words) => {
    const found = findDeadlines(text, TODAY);
    expect(found.map((one) => [one.date, text.slice(one.start, one.end)])).toEqual([[date, words]]);
  });

  it.each([
    '31/02/2027',
    'material 1.4404',
    'EN 10204 3.1',
    'may be plated',
    'march boards',
    'frames for sun shades',
    'sat nav brackets',
    '10-12-14 gauge',
    'grade 8.8',
    'same day',
    'same day delivery',
    'courier wanted, same day delivery',
  ])('%s is none', (text) => expect(findDeadlines(text, TODAY)).toEqual([]));

  it('tells when offers are due from when goods are', () => {
    const read = (text: string): unknown[] =>
      findDeadlines(text, TODAY).map(({ isOfOffers, start, end }) => [isOfOffers, text.slice(start, end)]);
    expect(read('signs, tender closing 15/01/2027')).toEqual([[true, 'tender closing 15/01/2027']]);
    expect(read('signs, quotes by 8 Dec, delivered by 15/01/2027')).toEqual(
      [
        [false, 'delivered by 15/01/2027'],
        [true, 'quotes by 8 Dec'],
      ].sort((a, b) => Number(b[0]) - Number(a[0])),
    );
    expect(read('signs due 15/01/2027')).toEqual([[false, 'due 15/01/2027']]);
  });

  it('counts whole days', () => {
    expect(daysBetween('2026-11-30', '2027-01-31')).toBe(62);
    expect(daysBetween('2026-11-30', '2026-11-29')).toBe(-1);
  });
});
