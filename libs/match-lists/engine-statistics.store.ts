import { type CorpusStatistics, ENGINE_VERSION } from '#lib/matching';
import {
  changeHorizon,
  type ChangePosition,
  type Context,
  startOfLog,
  type TransactionContext,
} from '#lib/platform';
import type { StoredStatistics } from './engine-statistics.entity.js';

/** The last change to everything that every reader can see by now. */
export async function latestEpoch(ctx: Context): Promise<ChangePosition> {
  const [row] = await ctx.query<ChangePosition>(
    `SELECT xid::text, seq::text FROM change_log
      WHERE topic = 'everything' AND xid < ${changeHorizon}
      ORDER BY xid DESC, seq DESC LIMIT 1`,
  );
  return row ?? startOfLog;
}

/** Statistics counted at the epoch or after it, by this version of the engine. */
export async function findStatistics(
  ctx: Context,
  epoch: ChangePosition,
): Promise<CorpusStatistics | undefined> {
  const [row] = await ctx.query<{ content: StoredStatistics }>(
    `SELECT content FROM engine_statistics
      WHERE engine_version = $1 AND (xid, seq) >= ($2::bigint, $3::bigint)
      ORDER BY xid DESC, seq DESC LIMIT 1`,
    [ENGINE_VERSION, epoch.xid, epoch.seq],
  );
  return row && restore(row.content);
}

/**
 * Keeps statistics; older ones go.
 * @returns false when another process was first: then its statistics hold
 */
export async function keepStatistics(
  ctx: TransactionContext,
  epoch: ChangePosition,
  statistics: CorpusStatistics,
): Promise<boolean> {
  const inserted = await ctx.query(
    `INSERT INTO engine_statistics (xid, seq, engine_version, content, counted_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING xid`,
    [epoch.xid, epoch.seq, ENGINE_VERSION, JSON.stringify(flatten(statistics)), ctx.now()],
  );
  await ctx.query(
    `DELETE FROM engine_statistics WHERE engine_version = $1 AND (xid, seq) < ($2::bigint, $3::bigint)`,
    [ENGINE_VERSION, epoch.xid, epoch.seq],
  );
  return inserted.length > 0;
}

function flatten(statistics: CorpusStatistics): StoredStatistics {
  return {
    documents: statistics.documents,
    termCounts: Object.fromEntries(statistics.termCounts),
    codeCounts: Object.fromEntries(statistics.codeCounts),
    averageLengths: statistics.averageLengths,
  };
}

function restore(content: StoredStatistics): CorpusStatistics {
  return {
    documents: content.documents,
    termCounts: new Map(Object.entries(content.termCounts)),
    codeCounts: new Map(Object.entries(content.codeCounts)),
    averageLengths: content.averageLengths,
  };
}
