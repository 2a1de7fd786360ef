import type { AnyJob } from './job.definition.js';
import type { QueueBackend } from './job.queues.js';

/** Whatever ended a moment ago stays: a job that is handed over twice must still be known. */
const KEPT_FOR_MS = 60_000;

/**
 * Removes finished jobs beyond what their definitions keep, oldest first. The queue could do so as each job ends, but on
 * Postgres two jobs that end together then delete the same rows and may deadlock, after which the one that lost runs
 * again though it was done (docs/decisions/0069).
 * @param keptForMs milliseconds for which a finished job stays whatever else is kept
 * @returns how many jobs went
 */
export async function trimFinishedJobs(
  backend: QueueBackend,
  jobs: readonly AnyJob[],
  keptForMs = KEPT_FOR_MS,
): Promise<number> {
  let gone = 0;
  for (const name of new Set(jobs.map(({ queue }) => queue))) {
    const ofQueue = jobs.filter(({ queue }) => queue === name);
    const queue = backend.queue(name);
    try {
      const counts = await queue.getJobCounts('completed', 'failed');
      for (const [state, kept] of [
        ['completed', Math.max(...ofQueue.map(({ keepCompleted }) => keepCompleted))],
        ['failed', Math.max(...ofQueue.map(({ keepFailed }) => keepFailed))],
      ] as const) {
        const over = (counts[state] ?? 0) - kept;
        if (over > 0) gone += (await queue.clean(keptForMs, over, state)).length;
      }
    } finally {
      await queue.close();
    }
  }
  return gone;
}
