import {
  type AnyJob,
  defineJob,
  handles,
  type JobHandler,
  type QueueBackend,
  systemActor,
  trimFinishedJobs,
  type UnitOfWork,
} from '#lib/platform';
import { z } from 'zod';

const upkeep = { payload: z.object({}), attempts: 3, backoffMs: 5_000, keepCompleted: 20, keepFailed: 50 };

/** Deletes entries of the change log that every reader has behind it, and what else has had its time. */
export const pruneChangeLog = defineJob({
  name: 'upkeep.prune-change-log',
  ...upkeep,
});

/** Removes finished jobs that nobody will look at any more. */
export const trimQueues = defineJob({ name: 'upkeep.trim-queues', ...upkeep });

/**
 * An index that runs is never a day behind. One that starts goes on from a kept copy, up to a week old, and knows by the
 * newest change to suppliers that nothing was taken from the log since: that entry stays, however old.
 */
export const pruneHandler = (unitOfWork: UnitOfWork): JobHandler =>
  handles(pruneChangeLog, (_payload, run) =>
    unitOfWork.transaction(
      { actor: systemActor('upkeep'), requestId: run.requestId, log: run.log },
      async (ctx) => {
        const gone = await ctx.query(
          `DELETE FROM change_log USING change_log_cursors AS relay
            WHERE relay.consumer = 'job relay' AND (change_log.xid, change_log.seq) <= (relay.xid, relay.seq)
              AND change_log.at < $1::timestamptz - CASE WHEN topic = 'job' THEN interval '1 day' ELSE interval '7 days' END
              AND change_log.seq IS DISTINCT FROM (SELECT seq FROM change_log AS newest WHERE newest.topic IN ('supplier', 'everything')
                                      ORDER BY newest.xid DESC, newest.seq DESC LIMIT 1)
            RETURNING change_log.seq`,
          [ctx.now()],
        );
        await ctx.query(
          `DELETE FROM idempotency_keys WHERE created_at < $1::timestamptz - interval '1 day'`,
          [ctx.now()],
        );
        // Nobody takes an import back, or puts its rows right, a month later.
        await ctx.query(
          `DELETE FROM import_files USING runs
            WHERE runs.id = run_id AND state NOT IN ('QUEUED', 'RUNNING') AND updated_at < $1::timestamptz - interval '30 days'`,
          [ctx.now()],
        );
        return { deleted: gone.length };
      },
    ),
  );

export const trimHandler = (backend: QueueBackend, jobs: readonly AnyJob[]): JobHandler =>
  handles(trimQueues, async () => ({ removed: await trimFinishedJobs(backend, jobs) }));
