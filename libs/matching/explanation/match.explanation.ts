/** Explanation: the same numbers as the ranking, with the reason for each in a sentence. */
import { driveInWords } from '#lib/geography';
import type { Satisfaction } from '#lib/taxonomy';
import { satisfactionOfRank } from '../scoring/certificate.status.js';
import { certificateName, findBlockers } from '../scoring/eligibility.rules.js';
import { claimFit } from '../scoring/criteria.scoring.js';
import type { MatchIndex } from '../index/match.index.js';
import type { CapabilityGraph } from '../reading/capability.graph.js';
import type {
  Blocker,
  CriterionName,
  CriterionScore,
  Explanation,
  Match,
  NeedExplanation,
  NeedLevel,
  RequirementNeed,
  RequirementRecord,
  SupplierRecord,
} from '../model/model.types.js';
import type { PlannedNeed } from '../scoring/need.plan.js';
import { needLevel } from '../scoring/need.level.js';
import { capacityReason } from './capacity.reason.js';
import { summarise } from './match.summary.js';
import { planAgain } from '../scoring/requirement.plan.js';
import { CRITERIA, SCORE_UNITS, VALUE_MAX, WEIGHT_SUM } from '../model/scoring.constants.js';
import { Evaluator } from '../ranking/supplier.evaluation.js';

/**
 * Explains one supplier against one requirement.
 * @throws RangeError when the supplier is not in the index.
 */
export function explain(index: MatchIndex, requirement: RequirementRecord, supplierNo: number): Explanation {
  const slot = index.slotOf(supplierNo);
  if (slot < 0) throw new RangeError(`supplier ${supplierNo} is not in the index`);
  return explainSlot(new Evaluator(index, planAgain(requirement, index)), slot);
}

/** Explains the supplier in a live slot with an evaluator at hand. */
export function explainSlot(evaluator: Evaluator, slot: number): Explanation {
  return explainScored(evaluator, slot, { score: evaluator.score(slot), values: evaluator.values });
}

/** The same where its score and values are known; the evaluator must hold the fits of its needs. */
export function explainScored(
  evaluator: Evaluator,
  slot: number,
  { score, values }: Pick<Match, 'score' | 'values'>,
): Explanation {
  const { index, plan } = evaluator;
  const supplier = index.recordAt(slot);
  const minutes = evaluator.minutesTo(slot);
  const isUnsaid = (at: number): boolean => plan.requirement.needs[at]?.unsaid === true;
  const met = plan.needs.map((need) => claimsThatMeet(need, slot, index, plan));
  const needs = plan.needs.map((need, at) =>
    explainNeed(need, plan.requirement.needs[at], evaluator.fits[at]!, met[at]!, supplier, index.graph),
  );
  const blockers = blockersAt(evaluator, slot);
  const statuses = plan.requirement.certifications.map((_, at) =>
    satisfactionOfRank(evaluator.facts.certificateRank(slot, at)),
  );
  const criteria = CRITERIA.map((name, at): CriterionScore => {
    const weight = plan.weights[at]! / WEIGHT_SUM;
    const value = values[at]! / VALUE_MAX;
    return {
      name,
      weight,
      value,
      contribution: (plan.weights[at]! * values[at]!) / SCORE_UNITS,
      reason: reasonFor(name, plan.requirement, supplier, needs, statuses, minutes, values[at]!),
    };
  });
  return {
    supplierNo: supplier.no,
    score,
    scoreShown: score / SCORE_UNITS,
    criteria,
    needs,
    blockers,
    summary: summarise({
      supplier: supplier.name,
      needs,
      isUnsaid,
      materials: met.map((claims) => claims.find(({ isMaterial, whole }) => isMaterial && whole)?.code),
      blockers,
      certificates: certificatesInDate(plan.requirement, statuses),
      minutes: plan.requirement.place === null ? null : minutes,
      labelOf: (code) => index.graph.labelOf(code),
      isMaterial: (code) => index.graph.isMaterial(index.graph.idOf(code)),
      isOwn: (code) => states(supplier, code),
    }),
    crossRegional: evaluator.isCrossRegional(slot),
    eligible: blockers.length === 0,
  };
}

/** The blockers of a slot; the evaluator must hold the fits of its needs. */
export function blockersAt(evaluator: Evaluator, slot: number): Blocker[] {
  const { index, plan } = evaluator;
  // Columns tell most often that there are none; words are made of records only where there are.
  if (evaluator.meetsMusts() && evaluator.passesHardFacts(slot)) return [];
  const hit = evaluator.excludedBy(slot);
  const excluded = hit === null ? null : (plan.requirement.excludes?.phrases[hit] ?? null);
  return findBlockers(plan.requirement, index.recordAt(slot), {
    fits: evaluator.fits,
    floors: plan.needs.map((need) => need.floor),
    any: plan.needs.map((need) => need.any),
    minutes: evaluator.minutesTo(slot),
    excluded,
  });
}

function explainNeed(
  need: PlannedNeed,
  asked: RequirementNeed | undefined,
  fit: number,
  met: readonly MeetingClaim[],
  supplier: SupplierRecord,
  graph: CapabilityGraph,
): NeedExplanation {
  const metBy = met.map(({ code }) => code);
  const level = needLevel(fit, need.floor);
  const phrase = asked?.asTyped ?? need.phrase;
  const labels = metBy
    .slice(0, 3)
    .map((code) => `${graph.labelOf(code)}${states(supplier, code) ? '' : ' (hinted at by its SIC code)'}`);
  return {
    phrase,
    importance: need.importance,
    fit: fit / VALUE_MAX,
    level,
    metBy,
    reason: asked?.unsaid ? unsaidReason(phrase, labels) : needReason(phrase, fit > 0, level, labels),
  };
}

const states = (supplier: SupplierRecord, code: string): boolean =>
  supplier.capabilities.some((claim) => claim.code === code);

interface MeetingClaim {
  code: string;
  fit: number;
  isMaterial: boolean;
  /** True for what was asked for itself, or a kind of it. */
  whole: boolean;
}

/** The capabilities of a slot that serve a need: what it does before what it works in, what serves best first, then by code. */
function claimsThatMeet(
  { skills, materials }: PlannedNeed,
  slot: number,
  { columns, graph }: MatchIndex,
  { shut, ownWorkOnly }: Evaluator['plan'],
): MeetingClaim[] {
  const { claimStart, claimCode, claimStrength, claimBought } = columns;
  const met: MeetingClaim[] = [];
  const end = claimStart.data[slot + 1]!;
  for (let at = claimStart.data[slot]!; at < end; at += 1) {
    const id = claimCode.data[at]!;
    if (shut?.[id] === 1 || (ownWorkOnly && claimBought.data[at] === 1)) continue;
    let tree = 0;
    for (const { table } of skills) if (table[id]! > tree) tree = table[id]!;
    for (const { table } of materials) if (table[id]! > tree) tree = table[id]!;
    const fit = claimFit(tree, claimStrength.data[at]!);
    if (fit === 0) continue;
    // A capability stands there twice where it is also bought in.
    const { code } = graph.node(id);
    const known = met.find((other) => other.code === code);
    if (!known) met.push({ code, fit, isMaterial: graph.isMaterial(id), whole: tree === VALUE_MAX });
    else if (known.fit < fit) known.fit = fit;
  }
  if (met.length > 1)
    met.sort(
      (a, b) => Number(a.isMaterial) - Number(b.isMaterial) || b.fit - a.fit || (a.code < b.code ? -1 : 1),
    );
  return met;
}

function needReason(phrase: string, isTouched: boolean, level: NeedLevel, labels: string[]): string {
  if (labels.length === 0)
    return isTouched ? `“${phrase}” shows in its words only.` : `Nothing about “${phrase}”.`;
  const by = labels.join(', ');
  if (level === 'met') return `“${phrase}” is met by ${by}.`;
  return level === 'inPart'
    ? `“${phrase}” is met in part by ${by}.`
    : `“${phrase}” is hardly touched: ${by}.`;
}

/** Of a capability that nobody named: why it is looked at, and what there is of it. */
const unsaidReason = (label: string, labels: string[]): string =>
  `Who uses words typed here tends to offer “${label}”: ${labels.length === 0 ? 'it does not' : `it offers ${labels.join(', ')}`}.`;

function reasonFor(
  name: CriterionName,
  requirement: RequirementRecord,
  supplier: SupplierRecord,
  needs: readonly NeedExplanation[],
  statuses: readonly Satisfaction[],
  minutes: number,
  value: number,
): string {
  switch (name) {
    case 'capability':
      return needs.length === 0 ? 'No capability was asked for.' : needs.map((need) => need.reason).join(' ');
    case 'sector': {
      if (requirement.sectors.length === 0) return 'No sector was asked for.';
      if (supplier.sectors.length === 0) return 'The markets it serves are not stated.';
      return value > 0 ? 'Serves the buyer’s sector.' : 'Serves other sectors.';
    }
    case 'certification':
      return certificationReason(requirement, statuses);
    case 'capacity':
      return capacityReason(requirement, supplier);
    case 'reach':
      if (requirement.place === null) return 'No place was given.';
      if (!Number.isFinite(minutes)) return 'Has no known site.';
      return `About ${driveInWords(minutes)} by road${(requirement.otherPlaces ?? []).length > 0 ? ' from the nearest of the places' : ''}.`;
    case 'text':
      return textReason(value / VALUE_MAX, supplier);
    case 'standing':
      return `${supplier.verified ? 'Verified' : 'Not yet verified'}; profile ${Math.round(100 * supplier.completeness)}% complete.`;
  }
}

/** How much of what the buyer's words weigh stands in a profile, 0..1: rare words weigh more than common ones. */
export function textReason(share: number, { pastWork = [] }: Pick<SupplierRecord, 'pastWork'>): string {
  if (share === 0) return 'None of the buyer’s words appear in its profile.';
  const how = share >= 0.95 ? 'nearly all' : share >= 0.5 ? 'most' : share >= 0.2 ? 'some' : 'a few';
  const where = pastWork.length > 0 ? 'Its profile and past contracts have' : 'Its profile has';
  return `${where} ${how} of the buyer’s words (${Math.round(100 * share)}%, rare words counting for more).`;
}

function certificationReason(requirement: RequirementRecord, statuses: readonly Satisfaction[]): string {
  if (requirement.certifications.length === 0) return 'No certificate was asked for.';
  const words = {
    yes: 'in date',
    unknown: 'date not known',
    not_yet: 'not yet valid',
    expired: 'expired',
    no: 'not held',
  } as const;
  return requirement.certifications
    .map((wanted, at) => `${certificateName(wanted)} (${wanted.importance}): ${words[statuses[at]!]}.`)
    .join(' ');
}

const certificatesInDate = (
  { certifications }: RequirementRecord,
  statuses: readonly Satisfaction[],
): string[] => certifications.filter((_, at) => statuses[at] === 'yes').map(certificateName);
