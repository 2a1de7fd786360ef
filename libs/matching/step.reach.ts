/** Whether a capability that a supplier lacks is a step from what it does, or another trade. */
import { claimFit } from './criteria.scoring.js';
import type { PlannedCode, PlannedNeed } from './need.plan.js';
import type { RequirementPlan } from './requirement.plan.js';
import { sumOfWeights } from './term.weights.js';

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

const codesOf = ({ skills, materials }: PlannedNeed): readonly PlannedCode[] => [...skills, ...materials];

function isDone(need: PlannedNeed, held: Held): boolean {
  const codes = codesOf(need);
  const done = codes.filter((code) => holds(code, ALREADY_DOES, held));
  return done.length > 0 && sumOfWeights(done) >= sumOfWeights(codes) * DONE_SHARE;
}

const holds = ({ table }: PlannedCode, least: number, held: Held): boolean =>
  held.some(({ id, strength }) => claimFit(table[id]!, strength) >= least);
