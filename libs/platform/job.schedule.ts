import { ErrorCode, type Queue } from 'bullmq';
import type { JobEnvelope, QueueBackend } from './job.queues.js';

type Template = NonNullable<Parameters<Queue<JobEnvelope>['upsertJobScheduler']>[2]>;

/**
 * Puts a schedule into its queue; one that is there already stays as it is. A queue that was emptied beside somebody who did so may keep the next job of
 * a schedule without the schedule, and takes no other until that job has run: such a job gives way.
 */
export async function putSchedule(
  backend: QueueBackend,
  queue: Queue<JobEnvelope>,
  { id, pattern, tz }: { id: string; pattern: string; tz: string },
  template: Template,
): Promise<void> {
  const put = () => queue.upsertJobScheduler(id, { pattern, tz }, template);
  try {
    await put();
  } catch (error) {
    if (!isCollision(error)) throw error;
    for (const job of await jobsToCome(queue, id)) await backend.drop(job);
    await put();
  }
}

const isCollision = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === ErrorCode.SchedulerJobIdCollision;

/** Those of a schedule whose time has not come. Their ids end with it. */
async function jobsToCome(queue: Queue<JobEnvelope>, schedule: string) {
  const jobs = await queue.getJobs(['delayed', 'waiting', 'active', 'completed', 'failed']);
  return jobs.filter(
    ({ id = '', repeatJobKey }) => repeatJobKey === schedule && Number(id.split(':').at(-1)) > Date.now(),
  );
}
