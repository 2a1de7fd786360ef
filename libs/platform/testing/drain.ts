import type { Context } from '../context.js';
import type { AnyJob } from '../job.definition.js';
import type { QueueBackend } from '../job.queues.js';
import { eventually } from './eventually.js';

/**
 * Waits until every job asked for so far has been relayed and worked off.
 * @throws Error when a job failed for good, or when nothing moves for `stallMs`
 */
export async function drainJobs(
  ctx: Context,
  backend: QueueBackend,
  jobs: readonly AnyJob[],
  stallMs = 15_000,
): Promise<void> {
  const queues = [...new Set(jobs.map(({ queue }) => queue))].map((name) => backend.queue(name));
  try {
    let last = '';
    let movedAt = Date.now();
    await eventually(
      'the queues to drain',
      async () => {
        const [unrelayed] = await ctx.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM change_log l
            WHERE topic = 'job' AND NOT EXISTS (
              SELECT FROM change_log_cursors c WHERE c.consumer = 'job relay' AND (l.xid, l.seq) <= (c.xid, c.seq))`,
        );
        const counts = await Promise.all(
          queues.map((queue) => queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized', 'failed')),
        );
        const failed = counts.reduce((sum, count) => sum + (count.failed ?? 0), 0);
        if (failed > 0) {
          const reasons = await Promise.all(queues.map((queue) => queue.getFailed(0, 5)));
          throw new Error(
            `${failed} jobs failed: ${reasons
              .flat()
              .map((job) => `${job.name}: ${job.failedReason}`)
              .join('; ')}`,
          );
        }
        const open = counts.reduce(
          (sum, { waiting = 0, active = 0, prioritized = 0 }) => sum + waiting + active + prioritized,
          unrelayed?.n ?? 0,
        );
        const state = JSON.stringify([unrelayed, counts]);
        if (state !== last) [last, movedAt] = [state, Date.now()];
        if (Date.now() - movedAt > stallMs) throw new Error(`The queues stall: ${state}`);
        return open === 0;
      },
      120_000,
    );
  } finally {
    await Promise.all(queues.map((queue) => queue.close()));
  }
}
