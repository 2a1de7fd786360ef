import {
  drainJobs,
  eventually,
  openTestDatabase,
  type TestDatabase,
  testedBackends,
} from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { recordChange } from './change-log.js';
import { defineJob, enqueue } from './job.definition.js';
import { type QueueBackend, queueBackend } from './job.queues.js';
import { JobRelay } from './job.relay.js';
import { trimFinishedJobs } from './job.retention.js';
import { assertComplete, handles, type JobHandler, JobWorkers } from './job.workers.js';

const greet = defineJob({
  name: 'testing.greet',
  payload: z.object({ name: z.string().min(1) }),
  attempts: 3,
  backoffMs: 10,
  keepCompleted: 10,
  keepFailed: 10,
});
const part = defineJob({ ...greet, name: 'testing.part' });
type Handler = JobHandler<{ name: string }>;

describe.each(testedBackends)('jobs on $kind', ({ redisUrl }) => {
  let db: TestDatabase;
  let backend: QueueBackend;
  let stop: (() => Promise<void>)[];
  const greeted: string[] = [];

  beforeEach(async () => {
    db = await openTestDatabase(schema);
    backend = queueBackend({ redisUrl }, db.url);
    stop = [];
    greeted.length = 0;
  });
  afterEach(async () => {
    for (const action of stop.reverse()) await action();
    await backend.close();
    await db.close();
  });

  async function relay() {
    const started = new JobRelay(db.unitOfWork, backend, [greet], db.log, db.url, 100);
    await started.start();
    stop.push(() => started.stop());
  }

  async function work(...[handle, givenUp]: [Handler['handle'], Handler['givenUp']?]) {
    const workers = new JobWorkers(backend, [greet], [handles(greet, handle, givenUp)], db.log);
    await workers.start();
    stop.push(() => workers.stop());
  }

  const ask = (...names: string[]) =>
    db.writing(async (ctx) => {
      for (const name of names) await enqueue(ctx, greet, { name });
    });

  const remember: JobHandler<{ name: string }>['handle'] = ({ name }) => {
    greeted.push(name);
    return Promise.resolve();
  };

  it('run once the transaction that asked has committed', async () => {
    await relay();
    await work(remember);
    await ask('Derby', 'Coventry');
    await drainJobs(db.reading(), backend, [greet]);
    expect([...greeted].sort()).toEqual(['Coventry', 'Derby']);
  });

  it('never run when it rolled back', async () => {
    await relay();
    await work(remember);
    await db
      .writing(async (ctx) => {
        await enqueue(ctx, greet, { name: 'nobody' });
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await ask('somebody');
    await drainJobs(db.reading(), backend, [greet]);
    expect(greeted).toEqual(['somebody']);
  });

  it('wait while nothing relays or works, and run when it starts', async () => {
    await ask('patience');
    await relay();
    await work(remember);
    await drainJobs(db.reading(), backend, [greet]);
    expect(greeted).toEqual(['patience']);
  });

  it('run once though two relays hand over the same change log', async () => {
    await Promise.all([relay(), relay()]);
    await work(remember);
    const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
    await ask(...names);
    await drainJobs(db.reading(), backend, [greet]);
    expect([...greeted].sort()).toEqual([...names].sort());
  });

  it('are not run again when a crash hid the handover from the relay', async () => {
    await relay();
    await work(remember);
    await ask('once');
    await drainJobs(db.reading(), backend, [greet]);
    await db.writing((ctx) => ctx.query(`UPDATE change_log_cursors SET xid = 0, seq = 0`));
    await ask('and another');
    await drainJobs(db.reading(), backend, [greet]);
    expect(greeted).toEqual(['once', 'and another']);
  });

  it('run once though many end together, and leave when they are not kept', async () => {
    await relay();
    const names = Array.from({ length: 300 }, (_, i) => `n${i}`);
    await Promise.all([work(remember), work(remember), ask(...names)]);
    await drainJobs(db.reading(), backend, [greet]);
    expect([...greeted].sort()).toEqual([...names].sort());
    expect(await trimFinishedJobs(backend, [greet, part])).toBe(0);
    expect(await trimFinishedJobs(backend, [greet, part], 0)).toBe(290);
    const queue = backend.queue('testing');
    const kept = await queue.getJobCounts('completed', 'failed', 'waiting', 'active', 'delayed');
    await queue.close();
    expect(kept).toEqual({ completed: 10, failed: 0, waiting: 0, active: 0, delayed: 0 });
  });

  it.each([
    { sideBySide: 1, together: false },
    { sideBySide: undefined, together: true },
  ])('run side by side unless their definition says one: $sideBySide', async ({ sideBySide, together }) => {
    await relay();
    const running = new Set<string>();
    const seen: number[] = [];
    const job = defineJob({ ...greet, sideBySide });
    const workers = new JobWorkers(
      backend,
      [job],
      [
        handles(job, async ({ name }) => {
          seen.push(running.add(name).size);
          await sleep(20);
          running.delete(name);
        }),
      ],
      db.log,
    );
    await ask(...Array.from({ length: 12 }, (_, i) => `n${i}`));
    await workers.start();
    stop.push(() => workers.stop());
    await drainJobs(db.reading(), backend, [greet]);
    expect(seen).toHaveLength(12);
    expect(Math.max(...seen) > 1).toBe(together);
  });

  it('are tried again when they fail', async () => {
    await relay();
    let failures = 2;
    await work(async (payload, run) => {
      if (failures-- > 0) throw new Error('not yet');
      await remember(payload, run);
      expect(run.attempt).toBe(3);
    });
    await ask('third time lucky');
    await eventually('the third attempt', () => greeted.length > 0);
    expect(greeted).toEqual(['third time lucky']);
  });

  it('wait for the store while it is away, and lose no try by it', async () => {
    let away = 5;
    const attempts: number[] = [];
    const handle: Handler['handle'] = ({ name }, { attempt }) => {
      attempts.push(attempt);
      if (away === 0) return remember({ name }, {} as never);
      away -= 1;
      return Promise.reject(new Error('Connection terminated unexpectedly'));
    };
    await relay();
    const workers = new JobWorkers(backend, [greet], [handles(greet, handle)], db.log, {
      storeAnswers: () => Promise.resolve(away === 0),
      awayMs: 20,
    });
    await workers.start();
    stop.push(() => workers.stop());
    await ask('Leek');
    await eventually('it to be done', () => greeted.length === 1);
    // The last of the five failures found the store back: it counts, as any other does.
    expect(attempts).toEqual([1, 1, 1, 1, 1, 2]);
  });

  it('are given up once, when they will not be tried again', async () => {
    await relay();
    const told: [string, number][] = [];
    let tries = 0;
    await work(
      (payload, run) => {
        if (payload.name === 'hopeless') tries += 1;
        if (payload.name === 'hopeless' || run.attempt < 3) throw new Error('not now');
        return remember(payload, run);
      },
      ({ name }, { attempt }) => {
        told.push([name, attempt]);
        return Promise.reject(new Error('which harms nobody else'));
      },
    );
    await ask('hopeless', 'late');
    await eventually('both to end', () => told.length > 0 && greeted.length > 0);
    expect([told, tries, greeted]).toEqual([[['hopeless', 3]], 3, ['late']]);
  });

  it('make the drain fail loudly when they fail for good', async () => {
    await relay();
    await work(() => Promise.reject(new Error('broken for good')));
    await ask('hopeless');
    await eventually('the failure', async () => {
      const queue = backend.queue('testing');
      const failed = await queue.getFailedCount();
      await queue.close();
      return failed > 0;
    });
    await expect(drainJobs(db.reading(), backend, [greet])).rejects.toThrow('broken for good');
  });

  it('make the drain fail loudly when nothing works on them', async () => {
    await relay();
    await ask('forgotten');
    await expect(drainJobs(db.reading(), backend, [greet], 400)).rejects.toThrow('stall');
  });

  it('write nothing past the log where their queue loses its connection', async () => {
    const written = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    try {
      const queue = backend.queue('testing');
      queue.emit('error', new Error('lost'));
      await queue.close();
      expect(written).not.toHaveBeenCalled();
    } finally {
      written.mockRestore();
    }
  });

  it('of an unknown name stay in the log', async () => {
    await db.writing((ctx) =>
      recordChange(ctx, 'job', { name: 'testing.unheard-of', payload: {}, requestId: 'r' }),
    );
    const errors: unknown[] = [];
    const log = Object.assign(Object.create(db.log) as typeof db.log, {
      error: (fields: { err: Error }) => void errors.push(fields.err.message),
    });
    const started = new JobRelay(db.unitOfWork, backend, [greet], log, db.url, 50);
    await started.start();
    await eventually('the complaint', () => errors.length > 0);
    await started.stop();
    expect(errors[0]).toContain('testing.unheard-of');
    const [left] = await db
      .reading()
      .query<{ seq: string }>(`SELECT seq::text FROM change_log_cursors WHERE consumer = 'job relay'`);
    expect(left).toEqual({ seq: '0' });
  });
});

describe('the catalogue of jobs', () => {
  const nothing = () => Promise.resolve();

  it('must be complete before a worker starts', () => {
    expect(() => assertComplete([greet, part], [handles(greet, nothing)])).toThrow(
      '"testing.part" has 0 handlers',
    );
    expect(() => assertComplete([greet], [handles(greet, nothing), handles(greet, nothing)])).toThrow(
      '2 handlers',
    );
    expect(() => assertComplete([greet], [handles(greet, nothing), handles(part, nothing)])).toThrow(
      'in no catalogue',
    );
    expect(() => assertComplete([greet], [handles(greet, nothing)])).not.toThrow();
  });

  it('takes its queue from the name', () => {
    expect(greet.queue).toBe('testing');
  });
});

describe('asking for a job', () => {
  it('refuses a payload of another shape', async () => {
    const db = await openTestDatabase(schema);
    await expect(db.writing((ctx) => enqueue(ctx, greet, { name: '' }))).rejects.toThrow('name');
    await db.close();
  });
});
