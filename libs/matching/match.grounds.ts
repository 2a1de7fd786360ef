/** What speaks for a match, in brief: read from columns alone, where an explanation reads the whole record. */
import { VALUE_MAX } from './scoring.constants.js';
import type { Evaluator } from './supplier.evaluation.js';

export interface Grounds {
  needs: {
    phrase: string;
    /** 0 … 1. */
    fit: number;
  }[];
  /** By road to the nearest site that counts; null without a place, or a known site. */
  minutes: number | null;
  crossRegional: boolean;
}

/** The grounds of the supplier in a live slot: the same numbers as its explanation has. */
export function groundsOf(evaluator: Evaluator, slot: number): Grounds {
  evaluator.fitNeeds(slot);
  const minutes = evaluator.minutesTo(slot);
  return {
    needs: evaluator.plan.needs.map(({ phrase }, at) => ({
      phrase,
      fit: evaluator.fits[at]! / VALUE_MAX,
    })),
    minutes: Number.isFinite(minutes) ? minutes : null,
    crossRegional: evaluator.isCrossRegional(slot),
  };
}
