import { explain, type Explanation, type MatchIndex, type RequirementRecord } from '#lib/matching';
import type { Economy } from './match-index.holder.js';
import type { ExplainedMatch } from './match-list.types.js';

/** How a supplier of the index stands to a requirement; undefined when it has left the index. */
export function explainMatch(
  index: MatchIndex,
  requirement: RequirementRecord,
  supplierNo: number,
): ExplainedMatch | undefined {
  const supplierId = index.idOf(supplierNo);
  if (supplierId === undefined) return undefined;
  return told(requirement.id, supplierId, explain(index, requirement, supplierNo));
}

/** The same of an open requirement, whose plan is at hand; undefined when either has left. */
export function explainStanding(
  { index, standing }: Economy,
  requirement: RequirementRecord,
  supplierNo: number,
): ExplainedMatch | undefined {
  const supplierId = index.idOf(supplierNo);
  const explanation = standing.explain(requirement.no, supplierNo);
  return supplierId === undefined || !explanation ? undefined : told(requirement.id, supplierId, explanation);
}

const told = (requirementId: string, supplierId: string, explanation: Explanation): ExplainedMatch => ({
  requirementId,
  supplierId,
  supplierNo: explanation.supplierNo,
  score: explanation.scoreShown,
  crossRegional: explanation.crossRegional,
  eligible: explanation.eligible,
  criteria: explanation.criteria,
  needs: explanation.needs,
  blockers: explanation.blockers,
  summary: explanation.summary,
});
