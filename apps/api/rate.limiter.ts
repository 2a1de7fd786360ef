import type { Logger, UnitOfWork } from '#lib/platform';
import { systemActor } from '#lib/platform';
import { createHash } from 'node:crypto';

/** Requests a minute; 0 sets no limit. */
export interface RateLimits {
  perToken: number;
  perAddress: number;
}

export interface Verdict {
  allowed: boolean;
  /** Seconds until the minute is over. */
  retryAfter: number;
}

const MINUTE_MS = 60_000;
const SHARE_EVERY_MS = 250;
/** Callers counted at most: a flood of made-up tokens must not fill memory. */
const MOST_CALLERS = 50_000;

interface Count {
  /** Known of all processes when last shared, this one's requests since included. */
  total: number;
  unshared: number;
}

const actor = systemActor('rate limits');

/**
 * Counts requests by token and by address in windows of a minute. Each process counts in memory, and a few times a
 * second adds its counts to those of the others: no request waits for the store, and a limit is overrun at most by
 * what arrives between two such moments. When the store fails, each process limits by its own count.
 */
export class RateLimiter {
  private counts = new Map<string, Count>();
  private minute = 0;
  private timer: NodeJS.Timeout | undefined;
  private sharing: Promise<void> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: Logger,
    private readonly limits: RateLimits,
    private readonly clock: () => number = Date.now,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.sharing = this.sharing.then(() => this.share());
    }, SHARE_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sharing;
  }

  /** Counts one request. A request with a token counts for its address as well: trying tokens is limited too. */
  hit(address: string, authorization: string | undefined): Verdict {
    const now = this.clock();
    this.begin(Math.floor(now / MINUTE_MS));
    const byAddress = this.count(`address:${address}`, this.limits.perAddress);
    const byToken = authorization === undefined || this.count(`token:${authorization}`, this.limits.perToken);
    return { allowed: byAddress && byToken, retryAfter: Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1000) };
  }

  /** Adds what was counted here to what all have counted, and learns the sums. */
  async share(): Promise<void> {
    const minute = this.minute;
    const mine = [...this.counts].filter(([, { unshared }]) => unshared > 0);
    if (mine.length === 0) return;
    // Noted first: what arrives while the store works is shared next time.
    const sent = new Map(mine.map(([caller, { unshared }]) => [caller, unshared]));
    try {
      const rows = await this.unitOfWork.transaction({ actor }, (ctx) =>
        ctx.query<{ caller: string; requests: number }>(
          // Sorted, so that two processes cannot wait for each other.
          `INSERT INTO request_counts (caller, minute, requests)
           SELECT caller, $3::timestamptz, requests FROM unnest($1::text[], $2::int[]) AS mine (caller, requests) ORDER BY caller
           ON CONFLICT (caller, minute) DO UPDATE SET requests = request_counts.requests + excluded.requests
           RETURNING caller, requests`,
          [[...sent.keys()], [...sent.values()], new Date(minute * MINUTE_MS)],
        ),
      );
      if (minute !== this.minute) return;
      for (const { caller, requests } of rows) {
        const count = this.counts.get(caller)!;
        count.unshared -= sent.get(caller)!;
        count.total = requests + count.unshared;
      }
    } catch (error) {
      this.log.warn({ err: error }, 'request counts could not be shared');
    }
  }

  private begin(minute: number): void {
    if (minute === this.minute) return;
    this.minute = minute;
    this.counts = new Map();
    this.sharing = this.sharing.then(() => this.forget(minute));
  }

  private async forget(minute: number): Promise<void> {
    try {
      await this.unitOfWork.transaction({ actor }, (ctx) =>
        ctx.query(`DELETE FROM request_counts WHERE minute < $1`, [new Date((minute - 1) * MINUTE_MS)]),
      );
    } catch (error) {
      this.log.warn({ err: error }, 'old request counts could not be removed');
    }
  }

  private count(name: string, limit: number): boolean {
    if (limit === 0) return true;
    const caller = createHash('sha256').update(name).digest('base64url');
    let count = this.counts.get(caller);
    if (!count) {
      if (this.counts.size >= MOST_CALLERS) return true;
      count = { total: 0, unshared: 0 };
      this.counts.set(caller, count);
    }
    count.total += 1;
    count.unshared += 1;
    return count.total <= limit;
  }
}
