import type { Context } from '#lib/platform';
import { MATCHED_STATES } from '#lib/requirements';
import type { SectorCode } from '#lib/taxonomy';
import type { DigestFrequency } from './digest-schedule.entity.js';
import type { DigestMember, DigestRequirement } from './digest.content.js';
import type { DigestStanding } from './digest.iso-week.js';

export interface ClusterRow extends ScheduleRow, DigestStanding {
  id: string;
  name: string;
  /** Its own; its digest is about those of its schedule. */
  clusterSectors: SectorCode[];
  toldUntil: Date | null;
}

export interface ScheduleRow {
  weekday: number;
  hour: number;
  frequency: DigestFrequency;
  sectors: SectorCode[];
  leastScore: number;
  tellWhenQuiet: boolean;
  /** Where the letters go. */
  addresses: string[];
}

/** A schedule as it is where none was chosen. */
const scheduleColumns = `coalesce(s.weekday, 1) AS weekday, coalesce(s.hour, 7) AS hour,
  coalesce(s.frequency, 'WEEKLY') AS frequency, coalesce(s.sectors, '{}') AS sectors,
  coalesce(s.least_score, 0) AS "leastScore", coalesce(s.tell_when_quiet, false) AS "tellWhenQuiet",
  digest_addresses AS addresses`;

/** Every cluster body `b` with its schedule `s`, whether it has one or not. */
const scheduled = `cluster_bodies b LEFT JOIN digest_schedules s ON s.cluster_id = organisation_id`;

/** What tells whether a digest is owed. */
const standingColumns = `s.chosen_at AS "chosenAt",
  (SELECT max(iso_week) FROM digests d WHERE d.cluster_id = organisation_id) AS "lastWeek",
  CASE WHEN s.frequency IN ('FORTNIGHTLY', 'MONTHLY') THEN
    (SELECT coalesce((content->>'closingWeeks')::int, 2) FROM digests d
      WHERE d.cluster_id = organisation_id ORDER BY iso_week DESC LIMIT 1) END AS "lookedAhead"`;

/** When each cluster body wants its digest, and whether one is owed. */
export const readTimetable = (ctx: Context): Promise<(ScheduleRow & DigestStanding & { id: string })[]> =>
  ctx.query(
    `SELECT organisation_id AS id, ${scheduleColumns}, ${standingColumns} FROM ${scheduled} ORDER BY organisation_id`,
  );

export async function readCluster(ctx: Context, clusterId: string): Promise<ClusterRow | undefined> {
  return (await readClusters(ctx, [clusterId]))[0];
}

export function readClusters(ctx: Context, clusterIds: readonly string[]): Promise<ClusterRow[]> {
  return ctx.query<ClusterRow>(
    `SELECT organisation_id AS id, name, b.sectors AS "clusterSectors",
            told_until AS "toldUntil", ${scheduleColumns}, ${standingColumns}
       FROM ${scheduled} JOIN organisations ON organisations.id = organisation_id
       LEFT JOIN digest_cursors c ON c.cluster_id = organisation_id
      WHERE organisation_id = ANY($1)`,
    [clusterIds],
  );
}

export interface MemberRow {
  id: string;
  /** The engine's number. */
  no: number;
}

/** Members that are suppliers. */
export function readMembers(ctx: Context, clusterId: string): Promise<MemberRow[]> {
  return ctx.query<MemberRow>(
    `SELECT member_id AS id, no FROM cluster_memberships JOIN supplier_profiles ON organisation_id = member_id
      WHERE cluster_id = $1`,
    [clusterId],
  );
}

/** Members as a digest shows them: most weeks it names few of those that there are. */
export async function readMemberViews(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, DigestMember>> {
  const rows = await ctx.query<DigestMember>(
    `SELECT organisations.id, name, region
       FROM organisations LEFT JOIN sites ON organisation_id = organisations.id AND is_primary
      WHERE organisations.id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Engine numbers of the members of every cluster body whose digest of the week is still to come. */
export async function readMembersToCome(ctx: Context, isoWeek: string): Promise<number[]> {
  const [row] = await ctx.query<{ nos: number[] }>(
    `SELECT coalesce(array_agg(DISTINCT no), '{}') AS nos
       FROM cluster_memberships JOIN supplier_profiles ON organisation_id = member_id
      WHERE NOT EXISTS (SELECT FROM digests d
                         WHERE d.cluster_id = cluster_memberships.cluster_id AND iso_week = $1)`,
    [isoWeek],
  );
  return row?.nos ?? [];
}

export const requirementColumns = `requirements.id, requirements.title, requirements.buyer_id AS "buyerId",
  organisations.name AS "buyerName",
  requirements.region, requirements.value_gbp::float8 AS "valueGbp",
  to_char(requirements.closes_on, 'YYYY-MM-DD') AS "closesOn"`;

/** Whether a requirement is of the sectors that a cluster body chose, a parameter: all are when it chose none. */
export const ofSectors = (chosen: string): string =>
  `(cardinality(${chosen}::text[]) = 0 OR requirements.sectors && ${chosen}::text[])`;

/** Requirements anybody may know of: a cluster body is told of no other. */
export async function readPublicRequirements(
  ctx: Context,
  ids: readonly string[],
  sectors: readonly SectorCode[] = [],
): Promise<Map<string, DigestRequirement>> {
  const rows = await ctx.query<DigestRequirement>(
    `SELECT ${requirementColumns}
       FROM requirements JOIN organisations ON organisations.id = buyer_id
      WHERE requirements.id = ANY($1::uuid[]) AND state = ANY($2) AND visibility = 'OPEN'
        AND ${ofSectors('$3')}`,
    [ids, MATCHED_STATES, sectors],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Which members have won which requirements, as "<requirement> <member>": a buyer may go on looking for others. */
export async function readWon(ctx: Context, clusterId: string): Promise<Set<string>> {
  const rows = await ctx.query<{ pair: string }>(
    `SELECT requirement_id || ' ' || supplier_id AS pair FROM introductions
       JOIN cluster_memberships m ON m.member_id = supplier_id AND m.cluster_id = $1
      WHERE state = 'AWARDED'`,
    [clusterId],
  );
  return new Set(rows.map(({ pair }) => pair));
}

/** Those of the keys that the cluster body has been told already. They go as JSON: arrays of so many are slow to write. */
export async function readTold(
  ctx: Context,
  clusterId: string,
  keys: readonly string[],
): Promise<Set<string>> {
  const rows = await ctx.query<{ key: string }>(
    `SELECT key FROM digest_items WHERE cluster_id = $1 AND key = ANY(ARRAY(SELECT json_array_elements_text($2::json)))`,
    [clusterId, JSON.stringify(keys)],
  );
  return new Set(rows.map(({ key }) => key));
}
