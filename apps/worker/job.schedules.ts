import { sendDailyAlerts } from '#lib/alerts';
import { composeDueDigests, DIGEST_ZONE } from '#lib/digests';
import { sweepIntroductions } from '#lib/introductions';
import { type AnyJob, type Logger, putSchedule, type QueueBackend, sweepMail, triesOf } from '#lib/platform';
import { rankAll } from '#lib/requirements';
import { repeatedly } from './repeated.work.js';
import { pruneChangeLog, trimQueues } from './upkeep.jobs.js';

interface Schedule {
  id: string;
  /** Takes an empty payload. */
  job: AnyJob;
  /** Minute, hour, day of month, month, day of week, as clocks in Britain show them. */
  pattern: string;
}

const schedules: readonly Schedule[] = [
  { id: 'weekly-digests', job: composeDueDigests, pattern: '0 7 * * 1' },
  // Serves those who chose another hour, and catches up with an hour in which nothing ran.
  { id: 'digest-sweep', job: composeDueDigests, pattern: '1 * * * *' },
  // Letters whose job was lost with a queue.
  { id: 'mail-sweep', job: sweepMail, pattern: '*/10 * * * *' },
  // Certificates run out overnight without anybody changing anything.
  { id: 'daily-ranking', job: rankAll, pattern: '5 0 * * *' },
  { id: 'daily-alerts', job: sendDailyAlerts, pattern: '30 6 * * *' },
  { id: 'introduction-sweep', job: sweepIntroductions, pattern: '10 * * * *' },
  { id: 'change-log-upkeep', job: pruneChangeLog, pattern: '40 * * * *' },
  { id: 'queue-upkeep', job: trimQueues, pattern: '*/5 * * * *' },
];

/**
 * Puts the schedules into their queues; those that are there already stay as they are.
 * @throws AggregateError that names those that could not be put there, once all others are
 */
export async function installSchedules(backend: QueueBackend): Promise<void> {
  const failures: Error[] = [];
  for (const schedule of schedules) {
    await install(backend, schedule).catch((error: unknown) =>
      failures.push(new Error(schedule.id, { cause: error })),
    );
  }
  if (failures.length === 0) return;
  throw new AggregateError(
    failures,
    `No schedule could be kept of: ${failures.map(({ message }) => message).join(', ')}`,
  );
}

async function install(backend: QueueBackend, { id, job, pattern }: Schedule): Promise<void> {
  const queue = backend.queue(job.queue);
  try {
    const data = { payload: {}, requestId: `schedule:${id}` };
    const when = { id, pattern, tz: DIGEST_ZONE };
    await putSchedule(backend, queue, when, { name: job.name, data, opts: triesOf(job) });
  } finally {
    await queue.close();
  }
}

const EVERY_MS = 10 * 60_000;

/**
 * Puts the schedules into their queues, and again every ten minutes: queues that were lost while nobody started anew would ring no bell, and nothing
 * would fail.
 * @returns stops it
 */
export async function keepSchedules(
  backend: QueueBackend,
  log: Logger,
  everyMs = EVERY_MS,
): Promise<() => Promise<void>> {
  const failed = (error: unknown): void =>
    log.warn({ err: error }, 'the schedules could not be looked after');
  // Jobs are worked on without a schedule too: one that cannot be kept must not keep the worker from starting.
  await installSchedules(backend).catch(failed);
  return repeatedly(() => installSchedules(backend), { firstMs: everyMs, everyMs }, failed);
}
