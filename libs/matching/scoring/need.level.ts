/** How far a need is met, in the few steps that people are told of: one scale for sentences, pages and letters. */
import { MUST_FLOOR } from './eligibility.rules.js';
import type { NeedLevel } from '../model/model.types.js';
import { VALUE_MAX } from '../model/scoring.constants.js';

/** From here on what is offered is what was asked for; a sibling on the tree ("radiography" for "CT scanning") stays below. */
const MET_FIT = 190;

/**
 * @param fit 0 … 255
 * @param floor least fit at which the need keeps nobody out, so that no supplier is put forward beside a need "not met"
 */
export function needLevel(fit: number, floor = MUST_FLOOR): NeedLevel {
  if (fit >= MET_FIT) return 'met';
  return fit >= floor ? 'inPart' : 'notMet';
}

/** The same for a fit of 0 … 1 whose floor is not known any more. */
export const levelOfFit = (fit: number): NeedLevel => needLevel(Math.round(fit * VALUE_MAX));
