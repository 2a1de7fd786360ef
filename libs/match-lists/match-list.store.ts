import { CRITERIA, ENGINE_VERSION, SCORE_UNITS } from '#lib/matching';
import { connectionOf, type Context, copyTexts, type TransactionContext } from '#lib/platform';
import { MATCHED_STATES, namedSql } from '#lib/requirements';
import { stagedColumns } from './match-list.encoder.js';
import type { MatchListView, PublicListing, SupplierListing } from './match-list.types.js';

/** States in which a requirement looks for suppliers, as an SQL array. */
const matched = `{${MATCHED_STATES.join(',')}}`;

/** Namespace of the advisory locks that let one transaction at a time rank a requirement. */
const LOCK_SPACE = 20_650;

/**
 * Keeps other transactions from ranking these requirements until this one ends. Locks are taken in one order, so
 * that two batches cannot wait for each other; they assign no transaction id, so the change log flows on.
 */
export async function lockForRanking(
  ctx: TransactionContext,
  requirementIds: readonly string[],
): Promise<void> {
  await ctx.query(
    `SELECT pg_advisory_xact_lock(${LOCK_SPACE}, key)
       FROM (SELECT DISTINCT hashtext(id) AS key FROM unnest($1::text[]) AS id ORDER BY key) AS ordered`,
    [requirementIds],
  );
}

/** What became of lists that were handed over. */
export interface WrittenLists {
  staged: number;
  /** Requirements whose lists were written: they are new, or differ from those stored. */
  changed: string[];
  removed: number;
}

/**
 * Brings the lists of these requirements in step, in one statement over a staged set: those that differ are written,
 * one that has not changed is not touched, and requirements without a list lose the one they had. Suppliers that stay
 * keep their `since`.
 * @param lists in COPY's text form, as `encodeList` writes them
 */
export async function writeLists(
  ctx: TransactionContext,
  requirementIds: readonly string[],
  lists: readonly (string | Buffer)[],
): Promise<WrittenLists> {
  await ctx.query(
    `CREATE TEMP TABLE IF NOT EXISTS staged_match_lists (${stagedColumns}) ON COMMIT DELETE ROWS`,
  );
  await copyTexts(await connectionOf(ctx), 'staged_match_lists', lists);
  const [row] = await ctx.query<WrittenLists>(
    `WITH changed AS (
       SELECT staged.*,
              CASE WHEN stored.requirement_id IS NULL THEN array_fill($2::timestamptz, ARRAY[cardinality(staged.supplier_nos)])
                   ELSE ARRAY(SELECT coalesce(stored.since[array_position(stored.supplier_nos, no)], $2::timestamptz)
                                FROM unnest(staged.supplier_nos) WITH ORDINALITY AS entry (no, place)
                               ORDER BY place) END AS since
         FROM staged_match_lists AS staged
         JOIN requirements ON requirements.id = staged.requirement_id
         LEFT JOIN match_lists AS stored USING (requirement_id)
        WHERE stored.requirement_id IS NULL
           OR (stored.engine_version, stored.supplier_nos, stored.scores,
               stored.criterion_values, stored.cross_regional)
              IS DISTINCT FROM
              ($1::text, staged.supplier_nos, staged.scores,
               staged.criterion_values, staged.cross_regional)
     ), written AS (
       INSERT INTO match_lists (requirement_id, engine_version, computed_at, supplier_nos, scores,
                                criterion_values, cross_regional, since)
       SELECT requirement_id, $1::text, $2::timestamptz, supplier_nos, scores, criterion_values,
              cross_regional, since
         FROM changed
       ON CONFLICT (requirement_id) DO UPDATE SET
         engine_version = excluded.engine_version, computed_at = excluded.computed_at,
         supplier_nos = excluded.supplier_nos, scores = excluded.scores,
         criterion_values = excluded.criterion_values, cross_regional = excluded.cross_regional,
         since = excluded.since
       RETURNING requirement_id
     ), removed AS (
       DELETE FROM match_lists WHERE requirement_id = ANY($3::uuid[])
          AND NOT EXISTS (SELECT FROM staged_match_lists AS staged WHERE staged.requirement_id = match_lists.requirement_id)
       RETURNING requirement_id
     )
     SELECT (SELECT count(*)::int FROM staged_match_lists) AS staged,
            (SELECT count(*)::int FROM removed) AS removed,
            ARRAY(SELECT requirement_id::text FROM written) AS changed`,
    [ENGINE_VERSION, ctx.now(), requirementIds],
  );
  // Once more in this transaction would find them there.
  await ctx.query(`TRUNCATE staged_match_lists`);
  return row!;
}

/** Drops the lists of requirements that are no longer open. */
export async function deleteClosedLists(ctx: TransactionContext): Promise<number> {
  const gone = await ctx.query(
    `DELETE FROM match_lists USING requirements
      WHERE requirements.id = match_lists.requirement_id AND requirements.state <> ALL('${matched}')
      RETURNING requirement_id`,
  );
  return gone.length;
}

interface ListRow {
  requirementId: string;
  engineVersion: string;
  computedAt: Date;
  supplierNos: number[];
  supplierIds: (string | null)[];
  scores: number[];
  criterionValues: Buffer;
  crossRegional: boolean[];
  since: Date[];
}

/** Stored lists by requirement; suppliers that have left the directory are not in them. One query. */
export async function readLists(
  ctx: Context,
  requirementIds: readonly string[],
): Promise<Map<string, MatchListView>> {
  const rows = await ctx.query<ListRow>(
    `SELECT requirement_id AS "requirementId", engine_version AS "engineVersion", computed_at AS "computedAt",
            supplier_nos AS "supplierNos", scores,
            criterion_values AS "criterionValues", cross_regional AS "crossRegional", since,
            ARRAY(SELECT profile.organisation_id::text
                    FROM unnest(supplier_nos) WITH ORDINALITY AS entry (no, place)
                    LEFT JOIN supplier_profiles AS profile ON profile.no = entry.no
                   ORDER BY place) AS "supplierIds"
       FROM match_lists WHERE requirement_id = ANY($1::uuid[])`,
    [requirementIds],
  );
  return new Map(rows.map((row) => [row.requirementId, decode(row)]));
}

function decode(row: ListRow): MatchListView {
  const matches = row.supplierNos.flatMap((supplierNo, at) => {
    const supplierId = row.supplierIds[at];
    if (!supplierId) return [];
    const units = row.scores[at]!;
    return [
      {
        supplierNo,
        supplierId,
        rank: at + 1,
        score: units / SCORE_UNITS,
        units,
        values: [...row.criterionValues.subarray(at * CRITERIA.length, (at + 1) * CRITERIA.length)],
        crossRegional: row.crossRegional[at]!,
        since: row.since[at]!,
      },
    ];
  });
  const { requirementId, engineVersion, computedAt } = row;
  return { requirementId, engineVersion, computedAt, matches };
}

interface ListingRow {
  requirementId: string;
  supplierNo: number;
  rank: number;
  units: number;
  crossRegional: boolean;
  since: Date;
}

/** Where suppliers stand in the lists of open requirements, best score first. One query. */
export async function readListings(ctx: Context, supplierNos: readonly number[]): Promise<SupplierListing[]> {
  const rows = await ctx.query<ListingRow>(
    `SELECT list.requirement_id AS "requirementId", entry.no AS "supplierNo", entry.place::int AS rank,
            list.scores[entry.place] AS units, list.cross_regional[entry.place] AS "crossRegional",
            list.since[entry.place] AS since
       FROM match_lists AS list
       JOIN requirements ON requirements.id = list.requirement_id
            AND requirements.state = ANY('${matched}')
      CROSS JOIN LATERAL unnest(list.supplier_nos) WITH ORDINALITY AS entry (no, place)
      WHERE list.supplier_nos && $1::int[] AND entry.no = ANY($1::int[])
      ORDER BY units DESC, list.requirement_id`,
    [supplierNos],
  );
  return rows.map(({ units, ...row }) => ({ ...row, score: units / SCORE_UNITS }));
}

/** The last place of each list: what a supplier must reach to get in. */
export interface ListTail {
  requirementId: string;
  length: number;
  /** Engine units; null for an empty list. */
  lastScore: number | null;
}

export function readTails(ctx: Context, requirementIds: readonly string[]): Promise<ListTail[]> {
  return ctx.query<ListTail>(
    `SELECT requirement_id AS "requirementId", cardinality(supplier_nos) AS length,
            scores[cardinality(scores)] AS "lastScore"
       FROM match_lists WHERE requirement_id = ANY($1::uuid[])`,
    [requirementIds],
  );
}

/** What matching asks about a requirement beside its record. */
export interface RequirementFacts {
  id: string;
  buyerId: string;
}

export async function readFacts(
  ctx: Context,
  requirementIds: readonly string[],
): Promise<Map<string, RequirementFacts>> {
  const rows = await ctx.query<RequirementFacts>(
    `SELECT id, buyer_id AS "buyerId" FROM requirements WHERE id = ANY($1::uuid[])`,
    [requirementIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The suppliers that were introduced to each requirement. One query. */
export async function readIntroduced(
  ctx: Context,
  requirementIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await ctx.query<{ id: string; suppliers: string[] }>(
    `SELECT requirement_id AS id, array_agg(supplier_id::text) AS suppliers FROM introductions
      WHERE requirement_id = ANY($1::uuid[]) GROUP BY 1`,
    [requirementIds],
  );
  return new Map(rows.map(({ id, suppliers }) => [id, suppliers]));
}

/** Those of the requirements that a supplier may know of: open to all, or it has been brought into them. */
export async function visibleToSupplier(
  ctx: Context,
  supplierId: string,
  requirementIds: readonly string[],
): Promise<Set<string>> {
  const rows = await ctx.query<{ id: string }>(
    `SELECT r.id FROM requirements r
      WHERE r.id = ANY($1::uuid[]) AND r.state = ANY('${matched}') AND r.buyer_id <> ALL($2::uuid[])
        AND (r.visibility = 'OPEN' OR ${namedSql('$2::uuid[]')})`,
    [requirementIds, [supplierId]],
  );
  return new Set(rows.map(({ id }) => id));
}

/** The score at a place of each list, in engine units; 0 of lists that are shorter. One query. */
export async function readScoresAt(ctx: Context, place: number): Promise<Map<string, number>> {
  const rows = await ctx.query<{ id: string; score: number }>(
    `SELECT requirement_id AS id, coalesce(scores[$1::int], 0) AS score FROM match_lists`,
    [place],
  );
  return new Map(rows.map(({ id, score }) => [id, score]));
}

/**
 * Where suppliers stand in the lists of requirements that anybody may know of, best score first. One query, which meets every
 * entry of every list: it is made for the thousands of a cluster body.
 */
export async function readPublicListings(
  ctx: Context,
  supplierNos: readonly number[],
): Promise<PublicListing[]> {
  const rows = await ctx.query<Omit<ListingRow, 'since'>>(
    `SELECT list.requirement_id AS "requirementId", entry.no AS "supplierNo", entry.place::int AS rank,
            list.scores[entry.place] AS units, list.cross_regional[entry.place] AS "crossRegional"
       FROM match_lists AS list
       JOIN requirements ON requirements.id = list.requirement_id
            AND requirements.state = ANY('${matched}') AND requirements.visibility = 'OPEN'
      CROSS JOIN LATERAL unnest(list.supplier_nos) WITH ORDINALITY AS entry (no, place)
       JOIN unnest($1::int[]) AS asked (no) ON asked.no = entry.no
      ORDER BY units DESC, list.requirement_id, entry.place`,
    [supplierNos],
  );
  return rows.map(({ units, ...row }) => ({ ...row, score: units / SCORE_UNITS }));
}
