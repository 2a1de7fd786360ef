import { openGate, openTestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from './database.js';
import { AppError, toAppError } from './error.catalogue.js';

it.each([
  ['22021', 'BAD_INPUT'],
  ['22P05', 'BAD_INPUT'],
  ['40P01', 'CONFLICT'],
  ['23503', 'CONFLICT'],
  ['ECONNREFUSED', 'NOT_READY'],
  ['57P03', 'NOT_READY'],
  ['53100', 'NOT_READY'],
  ['42601', 'INTERNAL'],
  ['__proto__', 'INTERNAL'],
])('tells a failure of the store with code %s as %s, and keeps its cause', (code, shown) => {
  const failure = Object.assign(new Error('duplicate key value violates …'), { code });
  const told = toAppError(failure);
  expect([told.code, told.cause, told.message.includes('violates')]).toEqual([shown, failure, false]);
});

it('tells that a store is away which was there a moment ago, and of nothing else', async () => {
  const db = await openTestDatabase(schema);
  const gate = await openGate(db.url);
  const through = await openDatabase({ url: gate.url, schema, applicationName: 'tests', poolSize: 1 });
  const failure = (sql: string): Promise<unknown> =>
    through.reader.query(sql).then(
      () => undefined,
      (error: unknown) => toAppError(error).code,
    );
  try {
    expect(await failure('SELECT 1')).toBeUndefined();
    expect(await failure('SELECT nothing')).toBe('INTERNAL');
    const asked = failure('SELECT pg_sleep(60)');
    await sleep(200);
    gate.shut();
    expect(await asked).toBe('NOT_READY');
    expect(await failure('SELECT 1')).toBe('NOT_READY');
    gate.open();
    expect(await failure('SELECT 1')).toBeUndefined();
  } finally {
    await through.close();
    await gate.close();
    await db.close();
  }
});

it('leaves what is in the catalogue as it is', () => {
  const known = new AppError('NOT_FOUND');
  expect(toAppError(known)).toBe(known);
  expect(toAppError('thrown text').code).toBe('INTERNAL');
});
