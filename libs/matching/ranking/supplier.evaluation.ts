/**
 * Scores suppliers of an index against one requirement in full, with what the score is made of. One evaluator serves
 * ranking, search, explanation and standing requirements, so they cannot disagree.
 */
import { totalScore, weightedMean } from '../scoring/criteria.scoring.js';
import { RELATED_FLOOR } from '../scoring/eligibility.rules.js';
import { FactScorer } from './fact.scoring.js';
import type { MatchIndex } from '../index/match.index.js';
import { fitIn, type NeedColumn } from '../index/need.column.js';
import { fitWithText } from '../index/need.fitting.js';
import { listOf, strengthOf } from '../index/posting.lists.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { AT, CRITERIA, VALUE_MAX } from '../model/scoring.constants.js';

export class Evaluator {
  /** Values of the last supplier scored, in the order of CRITERIA. */
  readonly values = new Array<number>(CRITERIA.length).fill(0);
  /** Fit of each need of the last supplier scored, 0..255. */
  readonly fits: number[];
  readonly facts: FactScorer;
  private readonly textSums: number[];
  /** Ids of the terms of needs; a term's local number is its place here. Worked out when first used. */
  private needTerms: { ids: number[]; weights: { need: number; weight: number }[][] } | undefined;

  constructor(
    readonly index: MatchIndex,
    readonly plan: RequirementPlan,
  ) {
    this.facts = new FactScorer(index, plan);
    this.fits = plan.needs.map(() => 0);
    this.textSums = plan.needs.map(() => 0);
  }

  /** Scores the supplier in a live slot; leaves its values and need fits behind. */
  score(slot: number): number {
    return this.scoreFit(slot, this.fitNeeds(slot));
  }

  /** The same, when the mean fit of the needs is known; leaves the values behind, not the fits. */
  scoreFit(slot: number, fit: number): number {
    const { facts, values } = this;
    values[AT.capability] = facts.capability(slot, fit);
    values[AT.sector] = facts.sector(slot);
    values[AT.certification] = facts.certification(slot);
    values[AT.capacity] = facts.capacity(slot);
    values[AT.reach] = facts.reach(slot);
    values[AT.text] = facts.text(slot);
    values[AT.standing] = facts.standing(slot);
    return totalScore(this.plan.weights, values);
  }

  /** False when a supplier with this mean fit of the needs scores below `least`; words are read only where they decide. */
  canReach(slot: number, fit: number, least: number): boolean {
    const { facts, values } = this;
    const { weights } = this.plan;
    values[AT.capability] = facts.capability(slot, fit);
    values[AT.sector] = facts.sector(slot);
    values[AT.certification] = facts.certification(slot);
    values[AT.capacity] = facts.capacity(slot);
    values[AT.reach] = facts.reach(slot);
    values[AT.text] = VALUE_MAX;
    values[AT.standing] = facts.standing(slot);
    if (totalScore(weights, values) < least) return false;
    values[AT.text] = facts.text(slot);
    return totalScore(weights, values) >= least;
  }

  /** After `score`: true when the capabilities asked for are there. */
  meetsMusts(): boolean {
    return this.mustsMissed() === 0;
  }

  /** How many blockers a slot has, without a word about any of them; leaves the fits of the needs behind. */
  countBlockers(slot: number): number {
    this.fitNeeds(slot);
    return this.mustsMissed() + this.facts.countMissed(slot);
  }

  /** Musts that are not met; those of which one is enough count once. */
  private mustsMissed(): number {
    const { needs } = this.plan;
    let missed = 0;
    let either = false;
    let metOne = false;
    for (let at = 0; at < needs.length; at += 1) {
      const need = needs[at]!;
      const met = this.fits[at]! >= need.floor;
      if (need.any) {
        either = true;
        metOne ||= met;
      } else if (need.importance === 'must' && !met) missed += 1;
    }
    return missed + (either && !metOne ? 1 : 0);
  }

  /** After `score`: true when the supplier has something to do with the requirement at all. */
  isRelated(): boolean {
    return this.plan.needs.length === 0 || this.fits.some((fit) => fit >= RELATED_FLOOR);
  }

  passesHardFacts(slot: number): boolean {
    return this.facts.passesHardFacts(slot);
  }

  excludedBy(slot: number): number | null {
    return this.facts.excludedBy(slot);
  }

  /** Minutes by road to the nearest site that counts; Infinity without one or without a place. */
  minutesTo(slot: number): number {
    return this.facts.reachTo.minutes(slot);
  }

  isCrossRegional(slot: number): boolean {
    return this.facts.reachTo.isCrossRegional(slot);
  }

  /** Mean fit of the needs; leaves the fit of each behind. */
  fitNeeds(slot: number): number {
    const { plan, fits, textSums } = this;
    const { columns } = this.index;
    this.sumNeedTexts(slot);
    let sum = 0;
    for (let at = 0; at < plan.needs.length; at += 1) {
      const need = plan.needs[at]!;
      const fit = fitWithText(columns, need, plan, slot, textSums[at]!);
      fits[at] = fit;
      sum += need.weight * fit;
    }
    return weightedMean(sum, plan.needWeight);
  }

  /** The fit of each need, as `fitNeeds` leaves it behind, read from the columns of the needs. */
  fitFrom(columns: readonly NeedColumn[], slot: number): void {
    for (let at = 0; at < columns.length; at += 1) this.fits[at] = fitIn(columns[at]!.worth[slot]!);
  }

  /** What the words give each need. */
  private sumNeedTexts(slot: number): void {
    const { textSums } = this;
    const { termStart, termEntry, tables } = this.index.columns;
    const wanted = (this.needTerms ??= this.findNeedTerms());
    const local = this.index.termBoard.take(this, wanted.ids, tables.terms.size);
    const end = termStart.data[slot + 1]!;
    textSums.fill(0);
    for (let at = termStart.data[slot]!; at < end; at += 1) {
      const entry = termEntry.data[at]!;
      const found = local[listOf(entry)]!;
      if (found === 0) continue;
      const impact = strengthOf(entry);
      for (const { need, weight } of wanted.weights[found - 1]!) textSums[need]! += weight * impact;
    }
  }

  private findNeedTerms(): { ids: number[]; weights: { need: number; weight: number }[][] } {
    const byId = new Map<number, { need: number; weight: number }[]>();
    this.plan.needs.forEach(({ terms }, need) => {
      for (const { term, weight } of terms) {
        const id = this.index.columns.tables.terms.find(term);
        if (id === undefined) continue;
        const list = byId.get(id);
        if (list) list.push({ need, weight });
        else byId.set(id, [{ need, weight }]);
      }
    });
    return { ids: [...byId.keys()], weights: [...byId.values()] };
  }
}
