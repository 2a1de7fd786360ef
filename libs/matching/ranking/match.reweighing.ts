/** A buyer's own weights: the new order beside the old, and what moved whom. */
import type { MatchIndex } from '../index/match.index.js';
import { rank } from './match.ranking.js';
import type { CriterionName, Match, RequirementRecord } from '../model/model.types.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { CRITERIA } from '../model/scoring.constants.js';
import { atOnce, type Pieces } from '../model/work.pieces.js';

export interface Reweighed {
  match: Match;
  /** From 1, with the new weights. */
  rank: number;
  /** Rank before; null when it was beyond the list. */
  before: number | null;
  /** Places gained (lost when negative); null when it was beyond the list. */
  movedBy: number | null;
  /** The criterion whose weight moved it most against the rest of the list; null when its place is the same. */
  because: CriterionName | null;
}

/**
 * Ranks with other weights and says what moved. Weights are on any scale; criteria left out keep their default.
 */
export const rerank = (
  index: MatchIndex,
  requirement: RequirementRecord,
  weights: Readonly<Partial<Record<CriterionName, number>>>,
  limit: number,
): Reweighed[] => atOnce(rerankInPieces(index, requirement, weights, limit));

/** The same as rerank, in pieces. */
export function* rerankInPieces(
  index: MatchIndex,
  requirement: RequirementRecord,
  weights: Readonly<Partial<Record<CriterionName, number>>>,
  limit: number,
): Pieces<Reweighed[]> {
  const changed: RequirementRecord = { ...requirement, weights };
  const old = planRequirement(requirement, index).weights;
  const fresh = planRequirement(changed, index).weights;
  const before = new Map(
    rank(index, requirement, { limit }).matches.map(({ supplierNo }, at) => [supplierNo, at + 1]),
  );
  yield;
  const { matches } = rank(index, changed, { limit });
  const means = CRITERIA.map(
    (_name, at) => matches.reduce((sum, { values }) => sum + values[at]!, 0) / Math.max(1, matches.length),
  );
  return matches.map((match, at): Reweighed => {
    const was = before.get(match.supplierNo) ?? null;
    const movedBy = was === null ? null : was - (at + 1);
    const up = movedBy === null || movedBy > 0;
    const pushes = CRITERIA.map(
      (_name, criterion) =>
        (fresh[criterion]! - old[criterion]!) *
        (match.values[criterion]! - means[criterion]!) *
        (up ? 1 : -1),
    );
    const strongest = pushes.indexOf(Math.max(...pushes));
    const because = movedBy === 0 || pushes[strongest]! <= 0 ? null : CRITERIA[strongest]!;
    return { match, rank: at + 1, before: was, movedBy, because };
  });
}
