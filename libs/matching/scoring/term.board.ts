/**
 * One array over the vocabulary that says which terms the evaluator at work wants: a lookup by term id
 * costs one read. Evaluators take turns; taking it over costs as many writes as they have terms.
 */
export class TermBoard {
  private local = new Uint16Array(0);
  private owner: object | null = null;
  private written: readonly number[] = [];

  /** The board with `termIds` numbered from 1 and everything else 0. */
  take(owner: object, termIds: readonly number[], vocabulary: number): Uint16Array {
    if (this.owner === owner && this.local.length >= vocabulary) return this.local;
    if (this.local.length < vocabulary) this.local = new Uint16Array(Math.ceil(vocabulary * 1.25));
    else for (const id of this.written) this.local[id] = 0;
    termIds.forEach((id, at) => (this.local[id] = at + 1));
    this.owner = owner;
    this.written = termIds;
    return this.local;
  }
}

/** The same for the weight of each term in the text criterion. */
export class TextBoard {
  private weights = new Uint16Array(0);
  private owner: object | null = null;
  private written: readonly number[] = [];

  /** The board with `weights` at `termIds` and 0 elsewhere. */
  take(
    owner: object,
    termIds: readonly number[],
    weights: readonly number[],
    vocabulary: number,
  ): Uint16Array {
    if (this.owner === owner && this.weights.length >= vocabulary) return this.weights;
    if (this.weights.length < vocabulary) this.weights = new Uint16Array(Math.ceil(vocabulary * 1.25));
    else for (const id of this.written) this.weights[id] = 0;
    termIds.forEach((id, at) => (this.weights[id] = weights[at]!));
    this.owner = owner;
    this.written = termIds;
    return this.weights;
  }
}
