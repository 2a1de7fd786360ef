import { type Context, poundsInWords } from '#lib/platform';
import { MATCHED_STATES } from '#lib/requirements';
import type { Region, SectorCode } from '#lib/taxonomy';
import type { DigestContent, DigestHappening, DigestRequirement, FigureName } from './digest.content.js';
import { ofSectors, requirementColumns } from './digest.facts.js';
import { figureOf } from './digest.words.js';

/** News of a kind with the keys under which it is told once. */
export interface Keyed<T> {
  key: string;
  item: T;
}

const WEEK_MS = 7 * 86_400_000;
/** Events are read from this long before the cursor: one may commit after a later one, and the keys tell them apart. */
const OVERLAP = `interval '1 day'`;
/** Digests shown by the chart, and those that are read: a quarter of weekly ones and the one before. */
const CHART_DIGESTS = 12;
const READ_DIGESTS = 14;

/** A requirement that closes soon, and who fits it, best first. */
export interface ClosingSoon {
  requirement: DigestRequirement;
  memberIds: readonly string[];
}

/** Requirements among those that members fit that close within so many weeks. */
export function closingSoon(
  today: string,
  weeks: number,
  requirements: ReadonlyMap<string, DigestRequirement>,
  fitting: ReadonlyMap<string, readonly string[]>,
): Keyed<ClosingSoon>[] {
  const limit = new Date(Date.parse(today) + weeks * WEEK_MS).toISOString().slice(0, 10);
  return [...fitting]
    .flatMap(([id, memberIds]) => {
      const requirement = requirements.get(id);
      const closes = requirement?.closesOn;
      if (!requirement || !closes || closes < today || closes > limit) return [];
      return [{ key: `closing:${id}:${closes}`, item: { requirement, memberIds } }];
    })
    .sort(
      (a, b) =>
        a.item.requirement.closesOn!.localeCompare(b.item.requirement.closesOn!) ||
        a.item.requirement.id.localeCompare(b.item.requirement.id),
    );
}

interface HappeningRow extends DigestRequirement {
  /** When it happened, or when an answer was due. */
  at: Date;
  eventId: string | null;
  introductionId: string;
  state: string;
  side: string | null;
  dueOn: string | null;
  awardGbp: number | null;
  awardJobs: number | null;
  memberId: string;
  memberName: string;
  memberRegion: Region | null;
}

const memberColumns = `i.supplier_id AS "memberId", member.name AS "memberName", site.region AS "memberRegion"`;
const joinedMember = `JOIN organisations AS member ON member.id = i.supplier_id
       LEFT JOIN sites AS site ON site.organisation_id = i.supplier_id AND site.is_primary`;

/**
 * What happened in the introductions of members since the cursor, and the replies that are overdue. Requirements by
 * invitation are left out, and so is what only concerns the two sides: who declined whom, and why. So an introduction
 * that has ended without an award is not told of: it would read as if it were on its way.
 * @param sectors those that the cluster body chose; all when empty
 */
export async function readHappenings(
  ctx: Context,
  clusterId: string,
  since: Date | null,
  sectors: readonly SectorCode[],
): Promise<Keyed<DigestHappening>[]> {
  const rows = await ctx.query<HappeningRow>(
    `SELECT ${requirementColumns}, e.at, e.id AS "eventId", i.id AS "introductionId", e.state, e.side, NULL AS "dueOn",
            i.award_value_gbp::float8 AS "awardGbp", i.award_jobs AS "awardJobs", ${memberColumns}
       FROM introduction_events e JOIN introductions i ON i.id = e.introduction_id
       JOIN cluster_memberships m ON m.member_id = i.supplier_id AND m.cluster_id = $1
       JOIN requirements ON requirements.id = i.requirement_id AND visibility = 'OPEN'
       JOIN organisations ON organisations.id = buyer_id
       ${joinedMember}
      WHERE ${ofSectors('$4')} AND ($2::timestamptz IS NULL OR e.at >= $2::timestamptz - ${OVERLAP})
        AND e.state IN ('INTERESTED', 'INVITED', 'SHORTLISTED', 'AWARDED')
        AND i.state NOT IN ('DECLINED', 'WITHDRAWN', 'LAPSED')
     UNION ALL
     SELECT ${requirementColumns}, i.due_on, NULL, i.id, i.state, NULL, i.due_on::text, NULL, NULL, ${memberColumns}
       FROM introductions i
       JOIN cluster_memberships m ON m.member_id = i.supplier_id AND m.cluster_id = $1
       JOIN requirements ON requirements.id = i.requirement_id AND visibility = 'OPEN'
       JOIN organisations ON organisations.id = buyer_id
       ${joinedMember}
      WHERE ${ofSectors('$4')} AND i.due_on < $3
      ORDER BY at DESC, "introductionId", "eventId"`,
    [clusterId, since, ctx.today(), sectors],
  );
  return rows.map(({ at, eventId, introductionId, state, dueOn, awardGbp, awardJobs, ...row }) => {
    const member = { id: row.memberId, name: row.memberName, region: row.memberRegion };
    const { id, title, buyerId, buyerName, region, valueGbp, closesOn } = row;
    const about = `“${title}” of ${buyerName}`;
    const award = [
      awardGbp === null ? [] : [poundsInWords(awardGbp)],
      awardJobs === null ? [] : [figureOf(awardJobs, 'job')],
    ].flat();
    const sentences: Record<string, string> = {
      INTERESTED: `${member.name} expressed interest in ${about}.`,
      INVITED: `${member.name} was invited to ${about}.`,
      SHORTLISTED: `${member.name} was shortlisted for ${about}.`,
      AWARDED: `${member.name} won ${about}${award.length > 0 ? `: ${award.join(', ')}` : ''}.`,
    };
    const overdue =
      state === 'INVITED'
        ? `${member.name} owes ${buyerName} a reply about “${title}”.`
        : `${buyerName} owes ${member.name} a reply about “${title}”.`;
    return {
      key: eventId === null ? `overdue:${introductionId}:${dueOn}` : `event:${eventId}`,
      item: {
        introductionId,
        at: at.toISOString(),
        kind:
          eventId === null
            ? ('OVERDUE' as const)
            : state === 'AWARDED'
              ? ('AWARDED' as const)
              : ('MOVED' as const),
        state,
        sentence: eventId === null ? overdue : sentences[state]!,
        requirement: { id, title, buyerId, buyerName, region, valueGbp, closesOn },
        member,
        valueGbp: state === 'AWARDED' ? awardGbp : null,
      },
    };
  });
}

/** Open requirements of the sectors for which matching found no eligible supplier. */
export async function readGaps(
  ctx: Context,
  sectors: readonly SectorCode[],
): Promise<Keyed<DigestRequirement>[]> {
  const rows = await ctx.query<DigestRequirement>(
    `SELECT ${requirementColumns} FROM match_lists
       JOIN requirements ON requirements.id = requirement_id JOIN organisations ON organisations.id = buyer_id
      WHERE cardinality(supplier_nos) = 0 AND state = ANY($1) AND visibility = 'OPEN' AND requirements.sectors && $2::text[]
      ORDER BY requirements.id`,
    [MATCHED_STATES, sectors],
  );
  return rows.map((item) => ({ key: `gap:${item.id}`, item }));
}

export interface PastFigures {
  previous: Record<FigureName, number> | null;
  quarterAgo: Record<FigureName, number> | null;
  history: { isoWeek: string; newMatches: number }[];
}

/** Figures of the digests before a week. One query. */
export async function readPastFigures(
  ctx: Context,
  clusterId: string,
  isoWeek: string,
  quarter: { from: string; to: string },
): Promise<PastFigures> {
  const rows = await ctx.query<{ isoWeek: string; figures: DigestContent['figures'] }>(
    `SELECT iso_week AS "isoWeek", content->'figures' AS figures FROM digests
      WHERE cluster_id = $1 AND iso_week < $2 ORDER BY iso_week DESC LIMIT ${READ_DIGESTS}`,
    [clusterId, isoWeek],
  );
  const numbers = (figures: DigestContent['figures'] | undefined): Record<FigureName, number> | null =>
    figures
      ? {
          newMatches: figures.newMatches.now,
          membersMatched: figures.membersMatched.now,
          requirements: figures.requirements.now,
          crossRegional: figures.crossRegional.now,
        }
      : null;
  return {
    previous: numbers(rows[0]?.figures),
    quarterAgo: numbers(
      rows.find((row) => row.isoWeek >= quarter.from && row.isoWeek <= quarter.to)?.figures,
    ),
    history: rows
      .slice(0, CHART_DIGESTS - 1)
      .reverse()
      .map((row) => ({ isoWeek: row.isoWeek, newMatches: row.figures.newMatches.now })),
  };
}

/** What readers said of items before, summed by what the items are examples of. */
export async function readTastes(ctx: Context, clusterId: string): Promise<Map<string, number>> {
  const rows = await ctx.query<{ facet: string; taste: number }>(
    `SELECT facet, sum(CASE WHEN useful THEN 1 ELSE -1 END)::int AS taste FROM digest_feedback
      WHERE cluster_id = $1 GROUP BY facet`,
    [clusterId],
  );
  return new Map(rows.map(({ facet, taste }) => [facet, taste]));
}
