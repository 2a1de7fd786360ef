/** Whom a search puts forward: who shows enough beside the best found, where the best shows enough of what was asked for. */
import type { Match } from '../model/model.types.js';
import { AT, VALUE_MAX } from '../model/scoring.constants.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';

/** Part of the score of the best found. Below it lie half of the false friends of a short list, and one in twenty-five of the good. */
const LIKELY_SHARE = 0.45;
/**
 * What the best found must show of what was asked for. Where nobody offers it half of the searches lie below, and one in fifty
 * of those that somebody answers.
 */
const ANSWERED_SHARE = 0.38;

export interface Likelihood {
  /** False where even the best found shows little of what was asked for. */
  answered: boolean;
  /** The least score that is put forward as likely. */
  line: number;
}

/**
 * Where nothing that a supplier could show was asked for, everybody found is likely. Scores differ in size from query to
 * query, so that no fixed score parts good from bad: but whether there is anything good can be told.
 * @param askedShare share, 0..1, of what was typed that the plan still asks for
 * @param best the best found, if any
 */
export function likelihoodOf(
  { needs, weights }: Pick<RequirementPlan, 'needs' | 'weights'>,
  askedShare: number,
  best: Pick<Match, 'score' | 'values'> | undefined,
): Likelihood {
  if (needs.length === 0 || !best) return { answered: true, line: 0 };
  const answered = askedShare * shownShare(weights, best.values) >= ANSWERED_SHARE;
  return { answered, line: answered ? Math.ceil(LIKELY_SHARE * best.score) : Infinity };
}

/** What a supplier shows of what was asked for, 0..1, by its claims and its words: not where it is, nor what it holds. */
function shownShare(weights: readonly number[], values: readonly number[]): number {
  const weight = weights[AT.capability]! + weights[AT.text]!;
  const shown = weights[AT.capability]! * values[AT.capability]! + weights[AT.text]! * values[AT.text]!;
  return weight > 0 ? shown / weight / VALUE_MAX : 1;
}
