/** The distinct needs of standing requirements: each is judged once for a supplier, however many ask for it. */
import { countedClaims } from '../index/counted.claims.js';
import { claimFit, claimStrength } from '../scoring/criteria.scoring.js';
import type { MatchIndex } from '../index/match.index.js';
import { keyOf } from '../index/need.columns.js';
import { fitWithText, type LeftOut } from '../index/need.fitting.js';
import { listOf, strengthOf } from '../index/posting.lists.js';
import type { PlannedNeed } from '../scoring/need.plan.js';
import type { RequirementPlan } from '../scoring/requirement.plan.js';
import { supplierTerms } from '../reading/text.analysis.js';
import type { SupplierCapability, SupplierRecord } from '../model/model.types.js';

/** One distinct need. */
export interface StandingNeed {
  readonly need: PlannedNeed;
  readonly leftOut: LeftOut;
  /** Numbers of the requirements that ask for it. */
  readonly askedBy: Set<number>;
  /** Fit of the supplier judged last, and what its words gave. */
  fit: number;
  textSum: number;
}

export class StandingNeeds {
  private readonly byKey = new Map<string, StandingNeed>();
  private readonly byCode = new Map<number, Set<StandingNeed>>();
  private readonly byTerm = new Map<string, Map<StandingNeed, number>>();
  /** Those with any fit when the last supplier was judged. */
  private judged: StandingNeed[] = [];
  /** Stands for what the fits hold: another one once somebody else is judged, or needs come or go. */
  judgement: object = {};

  constructor(private readonly index: MatchIndex) {}

  /** The needs of a plan, in its order. */
  add(plan: RequirementPlan): StandingNeed[] {
    this.judgement = {};
    return plan.needs.map((need) => {
      const key = keyOf(need, plan);
      let standing = this.byKey.get(key);
      if (!standing) {
        standing = { need, leftOut: plan, askedBy: new Set(), fit: 0, textSum: 0 };
        this.byKey.set(key, standing);
        this.register(standing);
      }
      standing.askedBy.add(plan.requirement.no);
      return standing;
    });
  }

  remove(plan: RequirementPlan): void {
    this.judgement = {};
    for (const need of plan.needs) {
      const key = keyOf(need, plan);
      const standing = this.byKey.get(key);
      standing?.askedBy.delete(plan.requirement.no);
      if (!standing || standing.askedBy.size > 0) continue;
      this.byKey.delete(key);
      this.unregister(standing);
    }
  }

  /** Works out the fit of a slot to every need, and gives those it has anything of. */
  judge(slot: number): readonly StandingNeed[] {
    const { columns, graph } = this.index;
    this.judgement = {};
    for (const standing of this.judged) standing.fit = standing.textSum = 0;
    const near = new Set<StandingNeed>();
    const from = columns.claimStart.data[slot]!;
    const to = columns.claimStart.data[slot + 1]!;
    for (const [wanted, needs] of this.byCode) {
      const table = graph.fitTable(wanted);
      for (let at = from; at < to; at += 1) {
        if (claimFit(table[columns.claimCode.data[at]!]!, columns.claimStrength.data[at]!) === 0) continue;
        for (const standing of needs) near.add(standing);
        break;
      }
    }
    const end = columns.termStart.data[slot + 1]!;
    for (let at = columns.termStart.data[slot]!; at < end; at += 1) {
      const entry = columns.termEntry.data[at]!;
      const wanted = this.byTerm.get(columns.tables.terms.at(listOf(entry)));
      if (!wanted) continue;
      for (const [standing, weight] of wanted) {
        standing.textSum += weight * strengthOf(entry);
        near.add(standing);
      }
    }
    for (const standing of near)
      standing.fit = fitWithText(columns, standing.need, standing.leftOut, slot, standing.textSum);
    this.judged = [...near];
    return this.judged;
  }

  /** Numbers of the requirements with a need that a supplier, in the index or not, has anything of. */
  askedNear(supplier: SupplierRecord): Set<number> {
    const found = this.askedNearClaims(countedClaims(supplier));
    for (const term of supplierTerms(supplier, this.index.analyse).terms.keys())
      takeNumbers(this.byTerm.get(term)?.keys() ?? [], found);
    return found;
  }

  /** Numbers of the requirements with a need that some of the claims have anything to do with. */
  askedNearClaims(counted: readonly SupplierCapability[]): Set<number> {
    const { graph } = this.index;
    const found = new Set<number>();
    const claims = counted
      .map((claim) => ({ id: graph.idOf(claim.code), strength: claimStrength(claim) }))
      .filter(({ id }) => id >= 0);
    for (const [wanted, needs] of this.byCode) {
      const table = graph.fitTable(wanted);
      if (claims.some(({ id, strength }) => claimFit(table[id]!, strength) > 0)) takeNumbers(needs, found);
    }
    return found;
  }

  private register(standing: StandingNeed): void {
    for (const id of codesOf(standing.need)) {
      const needs = this.byCode.get(id);
      if (needs) needs.add(standing);
      else this.byCode.set(id, new Set([standing]));
    }
    for (const { term, weight } of standing.need.terms) {
      const needs = this.byTerm.get(term);
      if (needs) needs.set(standing, weight);
      else this.byTerm.set(term, new Map([[standing, weight]]));
    }
  }

  private unregister(standing: StandingNeed): void {
    for (const id of codesOf(standing.need)) {
      const needs = this.byCode.get(id);
      needs?.delete(standing);
      if (needs?.size === 0) this.byCode.delete(id);
    }
    for (const { term } of standing.need.terms) {
      const needs = this.byTerm.get(term);
      needs?.delete(standing);
      if (needs?.size === 0) this.byTerm.delete(term);
    }
  }
}

function takeNumbers(needs: Iterable<StandingNeed>, into: Set<number>): void {
  for (const { askedBy } of needs) for (const no of askedBy) into.add(no);
}

const codesOf = ({ skills, materials }: PlannedNeed): number[] =>
  [...skills, ...materials].map(({ id }) => id);
