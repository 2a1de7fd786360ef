/** Suppliers as they might be, scored by the engine itself against requirements that are at hand. */
import { blockersAt } from './match.explanation.js';
import { MatchIndex } from './match.index.js';
import type { Blocker, SupplierRecord } from './model.types.js';
import type { RequirementPlan } from './requirement.plan.js';
import { Evaluator } from './supplier.evaluation.js';
import type { Pieces } from './work.pieces.js';

export interface Trial {
  /** Integer units. */
  score: number;
  /** None means eligible. */
  blockers: Blocker[];
}

/** Variants indexed in one piece of work. */
const PIECE = 20;

/** An index of variants with the statistics of the real one: what it says is what the real one would say. */
export class SupplierTrials {
  private constructor(private readonly index: MatchIndex) {}

  /** Variants are asked for by their place in the list. */
  static *of(
    { graph, analyse, drive, statistics }: MatchIndex,
    variants: readonly SupplierRecord[],
  ): Pieces<SupplierTrials> {
    const index = MatchIndex.build([], {
      capabilities: Array.from({ length: graph.size }, (_, id) => graph.node(id)),
      analyse,
      drive,
      statistics,
    });
    for (let from = 0; from < variants.length; from += PIECE) {
      yield;
      const piece = variants.slice(from, from + PIECE);
      index.apply({ upsert: piece.map((variant, at) => ({ ...variant, no: from + at })) });
    }
    return new SupplierTrials(index);
  }

  /** How variants would do against one requirement. */
  against(plan: RequirementPlan): (variant: number) => Trial {
    const evaluator = new Evaluator(this.index, plan);
    return (variant) => {
      const slot = this.index.slotOf(variant);
      const score = evaluator.score(slot);
      return { score, blockers: blockersAt(evaluator, slot) };
    };
  }
}
