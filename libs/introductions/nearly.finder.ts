import type { MatchIndex, RequirementRecord } from '#lib/matching';
import { ownTurn } from './event-loop.turn.js';
import { explainMatch } from './match.explainer.js';
import type { ExplainedMatch } from './match-list.types.js';

/** Requirements explained in one turn of the event loop. */
const CHUNK = 20;
/** A supplier that meets no need this far, 0 … 1, is not nearly there: it is in another trade. */
const LEAST_FIT = 0.25;

/** Those of the requirements that exactly one blocker keeps a supplier from, best score first. */
export async function findNearly(
  index: MatchIndex,
  requirements: readonly RequirementRecord[],
  supplierNo: number,
): Promise<ExplainedMatch[]> {
  const found: ExplainedMatch[] = [];
  for (const [at, requirement] of requirements.entries()) {
    if (at % CHUNK === CHUNK - 1) await ownTurn();
    const match = explainMatch(index, requirement, supplierNo);
    if (match?.blockers.length !== 1) continue;
    if (match.needs.length > 0 && !match.needs.some(({ fit }) => fit >= LEAST_FIT)) continue;
    found.push(match);
  }
  return found.sort((a, b) => b.score - a.score || (a.requirementId < b.requirementId ? -1 : 1));
}
