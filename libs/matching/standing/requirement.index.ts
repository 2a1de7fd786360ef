/** Standing requirements held ready, so that one changed supplier is scored against all of them at once. */
import type { SectorCode } from '#lib/taxonomy';
import { type BlockerKind, blockerKindsAt } from '../ranking/blocker.kinds.js';
import { weightedMean } from '../scoring/criteria.scoring.js';
import type { MatchIndex } from '../index/match.index.js';
import { findShortfall, type Shortfall } from './gap.shortfall.js';
import { type Grounds, groundsOf } from '../explanation/match.grounds.js';
import { explainSlot } from '../explanation/match.explanation.js';
import { toMatch } from '../ranking/match.ranking.js';
import type {
  Explanation,
  Match,
  NearMiss,
  RequirementRecord,
  SupplierCapability,
  SupplierRecord,
} from '../model/model.types.js';
import { nearMissesAmong, type NearMissQuestion } from './near-miss.sieve.js';
import { planRequirement, type RequirementPlan } from '../scoring/requirement.plan.js';
import { SharedTerms } from './shared.terms.js';
import type { SupplierColumns } from '../index/supplier.columns.js';
import { VALUE_MAX } from '../model/scoring.constants.js';
import type { Pieces } from '../model/work.pieces.js';
import { type StandingNeed, StandingNeeds } from './standing.needs.js';
import { Evaluator } from '../ranking/supplier.evaluation.js';

/** A match of a standing requirement. */
export interface StandingMatch {
  requirementNo: number;
  match: Match;
}

/** How a supplier stands to a standing requirement. */
export interface Outlook {
  requirementNo: number;
  /** Integer units. */
  score: number;
  /** Best fit to any need, 0..1; null when none is asked for. */
  fit: number | null;
  /** None means eligible. */
  blockers: BlockerKind[];
}

interface Standing {
  plan: RequirementPlan;
  needs: StandingNeed[];
  /** Made when first needed, and again when the index has outgrown it. */
  evaluator?: Evaluator;
  /** The question that it was looked at for last: several of its needs may lead to it. */
  lookedAt: number;
}

/** Requirements looked at between two pauses: about a millisecond, ten the first time. */
const PIECE = 100;

export class RequirementIndex {
  private readonly held = new Map<number, Standing>();
  private readonly needs: StandingNeeds;
  /** Requirements by the needs of which meeting one is a condition; one of the musts is enough to find them by. */
  private readonly byCondition = new Map<StandingNeed, Set<Standing>>();
  /** Requirements without needs: any supplier may match. */
  private readonly open = new Set<Standing>();
  private readonly terms = new SharedTerms();
  /** Questions asked so far. */
  private asked = 0;

  constructor(private readonly index: MatchIndex) {
    this.needs = new StandingNeeds(index);
  }

  /** Standing requirements held. */
  get size(): number {
    return this.held.size;
  }

  /** Adds or replaces a requirement. */
  upsert(requirement: RequirementRecord): void {
    this.remove(requirement.no);
    const plan = planRequirement(requirement, this.index);
    plan.terms = plan.terms.map((term) => this.terms.same(term));
    const standing: Standing = { plan, needs: this.needs.add(plan), lookedAt: 0 };
    this.held.set(requirement.no, standing);
    if (plan.needs.length === 0) this.open.add(standing);
    for (const need of conditionsOf(standing)) {
      const asking = this.byCondition.get(need);
      if (asking) asking.add(standing);
      else this.byCondition.set(need, new Set([standing]));
    }
  }

  /** Forgets a requirement; an unknown number is ignored. */
  remove(no: number): void {
    const standing = this.held.get(no);
    if (!standing) return;
    this.held.delete(no);
    this.open.delete(standing);
    for (const need of conditionsOf(standing)) {
      const asking = this.byCondition.get(need);
      asking?.delete(standing);
      if (asking?.size === 0) this.byCondition.delete(need);
    }
    this.needs.remove(standing.plan);
  }

  /** Every requirement for which the supplier is eligible, by number. Unknown suppliers match none. */
  matchesOf(supplierNo: number): StandingMatch[] {
    const slot = this.index.slotOf(supplierNo);
    if (slot < 0) return [];
    this.asked += 1;
    const found: StandingMatch[] = [];
    const look = (standing: Standing): void => {
      if (standing.lookedAt === this.asked) return;
      standing.lookedAt = this.asked;
      if (!meetsMusts(standing)) return;
      const evaluator = this.evaluatorOf(standing);
      if (!evaluator.passesHardFacts(slot)) return;
      const score = evaluator.scoreFit(slot, meanFit(standing));
      const item = { score, no: supplierNo, slot, values: [...evaluator.values] };
      found.push({ requirementNo: standing.plan.requirement.no, match: toMatch(evaluator, item, true) });
    };
    this.open.forEach(look);
    for (const need of this.needs.judge(slot))
      if (need.fit >= need.need.floor) this.byCondition.get(need)?.forEach(look);
    return found.sort((a, b) => a.requirementNo - b.requirementNo);
  }

  /**
   * How a supplier stands to every standing requirement, without a word about it: what it takes to find those worth
   * explaining. Unknown suppliers stand to none; requirements that come in a pause are not looked at.
   */
  *outlooksOf(supplierNo: number): Pieces<Outlook[]> {
    const found: Outlook[] = [];
    let slot = -1;
    let columns: SupplierColumns | undefined;
    let mine: object | undefined;
    for (const [at, requirementNo] of [...this.held.keys()].entries()) {
      if (at % PIECE === 0) {
        if (at > 0) yield;
        // In a pause others may have been judged, requirements have changed, or suppliers other slots.
        const { judgement } = this.needs;
        if (judgement !== mine || columns !== this.index.columns || slot !== this.index.slotOf(supplierNo)) {
          ({ columns } = this.index);
          slot = this.index.slotOf(supplierNo);
          if (slot < 0) return [];
          this.needs.judge(slot);
          mine = this.needs.judgement;
        }
      }
      const standing = this.held.get(requirementNo);
      if (!standing) continue;
      const evaluator = this.evaluatorOf(standing);
      standing.needs.forEach(({ fit }, need) => (evaluator.fits[need] = fit));
      found.push({
        requirementNo,
        score: evaluator.scoreFit(slot, meanFit(standing)),
        fit: standing.needs.length === 0 ? null : Math.max(...evaluator.fits) / VALUE_MAX,
        blockers: blockerKindsAt(evaluator, slot),
      });
    }
    return found;
  }

  /** Explains a supplier against a standing requirement; undefined when either has left. */
  explain(requirementNo: number, supplierNo: number): Explanation | undefined {
    const standing = this.held.get(requirementNo);
    const slot = this.index.slotOf(supplierNo);
    return standing && slot >= 0 ? explainSlot(this.evaluatorOf(standing), slot) : undefined;
  }

  /** Plans of the standing requirements that a supplier, in the index or not, has anything to do with, by number. */
  plansNear(supplier: SupplierRecord): RequirementPlan[] {
    const near = this.needs.askedNear(supplier);
    for (const { plan } of this.open) near.add(plan.requirement.no);
    return this.plansOf(near);
  }

  /** Plans of the standing requirements that a claim has anything to do with, by number. */
  plansNearClaim(claim: SupplierCapability): RequirementPlan[] {
    return this.plansOf(this.needs.askedNearClaims([claim]));
  }

  private plansOf(nos: Iterable<number>): RequirementPlan[] {
    return [...nos].sort((a, b) => a - b).map((no) => this.held.get(no)!.plan);
  }

  /** Near misses of the requirement of a number, as `nearMissesAmong` has them; none of an unknown one. */
  nearMissesOf(no: number, question: NearMissQuestion): NearMiss[] {
    const standing = this.held.get(no);
    return standing ? nearMissesAmong(this.evaluatorOf(standing), question) : [];
  }

  /** What speaks for a supplier; undefined when it or the requirement of the number has left. */
  groundsOf(no: number, supplierNo: number): Grounds | undefined {
    const standing = this.held.get(no);
    const slot = this.index.slotOf(supplierNo);
    return standing && slot >= 0 ? groundsOf(this.evaluatorOf(standing), slot) : undefined;
  }

  /** What leaves the requirement of a number without a supplier; null when somebody is eligible, or it has left. */
  shortfallOf(no: number): Shortfall | null {
    const standing = this.held.get(no);
    return standing ? findShortfall(this.evaluatorOf(standing)) : null;
  }

  /** Numbers of the standing requirements of a sector. */
  numbersIn(sector: SectorCode): number[] {
    return [...this.held.values()]
      .map(({ plan }) => plan.requirement)
      .filter(({ sectors }) => sectors.includes(sector))
      .map(({ no }) => no);
  }

  /** The evaluator of a standing requirement, kept between questions; undefined when it has left. */
  evaluatorFor(no: number): Evaluator | undefined {
    const standing = this.held.get(no);
    return standing && this.evaluatorOf(standing);
  }

  private evaluatorOf(standing: Standing): Evaluator {
    if (!standing.evaluator?.facts.isCurrent) standing.evaluator = new Evaluator(this.index, standing.plan);
    return standing.evaluator;
  }
}

/** The first must, or else every need of which one is enough. */
function conditionsOf({ plan, needs }: Standing): StandingNeed[] {
  const must = plan.needs.findIndex(({ importance, any }) => importance === 'must' && !any);
  return must >= 0 ? [needs[must]!] : needs.filter((_, at) => plan.needs[at]!.any);
}

function meetsMusts({ plan, needs }: Standing): boolean {
  let either = false;
  let metOne = false;
  for (let at = 0; at < needs.length; at += 1) {
    const { any, importance, floor } = plan.needs[at]!;
    const met = needs[at]!.fit >= floor;
    if (any) {
      either = true;
      metOne ||= met;
    } else if (importance === 'must' && !met) return false;
  }
  return !either || metOne;
}

function meanFit({ plan, needs }: Standing): number {
  let sum = 0;
  for (let at = 0; at < needs.length; at += 1) sum += plan.needs[at]!.weight * needs[at]!.fit;
  return weightedMean(sum, plan.needWeight);
}
