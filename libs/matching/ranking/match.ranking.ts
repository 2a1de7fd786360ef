/** Ranking: the exact best matches of a requirement. */
import { findMeetingMusts, findRelated, needColumnsOf } from './candidate.finder.js';
import { eachBit } from '../index/found.slots.js';
import type { MatchIndex } from '../index/match.index.js';
import type { Match, RankedMatches, RankOptions, RequirementRecord } from '../model/model.types.js';
import { planConditions, planRequirement } from '../scoring/requirement.plan.js';
import { ENGINE_VERSION } from '../model/scoring.constants.js';
import { Evaluator } from './supplier.evaluation.js';
import { regionBits } from '../index/supplier.columns.js';
import type { Candidates } from './candidate.board.js';
import { selectTop } from './top.search.js';
import { type Scored, TopSelection } from './top.selection.js';

/** Which slots count beyond the requirement itself, e.g. the filter of a search. */
export type SlotFilter = (slot: number) => boolean;

/**
 * The best suppliers for a requirement: eligible ones by score, ties to the lower number; with
 * `includeBlocked`, those that something blocks follow, again by score.
 */
export function rank(index: MatchIndex, requirement: RequirementRecord, options: RankOptions): RankedMatches {
  const evaluator = new Evaluator(index, planRequirement(requirement, index));
  const filter = inRegion(index, options.region);
  const candidates = findEligible(evaluator, filter);
  const top = selectTop(evaluator, candidates, options.limit);
  const matches = top.map((item) => toMatch(evaluator, item, true));
  if (options.includeBlocked === true && matches.length < options.limit) {
    const blocked = selectBlocked(evaluator, options.limit - matches.length, filter);
    matches.push(...blocked.map((item) => toMatch(evaluator, item, false)));
  }
  return { matches, eligibleCount: candidates.found.count, engineVersion: ENGINE_VERSION };
}

/** How many suppliers are eligible for a requirement; nobody is scored. */
export function countEligible(
  index: MatchIndex,
  requirement: RequirementRecord,
  region?: RankOptions['region'],
): number {
  const evaluator = new Evaluator(index, planConditions(requirement, index));
  return findEligible(evaluator, inRegion(index, region)).found.count;
}

const inRegion = (index: MatchIndex, region: RankOptions['region']): SlotFilter | undefined =>
  region && ((slot) => siteIn(index, slot, regionBits([region])));

function siteIn(index: MatchIndex, slot: number, region: number): boolean {
  const { siteStart, siteRegion } = index.columns;
  for (let at = siteStart.data[slot]!; at < siteStart.data[slot + 1]!; at += 1)
    if ((siteRegion.data[at]! & region) !== 0) return true;
  return false;
}

/** Every eligible supplier. */
export function findEligible(evaluator: Evaluator, filter?: SlotFilter): Candidates {
  const { index, plan, facts } = evaluator;
  const columns = needColumnsOf(index, plan);
  const passesFacts = facts.sieve();
  const passes =
    filter && passesFacts ? (slot: number) => filter(slot) && passesFacts(slot) : (filter ?? passesFacts);
  const musts = index.needSets.meeting(plan, columns, index.columns.slots);
  return { found: findMeetingMusts(index, plan, musts, facts.wordSieves(), passes), columns };
}

/** The best suppliers that have to do with the requirement but are blocked. */
export function selectBlocked(evaluator: Evaluator, limit: number, filter?: SlotFilter): Scored[] {
  const { nos } = evaluator.index.columns;
  const top = new TopSelection(limit);
  const { index, plan } = evaluator;
  eachBit(findRelated(index, needColumnsOf(index, plan)), (slot) => {
    if (filter && !filter(slot)) return;
    const score = evaluator.score(slot);
    if (evaluator.meetsMusts() && evaluator.passesHardFacts(slot)) return;
    if (!top.excludes(score)) top.offer({ score, no: nos.data[slot]!, slot, values: [...evaluator.values] });
  });
  return top.sorted();
}

/** A scored slot as a match; scored once more where its values were not noted. */
export function toMatch(evaluator: Evaluator, item: Scored, eligible: boolean): Match {
  if (!item.values) evaluator.score(item.slot);
  return {
    supplierNo: item.no,
    score: item.score,
    eligible,
    values: item.values ?? [...evaluator.values],
    crossRegional: evaluator.isCrossRegional(item.slot),
  };
}
