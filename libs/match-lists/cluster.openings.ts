import { SCORE_UNITS } from '#lib/matching';
import { type Context, cursorError, permitted } from '#lib/platform';
import { MATCHED_STATES } from '#lib/requirements';
import { Injectable } from '@nestjs/common';

/** An open requirement that fits a member, and that nobody has brought the two together for yet. */
export interface ClusterOpening {
  requirementId: string;
  supplierId: string;
  score: number;
  rank: number;
  crossRegional: boolean;
}

export interface OpeningsAsked {
  first: number;
  after: string | null;
  /** Only of this member. */
  supplierId: string | null;
}

export interface OpeningsPage {
  items: { cursor: string; item: ClusterOpening }[];
  hasNextPage: boolean;
  totalCount: number;
}

/** Where a cluster body could bring a member and a buyer together. */
@Injectable()
export class ClusterOpenings {
  /**
   * The same page of the openings of each cluster body whose digests the actor may read, best first, of requirements
   * that everybody may see. Two statements however many there are.
   */
  async pages(
    ctx: Context,
    clusterIds: readonly string[],
    { first, after, supplierId }: OpeningsAsked,
  ): Promise<Map<string, OpeningsPage>> {
    const place = after === null ? null : cursorOf(after);
    const seen = [...permitted(ctx.actor, 'digest.view', clusterIds)];
    const openings = `SELECT m.cluster_id AS "clusterId", list.requirement_id AS "requirementId",
              p.organisation_id AS "supplierId", list.scores[entry.place] AS units, entry.place::int AS rank,
              list.cross_regional[entry.place] AS "crossRegional"
         FROM match_lists list
         JOIN requirements r ON r.id = list.requirement_id AND r.state = ANY($2) AND r.visibility = 'OPEN'
        CROSS JOIN LATERAL unnest(list.supplier_nos) WITH ORDINALITY AS entry (no, place)
         JOIN supplier_profiles p ON p.no = entry.no
         JOIN cluster_memberships m ON m.cluster_id = ANY($1) AND m.member_id = p.organisation_id
        WHERE ($3::uuid IS NULL OR p.organisation_id = $3)
          AND NOT EXISTS (SELECT FROM introductions i
            WHERE i.requirement_id = list.requirement_id AND i.supplier_id = p.organisation_id)`;
    const values = [seen, MATCHED_STATES, supplierId];
    const counts = await ctx.query<{ clusterId: string; n: number }>(
      `SELECT "clusterId", count(*)::int AS n FROM (${openings}) o GROUP BY 1`,
      values,
    );
    const order = `-units, "requirementId", "supplierId"`;
    const rows = await ctx.query<Row>(
      `SELECT * FROM (SELECT o.*, row_number() OVER (PARTITION BY "clusterId" ORDER BY ${order}) AS at
          FROM (${openings}) o WHERE $4::int IS NULL OR (${order}) > ($4, $5::uuid, $6::uuid)) numbered
        WHERE at <= $7 ORDER BY "clusterId", at`,
      [...values, place && -place.units, place?.requirementId ?? null, place?.supplierId ?? null, first + 1],
    );
    const totals = new Map(counts.map(({ clusterId, n }) => [clusterId, n]));
    return new Map(
      seen.map((id) => {
        const own = rows.filter(({ clusterId }) => clusterId === id);
        return [
          id,
          {
            items: own.slice(0, first).map((row) => ({ cursor: cursorTo(row), item: openingOf(row) })),
            hasNextPage: own.length > first,
            totalCount: totals.get(id) ?? 0,
          },
        ];
      }),
    );
  }
}

interface Row extends Omit<ClusterOpening, 'score'> {
  clusterId: string;
  units: number;
}

const openingOf = ({ requirementId, supplierId, units, rank, crossRegional }: Row): ClusterOpening => ({
  requirementId,
  supplierId,
  score: units / SCORE_UNITS,
  rank,
  crossRegional,
});

const cursorTo = ({ units, requirementId, supplierId }: Row): string =>
  `${units}.${requirementId}.${supplierId}`;

/** @throws AppError BAD_INPUT */
function cursorOf(text: string): { units: number; requirementId: string; supplierId: string } {
  const [, units, requirementId, supplierId] =
    /^(\d{1,9})\.([0-9a-f-]{36})\.([0-9a-f-]{36})$/.exec(text) ?? [];
  if (units === undefined) throw cursorError();
  return { units: Number(units), requirementId: requirementId!, supplierId: supplierId! };
}
