/** What speaks for a match, in brief: read from columns alone, where an explanation reads the whole record. */
import type { NeedLevel } from '../model/model.types.js';
import { needLevel } from '../scoring/need.level.js';
import type { Evaluator } from '../ranking/supplier.evaluation.js';

export interface Grounds {
  needs: {
    phrase: string;
    level: NeedLevel;
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
    needs: evaluator.plan.needs.map(({ phrase, floor }, at) => ({
      phrase,
      level: needLevel(evaluator.fits[at]!, floor),
    })),
    minutes: Number.isFinite(minutes) ? minutes : null,
    crossRegional: evaluator.isCrossRegional(slot),
  };
}
