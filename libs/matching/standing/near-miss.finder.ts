/** Suppliers that one change would make eligible. */
import { findRelated, needColumnsOf } from '../ranking/candidate.finder.js';
import { eachBit } from '../index/found.slots.js';
import { blockersAt } from '../explanation/match.explanation.js';
import { toMatch } from '../ranking/match.ranking.js';
import type { MatchIndex } from '../index/match.index.js';
import type { NearMiss, RequirementRecord } from '../model/model.types.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { Evaluator } from '../ranking/supplier.evaluation.js';
import { byRank, type Scored } from '../ranking/top.selection.js';

/** Suppliers with exactly one blocker, by score, ties to the lower number. */
export function nearMisses(index: MatchIndex, requirement: RequirementRecord, limit: number): NearMiss[] {
  const evaluator = new Evaluator(index, planRequirement(requirement, index));
  const { nos } = index.columns;
  const scored: Scored[] = [];
  eachBit(findRelated(index, needColumnsOf(index, evaluator.plan)), (slot) => {
    scored.push({ slot, score: evaluator.score(slot), no: nos.data[slot]! });
  });
  scored.sort(byRank);
  const found: NearMiss[] = [];
  for (const item of scored) {
    if (found.length >= limit) break;
    const match = toMatch(evaluator, item, false);
    const blockers = blockersAt(evaluator, item.slot);
    if (blockers.length === 1) found.push({ match, blocker: blockers[0]! });
  }
  return found;
}
