import type { Queue } from 'bullmq';
import { readChanges, type ChangePosition, type ReadChanges } from './change-log.js';
import { ChangeSignal } from './change-log.signal.js';
import { systemActor } from './context.js';
import { type AnyJob, triesOf } from './job.definition.js';
import type { JobEnvelope, QueueBackend } from './job.queues.js';
import type { Logger } from './logger.js';
import { seldom } from './seldom.js';
import type { UnitOfWork } from './unit-of-work.js';

const consumer = 'job relay';
const batchSize = 500;

/**
 * Carries jobs from the change log to the queue. It may hand a job over twice (a crash between the queue and the
 * cursor), never lose one: the change's own number is the job's id, so the queue drops the second while it knows
 * the first, and handlers are idempotent for the rest. Any number of processes may run a relay; a row lock lets one
 * at a time work.
 */
export class JobRelay {
  private readonly queues = new Map<string, Queue<JobEnvelope>>();
  private readonly definitions: Map<string, AnyJob>;
  private readonly signal: ChangeSignal;
  private readonly away = seldom((leftOut, error: Error, queue: string) =>
    this.log.warn({ err: error, queue, leftOut }, 'queue connection'),
  );

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly backend: QueueBackend,
    jobs: readonly AnyJob[],
    private readonly log: Logger,
    databaseUrl: string,
    pollMs = 500,
  ) {
    this.definitions = new Map(jobs.map((job) => [job.name, job]));
    this.signal = new ChangeSignal({ url: databaseUrl, log, pollMs, drain: () => this.relay() });
  }

  async start(): Promise<void> {
    await this.unitOfWork.transaction({ actor: systemActor(consumer) }, async (ctx) => {
      await ctx.query(`INSERT INTO change_log_cursors (consumer) VALUES ($1) ON CONFLICT DO NOTHING`, [
        consumer,
      ]);
    });
    await this.signal.start();
  }

  async stop(): Promise<void> {
    await this.signal.stop();
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  /** Hands over everything that is waiting, batch by batch; says whether more is held back in the log. */
  async relay(): Promise<boolean> {
    for (;;) {
      const { changes, ahead } = await this.look();
      if (changes.length === 0) return ahead.length > 0;
      // None, when another process has them in hand.
      if ((await this.relayBatch()) === 0) return false;
    }
  }

  /** Without a transaction that writes: when there is nothing to do, nothing is committed that others would notice. */
  private async look(): Promise<ReadChanges> {
    const ctx = this.unitOfWork.reading({ actor: systemActor(consumer) });
    const [cursor] = await ctx.prepared<ChangePosition>(
      `SELECT xid::text, seq::text FROM change_log_cursors WHERE consumer = $1`,
      [consumer],
    );
    return cursor ? readChanges(ctx, cursor, 1, ['job']) : { changes: [], ahead: [] };
  }

  private relayBatch(): Promise<number> {
    return this.unitOfWork.transaction({ actor: systemActor(consumer) }, async (ctx) => {
      const [cursor] = await ctx.query<ChangePosition>(
        `SELECT xid::text, seq::text FROM change_log_cursors WHERE consumer = $1 FOR UPDATE SKIP LOCKED`,
        [consumer],
      );
      if (!cursor) return 0;
      const { changes } = await readChanges(ctx, cursor, batchSize, ['job']);
      const last = changes.at(-1);
      if (!last) return 0;
      const byQueue = new Map<string, Parameters<Queue<JobEnvelope>['addBulk']>[0]>();
      for (const change of changes) {
        if (change.topic !== 'job') continue;
        const { name, payload, requestId, delayMs } = change.payload;
        const job = this.definitions.get(name);
        if (!job) {
          // Written by a newer version of the program, most likely: leave it in the log and say so loudly.
          throw new Error(
            `The change log holds a job of unknown name "${name}" (entry ${change.position.seq}).`,
          );
        }
        const bulk = byQueue.get(job.queue) ?? [];
        bulk.push({
          name,
          data: { payload, requestId },
          opts: {
            jobId: `change-${change.position.seq}`,
            ...triesOf(job),
            ...(delayMs === undefined ? {} : { delay: delayMs }),
          },
        });
        byQueue.set(job.queue, bulk);
      }
      for (const [name, bulk] of byQueue) await this.queue(name).addBulk(bulk);
      await ctx.query(`UPDATE change_log_cursors SET xid = $2, seq = $3 WHERE consumer = $1`, [
        consumer,
        last.position.xid,
        last.position.seq,
      ]);
      this.log.debug({ jobs: changes.length }, 'relayed jobs');
      return changes.length;
    });
  }

  private queue(name: string): Queue<JobEnvelope> {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.backend.queue(name);
      queue.on('error', (error) => this.away(error, name));
      this.queues.set(name, queue);
    }
    return queue;
  }
}
