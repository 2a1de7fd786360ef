/** Consortia: pairs and triples that together do what no single supplier does. */
import { findRelated, needColumnsOf } from '../ranking/candidate.finder.js';
import { eachBit } from '../index/found.slots.js';
import type { MatchIndex } from '../index/match.index.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { SCORE_UNITS } from '../model/scoring.constants.js';
import { Evaluator } from '../ranking/supplier.evaluation.js';
import { atOnce, type Pieces } from '../model/work.pieces.js';

export interface ConsortiumMember {
  supplierNo: number;
  /** Musts this member is the best at among the members, as phrases. */
  does: string[];
  /** 0..1, its own score. */
  score: number;
}

export interface Consortium {
  members: ConsortiumMember[];
  /** 0..1: mean over the musts of the best member's fit. */
  fit: number;
  /** True when members lie in both regions. */
  crossRegional: boolean;
  /** Minutes by road over the shortest chain of hand-overs between members; null when one has no known site. */
  handOverMinutes: number | null;
}

interface Candidate {
  no: number;
  supplier: SupplierRecord;
  /** Bit for each must it meets. */
  mask: number;
  fits: number[];
  score: number;
}

/** Musts beyond this many are not combined. */
const MOST_MUSTS = 12;
/** Suppliers kept for each set of musts met. */
const KEPT = 10;
/** Candidates combined in all. */
const MOST_CANDIDATES = 60;
/** Suppliers, or groups, looked at in one piece of work. */
const PIECE = 200;
const FULL = 255;

/**
 * The best pairs, then triples, that together meet every must, each member needed. Every hard condition but
 * turnover holds for each member; turnovers are added up. None when fewer than two musts are asked, or when a
 * single supplier meets them all. Ordered by size, fit, hand-over, numbers.
 */
export const findConsortia = (
  index: MatchIndex,
  requirement: RequirementRecord,
  limit: number,
): Consortium[] => atOnce(consortiaInPieces(index, requirement, limit));

/** The same as findConsortia, in pieces. */
export function* consortiaInPieces(
  index: MatchIndex,
  requirement: RequirementRecord,
  limit: number,
): Pieces<Consortium[]> {
  const shared = { ...requirement, valueGbp: null, splittable: false };
  const plan = planRequirement(shared, index);
  const musts = plan.needs.flatMap((need, at) => (need.importance === 'must' ? [{ need, at }] : []));
  if (musts.length < 2 || musts.length > MOST_MUSTS) return [];
  const whole = 2 ** musts.length - 1;
  const byMask = new Map<number, Candidate[]>();
  const related: number[] = [];
  eachBit(findRelated(index, needColumnsOf(index, plan)), (slot) =>
    related.push(index.columns.nos.data[slot]!),
  );
  let evaluator = new Evaluator(index, plan);
  for (const [at, no] of related.entries()) {
    if (at % PIECE === PIECE - 1) {
      yield;
      // While others had their turn a supplier may have left, or moved to another slot.
      evaluator = new Evaluator(index, plan);
    }
    const slot = index.slotOf(no);
    if (slot < 0 || !evaluator.passesHardFacts(slot)) continue;
    const score = evaluator.score(slot);
    const fits = musts.map(({ at }) => evaluator.fits[at]!);
    let mask = 0;
    musts.forEach(({ need, at }, bit) => {
      if (evaluator.fits[at]! >= need.floor) mask |= 1 << bit;
    });
    if (mask === 0) continue;
    const supplier = index.recordAt(slot);
    const list = byMask.get(mask);
    const item = { no: supplier.no, supplier, mask, fits, score };
    if (list) list.push(item);
    else byMask.set(mask, [item]);
  }
  const ableAlone = (byMask.get(whole) ?? []).some(({ supplier }) => affords([supplier], requirement));
  if (ableAlone) return [];
  const candidates = [...byMask.values()]
    .flatMap((list) => list.sort(byScore).slice(0, KEPT))
    .sort(byScore)
    .slice(0, MOST_CANDIDATES);
  const found: Consortium[] = [];
  let tried = 0;
  for (const group of groups(candidates, whole)) {
    if (++tried % PIECE === 0) yield;
    if (
      !affords(
        group.map(({ supplier }) => supplier),
        requirement,
      )
    )
      continue;
    found.push(
      toConsortium(
        index,
        group,
        musts.map(({ need }) => need.phrase),
      ),
    );
  }
  return found.sort(byWorth).slice(0, limit);
}

const byScore = (a: Candidate, b: Candidate): number => b.score - a.score || a.no - b.no;

const byWorth = (a: Consortium, b: Consortium): number =>
  a.members.length - b.members.length ||
  b.fit - a.fit ||
  (a.handOverMinutes ?? Infinity) - (b.handOverMinutes ?? Infinity) ||
  a.members.reduce((order, member, at) => order || member.supplierNo - b.members[at]!.supplierNo, 0);

/** Pairs and triples that cover everything and of which no member can be spared. */
function* groups(candidates: readonly Candidate[], whole: number): Generator<Candidate[]> {
  for (let one = 0; one < candidates.length; one += 1) {
    for (let two = one + 1; two < candidates.length; two += 1) {
      const [a, b] = [candidates[one]!, candidates[two]!];
      const both = a.mask | b.mask;
      if (both === a.mask || both === b.mask) continue;
      if (both === whole) {
        yield [a, b];
        continue;
      }
      for (let three = two + 1; three < candidates.length; three += 1) {
        const c = candidates[three]!;
        if ((both | c.mask) !== whole) continue;
        if ((a.mask | c.mask) === whole || (b.mask | c.mask) === whole) continue;
        yield [a, b, c];
      }
    }
  }
}

/** True when the turnovers together reach the value; one that is not stated is not counted against them. */
function affords(members: readonly SupplierRecord[], { valueGbp }: RequirementRecord): boolean {
  if (valueGbp === null || members.some(({ turnoverGbp }) => turnoverGbp === null)) return true;
  return members.reduce((sum, { turnoverGbp }) => sum + (turnoverGbp ?? 0), 0) >= valueGbp;
}

function toConsortium(
  index: MatchIndex,
  group: readonly Candidate[],
  phrases: readonly string[],
): Consortium {
  const best = phrases.map((_phrase, must) =>
    group.reduce((top, member) => (member.fits[must]! > top.fits[must]! ? member : top)),
  );
  const regions = new Set(group.flatMap(({ supplier }) => supplier.sites.map(({ region }) => region)));
  return {
    members: group.map((member) => ({
      supplierNo: member.no,
      does: phrases.filter((_phrase, must) => best[must] === member),
      score: member.score / SCORE_UNITS,
    })),
    fit: best.reduce((sum, member, must) => sum + member.fits[must]! / FULL, 0) / phrases.length,
    crossRegional: regions.has('EAST_MIDLANDS') && regions.has('WEST_MIDLANDS'),
    handOverMinutes: handOver(
      index,
      group.map(({ supplier }) => supplier),
    ),
  };
}

/** The shortest way to pass work along all members, from any to any. */
function handOver({ drive }: MatchIndex, members: readonly SupplierRecord[]): number | null {
  const between = (a: SupplierRecord, b: SupplierRecord): number =>
    Math.min(...a.sites.flatMap((from) => b.sites.map((to) => drive(from, to))));
  const [a, b, c] = members as [SupplierRecord, SupplierRecord, SupplierRecord | undefined];
  const legs = c ? [between(a, b), between(b, c), between(a, c)] : [between(a, b)];
  const total = legs.reduce((sum, leg) => sum + leg, 0) - (c ? Math.max(...legs) : 0);
  return Number.isFinite(total) ? Math.round(total) : null;
}
