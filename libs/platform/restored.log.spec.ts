import { schema } from '#lib/schema';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type ChangePosition, readChanges, recordChange } from './change-log.js';
import { adoptRestoredLog } from './restored.log.js';
import { openTestDatabase, type TestDatabase } from './testing/index.js';

/** As far as the transactions of the server that the store came from had counted beyond ours. */
const FURTHER = 5_000_000_000;

let db: TestDatabase;
beforeEach(async () => {
  db = await openTestDatabase(schema);
});
afterEach(() => db.close());

const job = (name: string): Promise<void> =>
  db.writing((ctx) => recordChange(ctx, 'job', { name, payload: {}, requestId: 'r' }));

const cursor = async (): Promise<ChangePosition> => {
  const [position] = await db
    .reading()
    .query<ChangePosition>(
      `SELECT xid::text, seq::text FROM change_log_cursors WHERE consumer = 'job relay'`,
    );
  return position!;
};

const waiting = async (): Promise<unknown[]> =>
  (await readChanges(db.reading(), await cursor(), 10, ['job'])).changes.map(({ payload }) => payload);

const adopt = (): Promise<boolean> => adoptRestoredLog(db.database.writer);

/** What a dump brings from a server that has counted further. */
const restoreFromElsewhere = (): Promise<unknown> =>
  db.writing(async (ctx) => {
    for (const table of ['change_log', 'change_log_cursors', 'engine_statistics'])
      await ctx.query(`UPDATE ${table} SET xid = xid + $1`, [FURTHER]);
  });

it('gives out what was written after a restore, behind what the dump had waiting', async () => {
  await job('behind');
  await db.writing((ctx) =>
    ctx.query(
      `INSERT INTO change_log_cursors (consumer, xid, seq) SELECT 'job relay', xid, seq FROM change_log`,
    ),
  );
  await db.writing((ctx) =>
    ctx.query(
      `INSERT INTO engine_statistics (xid, seq, engine_version, content, counted_at) SELECT xid, seq, '1', '{}', now() FROM change_log`,
    ),
  );
  await job('waits');
  await restoreFromElsewhere();
  await job('written before anybody looked');
  expect(await waiting()).toEqual([]);

  expect(await adopt()).toBe(true);
  const [{ behind } = { behind: true }] = await db
    .reading()
    .query<{ behind: boolean }>(
      `SELECT max(xid) < pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS behind FROM engine_statistics`,
    );
  expect(behind).toBe(true);
  await job('after');
  expect(await waiting()).toMatchObject([{ name: 'waits' }, { name: 'after' }]);
  expect(await adopt()).toBe(false);
});

it('leaves a store alone that stayed where it was', async () => {
  await job('one');
  const before = await db.reading().query(`SELECT xid, seq FROM change_log`);
  expect(await adopt()).toBe(false);
  expect(await db.reading().query(`SELECT xid, seq FROM change_log`)).toEqual(before);
});
