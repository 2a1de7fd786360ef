import { describe, expect, it } from '@jest/globals';
import { type HealthFacts, judgeHealth } from './health.rules.js';

const store = { lacksMigrations: false, jobsToRelay: 0, relayLagSeconds: 0, lettersOverdue: 0 };
const well: HealthFacts = { store, indexReady: true, queuesAnswer: true, sendsMail: true };
const states = (facts: HealthFacts): string =>
  judgeHealth(facts)
    .map(({ state }) => state)
    .join(' ');

describe('the health of the parts', () => {
  it.each<[string, Partial<HealthFacts>, string]>([
    ['all is well', {}, 'WORKING WORKING WORKING WORKING'],
    ['the store is silent', { store: null }, 'DOWN WORKING DOWN DOWN'],
    ['tables are old', { store: { ...store, lacksMigrations: true } }, 'DOWN WORKING WORKING WORKING'],
    ['the index loads', { indexReady: false }, 'WORKING DOWN WORKING WORKING'],
    ['a minute has passed', { store: { ...store, relayLagSeconds: 60 } }, 'WORKING WORKING WORKING WORKING'],
    ['work is late', { store: { ...store, relayLagSeconds: 61 } }, 'WORKING WORKING BEHIND WORKING'],
    ['work is lost', { store: { ...store, relayLagSeconds: 601 } }, 'WORKING WORKING DOWN WORKING'],
    ['the queues are silent', { queuesAnswer: false }, 'WORKING WORKING DOWN WORKING'],
    ['letters are late', { store: { ...store, lettersOverdue: 1 } }, 'WORKING WORKING WORKING BEHIND'],
    [
      'letters rest here',
      { sendsMail: false, store: { ...store, lettersOverdue: 9 } },
      'WORKING WORKING WORKING WORKING',
    ],
  ])('when %s', (_, facts, expected) => {
    expect(states({ ...well, ...facts })).toBe(expected);
  });

  it('is told in one sentence each', () => {
    for (const { summary } of judgeHealth(well)) expect(summary).toMatch(/^[A-Z].*\.$/);
  });
});
