import type { Context } from './context.js';
import type { QueueBackend } from './job.queues.js';
import { type QueueName, queueNames } from './job.definition.js';

/** How the change log and the outbox stand. */
export interface StoreFigures {
  jobsToRelay: number;
  relayLagSeconds: number;
  lettersWaiting: number;
  lettersOverdue: number;
  /** Given up in the last seven days. */
  lettersFailed: number;
  /** Sent in the last day. */
  lettersSent: number;
  addressesSuspended: number;
}

/**
 * A letter is overdue when its time came this long ago, for the sweep has asked for it again by then; or when it was
 * written this long ago and tried in vain: while a mail server is down, the next try is always still to come.
 */
const OVERDUE = `interval '20 minutes'`;

/** One statement. */
export async function readStoreFigures(ctx: Context): Promise<StoreFigures> {
  const [row] = await ctx.query<StoreFigures>(
    `SELECT relay.n AS "jobsToRelay", relay.lag AS "relayLagSeconds", mail.*,
            (SELECT count(*)::int FROM mail_suspensions) AS "addressesSuspended"
       FROM (SELECT count(*)::int AS n,
                    coalesce(greatest(extract(epoch FROM $1::timestamptz - min(at)), 0), 0)::int AS lag
               FROM change_log
              WHERE topic = 'job'
                AND (xid, seq) > (coalesce((SELECT c.xid FROM change_log_cursors c WHERE consumer = 'job relay'), 0),
                                  coalesce((SELECT c.seq FROM change_log_cursors c WHERE consumer = 'job relay'), 0))
            ) AS relay,
            (SELECT (count(*) FILTER (WHERE state IN ('WAITING', 'SENDING')))::int AS "lettersWaiting",
                    (count(*) FILTER (WHERE state IN ('WAITING', 'SENDING')
                                        AND (next_attempt_at < $1::timestamptz - ${OVERDUE}
                                             OR attempts > 0 AND created_at < $1::timestamptz - ${OVERDUE})
                                    ))::int AS "lettersOverdue",
                    (count(*) FILTER (WHERE state = 'FAILED'
                                        AND created_at > $1::timestamptz - interval '7 days'))::int AS "lettersFailed",
                    (count(*) FILTER (WHERE sent_at > $1::timestamptz - interval '1 day'))::int AS "lettersSent"
               FROM mail_messages
              WHERE state IN ('WAITING', 'SENDING') OR created_at > $1::timestamptz - interval '7 days'
                 OR sent_at > $1::timestamptz - interval '1 day') AS mail`,
    [ctx.now()],
  );
  return row!;
}

/** How many jobs of a queue wait, run, wait for another try, and were given up. */
export interface QueueFigures {
  name: QueueName;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
}

const LOOK_MS = 3_000;

const tooLate = (): Promise<never> =>
  new Promise((_done, failed) => {
    setTimeout(() => failed(new Error('The queues do not answer.')), LOOK_MS).unref();
  });

/**
 * Looks at the queues, which stay open for the next look: to open them takes ten times as long. They are looked at one after
 * another, over one connection where they wait in Postgres.
 */
export class QueueWatch {
  private backend: QueueBackend | undefined;
  private readonly queues = new Map<QueueName, ReturnType<QueueBackend['queue']>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly connect: () => QueueBackend) {}

  /** @throws Error when the queues cannot be read, or not within three seconds; the next look opens them anew */
  look(): Promise<QueueFigures[]> {
    const mine = this.last.then(() => this.read());
    // What cannot be closed either is left behind: the next look must not fail for it.
    this.last = mine.catch(() => this.close()).catch(() => undefined);
    // A connection to a server that is away waits for it, as jobs should; whoever only looks must not.
    return Promise.race([mine, tooLate()]);
  }

  async close(): Promise<void> {
    const { backend } = this;
    const queues = [...this.queues.values()];
    this.backend = undefined;
    this.queues.clear();
    await Promise.allSettled(queues.map((queue) => queue.close()));
    await backend?.close();
  }

  private async read(): Promise<QueueFigures[]> {
    const figures: QueueFigures[] = [];
    for (const name of queueNames) {
      const counts = await this.open(name).getJobCounts(
        'waiting',
        'active',
        'delayed',
        'prioritized',
        'failed',
      );
      const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts;
      figures.push({ name, waiting: waiting + prioritized, active, delayed, failed });
    }
    return figures;
  }

  private open(name: QueueName) {
    this.backend ??= this.connect();
    let queue = this.queues.get(name);
    if (!queue) this.queues.set(name, (queue = this.backend.queue(name)));
    return queue;
  }
}
