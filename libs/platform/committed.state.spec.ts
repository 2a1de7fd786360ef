import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommittedState } from './committed.state.js';

describe('what was read while nothing was committed', () => {
  it('is made once a key, by whoever asks first', async () => {
    const state = new CommittedState();
    let made = 0;
    const make = () => Promise.resolve((made += 1));
    expect(await Promise.all([state.once('a', make), state.once('a', make), state.once('b', make)])).toEqual([
      1, 1, 2,
    ]);
  });

  it('is tried again after a failure', async () => {
    const state = new CommittedState();
    await expect(state.once('a', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
    expect(await state.once('a', () => Promise.resolve('found'))).toBe('found');
  });

  it('makes room by dropping what has been kept longest', async () => {
    const state = new CommittedState();
    const ask = (key: string, value: string) => state.once(key, () => Promise.resolve(value), 9_000);
    await ask('a', 'first');
    await ask('b', 'first');
    await ask('c', 'first');
    expect(await ask('b', 'again')).toBe('first');
    expect(await ask('a', 'again')).toBe('again');
  });
});

describe('a look', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await openTestDatabase(schema);
  });
  afterAll(() => db.close());

  it('begins anew after every commit, and stays as it is for those who hold it', async () => {
    const look = db.unitOfWork.lookOnce();
    const before = await look();
    await before.once('a', () => Promise.resolve('old'));
    await db.writing((ctx) => ctx.query('SELECT pg_current_xact_id()'));
    const after = await db.unitOfWork.lookOnce()();
    expect(after).not.toBe(before);
    expect(await after.once('a', () => Promise.resolve('new'))).toBe('new');
    expect(await look()).toBe(before);
    expect(await before.once('a', () => Promise.resolve('new'))).toBe('old');
  });

  it('shares nothing in a transaction, which reads what it wrote', async () => {
    await db.writing(async (ctx) => {
      expect(await ctx.shared('a', () => Promise.resolve(1))).toBe(1);
      expect(await ctx.shared('a', () => Promise.resolve(2))).toBe(2);
    });
  });
});
