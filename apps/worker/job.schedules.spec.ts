import { type QueueBackend, queueBackend, readConfig } from '#lib/platform';
import {
  databaseNameOf,
  eventually,
  openTestDatabase,
  type TestDatabase,
  testedBackends,
} from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { installSchedules, keepSchedules } from './job.schedules.js';

type Queue = ReturnType<QueueBackend['queue']>;

describe.each(testedBackends)('the schedules on $kind', ({ redisUrl }) => {
  let db: TestDatabase;
  let backend: QueueBackend;
  let digests: Queue;

  beforeEach(async () => {
    db = await openTestDatabase(schema);
    backend = queueBackend({ ...readConfig({ NODE_ENV: 'test' }), redisUrl }, db.url);
    digests = backend.queue('digests');
  });
  afterEach(async () => {
    await digests.close();
    await backend.close();
    await db.close();
  });

  const schedulesOf = async (queue: Queue) =>
    (await queue.getJobSchedulers()).map(({ key, pattern, tz }) => [key, pattern, tz]).sort();
  const rung = async (queue: Queue) =>
    (await queue.getJobs(['delayed', 'waiting'])).map(({ repeatJobKey }) => repeatJobKey).sort();
  const all = [
    ['digest-sweep', '1 * * * *', 'Europe/London'],
    ['weekly-digests', '0 7 * * 1', 'Europe/London'],
  ];
  const both = ['digest-sweep', 'weekly-digests'];

  /** As a queue is left that was emptied beside somebody who put a schedule into it. */
  async function forgetSchedules(): Promise<void> {
    if (redisUrl === undefined) {
      await db.writing((ctx) => ctx.query(`DELETE FROM bullmq.scheduler WHERE queue = 'digests'`));
      return;
    }
    const redis = new Redis(redisUrl);
    const key = `midlands:${databaseNameOf(db.url)}:digests:repeat`;
    expect(await redis.del(key, ...both.map((id) => `${key}:${id}`))).toBe(3);
    redis.disconnect();
  }

  it('are one of each kind, however often they are put there', async () => {
    await installSchedules(backend);
    await installSchedules(backend);
    expect(await schedulesOf(digests)).toEqual(all);
    expect(await rung(digests)).toEqual(both);
  });

  it('are back where a queue was lost', async () => {
    const stop = await keepSchedules(backend, db.log, 500);
    try {
      await digests.obliterate({ force: true });
      await eventually('the schedules to be back', async () => (await schedulesOf(digests)).length === 2);
      expect(await schedulesOf(digests)).toEqual(all);
    } finally {
      await stop();
    }
  });

  it('are back where their next jobs were left without them', async () => {
    await installSchedules(backend);
    await forgetSchedules();
    expect(await schedulesOf(digests)).toEqual([]);
    expect(await rung(digests)).toEqual(both);
    await installSchedules(backend);
    expect(await schedulesOf(digests)).toEqual(all);
    expect(await rung(digests)).toEqual(both);
  });

  it('keep none of the others out where one cannot be put there, and are complete once it can', async () => {
    await installSchedules(backend);
    const weekly = (await digests.getDelayed()).find(({ repeatJobKey }) => repeatJobKey === 'weekly-digests');
    await weekly?.promote();
    await forgetSchedules();
    const worker = backend.worker('digests', () => Promise.resolve(), { concurrency: 1 });
    try {
      // Somebody has it in hand: it can be neither replaced nor removed.
      const taken = await worker.getNextJob('a worker');
      expect(taken?.id).toBe(weekly?.id);
      const [mail, upkeep] = [backend.queue('mail'), backend.queue('upkeep')];
      await mail.obliterate({ force: true });
      const stop = await keepSchedules(backend, db.log, 60_000);
      await stop();
      await expect(installSchedules(backend)).rejects.toThrow(/weekly-digests/);
      expect(await schedulesOf(digests)).toEqual(all.slice(0, 1));
      expect(await schedulesOf(mail)).toEqual([['mail-sweep', '*/10 * * * *', 'Europe/London']]);
      expect(await schedulesOf(upkeep)).toHaveLength(2);
      await Promise.all([mail.close(), upkeep.close()]);
      await taken?.moveToCompleted(null, 'a worker', false);
      await installSchedules(backend);
      expect(await schedulesOf(digests)).toEqual(all);
      expect(await rung(digests)).toEqual(both);
    } finally {
      await worker.close();
    }
  });
});
