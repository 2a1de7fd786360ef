import type { Context, TransactionContext } from './context.js';
import { anyOf } from './prepared.statement.js';

/** A position in the change log: commit order is by writing transaction, then by sequence. */
export interface ChangePosition {
  xid: string;
  seq: string;
}

export const startOfLog: ChangePosition = { xid: '0', seq: '0' };

/** What the engine's indexes care about, by topic. `job` carries background work for the relay. */
export interface ChangePayloads {
  supplier: { ids: string[] };
  requirement: { ids: string[] };
  /** The whole economy changed (an import, a taxonomy edit): load again. */
  everything: Record<string, never>;
  job: { name: string; payload: unknown; requestId: string; delayMs?: number };
}

export type ChangeTopic = keyof ChangePayloads;

export type Change = {
  [T in ChangeTopic]: { position: ChangePosition; topic: T; payload: ChangePayloads[T] };
}[ChangeTopic];

export const changeChannel = 'change_log';

/** Records a change in the caller's transaction, and wakes the readers when it commits. */
export async function recordChange<T extends ChangeTopic>(
  ctx: TransactionContext,
  topic: T,
  payload: ChangePayloads[T],
): Promise<void> {
  // Telling once a transaction is enough: the server folds equal notifications anyway.
  await ctx.prepared(
    `INSERT INTO change_log (xid, topic, payload) VALUES ((pg_current_xact_id()::text)::bigint, $1, $2)
     RETURNING pg_notify('${changeChannel}', '')`,
    [topic, JSON.stringify(payload)],
  );
}

/**
 * The oldest transaction of this database that still runs, or the next one to come: entries of older ones are complete.
 * The snapshot names those of every database of the server; the others cannot write here, and a slow one must not hold
 * our readers back. One that ends while we look counts as running, which costs a moment and loses nothing.
 */
export const changeHorizon = `(SELECT coalesce(min(xid::text::bigint), (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint)
  FROM pg_snapshot_xip(pg_current_snapshot()) AS xid
 WHERE xid::xid NOT IN (SELECT backend_xid FROM pg_stat_activity
                         WHERE backend_xid IS NOT NULL AND datname <> current_database()))`;

interface Row {
  xid: string;
  seq: string;
  topic: ChangeTopic;
  payload: never;
  complete: boolean;
}

export interface ReadChanges {
  /** In commit order, none skipped: one may go on from the last of them. */
  changes: Change[];
  /**
   * Committed beside an older transaction that still runs, and so given out again until that one has ended, of which
   * nothing will tell.
   */
  ahead: Change[];
}

/**
 * Changes after `position`, at most `limit` of both kinds.
 * A sequence alone is not enough: a transaction that drew a low number may commit after one that drew a higher.
 * So a reader may go on only from entries of transactions older than every transaction of this database still running.
 */
export async function readChanges(
  ctx: Context,
  after: ChangePosition,
  limit: number,
  topics?: readonly ChangeTopic[],
): Promise<ReadChanges> {
  const rows = await ctx.prepared<Row>(
    `SELECT xid::text AS xid, seq::text AS seq, topic, payload, xid < ${changeHorizon} AS complete FROM change_log
      WHERE (xid, seq) > ((SELECT $1::bigint), (SELECT $2::bigint))
        ${topics ? `AND topic = ${anyOf('$4', 'text')}` : ''}
      ORDER BY change_log.xid, change_log.seq LIMIT $3`,
    [after.xid, after.seq, limit, ...(topics ? [topics] : [])],
  );
  const changes = rows.map(({ xid, seq, topic, payload }): Change => ({
    position: { xid, seq },
    topic,
    payload,
  }));
  const complete = rows.filter((row) => row.complete).length;
  return { changes: changes.slice(0, complete), ahead: changes.slice(complete) };
}

/**
 * Where an index goes on from, when asked before it loads: nothing after this position is lost. What committed a moment
 * ago may be given out again (a transaction of this database that still runs holds the horizon back), so applying a
 * change must be idempotent.
 */
export async function currentPosition(ctx: Context): Promise<ChangePosition> {
  const [row] = await ctx.query<{ xid: string }>(`SELECT (${changeHorizon} - 1)::text AS xid`);
  return { xid: row?.xid ?? '0', seq: '9223372036854775807' };
}

export const isAtOrAfter = (a: ChangePosition, b: ChangePosition): boolean =>
  BigInt(a.xid) > BigInt(b.xid) || (BigInt(a.xid) === BigInt(b.xid) && BigInt(a.seq) >= BigInt(b.seq));
