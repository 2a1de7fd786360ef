/**
 * What the needs of a requirement come to together, by slot. Requirements of one trade follow each other in a full
 * re-match, most of them with the very needs of the one before: from the second time on it is worked out once for
 * everybody who meets their musts.
 */
import { capabilityValue, weightedMean } from '../scoring/criteria.scoring.js';
import { type FoundSlots, slotsIn } from './found.slots.js';
import { bitCount, withSpare, wordsFor } from '../model/growable.arrays.js';
import { fitIn, focusIn, type NeedColumn } from './need.column.js';
import type { PlannedNeed } from '../scoring/need.plan.js';
import type { NeedTotals } from './need.totals.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { sameItems } from '../model/same.items.js';
import { VALUE_MAX } from '../model/scoring.constants.js';

export interface NeedSet {
  /** Bits of the slots that meet the musts, and how many these are. */
  met: Uint32Array;
  size: number;
  /** By slot what `meanFitIn` and `capabilityIn` read, for the slots in `met`; null until many of them are asked about. */
  worth: Uint16Array | null;
}

/** What a set comes to is worked out when at least one in so many of those who meet its musts is a candidate. */
const MANY_PART = 4;
/** A kernel works it out for everybody where one in so many suppliers is a candidate. */
const EVERYBODY_PART = 32;

const CAPABILITY_SHIFT = 8;
/** Mean fit of the needs, 0..255. */
export const meanFitIn = (worth: number): number => worth & VALUE_MAX;
/** The most that the capability criterion can be, 0..255. */
export const capabilityIn = (worth: number): number => worth >>> CAPABILITY_SHIFT;

type Planned = Pick<RequirementPlan, 'needs' | 'needWeight'>;

export class NeedSets {
  private needs: readonly PlannedNeed[] = [];
  private columns: readonly NeedColumn[] = [];
  private slots = 0;
  private kept: NeedSet | null = null;

  /** The set of a plan's needs, when they are those asked about last; else null. */
  of(plan: Planned, columns: readonly NeedColumn[], slots: number): NeedSet | null {
    if (columns.length === 0) return null;
    if (this.slots === slots && sameItems(this.needs, plan.needs) && sameItems(this.columns, columns))
      return (this.kept ??= makeSet(plan, columns, slots));
    [this.needs, this.columns, this.slots, this.kept] = [plan.needs, columns, slots, null];
    return null;
  }
}

function makeSet(plan: Planned, columns: readonly NeedColumn[], slots: number): NeedSet {
  const met = new Uint32Array(wordsFor(slots));
  const all = bitsOfMusts(plan, columns);
  let size = 0;
  for (let at = 0; at < met.length; at += 1) {
    let word = -1;
    for (const bits of all) word &= bits[at]!;
    met[at] = word;
    size += bitCount(word);
  }
  return { met, size, worth: null };
}

/** By slot what a plan's needs come to, of the candidates given at least; good until the next call. */
export function worthOf(
  plan: Planned,
  columns: readonly NeedColumn[],
  together: NeedSet | null,
  candidates: FoundSlots,
  slots: number,
  totals: NeedTotals,
): Uint16Array {
  if (together?.worth && !totals.isGone(together.worth)) return together.worth;
  if (candidates.count * EVERYBODY_PART > slots) {
    const worth = totals.sum(
      columns.map((column) => column.worth),
      plan.needs.map(({ weight }) => weight),
      slots,
      capabilitiesOf(plan),
    );
    if (worth && together) together.worth = worth;
    if (worth) return worth;
  }
  if (together && together.size <= MANY_PART * candidates.count) {
    together.worth = new Uint16Array(slots);
    sumNeeds(plan, columns, slotsIn(together.met, together.size), together.worth);
    return together.worth;
  }
  if (scratch.length < slots) scratch = new Uint16Array(withSpare(slots));
  sumNeeds(plan, columns, candidates.slots, scratch);
  return scratch;
}

let scratch = new Uint16Array(0);

/** Bits of those who meet each must, and of those who meet any of the needs of which one is enough: all of them must hold. */
export function bitsOfMusts({ needs }: Planned, columns: readonly NeedColumn[]): Uint32Array[] {
  const some = (wanted: (need: PlannedNeed) => boolean): Uint32Array[] =>
    columns.filter((_, at) => wanted(needs[at]!)).map(({ met }) => met);
  const either = some((need) => need.any);
  const all = some((need) => need.importance === 'must' && !need.any);
  return either.length > 0 ? [unionOf(either), ...all] : all;
}

/** The bits that any of some sets has. */
export function unionOf([first, ...others]: readonly Uint32Array[]): Uint32Array {
  if (others.length === 0) return first!;
  const union = first!.slice();
  for (const other of others) for (let at = 0; at < union.length; at += 1) union[at]! |= other[at]!;
  return union;
}

/** Σ need weight × fit, and the most that the needs' shares of the firm's skills can be, while they are added up. */
let fits = new Int32Array(0);
let shares = new Int32Array(0);

/** Works out what a plan's needs come to for the slots given. */
function sumNeeds(
  { needs, needWeight }: Planned,
  columns: readonly NeedColumn[],
  slots: Int32Array,
  into: Uint16Array,
): void {
  const count = slots.length;
  if (fits.length < count) [fits, shares] = [new Int32Array(count), new Int32Array(count)];
  fits.fill(0, 0, count);
  shares.fill(0, 0, count);
  for (let need = 0; need < columns.length; need += 1)
    addNeed(columns[need]!.worth, needs[need]!.weight, slots);
  const atMost = capabilitiesOf({ needs });
  for (let at = 0; at < count; at += 1) {
    const fit = weightedMean(fits[at]!, needWeight);
    const share = shares[at]! < VALUE_MAX ? shares[at]! : VALUE_MAX;
    const capability = atMost ? atMost[(share << 8) | fit]! : fit;
    into[slots[at]!] = (capability << CAPABILITY_SHIFT) | fit;
  }
}

function addNeed(worth: Uint16Array, weight: number, slots: Int32Array): void {
  const [fit, share] = [fits, shares];
  for (let at = 0; at < slots.length; at += 1) {
    const both = worth[slots[at]!]!;
    fit[at]! += weight * fitIn(both);
    share[at]! += focusIn(both);
  }
}

/** What the capability criterion can be; null where no need names a skill, and fit alone counts. */
const capabilitiesOf = ({ needs }: Pick<Planned, 'needs'>): Uint8Array | null =>
  needs.some(({ skills }) => skills.length > 0) ? capabilitiesAtMost() : null;

let capabilities: Uint8Array | undefined;

/** The capability criterion of every share of a firm's skills and every mean fit, worked out once: by share and fit. */
function capabilitiesAtMost(): Uint8Array {
  if (capabilities) return capabilities;
  capabilities = new Uint8Array(1 << 16);
  for (let share = 0; share <= VALUE_MAX; share += 1)
    for (let fit = 0; fit <= VALUE_MAX; fit += 1)
      capabilities[(share << 8) | fit] = capabilityValue(fit, share, 1, true);
  return capabilities;
}
