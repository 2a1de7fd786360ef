import { expect, jest } from '@jest/globals';
import { Client } from 'pg';
import type { ApiKit } from './api.kit.js';

/**
 * Statements that `work` needs. The process has work of its own beside it (following the change log, sharing request
 * counts), which can only add: the least of several tries is what the request itself sends.
 */
export async function statementsOf(kit: ApiKit, work: () => Promise<void>): Promise<number> {
  const counts: number[] = [];
  for (let tries = 0; tries < 4; tries++) {
    await commitSomething(kit);
    counts.push(await statementsOfOnce(work));
  }
  return Math.min(...counts);
}

/** Reading takes no transaction; following the change log and sharing request counts do. */
const BESIDE = /change_log|request_counts|^(START TRANSACTION|COMMIT|ROLLBACK)/;

/** Any transaction at all: from here on nothing that was read before is given out again. */
export const commitSomething = (kit: ApiKit) =>
  kit.db.writing((ctx) => ctx.query('SELECT pg_current_xact_id()'));

export async function statementsOfOnce(work: () => Promise<void>): Promise<number> {
  const count = (await textsOf(work)).length;
  expect(count).toBeGreaterThan(0);
  return count;
}

/** The statements themselves that are sent while `work` goes on. */
export async function textsOf(work: () => Promise<void>): Promise<string[]> {
  const spy = jest.spyOn(Client.prototype, 'query');
  try {
    await work();
    const texts = spy.mock.calls.map(([given]) => {
      const statement = given as string | { text: string };
      return typeof statement === 'string' ? statement : statement.text;
    });
    return texts.filter((text) => !BESIDE.test(text));
  } finally {
    spy.mockRestore();
  }
}
