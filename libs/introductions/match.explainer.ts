import { explain, type MatchIndex, type RequirementRecord } from '#lib/matching';
import type { ExplainedMatch } from './match-list.types.js';

/** How a supplier of the index stands to a requirement; undefined when it has left the index. */
export function explainMatch(
  index: MatchIndex,
  requirement: RequirementRecord,
  supplierNo: number,
): ExplainedMatch | undefined {
  const supplierId = index.idOf(supplierNo);
  if (supplierId === undefined) return undefined;
  const explanation = explain(index, requirement, supplierNo);
  return {
    requirementId: requirement.id,
    supplierId,
    supplierNo,
    score: explanation.scoreShown,
    crossRegional: explanation.crossRegional,
    eligible: explanation.eligible,
    criteria: explanation.criteria,
    needs: explanation.needs,
    blockers: explanation.blockers,
    summary: explanation.summary,
  };
}
