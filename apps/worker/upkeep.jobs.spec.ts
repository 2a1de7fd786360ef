import { recordChange } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { pruneHandler } from './upkeep.jobs.js';

let db: TestDatabase;
beforeEach(async () => {
  db = await openTestDatabase(schema);
});
afterEach(() => db.close());

it('forgets the files of imports that ended a month ago, and of no others', async () => {
  await db.writing((ctx) =>
    ctx.query(
      `WITH made AS (
         INSERT INTO runs (id, kind, subject, state, updated_at)
         SELECT gen_random_uuid(), 'IMPORT', subject, state, now() - age::interval
           FROM (VALUES ('old', 'DONE', '31 days'), ('new', 'DONE', '29 days'), ('waits', 'QUEUED', '31 days')) AS r(subject, state, age)
         RETURNING id
       ) INSERT INTO import_files (run_id, format) SELECT id, 'OCDS' FROM made`,
    ),
  );
  await pruneHandler(db.unitOfWork).handle({}, { requestId: 'r', jobId: 'j', attempt: 1, log: db.log });
  const kept = await db
    .reading()
    .query(`SELECT subject FROM runs JOIN import_files ON run_id = id ORDER BY subject`);
  expect(kept).toEqual([{ subject: 'new' }, { subject: 'waits' }]);
});

it('deletes what the relay has behind it and a week has passed over, and nothing else', async () => {
  const entries = () => db.reading().query<{ seq: string }>(`SELECT seq::text FROM change_log ORDER BY seq`);
  for (let n = 0; n < 3; n += 1) await db.writing((ctx) => recordChange(ctx, 'everything', {}));
  const prune = () =>
    pruneHandler(db.unitOfWork).handle({}, { requestId: 'r', jobId: 'j', attempt: 1, log: db.log });
  db.clock.now = new Date(Date.now() + 8 * 86_400_000);
  // No relay has read anything yet.
  expect(await prune()).toEqual({ deleted: 0 });
  await db.writing((ctx) =>
    ctx.query(
      `INSERT INTO change_log_cursors (consumer, xid, seq)
       SELECT 'job relay', xid, seq FROM change_log ORDER BY seq OFFSET 1 LIMIT 1`,
    ),
  );
  db.clock.now = undefined;
  expect(await prune()).toEqual({ deleted: 0 });
  expect(await entries()).toHaveLength(3);
  db.clock.now = new Date(Date.now() + 8 * 86_400_000);
  expect(await prune()).toEqual({ deleted: 2 });
  expect(await entries()).toHaveLength(1);
});
