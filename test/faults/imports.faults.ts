import { BackgroundImport, ImportsModule } from '#lib/imports';
import { childEnvironment, RunService } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { isRunning, untilAtRest } from '../support/busy.watch.js';
import { type RedisServer, startRedis } from '../support/redis.server.js';

/** Where the store sleeps, so that we can kill: before the first row, in the middle, and when all is stored. */
const steps = ['organisations', 'supplier_profiles', 'import_files', 'runs DONE'];
const ROWS = 300;

describe.each(['postgres', 'redis'] as const)('imports under kill -9, queues in %s', (kind) => {
  let db: TestDatabase;
  let redis: RedisServer | undefined;
  let child: ChildProcess | undefined;
  const runs = new RunService();

  beforeAll(async () => {
    db = await openTestDatabase(schema);
    redis = kind === 'redis' ? await startRedis() : undefined;
    await db.writing(async (ctx) => {
      await ctx.query(`CREATE TABLE fault_points (step text)`);
      await ctx.query(`CREATE FUNCTION fault_point() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE here text; BEGIN
        here := CASE WHEN TG_TABLE_NAME = 'runs' THEN 'runs ' || (to_jsonb(NEW)->>'state') ELSE TG_TABLE_NAME END;
        IF EXISTS (SELECT FROM fault_points WHERE step = here) THEN PERFORM pg_sleep(3600); END IF;
        RETURN NEW; END $$`);
      for (const table of ['organisations', 'supplier_profiles']) {
        await ctx.query(
          `CREATE TRIGGER fault_point BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION fault_point()`,
        );
      }
      for (const table of ['import_files', 'runs']) {
        await ctx.query(
          `CREATE TRIGGER fault_point BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION fault_point()`,
        );
      }
    });
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await redis?.stop();
    await db.close();
  });

  const start = (): Promise<unknown> => {
    child = spawn(process.execPath, ['dist/apps/worker/main.js'], {
      env: childEnvironment({
        DATABASE_URL: db.url,
        REDIS_URL: redis?.url,
        LOG_LEVEL: 'fatal',
        DEMO: '0',
        WORKER_PORT: '0',
        END_WITH_INPUT: undefined,
      }),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return once(child, 'exit');
  };
  const count = async (sql: string): Promise<number> =>
    (await db.reading().query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]!.n;
  const inDatabase = `pg_stat_activity WHERE datname = current_database()`;
  const isBusy = async (): Promise<boolean> =>
    (child?.pid !== undefined && (await isRunning(child.pid))) ||
    (await count(`${inDatabase} AND state = 'active' AND pid <> pg_backend_pid()`)) > 0;
  const until = (what: string, check: () => Promise<boolean>) => untilAtRest(what, check, isBusy, 90_000);

  it('leave nothing half done, and are done whole by the next worker', async () => {
    if (kind === 'redis' && !redis) {
      console.warn('redis-server is not installed: nothing is proven of Redis here.');
      return;
    }
    const app = await NestFactory.createApplicationContext(ImportsModule, { logger: false });
    for (const [round, step] of steps.entries()) {
      await db.writing((ctx) => ctx.query(`INSERT INTO fault_points VALUES ($1)`, [step]));
      const rows = Array.from({ length: ROWS }, (_, n) => `Round ${round} Firm ${n},DE24 8BJ,CNC turning`);
      const csv = ['name,postcode,capabilities', ...rows, ''].join('\n');
      const started = await db.writing((ctx) =>
        app.get(BackgroundImport).start(ctx, 'SUPPLIER_CSV', csv, 'list.csv', { field: 'csv' }),
      );
      const id = started.ok ? started.value.runId : '';
      let ended = start();
      await until(
        `the worker to reach ${step}`,
        async () => (await count(`${inDatabase} AND wait_event = 'PgSleep'`)) > 0,
      );
      child?.kill('SIGKILL');
      await ended;
      // The server notices only when it wakes that nobody is there any more; until then it would hold the locks.
      await db
        .reading()
        .query(`SELECT pg_terminate_backend(pid) FROM ${inDatabase} AND application_name = 'worker'`);
      await db.writing((ctx) => ctx.query(`TRUNCATE fault_points`));
      expect({ step, stored: await count(`organisations WHERE name LIKE 'Round ${round} %'`) }).toEqual({
        step,
        stored: 0,
      });
      ended = start();
      await until('the import to end', async () => (await runs.find(db.reading(), id))?.state === 'DONE');
      child?.kill('SIGTERM');
      await ended;
      expect((await runs.find(db.reading(), id))!.report).toMatchObject({
        accepted: ROWS,
        stored: { created: ROWS, unchanged: 0 },
      });
      expect(await count(`organisations WHERE name LIKE 'Round ${round} %'`)).toBe(ROWS);
    }
    await app.close();
    console.log(`${kind}: killed at ${steps.length} steps; each file of ${ROWS} rows stored once, whole`);
    // No clock ends it: each wait ends when nobody is at work.
  }, 3_600_000);
});
