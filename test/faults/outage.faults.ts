import { childEnvironment, enqueue, freePort } from '#lib/platform';
import { eventually, type Gate, openGate, openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { rankAll } from '#lib/requirements';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisServer, startRedis } from '../support/redis.server.js';

/** Longer than all tries of a job that ranks take together. */
const OUTAGE_MS = 20_000;
/** Attempts of both processes a second: BullMQ's own workers would ask 90 times. */
const MOST_ATTEMPTS = 15;
const JOBS = 40;
const PATIENCE_MS = 120_000;

describe.each(['postgres', 'redis'] as const)('an outage of the store, queues in %s', (kind) => {
  let db: TestDatabase;
  let gate: Gate;
  let redis: RedisServer | undefined;
  let folder: string;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    db = await openTestDatabase(schema);
    gate = await openGate(db.url);
    folder = await mkdtemp(join(tmpdir(), 'midlands-outage-'));
    redis = kind === 'redis' ? await startRedis() : undefined;
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await redis?.stop();
    await gate.close();
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = (script: string, args: string[], env: Record<string, string>): ChildProcess => {
    const child = spawn(process.execPath, [`dist/apps/${script}/main.js`, ...args], {
      env: childEnvironment({
        DATABASE_URL: gate.url,
        REDIS_URL: redis?.url,
        DATA_DIR: join(folder, 'data'),
        LOG_LEVEL: 'silent',
        DEMO: '0',
        END_WITH_INPUT: undefined,
        ...env,
      }),
      stdio: 'ignore',
    });
    children.push(child);
    return child;
  };

  /** Past the gate: somebody writes to the store however its processes do. */
  const importFirm = async (name: string): Promise<void> => {
    const file = join(folder, 'firm.csv');
    await writeFile(file, `name,postcode,capabilities\n${name},DE24 8BJ,CNC turning\n`);
    const [status] = await once(run('cli', ['import', 'suppliers', file], { DATABASE_URL: db.url }), 'exit');
    expect(status).toBe(0);
  };

  it('is outlived: nobody storms the store, no job is lost, and what comes after is seen', async () => {
    if (kind === 'redis' && !redis) {
      console.warn('redis-server is not installed: nothing is proven of Redis here.');
      return;
    }
    const api = await freePort();
    const worker = await freePort();
    run('api', [], { API_PORT: String(api) });
    run('worker', [], { WORKER_PORT: String(worker) });
    const answer = (port: number, path: string): Promise<string> =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        (response) => response.text(),
        () => '',
      );
    const ready = async (): Promise<boolean> =>
      (await Promise.all([api, worker].map((port) => answer(port, '/readyz')))).every((text) =>
        text.includes('"ready"'),
      );
    const known = async (count: number): Promise<boolean> =>
      (await Promise.all([api, worker].map((port) => answer(port, '/metrics')))).every((text) =>
        text.includes(`\nmatch_index_suppliers ${count}\n`),
      );
    await eventually('both to be ready', ready, PATIENCE_MS);
    await importFirm('Before Limited');
    await eventually('the first firm to be known', () => known(1), PATIENCE_MS);

    await db.writing(async (ctx) => {
      for (let n = 0; n < JOBS; n += 1) await enqueue(ctx, rankAll, {});
    });
    gate.shut();
    await sleep(OUTAGE_MS);
    expect(await ready()).toBe(false);
    const asked = gate.refused;
    gate.open();
    console.info(`${asked} attempts to reach the store in ${OUTAGE_MS / 1000} s`);
    expect(asked).toBeLessThan((MOST_ATTEMPTS * OUTAGE_MS) / 1000);

    await eventually('both to be ready again', ready, PATIENCE_MS);
    await importFirm('After Limited');
    await eventually('the second firm to be known', () => known(2), PATIENCE_MS);
    await eventually(
      'everything to be worked on',
      async () => {
        const text = await answer(worker, '/metrics');
        const count = (of: RegExp): number => Number(of.exec(text)?.[1] ?? Number.NaN);
        expect(count(/queue_jobs\{queue="matching",state="failed"\} (\d+)/)).not.toBeGreaterThan(0);
        return (
          count(/job_duration_seconds_count\{job="matching.rank-all",outcome="done"\} (\d+)/) >= JOBS &&
          count(/relay_jobs_waiting (\d+)/) === 0
        );
      },
      PATIENCE_MS,
    );
  });
});
