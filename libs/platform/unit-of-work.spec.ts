import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TransactionContext } from './context.js';
import { newId } from './ids.js';
import { anyOf } from './prepared.statement.js';
import { fail, succeed, userError } from './result.js';
import { RunService } from './run.service.js';

let db: TestDatabase;
const runs = new RunService();
beforeAll(async () => {
  db = await openTestDatabase(schema);
});
afterAll(() => db.close());

const begin = (ctx: TransactionContext) => runs.begin(ctx, 'MATCH', 'a test', 1);
const count = async () => {
  const [row] = await db.reading().query<{ n: number }>('SELECT count(*)::int AS n FROM runs');
  return row!.n;
};

describe('a transaction', () => {
  it('commits what returns', async () => {
    const run = await db.writing(begin);
    expect(await runs.find(db.reading(), run.id)).toMatchObject({ id: run.id, state: 'QUEUED' });
  });

  it('rolls back what throws, and lets the error through', async () => {
    const before = await count();
    const failing = db.writing(async (ctx) => {
      await begin(ctx);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await count()).toBe(before);
  });

  it('rolls back a failed result and returns it', async () => {
    const before = await count();
    const result = await db.writing(async (ctx) => {
      await begin(ctx);
      return fail(userError('NAME_MISSING', 'Give a name.', ['name']));
    });
    expect(result).toEqual({
      ok: false,
      errors: [{ code: 'NAME_MISSING', message: 'Give a name.', path: ['name'] }],
    });
    expect(await count()).toBe(before);
  });

  it('holds what prepared statements write, and a reading context refuses to run those', async () => {
    const id = newId();
    const insert = `INSERT INTO runs (id, kind, subject, state) VALUES ($1, 'MATCH', 'prepared', 'QUEUED')`;
    const failing = db.writing(async (ctx) => {
      await ctx.prepared(insert, [id]);
      expect(await ctx.prepared(`SELECT id FROM runs WHERE id = ${anyOf('$1')}`, [[id]])).toEqual([{ id }]);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await runs.find(db.reading(), id)).toBeNull();
    await expect(db.reading().prepared(insert, [id])).rejects.toMatchObject({ code: '25006' });
  });

  it('is joined by a nested one: both go together', async () => {
    const before = await count();
    const nested = db.writing(async (ctx) => {
      await db.unitOfWork.transaction(ctx, begin);
      throw new Error('after the inner one returned');
    });
    await expect(nested).rejects.toThrow();
    expect(await count()).toBe(before);
    await db.writing((ctx) => db.unitOfWork.transaction(ctx, begin));
    expect(await count()).toBe(before + 1);
  });

  it('runs what waits for the commit after it, and never after a rollback', async () => {
    const seen: string[] = [];
    await db.writing(async (ctx) => {
      ctx.onCommit(() => void seen.push('committed'));
      await begin(ctx);
      seen.push('working');
    });
    expect(seen).toEqual(['working', 'committed']);
    await db.writing((ctx) => {
      ctx.onCommit(() => void seen.push('never'));
      return Promise.resolve(fail(userError('NO', 'No.')));
    });
    expect(seen).toEqual(['working', 'committed']);
  });

  it('keeps a success whose follow-up fails', async () => {
    const result = await db.writing((ctx) => {
      ctx.onCommit(() => Promise.reject(new Error('mail server down')));
      return Promise.resolve(succeed(1));
    });
    expect(result).toEqual(succeed(1));
  });

  it('keeps parallel transactions apart', async () => {
    const before = await count();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        db.writing(async (ctx) => {
          await begin(ctx);
          if (i % 2 === 1) throw new Error('odd');
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(await count()).toBe(before + 4);
  });
});

describe('a reading context', () => {
  it('cannot write: the server refuses', async () => {
    const before = await count();
    const ctx = db.reading();
    await expect(
      ctx.query(`INSERT INTO runs (id, kind, subject) VALUES ($1, 'MATCH', 'smuggled')`, [newId()]),
    ).rejects.toMatchObject({ code: '25006' });
    expect(await count()).toBe(before);
  });

  it('answers an update with its rows', async () => {
    const run = await db.writing(begin);
    const rows = await db.writing((ctx) =>
      ctx.query<{ id: string }>(`UPDATE runs SET subject = 'x' WHERE id = $1 RETURNING id`, [run.id]),
    );
    expect(rows).toEqual([{ id: run.id }]);
  });

  it('makes a thing once', () => {
    const ctx = db.reading();
    const first = ctx.once('loader', () => ({}));
    expect(ctx.once('loader', () => ({}))).toBe(first);
    expect(db.reading().once('loader', () => ({}))).not.toBe(first);
  });
});
