/**
 * The exact best of the eligible. Every candidate gets an upper bound from columns of bytes and, where there are many,
 * from the postings of rare words. The few with the best bounds set a mark; where many are left, bounds are tightened by
 * who holds certificates, and the best set the mark again. The rest are worked out in slot order, where rows lie near
 * each other in memory, what tells most first, and each is dropped as soon as it cannot get in.
 */
import type { FoundSlots } from '../index/found.slots.js';
import { textValue, textWorth, totalScore } from '../scoring/criteria.scoring.js';
import type { NeedColumn } from '../index/need.column.js';
import { capabilityIn, meanFitIn } from '../index/need.sets.js';
import { CRITERIA, SCORE_UNITS, VALUE_MAX } from '../model/scoring.constants.js';
import type { Evaluator } from './supplier.evaluation.js';
import { type Scored, TopSelection } from './top.selection.js';

/** Who is eligible, and the columns of the plan's needs. */
export interface Candidates {
  found: FoundSlots;
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

/** Working memory, reused from one requirement to the next: of candidates, side by side, what is known of each. */
class Workspace {
  slots = new Int32Array(0);
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
    this.slots = new Int32Array(room);
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
const seedsOf = (count: number, limit: number): number =>
  Math.max(limit, Math.min(MOST_SEEDS * limit, Math.floor(count / SEED_PART)));
/** Words are summed for all at once where there are more candidates than so many. */
const FEW = 100;
/** Postings of words that are summed for each that is left once the first of a short list are worked out. */
const POSTINGS_A_VISIT = 12;
/** The mark of a page of a search stands high soon: words are bounded for those alone who are left then. */
const SHORT_LIST = 30;
/** Where one in so many suppliers is a candidate the bounds of all are worked out in one pass, after some who set a mark. */
const MANY_PART = 32;
/** Of a short list so many candidates are looked at to tell a mark that this many times those wanted reach. */
const SAMPLED = 1024;
const SAMPLED_TIMES = 4;
/** So many lists full of the best of requirements before are noted. */
const LISTS_NOTED = 3;

/** The best eligible suppliers by score, ties to the lower number. */
export function selectTop(evaluator: Evaluator, candidates: Candidates, limit: number): Scored[] {
  const { found, columns } = candidates;
  const { plan, index } = evaluator;
  const { count } = found;
  if (limit === 0 || count === 0) return [];
  const top = new TopSelection(limit);
  const worth = index.needSets.worthOf(plan, columns, found, index.columns.slots);
  work.fit(count);
  const isLong = limit > SHORT_LIST && count > FEW;
  const sums = isLong ? evaluator.facts.textTotals(found) : null;
  const isMany = count * MANY_PART > index.columns.slots;
  const tried = isMany ? tryFirst(evaluator, found, worth, isLong, limit, top) : [];
  let left = isMany
    ? sweepBounds(evaluator, found, tried, worth, sums !== null, top.least)
    : boundScores(evaluator, found.slots, 0, tried, worth, sums, top.least);
  for (let at = 0; at < left; at += 1) work.left[at] = at;
  if (isLong || tried.length < limit) left = visitBest(evaluator, worth, left, seedsOf(left, limit), top);
  if (left > FEW) {
    if (!isLong) boundTexts(evaluator, left);
    left = tightenBounds(evaluator, left, top.least);
    left = visitBest(evaluator, worth, left, limit, top);
  }
  for (let place = 0; place < left; place += 1) visit(evaluator, worth, work.left[place]!, top);
  const best = top.sorted();
  if (isMany && isLong) noteBest(evaluator, best);
  return best;
}

/** Works out some who set a mark that few others reach; returns them in order. */
function tryFirst(
  evaluator: Evaluator,
  found: FoundSlots,
  worth: Uint16Array,
  isLong: boolean,
  limit: number,
  top: TopSelection,
): number[] {
  const tried = isLong
    ? tryBestBefore(evaluator, found, worth, limit, top)
    : tryBestBounds(evaluator, found, worth, seedsOf(found.count, limit), top);
  return tried.sort((a, b) => a - b);
}

/**
 * Works out `most` of those with the best bounds, where a kernel finds them: it leaves out who is below a mark that some
 * times as many reach, as a sample has it.
 */
function tryBestBounds(
  evaluator: Evaluator,
  found: FoundSlots,
  worth: Uint16Array,
  most: number,
  top: TopSelection,
): number[] {
  const { boundSweep, columns } = evaluator.index;
  if (!boundSweep.isQuickFor(columns.posted)) return [];
  const least = sampledMark(evaluator, found, worth, SAMPLED_TIMES * most);
  const count = sweepBounds(evaluator, found, [], worth, false, least);
  for (let at = 0; at < count; at += 1) work.left[at] = at;
  const seeds = Math.min(count, most);
  orderBest(count, seeds);
  for (let rank = 0; rank < seeds; rank += 1) visit(evaluator, worth, work.order[rank]!, top);
  return Array.from(work.order.subarray(0, seeds), (at) => work.slots[at]!);
}

/** A bound that about `wanted` of those found reach, by those of some words of bits. */
function sampledMark(evaluator: Evaluator, found: FoundSlots, worth: Uint16Array, wanted: number): number {
  const sample = found.sample(SAMPLED);
  const count = boundScores(evaluator, sample, 0, [], worth, null, 0);
  const sorted = work.bounds.slice(0, count).sort();
  return sorted[Math.max(0, count - Math.ceil((wanted * count) / found.count))] ?? 0;
}

/**
 * Works out those of the best of the requirements before that are candidates again, as many as are asked for: where needs were
 * much the same they set a mark that few others reach.
 */
function tryBestBefore(
  evaluator: Evaluator,
  found: FoundSlots,
  worth: Uint16Array,
  most: number,
  top: TopSelection,
): number[] {
  const tried: number[] = [];
  for (const slot of evaluator.index.bestBefore) {
    if (!found.has(slot)) continue;
    const score = evaluator.scoreFit(slot, meanFitIn(worth[slot]!));
    offer(evaluator, slot, score, [...evaluator.values], top);
    if (tried.push(slot) === most) break;
  }
  return tried;
}

/** The best of this requirement, and of those before as many as may be needed beside them. */
function noteBest(evaluator: Evaluator, best: readonly Scored[]): void {
  const { index } = evaluator;
  const noted = new Set(best.map(({ slot }) => slot));
  for (const slot of index.bestBefore) if (noted.size < LISTS_NOTED * best.length) noted.add(slot);
  index.bestBefore = [...noted];
}

/** What a candidate can earn beside its needs, sectors, standing and words. */
const othersAtMost = (weights: readonly number[]): number =>
  VALUE_MAX * (weights[CERTIFICATION]! + weights[CAPACITY]! + weights[REACH]!);

/** What `boundScores` does, of many at once. */
function sweepBounds(
  evaluator: Evaluator,
  found: FoundSlots,
  tried: readonly number[],
  worth: Uint16Array,
  knowsTexts: boolean,
  least: number,
): number {
  const { plan, facts, index } = evaluator;
  const { weights, termWeight } = plan;
  const upTo = index.columns.posted & ~31;
  const anyText = VALUE_MAX * weights[TEXT]!;
  const isKept = index.needSets.isWhole(worth);
  const question = {
    capability: weights[CAPABILITY]!,
    sector: weights[SECTOR]!,
    standing: weights[STANDING]!,
    text: weights[TEXT]!,
    sectorValues: facts.sectorValues(),
    termWorth: knowsTexts ? textWorth(termWeight) : 0,
    others: othersAtMost(weights) + (knowsTexts ? 0 : anyText),
    least,
  };
  const count = index.boundSweep.sweep(index.columns, found.bits, tried, upTo, worth, isKept, question, work);
  if (!knowsTexts) work.texts.fill(anyText, 0, count);
  work.certifications.fill(VALUE_MAX * weights[CERTIFICATION]!, 0, count);
  return boundScores(evaluator, found.slotsFrom(upTo), count, tried, worth, null, least);
}

/**
 * The upper bound of every candidate's score, by its needs, sectors and standing, and by all of its words where these are
 * known, but for those tried already. Those that can reach `least` are left, after others as many as said; returns how many are.
 */
function boundScores(
  { plan, facts, index }: Evaluator,
  slots: Int32Array,
  after: number,
  tried: readonly number[],
  worth: Uint16Array,
  sums: Int32Array | null,
  least: number,
): number {
  const { slots: known, bounds, texts, certifications } = work;
  const standings = index.columns.standing.data;
  const sectors = index.columns.sectors.data;
  const { weights, termWeight, together } = plan;
  const { posted } = index.columns;
  const sectorWorths = facts.sectorValues().map((value) => weights[SECTOR]! * value);
  const count = slots.length;
  const capability = weights[CAPABILITY]!;
  const standing = weights[STANDING]!;
  const text = weights[TEXT]!;
  const certification = VALUE_MAX * weights[CERTIFICATION]!;
  const others = othersAtMost(weights);
  let next = after;
  let nextTried = 0;
  let skipped = tried[nextTried++] ?? Infinity;
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at]!;
    while (skipped < slot) skipped = tried[nextTried++] ?? Infinity;
    if (slot === skipped) continue;
    const earned = text * (sums && slot < posted ? textValue(sums[slot]!, termWeight, together) : VALUE_MAX);
    const bound =
      others +
      earned +
      capability * capabilityIn(worth[slot]!) +
      sectorWorths[sectors[slot]!]! +
      standing * standings[slot]!;
    if (bound < least) continue;
    known[next] = slot;
    bounds[next] = bound;
    texts[next] = earned;
    certifications[next] = certification;
    next += 1;
  }
  return next;
}

/** Tightens the bounds of the first `count` left by their rare words, as many as their postings allow. */
function boundTexts({ plan, facts }: Evaluator, count: number): void {
  const { slots, bounds, left, texts } = work;
  const { termAtMost, rest, sums, upTo, clear } = facts.textsAtMost(
    count * POSTINGS_A_VISIT,
    plan.weights[TEXT]!,
  );
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
function tightenBounds({ plan, facts }: Evaluator, count: number, least: number): number {
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

/** Works out `most` of those left, the best bounds first; returns how many of the others can still get in. */
function visitBest(
  evaluator: Evaluator,
  worth: Uint16Array,
  count: number,
  most: number,
  top: TopSelection,
): number {
  const { bounds, left, order } = work;
  const seeds = Math.min(count, most);
  orderBest(count, seeds);
  for (let rank = 0; rank < seeds; rank += 1) visit(evaluator, worth, order[rank]!, top);
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

/** Works out one of those left, what tells most first, for as long as it can get in; and offers it. */
function visit(evaluator: Evaluator, worth: Uint16Array, at: number, top: TopSelection): void {
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
    facts.capability(slot, meanFitIn(worth[slot]!)),
    facts.sector(slot),
    certification,
    capacity,
    reach,
    text,
    facts.standing(slot),
  ];
  offer(evaluator, slot, totalScore(weights, values), values, top);
}

function offer({ index }: Evaluator, slot: number, score: number, values: number[], top: TopSelection): void {
  if (score >= top.least) top.offer({ score, no: index.columns.nos.data[slot]!, slot, values });
}
