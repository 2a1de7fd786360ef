import {
  countEligible,
  explain,
  type Match,
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
export const listFor = (index: MatchIndex, record: RequirementRecord, own: number | undefined): Match[] =>
  listIn(rankBeside(index, record, own), own);

/** The same, in a region where one is given, with how many are eligible. */
export function rankFor(
  index: MatchIndex,
  record: RequirementRecord,
  own: number | undefined,
  region?: Region | null,
): RankedMatches {
  const ranked = rankBeside(index, record, own, region);
  return {
    ...ranked,
    matches: listIn(ranked, own),
    eligibleCount: ranked.eligibleCount - (isEligible(index, record, own) ? 1 : 0),
  };
}

/** One more than a list holds where the buyer may be among them. */
const rankBeside = (
  index: MatchIndex,
  record: RequirementRecord,
  own: number | undefined,
  region?: Region | null,
): RankedMatches =>
  rank(index, record, { limit: LIST_LIMIT + (own === undefined ? 0 : 1), region: region ?? undefined });

const listIn = ({ matches }: RankedMatches, own: number | undefined): Match[] =>
  matches.filter(({ supplierNo }) => supplierNo !== own).slice(0, LIST_LIMIT);

/** How many suppliers are eligible for a requirement, its own buyer left out. */
export function countFor(index: MatchIndex, record: RequirementRecord, own: number | undefined): number {
  return countEligible(index, record) - (isEligible(index, record, own) ? 1 : 0);
}

const isEligible = (index: MatchIndex, record: RequirementRecord, no: number | undefined): boolean =>
  no !== undefined && index.idOf(no) !== undefined && explain(index, record, no).eligible;
