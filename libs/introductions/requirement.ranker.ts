import {
  countEligible,
  explain,
  type MatchIndex,
  rank,
  type RankedMatches,
  type RequirementRecord,
} from '#lib/matching';
import type { Region } from '#lib/taxonomy';
import { LIST_LIMIT } from './match-list.types.js';

/**
 * The best suppliers for a requirement. Nobody is introduced to themselves: a firm that buys and supplies is left out of
 * its own.
 * @param own the engine's number of the buyer, where it is a supplier too
 */
export function rankFor(
  index: MatchIndex,
  record: RequirementRecord,
  own: number | undefined,
  region?: Region | null,
): RankedMatches {
  const ownCounts = isEligible(index, record, own);
  const ranked = rank(index, record, {
    limit: LIST_LIMIT + (ownCounts ? 1 : 0),
    region: region ?? undefined,
  });
  return {
    ...ranked,
    matches: ranked.matches.filter(({ supplierNo }) => supplierNo !== own).slice(0, LIST_LIMIT),
    eligibleCount: ranked.eligibleCount - (ownCounts ? 1 : 0),
  };
}

/** How many suppliers are eligible for a requirement, its own buyer left out. */
export function countFor(index: MatchIndex, record: RequirementRecord, own: number | undefined): number {
  return countEligible(index, record) - (isEligible(index, record, own) ? 1 : 0);
}

const isEligible = (index: MatchIndex, record: RequirementRecord, no: number | undefined): boolean =>
  no !== undefined && index.idOf(no) !== undefined && explain(index, record, no).eligible;
