/** Whether a capability that a supplier lacks is a step from what it does, or another trade. */
import { claimFit } from '../scoring/criteria.scoring.js';
import { codesOf, type PlannedCode, type PlannedNeed } from '../scoring/need.plan.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { sumOfWeights } from '../reading/term.weights.js';

/** A capability of a supplier: its id in the graph of the index, and how far it is to be believed, 0..255. */
export interface HeldCapability {
  id: number;
  strength: number;
}

type Held = readonly HeldCapability[];

/** A capability that meets a need this far, of 255, lies beside it: the same branch. */
const BESIDE = 25;
/** One that meets a need this far does what is asked for, or what always goes with it. */
const ALREADY_DOES = 140;
/**
 * Of the information of what a phrase was read as, so much must be done: one reading of three may be a misreading, and
 * who does the assembly in "traction battery assembly" makes no batteries yet.
 */
const DONE_SHARE = 0.5;
/** Of what must be done beside what is missing, so much of 255 is met by whom one step brings in. */
const HALF_MET = 128;

/**
 * Whether a missing need is within reach: it lies beside a capability that is held, or the buyer asks for it together
 * with something the supplier does.
 * @param isMissing tells by their phrases the needs that count as missing
 */
export function isWithinReach(
  need: PlannedNeed,
  { needs }: Pick<RequirementPlan, 'needs'>,
  isMissing: (phrase: string) => boolean,
  held: Held,
): boolean {
  if (codesOf(need).some((code) => holds(code, BESIDE, held))) return true;
  return needs.some(
    (other) => other.importance === 'must' && !other.any && !isMissing(other.phrase) && isDone(other, held),
  );
}

/** The same of the capability that a blocker names; where it names a group of which one is enough, of any one of them. */
export function isMissingWithinReach(
  plan: Pick<RequirementPlan, 'needs'>,
  subject: string | undefined,
  held: Held,
): boolean {
  const named = plan.needs.filter(({ phrase }) => phrase === subject);
  const missing = named.length > 0 ? named : plan.needs.filter(({ any }) => any);
  return missing.some((need) => isWithinReach(need, plan, (phrase) => phrase === subject, held));
}

/**
 * Whether a supplier does half of what must be done, what it lacks apart. One that only just counts as doing it is still
 * eligible; one step on the way to it, and a certificate to pay for, is another matter.
 * @param fits of each need, 0..255
 */
export function doesHalfOfTheRest(needs: readonly PlannedNeed[], fits: readonly number[]): boolean {
  const meetsEither = needs.some(({ any, floor }, at) => any && fits[at]! >= floor);
  let lacks = !meetsEither && needs.some(({ any }) => any);
  let [sum, count, others] = [0, 0, -1];
  for (let at = 0; at < needs.length; at += 1) {
    const { importance, any, floor } = needs[at]!;
    const fit = fits[at]!;
    // Those of which one is enough count where it is there, whatever it is.
    if (any && !meetsEither) continue;
    if (importance !== 'must') others = Math.max(others, fit);
    else if (!any && fit < floor) lacks = true;
    else {
      sum += fit;
      count += 1;
    }
  }
  if (count > 0) return sum >= count * HALF_MET;
  // Where nothing else must be done, whatever else is asked for tells whether it is its trade.
  return others < 0 ? !lacks : others >= HALF_MET;
}

function isDone(need: PlannedNeed, held: Held): boolean {
  const codes = codesOf(need);
  const done = codes.filter((code) => holds(code, ALREADY_DOES, held));
  return done.length > 0 && sumOfWeights(done) >= sumOfWeights(codes) * DONE_SHARE;
}

const holds = ({ table }: PlannedCode, least: number, held: Held): boolean =>
  held.some(({ id, strength }) => claimFit(table[id]!, strength) >= least);
