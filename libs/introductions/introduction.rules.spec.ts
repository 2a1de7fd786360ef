import { describe, expect, it } from '@jest/globals';
import {
  awaitedSide,
  contactsRevealed,
  destination,
  effectsOf,
  INTRODUCTION_STATES,
  type IntroductionAction,
  type IntroductionSide,
  stepsOf,
} from './introduction.rules.js';
import { addWorkingDays, bankHolidays, isWorkingDay, workingDaysBetween } from './working-days.js';

const actions: IntroductionAction[] = [
  'SUGGEST',
  'EXPRESS_INTEREST',
  'INVITE',
  'SHORTLIST',
  'DECLINE',
  'WITHDRAW',
  'AWARD',
  'LAPSE',
  'CLOSE',
];
const sides: IntroductionSide[] = ['SUPPLIER', 'BUYER', 'BROKER', 'SYSTEM'];

describe('the moves of an introduction', () => {
  it('are these and no others', () => {
    const table = sides.flatMap((side) =>
      [null, ...INTRODUCTION_STATES].flatMap((from) =>
        actions.flatMap((action) => {
          const to = destination(action, side, from);
          return to === undefined ? [] : [`${side} ${action}: ${from ?? 'none'} → ${to}`];
        }),
      ),
    );
    expect(table).toMatchSnapshot();
  });

  it('end for good with an award or a refusal', () => {
    for (const side of sides) {
      for (const state of ['AWARDED', 'DECLINED'] as const) {
        for (const action of actions) expect(destination(action, side, state)).toBeUndefined();
      }
    }
  });

  it('offer each side its own steps', () => {
    expect(stepsOf('SUPPLIER', 'INVITED')).toEqual(['EXPRESS_INTEREST', 'DECLINE']);
    expect(stepsOf('BUYER', 'INTERESTED')).toEqual(['SHORTLIST', 'DECLINE']);
    expect(stepsOf('BUYER', 'INVITED')).toEqual(['SHORTLIST', 'WITHDRAW']);
    expect(stepsOf('SYSTEM', 'SHORTLISTED')).toEqual([]);
  });

  it('wait for one side at a time', () => {
    expect(
      INTRODUCTION_STATES.map((state) => [state, awaitedSide(state)]).filter(([, side]) => side),
    ).toEqual([
      ['INTERESTED', 'BUYER'],
      ['INVITED', 'SUPPLIER'],
    ]);
  });

  it('count answers for the side that was asked', () => {
    expect(effectsOf('DECLINE', 'SUPPLIER', 'INVITED')).toMatchObject({
      supplierReplies: true,
      buyerReplies: false,
    });
    expect(effectsOf('SHORTLIST', 'BUYER', 'INTERESTED')).toMatchObject({
      buyerReplies: true,
      buyerAgrees: true,
    });
    expect(effectsOf('LAPSE', 'SYSTEM', 'INTERESTED')).toMatchObject({
      buyerReplies: false,
      supplierReplies: false,
    });
  });

  it('reveal contacts once both agreed, and not after one has turned away', () => {
    const agreed = { supplierAgreedAt: new Date(), buyerAgreedAt: new Date() };
    expect(contactsRevealed({ state: 'SHORTLISTED', ...agreed })).toBe(true);
    expect(contactsRevealed({ state: 'AWARDED', ...agreed })).toBe(true);
    expect(contactsRevealed({ state: 'WITHDRAWN', ...agreed })).toBe(false);
    expect(contactsRevealed({ state: 'SHORTLISTED', ...agreed, supplierAgreedAt: null })).toBe(false);
  });
});

describe('working days', () => {
  it('know the bank holidays of England and Wales, with their substitutes', () => {
    // As gov.uk lists them.
    expect([...bankHolidays(2025)].sort()).toEqual([
      '2025-01-01',
      '2025-04-18',
      '2025-04-21',
      '2025-05-05',
      '2025-05-26',
      '2025-08-25',
      '2025-12-25',
      '2025-12-26',
    ]);
    expect([...bankHolidays(2026)].sort()).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-28',
    ]);
    expect([...bankHolidays(2027)].sort().slice(-2)).toEqual(['2027-12-27', '2027-12-28']);
    expect([...bankHolidays(2022)].sort()[0]).toBe('2022-01-03');
  });

  it('leave out weekends and holidays', () => {
    expect(addWorkingDays('2026-12-24', 1)).toBe('2026-12-29');
    expect(addWorkingDays('2026-11-02', 10)).toBe('2026-11-16');
    expect(addWorkingDays('2026-11-07', 0)).toBe('2026-11-07');
    expect(isWorkingDay('2026-11-07')).toBe(false);
    for (const [from, count] of [
      ['2026-03-31', 10],
      ['2026-12-18', 7],
    ] as const) {
      expect(workingDaysBetween(from, addWorkingDays(from, count))).toBe(count);
    }
  });
});
