/**
 * Near misses among many suppliers: bits first, then columns, and the record of a supplier only when it is one. What is
 * told of one can cost more than finding it, so nothing is worked out for those that are not.
 */
import { findRelated, needColumnsOf } from '../ranking/candidate.finder.js';
import { eachBit } from '../index/found.slots.js';
import { capabilityValue, totalScore, weightedMean } from '../scoring/criteria.scoring.js';
import { wordsFor } from '../model/growable.arrays.js';
import { blockersAt } from '../explanation/match.explanation.js';
import type { MatchIndex } from '../index/match.index.js';
import { toMatch } from '../ranking/match.ranking.js';
import type { Blocker, NearMiss, RequirementRecord } from '../model/model.types.js';
import { fitIn, focusIn, type NeedColumn } from '../index/need.column.js';
import { AT, VALUE_MAX } from '../model/scoring.constants.js';
import { doesHalfOfTheRest, type HeldCapability, isMissingWithinReach } from './step.reach.js';
import { stepReader } from './step.reader.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { Evaluator } from '../ranking/supplier.evaluation.js';
import { byRank } from '../ranking/top.selection.js';

/** Which near misses are asked about. */
export interface NearMissQuestion {
  /** Bits of the suppliers, as `slotsOf` gives them. */
  among: Uint32Array;
  /** Least score, in engine units. */
  least: number;
  /**
   * Only those whose blocker a firm can take away: not where it is, what it turns over, or what it is, nor a capability
   * that has nothing to do with what it does. And only of firms that do half of the rest.
   */
  stepsOnly?: boolean;
}

/** Bits of the suppliers of an index by their numbers; unknown numbers are left out. */
export function slotsOf(index: MatchIndex, supplierNos: Iterable<number>): Uint32Array {
  const found = new Uint32Array(wordsFor(index.columns.slots));
  for (const no of supplierNos) {
    const slot = index.slotOf(no);
    if (slot >= 0) found[slot >>> 5]! |= 1 << (slot & 31);
  }
  return found;
}

/**
 * The suppliers asked about that have exactly one blocker, by score, ties to the lower number: what `nearMisses` gives
 * of them, with most of the others never looked at.
 */
export function nearMissesAmong(evaluator: Evaluator, question: NearMissQuestion): NearMiss[] {
  const { index, plan } = evaluator;
  const columns = needColumnsOf(index, plan);
  const sieved = sieve(evaluator, columns, question);
  if (!sieved) return [];
  const { nos } = index.columns;
  const found: (NearMiss & { slot: number })[] = [];
  const stepsOnly = question.stepsOnly === true;
  const stepAt = stepReader(evaluator);
  eachBit(sieved.atMostOnce, (slot) => {
    for (let need = 0; need < columns.length; need += 1)
      evaluator.fits[need] = fitIn(columns[need]!.worth[slot]!);
    if (stepsOnly && !doesHalfOfTheRest(plan.needs, evaluator.fits)) return;
    if (!couldReach(evaluator, columns, slot, question.least)) return;
    if (missesOf(evaluator, slot, sieved.once, stepsOnly) !== 1) return;
    if (!reaches(evaluator, slot, question.least)) return;
    // All that makes up its score has been read by now, and the fits are those of the columns.
    const score = totalScore(plan.weights, evaluator.values);
    const blocker = stepsOnly ? stepAt(slot) : onlyOf(blockersAt(evaluator, slot));
    if (!blocker || (stepsOnly && !isWithinReachOf(evaluator, slot, blocker))) return;
    const match = toMatch(
      evaluator,
      { slot, score, no: nos.data[slot]!, values: [...evaluator.values] },
      false,
    );
    found.push({ match, blocker, slot });
  });
  return found
    .sort((a, b) =>
      byRank(
        { slot: a.slot, score: a.match.score, no: a.match.supplierNo },
        { slot: b.slot, score: b.match.score, no: b.match.supplierNo },
      ),
    )
    .map(({ match, blocker }) => ({ match, blocker }));
}

/** Whether what a supplier lacks is no other trade. */
const isWithinReachOf = (
  { index, plan }: Evaluator,
  slot: number,
  { code, subject }: Pick<Blocker, 'code' | 'subject'>,
): boolean => code !== 'MISSING_CAPABILITY' || isMissingWithinReach(plan, subject, claimsAt(index, slot));

/**
 * Whether a supplier that one thing keeps back does half of the rest, and what it lacks is no other trade. The evaluator
 * must hold the fits of the slot.
 */
export const isOneStep = (
  evaluator: Evaluator,
  slot: number,
  blocker: Pick<Blocker, 'code' | 'subject'>,
): boolean =>
  doesHalfOfTheRest(evaluator.plan.needs, evaluator.fits) && isWithinReachOf(evaluator, slot, blocker);

/** The capabilities of a slot. */
function claimsAt({ columns }: MatchIndex, slot: number): HeldCapability[] {
  const { claimStart, claimCode, claimStrength } = columns;
  const found: HeldCapability[] = [];
  for (let at = claimStart.data[slot]!; at < claimStart.data[slot + 1]!; at += 1)
    found.push({ id: claimCode.data[at]!, strength: claimStrength.data[at]! });
  return found;
}

/** The same of a requirement that nobody holds ready. */
export const nearMissesOf = (
  index: MatchIndex,
  requirement: RequirementRecord,
  question: NearMissQuestion,
): NearMiss[] => nearMissesAmong(new Evaluator(index, planRequirement(requirement, index)), question);

const onlyOf = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

/** Suppliers that fail at most one of what bits can tell. */
export interface Sieved {
  /** Those that fail at most one of what bits can tell. */
  atMostOnce: Uint32Array;
  /** Those of them that fail something other than a certificate. */
  once: Uint32Array;
}

/**
 * Those that have to do with the requirement and fail at most one of what bits can tell: taking work, each must, the
 * lot, the turnover, each certificate that is required (in date on some day of the month). Undefined when there are none.
 */
export function sieve(
  { index, plan }: Evaluator,
  columns: readonly NeedColumn[],
  { among, stepsOnly }: NearMissQuestion,
): Sieved | undefined {
  const { certifications, onDate, quantity, valueGbp } = plan.requirement;
  const none = findRelated(index, columns);
  const affording = valueGbp === null ? undefined : index.capacity.affording(valueGbp);
  let any = 0;
  for (let at = 0; at < none.length; at += 1) {
    none[at]! &= among[at] ?? 0;
    if (stepsOnly && affording) none[at]! &= affording[at] ?? 0;
    any |= none[at]!;
  }
  if (any === 0) return undefined;
  const once = new Uint32Array(none.length);
  const demand = (holds: Uint32Array): void => {
    for (let at = 0; at < none.length; at += 1) {
      const held = holds[at] ?? 0;
      once[at] = (once[at]! & held) | (none[at]! & ~held);
      none[at]! &= held;
    }
  };
  demand(index.columns.accepting.words);
  let either: Uint32Array | undefined;
  plan.needs.forEach((need, at) => {
    const { met } = columns[at]!;
    if (need.any) {
      either ??= new Uint32Array(none.length);
      for (let word = 0; word < either.length; word += 1) either[word]! |= met[word] ?? 0;
    } else if (need.importance === 'must') demand(met);
  });
  if (either) demand(either);
  const batch = quantity?.batch ?? null;
  if (batch !== null) demand(index.capacity.takingLot(batch));
  if (affording && !stepsOnly) demand(affording);
  const others = once.slice();
  const required = certifications.filter(({ importance }) => importance === 'required');
  // Who fails nothing by now can only fail by the day of a date, or by what no firm can change.
  const sound = new Uint32Array(none.length).fill(stepsOnly ? -1 : 0);
  for (const wanted of required) {
    const { someDay, throughout } = index.certificatesInMonth(wanted, onDate);
    demand(someDay);
    for (let at = 0; at < sound.length; at += 1) sound[at]! &= throughout[at] ?? 0;
  }
  const atMostOnce = once.map((word, at) => word | (none[at]! & ~sound[at]!));
  return { atMostOnce, once: others };
}

/** How many things block a supplier that the sieve let through; where only steps count, 2 for what is none. */
export function missesOf({ facts }: Evaluator, slot: number, once: Uint32Array, stepsOnly: boolean): number {
  const misses = ((once[slot >>> 5]! >>> (slot & 31)) & 1) + facts.certificatesMissed(slot);
  if (misses > 1 || (stepsOnly && misses === 0)) return 2;
  const [astray, ruledOut] = [facts.missesPlace(slot), facts.isRuledOut(slot)];
  if (stepsOnly && (astray || ruledOut)) return 2;
  return misses + (astray ? 1 : 0) + (ruledOut ? 1 : 0);
}

/**
 * False when a supplier of these fits scores below `least` wherever it is. Cheap columns first; its words, which leave one in
 * thirty, before its place, which is dearer.
 */
function couldReach(
  { facts, plan, values, fits }: Evaluator,
  columns: readonly NeedColumn[],
  slot: number,
  least: number,
): boolean {
  let sum = 0;
  let share = 0;
  for (let need = 0; need < columns.length; need += 1) {
    sum += plan.needs[need]!.weight * fits[need]!;
    share += focusIn(columns[need]!.worth[slot]!);
  }
  const fit = weightedMean(sum, plan.needWeight);
  values.fill(VALUE_MAX);
  values[AT.capability] = capabilityValue(fit, Math.min(share, VALUE_MAX), 1, plan.focus !== null);
  values[AT.sector] = facts.sector(slot);
  values[AT.standing] = facts.standing(slot);
  if (totalScore(plan.weights, values) < least) return false;
  values[AT.capacity] = facts.capacity(slot);
  values[AT.capability] = facts.capability(slot, fit);
  values[AT.certification] = facts.certification(slot);
  if (totalScore(plan.weights, values) < least) return false;
  values[AT.text] = facts.text(slot);
  return totalScore(plan.weights, values) >= least;
}

/** After `couldReach`: whether it does, where it is. */
function reaches({ facts, plan, values }: Evaluator, slot: number, least: number): boolean {
  values[AT.reach] = facts.reach(slot);
  return totalScore(plan.weights, values) >= least;
}
