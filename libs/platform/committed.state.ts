import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** Weight of what is kept at most: a supplier weighs 1. */
const MOST_KEPT = 20_000;

/**
 * What was read from the store while nothing was committed: it can be given out again as it is. Values that depend on
 * more than committed rows (who asks, the day, what this process has indexed) name that in their key. They are shared
 * between requests, so nobody may alter them.
 */
export class CommittedState {
  private readonly kept = new Map<string, { value: Promise<unknown>; weight: number }>();
  private weight = 0;

  /** @param weight beside that of a supplier; what has been kept longest makes room */
  once<T>(key: string, make: () => Promise<T>, weight = 1): Promise<T> {
    const known = this.kept.get(key);
    if (known) return known.value as Promise<T>;
    const value = make();
    this.kept.set(key, { value, weight });
    this.weight += weight;
    // A failure is told to those who wait for it, and tried again by the next.
    value.catch(() => this.drop(key, value));
    while (this.weight > MOST_KEPT && this.kept.size > 1) this.drop(this.kept.keys().next().value!);
    return value;
  }

  private drop(key: string, only?: Promise<unknown>): void {
    const known = this.kept.get(key);
    if (!known || (only && known.value !== only)) return;
    this.kept.delete(key);
    this.weight -= known.weight;
  }
}

const lookSql = `SELECT pg_current_snapshot()::text AS snapshot`;

/**
 * Tells whether anything at all has been committed since the last look. Two snapshots of the server that read the same
 * see the same rows, so no list of what a change touches is needed and nothing can be forgotten in it. Requests that
 * arrive together share a look; none is given one that began before it asked, so each sees every commit before it.
 */
export class StateWatch {
  private snapshot = '';
  private state = new CommittedState();
  private next: Promise<CommittedState> | undefined;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly reader: DataSource) {}

  look(): Promise<CommittedState> {
    this.next ??= this.running.then(async () => {
      // All requests that one turn of the event loop has read take part.
      await nextTurn();
      const now = this.take();
      this.next = undefined;
      this.running = now.catch(() => undefined);
      return now;
    });
    return this.next;
  }

  private async take(): Promise<CommittedState> {
    // Straight from the pool: the mapper would double what so small a question costs.
    const pool = (this.reader.driver as PostgresDriver).master as Pool;
    const { rows } = await pool.query<{ snapshot: string }>({ name: 'look', text: lookSql });
    const { snapshot } = rows[0]!;
    if (snapshot !== this.snapshot) {
      this.snapshot = snapshot;
      // Those who still hold the old one go on with it: it is as new as their own look.
      this.state = new CommittedState();
    }
    return this.state;
  }
}
