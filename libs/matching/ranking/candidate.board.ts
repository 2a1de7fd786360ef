/**
 * What both searches for the best share: of candidates, side by side, what is known of each; the best bounds put in order; and
 * candidates worked out, what tells most first, for as long as they can get in.
 */
import { totalScore } from '../scoring/criteria.scoring.js';
import type { NeedColumn } from '../index/need.column.js';
import type { FoundSlots } from '../index/found.slots.js';
import { meanFitIn } from '../index/need.sets.js';
import { AT, SCORE_UNITS, VALUE_MAX } from '../model/scoring.constants.js';
import type { Evaluator } from './supplier.evaluation.js';
import type { TopSelection } from './top.selection.js';

/** Who is eligible, and the columns of the plan's needs. */
export interface Candidates {
  found: FoundSlots;
  columns: readonly NeedColumn[];
}

export const {
  capability: CAPABILITY,
  sector: SECTOR,
  certification: CERTIFICATION,
  capacity: CAPACITY,
  reach: REACH,
  text: TEXT,
  standing: STANDING,
} = AT;

/** Working memory, reused from one requirement to the next: of candidates, side by side, what is known of each. */
class Workspace {
  slots = new Int32Array(0);
  /** The most that a candidate can score, and of it the most that its words and its certificates can earn. */
  bounds = new Int32Array(0);
  texts = new Int32Array(0);
  certifications = new Int32Array(0);
  /** Mean fits of the needs, where bounds of a page are made of them. */
  fits = new Uint8Array(0);
  /** Candidates that may still get in, in slot order; and those by bound, best first. */
  left = new Int32Array(0);
  order = new Int32Array(0);

  fit(count: number): void {
    if (this.left.length >= count) return;
    const room = Math.ceil(count * 1.25);
    this.slots = new Int32Array(room);
    this.bounds = new Int32Array(room);
    this.texts = new Int32Array(room);
    this.certifications = new Int32Array(room);
    this.fits = new Uint8Array(room);
    this.left = new Int32Array(room);
    this.order = new Int32Array(room);
  }
}
export const work = new Workspace();

/** For each place in the list one with the best bound is worked out first, and more of many: one in so many. */
const SEED_PART = 128;
const MOST_SEEDS = 3;
export const seedsOf = (count: number, limit: number): number =>
  Math.max(limit, Math.min(MOST_SEEDS * limit, Math.floor(count / SEED_PART)));
/** Words are summed for all at once where there are more candidates than so many. */
export const FEW = 100;
/** What a candidate can earn beside its needs, sectors, standing and words. */
export const othersAtMost = (weights: readonly number[]): number =>
  VALUE_MAX * (weights[CERTIFICATION]! + weights[CAPACITY]! + weights[REACH]!);

/** Tightens the bounds of those left by their certificates; returns how many can still reach `least`. */
export function tightenBounds({ plan, facts }: Evaluator, count: number, least: number): number {
  const { slots, bounds, left, certifications } = work;
  const weight = plan.weights[CERTIFICATION]!;
  const certificationAtMost = weight > 0 ? facts.certificationAtMost() : null;
  let kept = 0;
  for (let place = 0; place < count; place += 1) {
    const at = left[place]!;
    if (certificationAtMost) {
      const certification = weight * certificationAtMost(slots[at]!);
      bounds[at]! -= certifications[at]! - certification;
      certifications[at] = certification;
    }
    left[kept] = at;
    kept += bounds[at]! >= least ? 1 : 0;
  }
  return kept;
}

/** Wide enough that those of one bucket, which stay in slot order, lie near each other in memory. */
const BUCKET_BITS = 11;
const BUCKETS = (SCORE_UNITS >> BUCKET_BITS) + 1;
const places = new Int32Array(BUCKETS);

/** Tells of a candidate the mean fit of its needs. */
export type FitReader = (at: number) => number;

/** It is read from what `worthOf` gives by slot. */
export const fitByWorth =
  (worth: Uint16Array): FitReader =>
  (at) =>
    meanFitIn(worth[work.slots[at]!]!);

/** Works out `most` of those left, the best bounds first; returns how many of the others can still get in. */
export function visitBest(
  evaluator: Evaluator,
  fitOf: FitReader,
  count: number,
  most: number,
  top: TopSelection,
): number {
  const { bounds, left, order } = work;
  const seeds = Math.min(count, most);
  orderBest(count, seeds);
  for (let rank = 0; rank < seeds; rank += 1) visit(evaluator, fitOf, order[rank]!, top);
  for (let rank = 0; rank < seeds; rank += 1) bounds[order[rank]!] = -1;
  const { least } = top;
  let kept = 0;
  for (let place = 0; place < count; place += 1) {
    const at = left[place]!;
    left[kept] = at;
    kept += bounds[at]! >= least ? 1 : 0;
  }
  return kept;
}

/** Puts the `most` best bounds, and no others but of their last bucket, in order: a counting sort of the first `count` left. */
export function orderBest(count: number, most: number): void {
  const { bounds, left, order } = work;
  places.fill(0);
  for (let place = 0; place < count; place += 1) places[bounds[left[place]!]! >> BUCKET_BITS]! += 1;
  let cut = BUCKETS;
  for (let before = 0; before < most;) {
    cut -= 1;
    const inBucket = places[cut]!;
    places[cut] = before;
    before += inBucket;
  }
  for (let place = 0; place < count; place += 1) {
    const at = left[place]!;
    const bucket = bounds[at]! >> BUCKET_BITS;
    if (bucket >= cut) order[places[bucket]!++] = at;
  }
}

/** Works out one of those left, what tells most first, for as long as it can get in; and offers it. */
export function visit(evaluator: Evaluator, fitOf: FitReader, at: number, top: TopSelection): void {
  const { plan, facts } = evaluator;
  const { least } = top;
  const { weights } = plan;
  let bound = work.bounds[at]!;
  if (bound < least) return;
  const slot = work.slots[at]!;
  const text = facts.text(slot);
  bound -= work.texts[at]! - weights[TEXT]! * text;
  if (bound < least) return;
  const certification = facts.certification(slot);
  bound -= work.certifications[at]! - weights[CERTIFICATION]! * certification;
  if (bound < least) return;
  const capacity = facts.capacity(slot);
  bound -= weights[CAPACITY]! * (VALUE_MAX - capacity);
  if (bound < least) return;
  const reach = facts.reach(slot);
  bound -= weights[REACH]! * (VALUE_MAX - reach);
  if (bound < least) return;
  const values = [
    facts.capability(slot, fitOf(at)),
    facts.sector(slot),
    certification,
    capacity,
    reach,
    text,
    facts.standing(slot),
  ];
  offer(evaluator, slot, totalScore(weights, values), values, top);
}

export function offer(
  { index }: Evaluator,
  slot: number,
  score: number,
  values: number[],
  top: TopSelection,
): void {
  if (score >= top.least) top.offer({ score, no: index.columns.nos.data[slot]!, slot, values });
}
