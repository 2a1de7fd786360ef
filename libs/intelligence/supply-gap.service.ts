import { MatchIndexHolder, ownTurn, type Page, pageOf, type PageRequest, toCursor } from '#lib/match-lists';
import { type NearMiss, nearMisses, type RequirementRecord } from '#lib/matching';
import { type Context } from '#lib/platform';
import { MATCHED_STATES, RequirementService, type RequirementView } from '#lib/requirements';
import { capabilityTree, findCapability, type Region, type SectorCode, sectors } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';

/** All conditions together; an absent one filters nothing. */
export interface SupplyGapFilter {
  /** Code of a capability that is needed, or anything narrower. */
  capability?: string | null;
  sectors?: readonly SectorCode[] | null;
  /** Of the buyer. */
  region?: Region | null;
  /** Pounds a year. */
  leastValueGbp?: number | null;
}

/** An open requirement that no supplier of the two regions is eligible for. */
export interface SupplyGapView {
  cursor: string;
  requirementId: string;
  /** Codes its must-haves ask for. */
  capabilities: string[];
  sectors: SectorCode[];
  region: Region | null;
  valueGbp: number | null;
}

export type GapDimension = 'CAPABILITY' | 'BRANCH' | 'SECTOR' | 'REGION' | 'VALUE';

/** Unmet demand that has something in common. */
export interface SupplyGapCell {
  key: string;
  label: string;
  requirements: number;
  valueGbp: number;
  eastMidlands: number;
  westMidlands: number;
}

export interface SupplyGapPage extends Page<SupplyGapView> {
  /** All that the filter leaves, for counting up. */
  all: SupplyGapView[];
  valueGbp: number;
  /** Open requirements that pass the filter, met or not. */
  consideredCount: number;
}

export type NearestSupplier = NearMiss & { supplierId: string };

export const NEAR_MISSES_MOST = 10;

const regionNames: Readonly<Record<string, string>> = {
  EAST_MIDLANDS: 'East Midlands',
  WEST_MIDLANDS: 'West Midlands',
  OTHER: 'Elsewhere',
  UNKNOWN: 'Place not stated',
};
const valueBands: readonly (readonly [below: number, key: string, label: string])[] = [
  [50_000, 'UNDER_50K', 'Under £50,000 a year'],
  [250_000, 'UNDER_250K', '£50,000 to £250,000'],
  [1_000_000, 'UNDER_1M', '£250,000 to £1 million'],
  [Infinity, 'FROM_1M', '£1 million and more'],
];

/** Demand that nobody here meets: what inward investment could go for. */
@Injectable()
export class SupplyGapService {
  constructor(
    private readonly holder: MatchIndexHolder,
    private readonly requirements: RequirementService,
  ) {}

  /**
   * A page of the unmet requirements that the actor may see in full, most valuable first. They are those whose matching
   * found no eligible supplier; one just published is met or not a moment later.
   */
  async gaps(ctx: Context, filter: SupplyGapFilter, request: PageRequest): Promise<SupplyGapPage> {
    const rows = await ctx.query<{ id: string; unmet: boolean }>(
      `SELECT r.id, cardinality(l.supplier_nos) = 0 AS unmet FROM match_lists l JOIN requirements r ON r.id = l.requirement_id
        WHERE r.state = ANY($1)
          AND ($2::text[] IS NULL OR r.sectors && $2) AND ($3::text IS NULL OR r.region = $3)
          AND ($4::numeric IS NULL OR r.value_gbp >= $4)
          AND ($5::text[] IS NULL OR EXISTS (SELECT FROM requirement_needs n
                 WHERE n.requirement_id = r.id AND n.importance = 'must' AND n.codes && $5))
        ORDER BY r.value_gbp DESC NULLS LAST, r.id`,
      [
        MATCHED_STATES,
        filter.sectors?.length ? filter.sectors : null,
        filter.region ?? null,
        filter.leastValueGbp ?? null,
        filter.capability ? branchOf(filter.capability) : null,
      ],
    );
    const views = await this.requirements.find(
      ctx,
      rows.map(({ id }) => id),
    );
    const seen = rows.filter(({ id }) => views.get(id)?.disclosure === 'FULL');
    const all = seen.filter(({ unmet }) => unmet).map(({ id }) => toGap(views.get(id)!));
    const { items, ...page } = pageOf(all, ({ cursor }) => cursor, request);
    return {
      ...page,
      edges: items,
      all,
      valueGbp: all.reduce((sum, { valueGbp }) => sum + (valueGbp ?? 0), 0),
      consideredCount: seen.length,
    };
  }

  /** By requirement, the suppliers that one blocker keeps from it, the best first; without those that look for nobody. */
  async nearest(requirementIds: readonly string[]): Promise<Map<string, NearestSupplier[]>> {
    const standing = await this.holder.standing();
    const found = new Map<string, NearestSupplier[]>();
    for (const id of requirementIds) {
      const record = standing.get(id);
      if (!record) continue;
      await ownTurn();
      found.set(id, this.nearestTo(record));
    }
    return found;
  }

  private nearestTo(record: RequirementRecord): NearestSupplier[] {
    const { index } = this.holder;
    return nearMisses(index, record, NEAR_MISSES_MOST).flatMap((miss) => {
      const supplierId = index.idOf(miss.match.supplierNo);
      return supplierId === undefined ? [] : [{ ...miss, supplierId }];
    });
  }
}

/** A capability and all that is narrower. */
const branchOf = (code: string): string[] => [
  code,
  ...capabilityTree()
    .descendantsOf(code)
    .map((node) => node.code),
];

const toGap = ({ id, needs, sectors: served, region, valueGbp }: RequirementView): SupplyGapView => ({
  cursor: toCursor(id),
  requirementId: id,
  capabilities: [
    ...new Set(needs.filter(({ importance }) => importance === 'must').flatMap(({ codes }) => codes)),
  ],
  sectors: served,
  region,
  valueGbp,
});

/** Gaps counted up by one dimension, most requirements first. One that has several values counts under each. */
export function cellsOf(gaps: readonly SupplyGapView[], dimension: GapDimension): SupplyGapCell[] {
  const cells = new Map<string, SupplyGapCell>();
  for (const gap of gaps) {
    for (const [key, label] of keysOf(gap, dimension)) {
      const cell = cells.get(key) ?? {
        key,
        label,
        requirements: 0,
        valueGbp: 0,
        eastMidlands: 0,
        westMidlands: 0,
      };
      cell.requirements += 1;
      cell.valueGbp += gap.valueGbp ?? 0;
      if (gap.region === 'EAST_MIDLANDS') cell.eastMidlands += 1;
      if (gap.region === 'WEST_MIDLANDS') cell.westMidlands += 1;
      cells.set(key, cell);
    }
  }
  return [...cells.values()].sort(
    (a, b) => b.requirements - a.requirements || b.valueGbp - a.valueGbp || (a.key < b.key ? -1 : 1),
  );
}

function keysOf(gap: SupplyGapView, dimension: GapDimension): Map<string, string> {
  switch (dimension) {
    case 'CAPABILITY':
      return new Map(gap.capabilities.map((code) => [code, findCapability(code)?.label ?? code]));
    case 'BRANCH':
      return new Map(
        gap.capabilities.map((code) => {
          const top = capabilityTree().ancestorsOf(code).at(-1) ?? findCapability(code);
          return [top?.code ?? code, top?.label ?? code];
        }),
      );
    case 'SECTOR':
      return new Map(gap.sectors.map((code) => [code, sectors().resolve(code)?.label ?? code]));
    case 'REGION': {
      const key = gap.region ?? 'UNKNOWN';
      return new Map([[key, regionNames[key] ?? key]]);
    }
    case 'VALUE': {
      const { valueGbp } = gap;
      if (valueGbp === null) return new Map([['UNKNOWN', 'Value not stated']]);
      const [, key, label] = valueBands.find(([below]) => valueGbp < below)!;
      return new Map([[key, label]]);
    }
  }
}
