/**
 * The exact best of the eligible. Every candidate gets an upper bound from columns of bytes and, where there are many,
 * from the postings of rare words. The few with the best bounds set a mark; where many are left, bounds are tightened by
 * who holds certificates, and the best set the mark again. The rest are worked out in slot order, where rows lie near
 * each other in memory, what tells most first, and each is dropped as soon as it cannot get in.
 */
import { textValue, totalScore } from './criteria.scoring.js';
import type { NeedColumn } from './need.fitting.js';
import { capabilityIn, meanFitIn, type NeedSet, worthOf } from './need.sets.js';
import { CRITERIA, SCORE_UNITS, VALUE_MAX } from './scoring.constants.js';
import type { Evaluator } from './supplier.evaluation.js';
import { type Scored, TopSelection } from './top.selection.js';

/** Eligible slots in order, the columns of the plan's needs, and what these come to together where that is known. */
export interface Candidates {
  slots: Int32Array;
  columns: readonly NeedColumn[];
  together?: NeedSet | null;
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
  /** The most that a candidate can score, and of it the most that its words and its certificates can earn. */
  bounds = new Int32Array(0);
  texts = new Int32Array(0);
  certifications = new Int32Array(0);
  /** Candidates that may still get in, in slot order; and those by bound, best first. */
  left = new Int32Array(0);
  order = new Int32Array(0);

  fit(count: number): void {
    if (this.left.length >= count) return;
    const room = Math.ceil(count * 1.25);
    this.bounds = new Int32Array(room);
    this.texts = new Int32Array(room);
    this.certifications = new Int32Array(room);
    this.left = new Int32Array(room);
    this.order = new Int32Array(room);
  }
}
const work = new Workspace();

/** For each place in the list one with the best bound is worked out first, and more of many: one in so many. */
const SEED_PART = 128;
const MOST_SEEDS = 3;
/** Words are summed for all at once where there are more candidates than so many. */
const FEW = 100;
/** Postings of words that are summed for each candidate, and for each that is left once the first are worked out. */
const POSTINGS_A_CANDIDATE = 4;
const POSTINGS_A_VISIT = 12;
/** Postings for which a candidate's words are known exactly: bounds that tight are worth reading several rows of words. */
const POSTINGS_TO_KNOW = 20;
/** The mark of a page of a search stands high soon: words are bounded for those alone who are left then. */
const SHORT_LIST = 30;

/** The best eligible suppliers by score, ties to the lower number. */
export function selectTop(evaluator: Evaluator, candidates: Candidates, limit: number): Scored[] {
  const { slots, columns, together = null } = candidates;
  const { plan, index } = evaluator;
  const count = slots.length;
  if (limit === 0 || count === 0) return [];
  const top = new TopSelection(limit);
  const worth = worthOf(plan, columns, together, slots, index.columns.slots);
  work.fit(count);
  const isLong = limit > SHORT_LIST && count > FEW;
  const sums = isLong ? evaluator.facts.textTotals(count * POSTINGS_TO_KNOW) : null;
  boundScores(evaluator, slots, worth, sums);
  for (let at = 0; at < count; at += 1) work.left[at] = at;
  if (isLong && !sums) boundTexts(evaluator, slots, count, POSTINGS_A_CANDIDATE);
  const seeds = Math.max(limit, Math.min(MOST_SEEDS * limit, Math.floor(count / SEED_PART)));
  let left = visitBest(evaluator, slots, worth, count, seeds, top);
  if (left > FEW) {
    if (limit <= SHORT_LIST) boundTexts(evaluator, slots, left, POSTINGS_A_VISIT);
    left = tightenBounds(evaluator, slots, left, top.least);
    left = visitBest(evaluator, slots, worth, left, limit, top);
  }
  for (let place = 0; place < left; place += 1) visit(evaluator, slots, worth, work.left[place]!, top);
  return top.sorted();
}

/**
 * The upper bound of every candidate's score, by its needs, sectors and standing, and by all of its words where these are
 * known.
 */
function boundScores(
  { plan, facts, index }: Evaluator,
  slots: Int32Array,
  worth: Uint16Array,
  sums: Int32Array | null,
): void {
  const { bounds, texts, certifications } = work;
  const standings = index.columns.standing.data;
  const sectors = index.columns.sectors.data;
  const { weights, termWeight, together } = plan;
  const { posted } = index.columns;
  const sectorWorths = facts.sectorValues().map((value) => weights[SECTOR]! * value);
  const count = slots.length;
  const capability = weights[CAPABILITY]!;
  const standing = weights[STANDING]!;
  const text = weights[TEXT]!;
  const others = VALUE_MAX * (weights[CERTIFICATION]! + weights[CAPACITY]! + weights[REACH]!);
  certifications.fill(VALUE_MAX * weights[CERTIFICATION]!, 0, count);
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at]!;
    const earned = text * (sums && slot < posted ? textValue(sums[slot]!, termWeight, together) : VALUE_MAX);
    texts[at] = earned;
    bounds[at] =
      others +
      earned +
      capability * capabilityIn(worth[slot]!) +
      sectorWorths[sectors[slot]!]! +
      standing * standings[slot]!;
  }
}

/** Tightens the bounds of the first `count` left by their rare words, as many as so many postings each allow. */
function boundTexts({ plan, facts }: Evaluator, slots: Int32Array, count: number, postings: number): void {
  const { bounds, left, texts } = work;
  const { termAtMost, rest, sums, upTo, clear } = facts.textsAtMost(count * postings, plan.weights[TEXT]!);
  const most = VALUE_MAX * plan.weights[TEXT]!;
  for (let place = 0; place < count; place += 1) {
    const at = left[place]!;
    const slot = slots[at]!;
    if (slot >= upTo) continue;
    const earned = termAtMost * sums[slot]! + rest;
    // Compared before it is cut to an integer: marks can outweigh few words of the buyer's own many times over.
    if (earned >= most) continue;
    const text = earned | 0;
    bounds[at]! -= texts[at]! - text;
    texts[at] = text;
  }
  clear();
}

/** Tightens the bounds of those left by their certificates; returns how many can still reach `least`. */
function tightenBounds({ plan, facts }: Evaluator, slots: Int32Array, count: number, least: number): number {
  const { bounds, left, certifications } = work;
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

/** Works out `most` of those left, the best bounds first; returns how many of the others can still get in. */
function visitBest(
  evaluator: Evaluator,
  slots: Int32Array,
  worth: Uint16Array,
  count: number,
  most: number,
  top: TopSelection,
): number {
  const { bounds, left, order } = work;
  const seeds = Math.min(count, most);
  orderBest(count, seeds);
  for (let rank = 0; rank < seeds; rank += 1) visit(evaluator, slots, worth, order[rank]!, top);
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
function visit(
  { plan, facts, index }: Evaluator,
  slots: Int32Array,
  worth: Uint16Array,
  at: number,
  top: TopSelection,
): void {
  const { least } = top;
  const { weights } = plan;
  let bound = work.bounds[at]!;
  if (bound < least) return;
  const slot = slots[at]!;
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
    facts.capability(slot, meanFitIn(worth[slot]!)),
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
