/** Whether a capability that a supplier lacks is a step from what it does, or another trade. */
import type { PlannedNeed } from './need.plan.js';
import type { RequirementPlan } from './requirement.plan.js';

/** Ids of a supplier's capabilities in the graph of the index. */
type Held = readonly number[] | Uint16Array;

/** A capability that meets a need this far, of 255, lies beside it: the same branch. */
const BESIDE = 25;
/** One that meets a need this far does what is asked for, or what always goes with it. */
const ALREADY_DOES = 140;

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
  if (holds(need, BESIDE, held)) return true;
  return needs.some(
    (other) =>
      other.importance === 'must' &&
      !other.any &&
      !isMissing(other.phrase) &&
      holds(other, ALREADY_DOES, held),
  );
}

/** The same of the capability that a blocker names; of a group of which one is enough, any one of them. */
export const isMissingWithinReach = (
  plan: Pick<RequirementPlan, 'needs'>,
  subject: string | undefined,
  held: Held,
): boolean =>
  plan.needs.some(
    (need) =>
      (need.any || need.phrase === subject) &&
      isWithinReach(need, plan, (phrase) => phrase === subject, held),
  );

function holds({ skills, materials }: PlannedNeed, least: number, held: Held): boolean {
  for (const codes of [skills, materials])
    for (const { table } of codes) for (const id of held) if (table[id]! >= least) return true;
  return false;
}
