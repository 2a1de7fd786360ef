/**
 * The exact best of the eligible. A few are all worked out. Of more, every candidate gets an upper bound from columns of
 * bytes and from what its words come to. The few with the best bounds set a mark; where many are left, bounds are tightened by
 * who holds certificates, and the best set the mark again. The rest are worked out in slot order, where rows lie near
 * each other in memory, what tells most first, and each is dropped as soon as it cannot get in.
 */
import { type FoundSlots, MANY_PART } from '../index/found.slots.js';
import { textValue, textWorth } from '../scoring/criteria.scoring.js';
import { capabilityIn, meanFitIn } from '../index/need.sets.js';
import { VALUE_MAX } from '../model/scoring.constants.js';
import {
  CAPABILITY,
  type Candidates,
  CERTIFICATION,
  FEW,
  fitByWorth,
  offer,
  othersAtMost,
  SECTOR,
  seedsOf,
  STANDING,
  TEXT,
  tightenBounds,
  visit,
  visitBest,
  work,
} from './candidate.board.js';
import { selectPage } from './page.search.js';
import type { Evaluator } from './supplier.evaluation.js';
import { type Scored, TopSelection } from './top.selection.js';

/** The mark of a page of a search stands high soon: it is looked for in a way of its own. */
const SHORT_LIST = 30;
/** So many lists full of the best of requirements before are noted. */
const LISTS_NOTED = 3;

/** The best eligible suppliers by score, ties to the lower number. */
export function selectTop(evaluator: Evaluator, candidates: Candidates, limit: number): Scored[] {
  const { found, columns } = candidates;
  const { plan, index } = evaluator;
  const { count } = found;
  if (limit === 0 || count === 0) return [];
  if (limit <= SHORT_LIST && count > FEW) return selectPage(evaluator, candidates, limit);
  const top = new TopSelection(limit);
  const worth = index.needSets.worthOf(plan, columns, found, index.columns.slots);
  // To bound so few would cost more than to score them.
  if (count <= FEW) {
    for (const slot of found.slots) workOut(evaluator, worth, slot, top);
    return top.sorted();
  }
  work.fit(count);
  const sums = evaluator.facts.textTotals(found);
  // Of many the bounds of all are worked out in one pass, after some who set a mark.
  const isMany = count * MANY_PART > index.columns.slots;
  const tried = isMany ? tryBestBefore(evaluator, found, worth, limit, top) : [];
  let left = isMany
    ? sweepBounds(evaluator, found, tried, worth, top.least)
    : boundScores(evaluator, found.slots, 0, tried, worth, sums, top.least);
  for (let at = 0; at < left; at += 1) work.left[at] = at;
  const fitOf = fitByWorth(worth);
  left = visitBest(evaluator, fitOf, left, seedsOf(left, limit), top);
  if (left > FEW) {
    left = tightenBounds(evaluator, left, top.least);
    left = visitBest(evaluator, fitOf, left, limit, top);
  }
  for (let place = 0; place < left; place += 1) visit(evaluator, fitOf, work.left[place]!, top);
  const best = top.sorted();
  if (isMany) noteBest(evaluator, best);
  return best;
}

/** Works out a candidate in full, whatever its bound, and offers it. */
function workOut(evaluator: Evaluator, worth: Uint16Array, slot: number, top: TopSelection): void {
  const score = evaluator.scoreFit(slot, meanFitIn(worth[slot]!));
  offer(evaluator, slot, score, [...evaluator.values], top);
}

/**
 * Works out those of the best of the requirements before that are candidates again, as many as are asked for: where needs were
 * much the same they set a mark that few others reach. Returns them in order.
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
    workOut(evaluator, worth, slot, top);
    if (tried.push(slot) === most) break;
  }
  return tried.sort((a, b) => a - b);
}

/** The best of this requirement, and of those before as many as may be needed beside them. */
function noteBest(evaluator: Evaluator, best: readonly Scored[]): void {
  const { index } = evaluator;
  const noted = new Set(best.map(({ slot }) => slot));
  for (const slot of index.bestBefore) if (noted.size < LISTS_NOTED * best.length) noted.add(slot);
  index.bestBefore = [...noted];
}

/** What `boundScores` does, of many at once. */
function sweepBounds(
  evaluator: Evaluator,
  found: FoundSlots,
  tried: readonly number[],
  worth: Uint16Array,
  least: number,
): number {
  const { plan, facts, index } = evaluator;
  const { weights, termWeight } = plan;
  const upTo = index.columns.posted & ~31;
  const isKept = index.needSets.isWhole(worth);
  const question = {
    capability: weights[CAPABILITY]!,
    sector: weights[SECTOR]!,
    standing: weights[STANDING]!,
    text: weights[TEXT]!,
    sectorValues: facts.sectorValues(),
    termWorth: textWorth(termWeight),
    others: othersAtMost(weights),
    least,
  };
  const count = index.boundSweep.sweep(index.columns, found.bits, tried, upTo, worth, isKept, question, work);
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
  const sectorWorths = facts.sectorWorths();
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
    const value = sums && slot < posted ? textValue(sums[slot]!, termWeight, together) : VALUE_MAX;
    const earned = Math.imul(text, value);
    const bound =
      (others +
        earned +
        Math.imul(capability, capabilityIn(worth[slot]!)) +
        sectorWorths[sectors[slot]!]! +
        Math.imul(standing, standings[slot]!)) |
      0;
    if (bound < least) continue;
    known[next] = slot;
    bounds[next] = bound;
    texts[next] = earned;
    certifications[next] = certification;
    next += 1;
  }
  return next;
}
