/**
 * The exact best of the eligible. Every candidate gets an upper bound from columns of bytes. The few with the best bounds
 * set a mark; where many are left, bounds are tightened by the postings of rare words and by who holds certificates, and
 * the best set the mark again. The rest are worked out in slot order, where rows lie near each other in memory, what
 * tells most first, and each is dropped as soon as it cannot get in.
 */
import { capabilityValue, totalScore, weightedMean } from './criteria.scoring.js';
import { fitIn, focusIn, type NeedColumn } from './need.fitting.js';
import type { PlannedNeed } from './need.plan.js';
import { CRITERIA, SCORE_UNITS, VALUE_MAX } from './scoring.constants.js';
import type { Evaluator } from './supplier.evaluation.js';
import { type Scored, TopSelection } from './top.selection.js';

/** Eligible slots in order, and the columns of the plan's needs. */
export interface Candidates {
  slots: Int32Array;
  columns: readonly NeedColumn[];
}

const [CAPABILITY, SECTOR, CERTIFICATION, CAPACITY, REACH, TEXT, STANDING] = CRITERIA.map((_, at) => at) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Working memory by candidate, reused from one requirement to the next. */
class Workspace {
  fits = new Int32Array(0);
  /** The most that a candidate can score, and that its words and its certificates can be worth. */
  bounds = new Int32Array(0);
  texts = new Uint8Array(0);
  certifications = new Uint8Array(0);
  /** Candidates that may still get in, in slot order; and those by bound, best first. */
  left = new Int32Array(0);
  order = new Int32Array(0);

  fit(count: number): void {
    if (this.fits.length >= count) return;
    const room = Math.ceil(count * 1.25);
    this.fits = new Int32Array(room);
    this.bounds = new Int32Array(room);
    this.texts = new Uint8Array(room);
    this.certifications = new Uint8Array(room);
    this.left = new Int32Array(room);
    this.order = new Int32Array(room);
  }
}
const work = new Workspace();

/** For each place in the list one with the best bound is worked out first, and more of many: one in so many. */
const SEED_PART = 128;
const MOST_SEEDS = 3;
/** Words are summed for all at once where more than so many candidates are left. */
const FEW = 100;
/** Postings that cost about as much as one candidate worked out. */
const POSTINGS_A_VISIT = 12;

/** The best eligible suppliers by score, ties to the lower number. */
export function selectTop(evaluator: Evaluator, { slots, columns }: Candidates, limit: number): Scored[] {
  const count = slots.length;
  if (limit === 0 || count === 0) return [];
  const top = new TopSelection(limit);
  work.fit(count);
  sumNeeds(slots, columns, evaluator.plan.needs);
  boundScores(evaluator, slots);
  const seeds = Math.max(limit, Math.min(MOST_SEEDS * limit, Math.floor(count / SEED_PART)));
  let left = 0;
  for (; left < count; left += 1) work.left[left] = left;
  left = visitBest(evaluator, slots, left, seeds, top);
  if (left > FEW) {
    left = tightenBounds(evaluator, slots, left, top.least);
    left = visitBest(evaluator, slots, left, limit, top);
  }
  for (let place = 0; place < left; place += 1) visit(evaluator, slots, work.left[place]!, top);
  return top.sorted();
}

/** Σ need weight × fit, and the most that the needs' shares of the firm's skills can be, for every candidate. */
function sumNeeds(slots: Int32Array, columns: readonly NeedColumn[], needs: readonly PlannedNeed[]): void {
  const { fits, bounds: shares } = work;
  const count = slots.length;
  if (columns.length === 0) {
    fits.fill(0, 0, count);
    shares.fill(0, 0, count);
  }
  for (let need = 0; need < columns.length; need += 1) {
    const { worth } = columns[need]!;
    const { weight } = needs[need]!;
    if (need === 0) {
      for (let at = 0; at < count; at += 1) {
        const both = worth[slots[at]!]!;
        fits[at] = weight * fitIn(both);
        shares[at] = focusIn(both);
      }
      continue;
    }
    for (let at = 0; at < count; at += 1) {
      const both = worth[slots[at]!]!;
      fits[at]! += weight * fitIn(both);
      shares[at]! += focusIn(both);
    }
  }
}

/** Turns the sums into mean fits and upper bounds of scores. */
function boundScores({ plan, facts, index }: Evaluator, slots: Int32Array): void {
  const { fits, bounds, texts, certifications } = work;
  const standings = index.columns.standing.data;
  const sectors = index.columns.sectors.data;
  const { weights, needWeight } = plan;
  const sectorWorths = facts.sectorValues().map((value) => weights[SECTOR]! * value);
  const hasCodes = plan.focus !== null;
  const others =
    VALUE_MAX * (weights[CERTIFICATION]! + weights[CAPACITY]! + weights[REACH]! + weights[TEXT]!);
  texts.fill(VALUE_MAX, 0, slots.length);
  certifications.fill(VALUE_MAX, 0, slots.length);
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at]!;
    const fit = weightedMean(fits[at]!, needWeight);
    fits[at] = fit;
    const share = bounds[at]! < VALUE_MAX ? bounds[at]! : VALUE_MAX;
    bounds[at] =
      others +
      weights[CAPABILITY]! * capabilityValue(fit, share, 1, hasCodes) +
      sectorWorths[sectors[slot]!]! +
      weights[STANDING]! * standings[slot]!;
  }
}

/** Tightens the bounds of those left by their words and certificates; returns how many can still reach `least`. */
function tightenBounds({ plan, facts }: Evaluator, slots: Int32Array, count: number, least: number): number {
  const { bounds, left, texts, certifications } = work;
  const weight = plan.weights[TEXT]!;
  const certificate = plan.weights[CERTIFICATION]!;
  const textsAtMost = facts.textsAtMost(count * POSTINGS_A_VISIT);
  const certificationAtMost = facts.certificationAtMost();
  let kept = 0;
  for (let place = 0; place < count; place += 1) {
    const at = left[place]!;
    const slot = slots[at]!;
    const text = textsAtMost(slot);
    const certification = certificationAtMost(slot);
    texts[at] = text;
    certifications[at] = certification;
    bounds[at]! -= weight * (VALUE_MAX - text) + certificate * (VALUE_MAX - certification);
    if (bounds[at]! < least) continue;
    left[kept] = at;
    kept += 1;
  }
  return kept;
}

/** Wide enough that those of one bucket, which stay in slot order, lie near each other in memory. */
const BUCKET_BITS = 11;
const BUCKETS = (SCORE_UNITS >> BUCKET_BITS) + 1;
const places = new Int32Array(BUCKETS);

/** Works out `most` of those left, the best bounds first; returns how many of the others can still get in. */
function visitBest(
  evaluator: Evaluator,
  slots: Int32Array,
  count: number,
  most: number,
  top: TopSelection,
): number {
  const { bounds, left, order } = work;
  const seeds = Math.min(count, most);
  orderBest(count, seeds);
  for (let rank = 0; rank < seeds; rank += 1) visit(evaluator, slots, order[rank]!, top);
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
function orderBest(count: number, most: number): void {
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

/** Works out one candidate, what tells most first, for as long as it can get in; and offers it. */
function visit({ plan, facts, index }: Evaluator, slots: Int32Array, at: number, top: TopSelection): void {
  const { least } = top;
  const { weights } = plan;
  let bound = work.bounds[at]!;
  if (bound < least) return;
  const slot = slots[at]!;
  const text = facts.text(slot);
  bound -= weights[TEXT]! * (work.texts[at]! - text);
  if (bound < least) return;
  const certification = facts.certification(slot);
  bound -= weights[CERTIFICATION]! * (work.certifications[at]! - certification);
  if (bound < least) return;
  const capacity = facts.capacity(slot);
  bound -= weights[CAPACITY]! * (VALUE_MAX - capacity);
  if (bound < least) return;
  const reach = facts.reach(slot);
  bound -= weights[REACH]! * (VALUE_MAX - reach);
  if (bound < least) return;
  const values = [
    facts.capability(slot, work.fits[at]!),
    facts.sector(slot),
    certification,
    capacity,
    reach,
    text,
    facts.standing(slot),
  ];
  const score = totalScore(weights, values);
  if (score >= least) top.offer({ score, no: index.columns.nos.data[slot]!, slot, values });
}
