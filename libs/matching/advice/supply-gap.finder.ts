/** Supply gaps: demand that no eligible supplier meets, and who comes nearest. */
import type { MatchIndex } from '../index/match.index.js';
import { countEligible } from '../ranking/match.ranking.js';
import type { BlockerCode, NearMiss, RequirementRecord } from '../model/model.types.js';
import { nearMisses } from '../standing/near-miss.finder.js';

export interface SupplyGap {
  requirement: RequirementRecord;
  /** One blocker away, best first. */
  misses: NearMiss[];
}

/** The gap a requirement is, or null when a supplier is eligible. */
export function gapOf(index: MatchIndex, requirement: RequirementRecord, misses = 3): SupplyGap | null {
  if (countEligible(index, requirement) > 0) return null;
  return { requirement, misses: nearMisses(index, requirement, misses) };
}

/** Demand of one capability in one buyer's region that nobody meets. */
export interface GapCell {
  /** Code of a capability that a must asks for. */
  capability: string;
  region: string;
  requirements: number;
  /** Pounds a year; requirements without a value add nothing. */
  valueGbp: number;
  /** What keeps the nearest suppliers out, most frequent first. */
  blockers: { code: BlockerCode; count: number }[];
}

/** Gaps summed by the capabilities asked for and the buyer's region: most requirements first, then value, then code. */
export function tabulateGaps(gaps: readonly SupplyGap[]): GapCell[] {
  const cells = new Map<string, { cell: GapCell; counts: Map<BlockerCode, number> }>();
  for (const { requirement, misses } of gaps) {
    const region = requirement.place?.region ?? 'UNKNOWN';
    const codes = new Set(
      requirement.needs.filter(({ importance }) => importance === 'must').flatMap((need) => need.codes),
    );
    for (const capability of codes) {
      const key = `${capability}|${region}`;
      let entry = cells.get(key);
      if (!entry) {
        entry = {
          cell: { capability, region, requirements: 0, valueGbp: 0, blockers: [] },
          counts: new Map(),
        };
        cells.set(key, entry);
      }
      entry.cell.requirements += 1;
      entry.cell.valueGbp += requirement.valueGbp ?? 0;
      for (const { blocker } of misses)
        entry.counts.set(blocker.code, (entry.counts.get(blocker.code) ?? 0) + 1);
    }
  }
  return [...cells]
    .map(([key, { cell, counts }]) => ({
      key,
      cell: {
        ...cell,
        blockers: [...counts]
          .map(([code, count]) => ({ code, count }))
          .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
      },
    }))
    .sort(
      (a, b) =>
        b.cell.requirements - a.cell.requirements ||
        b.cell.valueGbp - a.cell.valueGbp ||
        (a.key < b.key ? -1 : 1),
    )
    .map(({ cell }) => cell);
}
