/**
 * What the needs of a requirement come to together, by slot. Requirements of one trade follow each other in a full
 * re-match, most of them with the very needs of the one before: what was worked out of a slot is kept until others are asked about.
 */
import { capabilityParts, capabilityValue, weightedMean } from '../scoring/criteria.scoring.js';
import { filledWords, sharedBy, unionOf } from './bit.sets.js';
import type { FoundSlots } from './found.slots.js';
import { withSpare, wordsFor } from '../model/growable.arrays.js';
import { fitIn, FOCUS_SHIFT, focusIn, type NeedColumn } from './need.column.js';
import type { PlannedNeed } from '../scoring/need.plan.js';
import type { NeedTotals } from './need.totals.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { sameItems } from '../model/same.items.js';
import { VALUE_MAX } from '../model/scoring.constants.js';

/** A kernel works it out for everybody where one in so many suppliers is a candidate. */
const EVERYBODY_PART = 12;

const CAPABILITY_SHIFT = 8;
/** Mean fit of the needs, 0..255. */
export const meanFitIn = (worth: number): number => worth & VALUE_MAX;
/** The most that the capability criterion can be, 0..255. */
export const capabilityIn = (worth: number): number => worth >>> CAPABILITY_SHIFT;

type Planned = Pick<RequirementPlan, 'needs' | 'needWeight'>;

/** Bits of suppliers, all of which whoever meets the musts of a plan has. */
export interface MeetingMusts {
  sets: readonly Uint32Array[];
  /** Numbers of the words in which anybody does, where these are known and few; else null. */
  filled: Int32Array | null;
}
/** Words are few up to one in so many. */
const FEW_WORDS_PART = 2;

export class NeedSets {
  private needs: readonly PlannedNeed[] = [];
  private columns: readonly NeedColumn[] = [];
  private slots = 0;
  private met: MeetingMusts | null = null;
  /** What they come to, of the slots in `known`; and of everybody, once a kernel has summed it. */
  private worth = new Uint16Array(0);
  private known = new Uint32Array(0);
  private whole: Uint16Array | null = null;

  constructor(private readonly totals: NeedTotals) {}

  /** Who meets the musts of a plan; taken together once its needs are asked about again. */
  meeting(plan: Planned, columns: readonly NeedColumn[], slots: number): MeetingMusts {
    if (!this.turnTo(plan, columns, slots)) return { sets: bitsOfMusts(plan, columns), filled: null };
    return (this.met ??= takenTogether(bitsOfMusts(plan, columns), wordsFor(slots)));
  }

  /** By slot what `meanFitIn` and `capabilityIn` read, of the candidates given at least; good until the next call. */
  worthOf(plan: Planned, columns: readonly NeedColumn[], candidates: FoundSlots, slots: number): Uint16Array {
    this.turnTo(plan, columns, slots);
    if (this.whole && !this.totals.isGone(this.whole)) return this.whole;
    if (candidates.count * EVERYBODY_PART > slots) {
      const worths = columns.map(({ worth }) => worth);
      const weights = plan.needs.map(({ weight }) => weight);
      this.whole = this.totals.sum(worths, weights, slots, capabilityParts(hasCodes(plan))) ?? null;
      if (this.whole) return this.whole;
    }
    sumNeeds(plan, columns, candidates.addTo(this.known), this.worth);
    return this.worth;
  }

  /** True when what `worthOf` gave is of everybody, and stays as it is. */
  isWhole(worth: Uint16Array): boolean {
    return this.whole === worth;
  }

  /** True when the needs are those asked about last; else it forgets what was known of these. */
  private turnTo({ needs }: Planned, columns: readonly NeedColumn[], slots: number): boolean {
    if (this.slots === slots && sameItems(this.needs, needs) && sameItems(this.columns, columns)) return true;
    [this.needs, this.columns, this.slots] = [needs, columns, slots];
    [this.met, this.whole] = [null, null];
    if (this.worth.length < slots) {
      this.worth = new Uint16Array(withSpare(slots));
      this.known = new Uint32Array(wordsFor(this.worth.length));
    } else this.known.fill(0);
    return false;
  }
}

function takenTogether(musts: readonly Uint32Array[], words: number): MeetingMusts {
  if (musts.length === 0) return { sets: [], filled: null };
  const met = sharedBy(musts, words);
  const filled = filledWords(met);
  return { sets: [met], filled: filled.length * FEW_WORDS_PART < words ? filled : null };
}

/** Bits of those who meet each must, and of those who meet any of the needs of which one is enough: all of them must hold. */
function bitsOfMusts({ needs }: Planned, columns: readonly NeedColumn[]): Uint32Array[] {
  const some = (wanted: (need: PlannedNeed) => boolean): Uint32Array[] =>
    columns.filter((_, at) => wanted(needs[at]!)).map(({ met }) => met);
  const either = some((need) => need.any);
  const all = some((need) => need.importance === 'must' && !need.any);
  return either.length > 0 ? [unionOf(either), ...all] : all;
}

/** Works out what a plan's needs come to for the slots given. */
export function sumNeeds(
  { needs, needWeight }: Planned,
  columns: readonly Pick<NeedColumn, 'worth'>[],
  slots: Int32Array,
  into: Uint16Array,
): void {
  const atMost = capabilitiesOf({ needs }) ?? fitAlone();
  const worths = columns.map(({ worth }) => worth);
  const [first] = worths;
  if (first && worths.length === 1) {
    // The worth of one need alone is its place in the table.
    for (const slot of slots) into[slot] = (atMost[first[slot]!]! << CAPABILITY_SHIFT) | fitIn(first[slot]!);
    return;
  }
  const weights = Int32Array.from(needs, ({ weight }) => weight);
  for (const slot of slots) {
    // Σ need weight × fit, and the most that the needs' shares of the firm's skills can be.
    let sum = 0;
    let share = 0;
    for (let need = 0; need < worths.length; need += 1) {
      const worth = worths[need]![slot]!;
      sum = (sum + Math.imul(weights[need]!, fitIn(worth))) | 0;
      share = (share + focusIn(worth)) | 0;
    }
    const fit = weightedMean(sum, needWeight);
    const capability = atMost[((share < VALUE_MAX ? share : VALUE_MAX) << FOCUS_SHIFT) | fit]!;
    into[slot] = (capability << CAPABILITY_SHIFT) | fit;
  }
}

/** What the capability criterion can be; null where no need names a skill, and fit alone counts. */
export const capabilitiesOf = (plan: Pick<Planned, 'needs'>): Uint8Array | null =>
  hasCodes(plan) ? capabilitiesAtMost() : null;

const hasCodes = ({ needs }: Pick<Planned, 'needs'>): boolean =>
  needs.some(({ skills }) => skills.length > 0);

let capabilities: Uint8Array | undefined;
let fits: Uint8Array | undefined;

/** The same where fit alone counts. */
export const fitAlone = (): Uint8Array =>
  (fits ??= new Uint8Array(1 << 16).map((_, place) => place & VALUE_MAX));

/** The capability criterion of every share of a firm's skills and every mean fit, worked out once: by share and fit. */
function capabilitiesAtMost(): Uint8Array {
  if (capabilities) return capabilities;
  capabilities = new Uint8Array(1 << 16);
  for (let share = 0; share <= VALUE_MAX; share += 1)
    for (let fit = 0; fit <= VALUE_MAX; fit += 1)
      capabilities[(share << 8) | fit] = capabilityValue(fit, share, 1, true);
  return capabilities;
}
