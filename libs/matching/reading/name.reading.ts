/** How much of a buyer's phrase the names of what was read really hold. */
import type { CapabilityGraph } from './capability.graph.js';
import type { Analyser } from './text.analysis.js';

/** A word of the phrase that other names of the node hold, though none lies whole within the phrase. */
const OTHER_NAME = 0.7;
/** A word that is a name by itself counts at least this, however many other trades use it. */
const LEAST_PURITY = 0.5;

/**
 * Share, 0..1, in which each term of a phrase is explained by the names of some nodes: in full where a name of several
 * words lies whole within the phrase ("die cast handles"); a name of one word by the share of all names with that word
 * that belong to the same branch ("coils" is said of springs, of transformers and of coolers).
 */
export function explainedShares(
  terms: ReadonlySet<string>,
  ids: readonly number[],
  graph: CapabilityGraph,
  analyse: Analyser,
): Map<string, number> {
  const shares = new Map<string, number>();
  const raise = (term: string, share: number): void => {
    if (share > (shares.get(term) ?? 0)) shares.set(term, share);
  };
  for (const id of ids) {
    const named = new Set<string>();
    for (const name of graph.namesOf(id, analyse)) {
      if (name.length === 0 || !name.every((term) => terms.has(term))) continue;
      for (const term of name) {
        named.add(term);
        raise(term, name.length > 1 ? 1 : Math.max(LEAST_PURITY, graph.purityOf(term, id, analyse)));
      }
    }
    const others = graph.termsOf(id, analyse);
    for (const term of terms) if (others.has(term) && !named.has(term)) raise(term, OTHER_NAME);
  }
  return shares;
}
