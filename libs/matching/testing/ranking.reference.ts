/**
 * The ranking written straight from its definition, record by record, without an index: slow, plain, and
 * what the fast path has to agree with exactly.
 */
import { countedClaims } from '../index/counted.claims.js';
import type { CapabilityGraph } from '../reading/capability.graph.js';
import { certificatePoints, certificateStatus } from '../scoring/certificate.status.js';
import {
  capabilityValue,
  capacityValue,
  CERTIFICATE_WEIGHT,
  claimFit,
  claimStrength,
  needFit,
  reachValue,
  sectorValue,
  standingValue,
  textValue,
  totalScore,
  weightedMean,
} from '../scoring/criteria.scoring.js';
import type { CorpusStatistics } from '../reading/corpus.statistics.js';
import type { DriveEstimate } from '../scoring/drive.estimate.js';
import { findBlockers, RELATED_FLOOR } from '../scoring/eligibility.rules.js';
import type {
  Blocker,
  CriterionName,
  Match,
  RequirementPlace,
  RequirementRecord,
  SupplierRecord,
  SupplierSite,
} from '../model/model.types.js';
import type { PlannedCode } from '../scoring/need.plan.js';
import { planRequirement, type RequirementPlan } from '../scoring/requirement.plan.js';
import { CRITERIA } from '../model/scoring.constants.js';
import { type Analyser, supplierTerms, termImpact } from '../reading/text.analysis.js';

export interface ReferenceContext {
  graph: CapabilityGraph;
  statistics: CorpusStatistics;
  analyse: Analyser;
  drive: DriveEstimate;
}

export interface ReferenceMatch extends Match {
  blockers: Blocker[];
}

/** Scores every supplier against a requirement; unrelated blocked ones are left out. */
export function referenceRanking(
  suppliers: readonly SupplierRecord[],
  requirement: RequirementRecord,
  context: ReferenceContext,
): ReferenceMatch[] {
  const plan = planRequirement(requirement, context);
  const all = suppliers.map((supplier) => referenceMatch(supplier, plan, context));
  const best = (a: ReferenceMatch, b: ReferenceMatch): number =>
    b.score - a.score || a.supplierNo - b.supplierNo;
  const eligible = all.filter(({ match }) => match.eligible).map(({ match }) => match);
  const blocked = all.filter(({ match, related }) => !match.eligible && related).map(({ match }) => match);
  return [...eligible.sort(best), ...blocked.sort(best)];
}

function referenceMatch(
  supplier: SupplierRecord,
  plan: RequirementPlan,
  context: ReferenceContext,
): { match: ReferenceMatch; related: boolean } {
  const { requirement } = plan;
  const impacts = impactsOf(supplier, context);
  const fits = plan.needs.map((need) => {
    const fitOf = (code: PlannedCode): number => bestClaim(supplier, code, plan, context.graph);
    const sum = (codes: readonly PlannedCode[]): number =>
      codes.reduce((total, code) => total + code.weight * fitOf(code), 0);
    return needFit({
      skillSum: sum(need.skills),
      skillWeight: need.skillWeight,
      skillBest: Math.max(0, ...need.skills.map(fitOf)),
      materialSum: sum(need.materials),
      materialWeight: need.materialWeight,
      textSum: need.terms.reduce((total, { term, weight }) => total + weight * (impacts.get(term) ?? 0), 0),
      textWeight: need.termWeight,
      brief: need.brief,
      maker: (supplier.roles ?? []).length === 0,
    });
  });
  const nearest = nearestSite(supplier, requirement, context.drive);
  const byName: Record<CriterionName, number> = {
    capability: capability(fits, supplier, plan, context.graph),
    sector:
      supplier.sectors.length === 0
        ? sectorValue(1, 0)
        : requirement.sectors.some((sector) => supplier.sectors.includes(sector))
          ? 255
          : 0,
    certification: certification(supplier, requirement),
    capacity: capacityValue(
      {
        batch: requirement.quantity?.batch ?? null,
        valueGbp: requirement.valueGbp,
        leadTimeDays: requirement.leadTimeDays,
      },
      supplier.batch?.min ?? NaN,
      supplier.batch?.max ?? NaN,
      supplier.turnoverGbp ?? NaN,
      supplier.leadTimeDays ?? NaN,
    ),
    reach: requirement.place ? reachValue(nearest.minutes, requirement.maxDriveMinutes) : 0,
    text: textValue(
      plan.terms.reduce((sum, { term, weight }) => sum + weight * (impacts.get(term) ?? 0), 0),
      plan.termWeight,
      plan.together,
    ),
    standing: standingValue(supplier.verified, supplier.completeness, supplier.replyRate),
  };
  const values = CRITERIA.map((name) => byName[name]);
  const blockers = findBlockers(requirement, supplier, {
    fits,
    floors: plan.needs.map((need) => need.floor),
    any: plan.needs.map((need) => need.any),
    minutes: nearest.minutes,
    excluded: excludedBy(plan, impacts),
  });
  const homeRegion = nearest.place?.region;
  const awayRegion =
    homeRegion === 'EAST_MIDLANDS'
      ? 'WEST_MIDLANDS'
      : homeRegion === 'WEST_MIDLANDS'
        ? 'EAST_MIDLANDS'
        : null;
  return {
    match: {
      supplierNo: supplier.no,
      score: totalScore(plan.weights, values),
      eligible: blockers.length === 0,
      values,
      crossRegional: awayRegion !== null && nearest.site?.region === awayRegion,
      blockers,
    },
    related: plan.needs.length === 0 || fits.some((fit) => fit >= RELATED_FLOOR),
  };
}

function capability(
  fits: readonly number[],
  supplier: SupplierRecord,
  plan: RequirementPlan,
  graph: CapabilityGraph,
): number {
  const fit = weightedMean(
    fits.reduce((sum, value, at) => sum + plan.needs[at]!.weight * value, 0),
    plan.needWeight,
  );
  const wanted = plan.needs.flatMap((need) => need.skills);
  const strengths = new Map<number, number>();
  for (const claim of countedClaims(supplier)) {
    const id = graph.idOf(claim.code);
    if (id < 0 || claim.role === 'buysIn' || graph.isMaterial(id)) continue;
    strengths.set(id, Math.max(strengths.get(id) ?? 0, claimStrength(claim)));
  }
  let focusSum = 0;
  let strengthSum = 0;
  for (const [id, strength] of strengths) {
    if (!isShut(graph.node(id).code, plan, graph))
      focusSum += strength * Math.max(0, ...wanted.map((code) => code.table[id]!));
    strengthSum += strength;
  }
  return capabilityValue(fit, focusSum, strengthSum, wanted.length > 0);
}

function isShut(code: string, { requirement }: RequirementPlan, graph: CapabilityGraph): boolean {
  const line = graph.lineOf(graph.idOf(code)).map((id) => graph.node(id).code);
  return (requirement.excludes?.codes ?? []).some((shut) => line.includes(shut));
}

function impactsOf(supplier: SupplierRecord, { analyse, statistics }: ReferenceContext): Map<string, number> {
  const { terms, lengths } = supplierTerms(supplier, analyse);
  return new Map(
    [...terms].map(([term, counts]) => [term, termImpact(counts, lengths, statistics.averageLengths)]),
  );
}

function bestClaim(
  supplier: SupplierRecord,
  wanted: PlannedCode,
  plan: RequirementPlan,
  graph: CapabilityGraph,
): number {
  const fits = countedClaims(supplier)
    .filter(
      (claim) =>
        graph.idOf(claim.code) >= 0 &&
        !isShut(claim.code, plan, graph) &&
        !(plan.ownWorkOnly && claim.role === 'buysIn'),
    )
    .map((claim) => claimFit(wanted.table[graph.idOf(claim.code)]!, claimStrength(claim)));
  return Math.max(0, ...fits);
}

function certification(supplier: SupplierRecord, { certifications, onDate }: RequirementRecord): number {
  let sum = 0;
  let weight = 0;
  for (const wanted of certifications) {
    sum +=
      CERTIFICATE_WEIGHT[wanted.importance] *
      certificatePoints(certificateStatus(supplier.certificates, wanted, onDate));
    weight += CERTIFICATE_WEIGHT[wanted.importance];
  }
  return weightedMean(sum, weight);
}

interface Nearest {
  site: SupplierSite | undefined;
  /** The place it is nearest to. */
  place: RequirementPlace | undefined;
  minutes: number;
}

function nearestSite(
  supplier: SupplierRecord,
  { place, otherPlaces = [], regions }: RequirementRecord,
  drive: DriveEstimate,
): Nearest {
  let nearest: Nearest = { site: undefined, place: undefined, minutes: Infinity };
  for (const site of supplier.sites) {
    if (regions && regions.length > 0 && !regions.includes(site.region)) continue;
    for (const one of place ? [place, ...otherPlaces] : [undefined]) {
      const minutes = one ? drive(one, site) : Infinity;
      if (minutes < nearest.minutes || !nearest.site) nearest = { site, place: one, minutes };
    }
  }
  return nearest;
}

function excludedBy(plan: RequirementPlan, impacts: ReadonlyMap<string, number>): string | null {
  const hit = plan.excludedTerms.findIndex((terms) => terms.every((term) => impacts.has(term)));
  return hit < 0 ? null : (plan.requirement.excludes?.phrases[hit] ?? null);
}
