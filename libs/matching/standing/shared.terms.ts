import type { PlannedTerm } from '../reading/term.weights.js';

const MOST_KEPT = 200_000;

/**
 * Equal terms of many plans, held once: thousands of standing requirements look for the same words, 80 each, and the
 * same word often has the same weight.
 */
export class SharedTerms {
  private readonly kept = new Map<string, Map<number, PlannedTerm>>();
  private count = 0;

  same(term: PlannedTerm): PlannedTerm {
    // What has left is let go of from time to time.
    if (this.count >= MOST_KEPT) {
      this.kept.clear();
      this.count = 0;
    }
    let byWeight = this.kept.get(term.term);
    if (!byWeight) this.kept.set(term.term, (byWeight = new Map<number, PlannedTerm>()));
    const known = byWeight.get(term.weight);
    if (known) return known;
    byWeight.set(term.weight, term);
    this.count += 1;
    return term;
  }
}
