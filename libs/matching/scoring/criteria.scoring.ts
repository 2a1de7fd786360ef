/**
 * The one definition of each criterion. The fast path, the explanation and the reference implementation
 * all call these; every result is an integer 0..255, so equal inputs give equal scores everywhere.
 */
import type { CapabilityRole, CriterionName, RequirementRecord } from '../model/model.types.js';
import {
  AT,
  CRITERIA,
  DEFAULT_WEIGHTS,
  EXPLAINED_TEXT_PERCENT,
  VALUE_MAX,
  WEIGHT_SUM,
} from '../model/scoring.constants.js';

/** Neutral value for a fact the supplier has not stated: neither praised nor punished. */
export const UNKNOWN_VALUE = 128;

/** Share of a capability that counts, by how the firm stands towards it. */
const ROLE_FACTOR: Readonly<Record<CapabilityRole, number>> = {
  performs: 1,
  lab: 0.1,
  maintains: 0.5,
  buysIn: 0.4,
  suppliesTo: 0.1,
  sells: 0.18,
  hires: 0.18,
  trains: 0.15,
  consults: 0.15,
};
const EVIDENCE_FACTOR = {
  SELF_DECLARED: 0.96,
  DOCUMENT: 0.97,
  REGISTER_CHECKED: 0.98,
  CLUSTER_VOUCHED: 0.99,
  SITE_AUDITED: 1,
} as const;

/** Strength of one claimed capability as an integer 0..255. */
export function claimStrength(claim: {
  weight: number;
  evidence: keyof typeof EVIDENCE_FACTOR;
  role?: CapabilityRole;
}): number {
  const share = claim.weight * EVIDENCE_FACTOR[claim.evidence] * ROLE_FACTOR[claim.role ?? 'performs'];
  return Math.max(0, Math.min(VALUE_MAX, Math.round(VALUE_MAX * share)));
}

/** How far a claim of some strength meets a need, given the tree's fit of its code. */
export function claimFit(treeFit: number, strength: number): number {
  return Math.floor((treeFit * strength) / VALUE_MAX);
}

/** A plain mention covers a need's words fully before every field has repeated them. */
const TEXT_FULL_COVER = 0.55;
/** Words alone never prove a capability that the tree could have shown. */
const TEXT_SHARE_WITH_TREE = 0.65;
/**
 * A typed search is few words, and many use one of them: where the tree shows no more than this of what is read there, words
 * prove less.
 */
const TREE_SHOWS_NOTHING = 15;
const TEXT_SHARE_ALONE = 0.45;
/** A merchant, trainer or laboratory uses the words of every trade. */
const TEXT_SHARE_OF_NON_MAKER = 0.1;
const TEXT_SHARE_WITHOUT_TREE = 0.85;

/** What one supplier brings to one need, and the weights it is measured by. */
export interface NeedEvidence {
  /** Σ information × fit over the need's processes, products and services. */
  skillSum: number;
  skillWeight: number;
  /** Best single fit among them, 0..255. */
  skillBest: number;
  /** Σ information × fit over the need's materials. */
  materialSum: number;
  materialWeight: number;
  /** Σ information × impact over the need's terms. */
  textSum: number;
  textWeight: number;
  /** True where words without the tree prove less: the need is one of a typed search. */
  brief: boolean;
  /** False for a firm that says it trades in, teaches, tests or hires out what others make. */
  maker: boolean;
}

/**
 * Fit of one need, 0..255: what the tree shows, topped up by what the words show. A material counts only as
 * far as the firm can work it: who stocks titanium does not machine it.
 */
export function needFit(evidence: NeedEvidence): number {
  const { skillSum, skillWeight, skillBest, materialSum, materialWeight, textSum, textWeight } = evidence;
  const text = textValue(textSum, textWeight);
  if (skillWeight + materialWeight === 0) return fitOfWords(text);
  const tree = treeValue(skillSum, skillWeight, skillBest, materialSum, materialWeight);
  return fitOfTreeAndWords(tree, text, evidence.maker, evidence.brief);
}

/** What the tree shows of a need, 0..255. */
export function treeValue(
  skillSum: number,
  skillWeight: number,
  skillBest: number,
  materialSum: number,
  materialWeight: number,
): number {
  const material = skillWeight > 0 ? Math.min(materialSum, materialWeight * skillBest) : materialSum;
  return Math.floor((skillSum + material) / (skillWeight + materialWeight));
}

/** Fit of a need that the tree cannot read. */
export const fitOfWords = (text: number): number => Math.floor(text * TEXT_SHARE_WITHOUT_TREE);

export function fitOfTreeAndWords(tree: number, text: number, maker: boolean, brief: boolean): number {
  const alone = brief && tree < TREE_SHOWS_NOTHING;
  const ofMaker = alone ? TEXT_SHARE_ALONE : TEXT_SHARE_WITH_TREE;
  const share = maker ? ofMaker : TEXT_SHARE_OF_NON_MAKER;
  return tree + Math.floor(((VALUE_MAX - tree) * text * share) / VALUE_MAX);
}

const PERCENT = 100;

/** What the capability criterion is the mean of, 128 parts at most: how far needs are met, and how much of the firm's business they are. */
export interface CapabilityParts {
  fit: number;
  focus: number;
}
const WITH_CODES: CapabilityParts = { fit: 75, focus: 25 };
const FIT_ALONE: CapabilityParts = { fit: 100, focus: 0 };
/** Where the tree reads none of the needs, fit alone counts. */
export const capabilityParts = (hasCodes: boolean): CapabilityParts => (hasCodes ? WITH_CODES : FIT_ALONE);

/**
 * Value of the capability criterion.
 * @param fit mean fit over the needs, 0..255
 * @param focusSum Σ strength × fit to any need over the firm's own skills, @param strengthSum Σ strength
 * @param hasCodes false when the tree reads none of the needs: then fit alone counts
 */
export function capabilityValue(
  fit: number,
  focusSum: number,
  strengthSum: number,
  hasCodes: boolean,
): number {
  if (!hasCodes) return fit;
  const focus = strengthSum > 0 ? Math.floor(focusSum / strengthSum) : 0;
  const { fit: ofFit, focus: ofFocus } = WITH_CODES;
  return Math.floor((ofFit * fit + ofFocus * focus) / (ofFit + ofFocus));
}

/**
 * Where most of what is typed is found together: it begins to tell here, and has told all there, as shares of the most that
 * Σ weight × impact can be.
 */
const TOGETHER_FROM = 0.4;
const TOGETHER_TO = 0.7;

/**
 * Value of the text criterion, or what the words show of a need, from Σ weight × impact and Σ weight.
 * @param together share, 0..1, that is earned only by who says most of the words; the rest is earned word by word
 */
export function textValue(sum: number, weight: number, together = 0): number {
  if (weight <= 0) return 0;
  const each = Math.min(VALUE_MAX, Math.floor(sum / textUnit(weight)));
  if (together === 0) return each;
  const most = (sum / weight - VALUE_MAX * TOGETHER_FROM) / (TOGETHER_TO - TOGETHER_FROM);
  return Math.floor((1 - together) * each + together * Math.max(0, Math.min(VALUE_MAX, most)));
}

/** Σ weight × impact that adds one to `textValue`, whatever is earned together; Infinity without words. */
export const textUnit = (weight: number): number => (weight > 0 ? weight * TEXT_FULL_COVER : Infinity);

/** The most that one unit of Σ weight × impact adds to `textValue` before that is rounded down, whatever is earned together. */
export const textWorth = (weight: number): number => 1 / textUnit(weight);

/** Sector experience: served, not served, or nothing stated. */
export function sectorValue(wantedBits: number, servedBits: number): number {
  if (servedBits === 0) return UNKNOWN_VALUE;
  return (wantedBits & servedBits) !== 0 ? VALUE_MAX : 0;
}

/** Contract value covered this many times over by turnover earns the full value. */
const COMFORTABLE_TURNOVER = 4;
const BARE_TURNOVER_VALUE = 140;

/** What a requirement asks of capacity; null where it does not ask. */
export interface CapacityWanted {
  batch: number | null;
  valueGbp: number | null;
  leadTimeDays: number | null;
}
/** True when the lot is below the smallest the supplier takes; false when it does not say. */
export const lotTooSmall = (batch: number, batchMin: number): boolean => batch < batchMin;
export const lotTooLarge = (batch: number, batchMax: number): boolean => batch > batchMax;
export const turnoverTooSmall = (valueGbp: number, turnoverGbp: number): boolean => turnoverGbp < valueGbp;

/** Mean over what is asked of lot, turnover and lead time. What a supplier does not state is NaN. */
export function capacityValue(
  wanted: CapacityWanted,
  batchMin: number,
  batchMax: number,
  turnoverGbp: number,
  leadTimeDays: number,
): number {
  let sum = 0;
  let asked = 0;
  if (wanted.batch !== null) {
    asked += 1;
    if (Number.isNaN(batchMin) && Number.isNaN(batchMax)) sum += UNKNOWN_VALUE;
    else if (!lotTooSmall(wanted.batch, batchMin) && !lotTooLarge(wanted.batch, batchMax)) sum += VALUE_MAX;
  }
  if (wanted.valueGbp !== null) {
    asked += 1;
    sum += turnoverPart(wanted.valueGbp, turnoverGbp);
  }
  if (wanted.leadTimeDays !== null) {
    asked += 1;
    if (Number.isNaN(leadTimeDays)) sum += UNKNOWN_VALUE;
    else if (leadTimeDays <= wanted.leadTimeDays) sum += VALUE_MAX;
    else sum += Math.floor((VALUE_MAX * wanted.leadTimeDays) / leadTimeDays);
  }
  return asked > 0 ? Math.floor(sum / asked) : 0;
}

function turnoverPart(valueGbp: number, turnoverGbp: number): number {
  if (Number.isNaN(turnoverGbp)) return UNKNOWN_VALUE;
  if (turnoverTooSmall(valueGbp, turnoverGbp)) return 0;
  const times = valueGbp > 0 ? Math.min(COMFORTABLE_TURNOVER, turnoverGbp / valueGbp) : COMFORTABLE_TURNOVER;
  const share = (times - 1) / (COMFORTABLE_TURNOVER - 1);
  return Math.floor(BARE_TURNOVER_VALUE + (VALUE_MAX - BARE_TURNOVER_VALUE) * share);
}

/** At the edge of the buyer's limit a supplier keeps this share of the value. */
const EDGE_OF_REACH = 0.4;
/** Without a limit the value halves each time this many minutes are added to the journey's base. */
const EASY_REACH_MINUTES = 90;

/** Reach from minutes by road (Infinity when the supplier has no site) and the buyer's limit, null for none. */
export function reachValue(minutes: number, limit: number | null): number {
  if (!Number.isFinite(minutes)) return 0;
  if (limit === null) return Math.floor((VALUE_MAX * EASY_REACH_MINUTES) / (EASY_REACH_MINUTES + minutes));
  if (minutes > limit) return 0;
  return Math.floor(VALUE_MAX * (1 - ((1 - EDGE_OF_REACH) * minutes) / Math.max(1, limit)));
}

/** Standing: verified, complete, answers. A firm never invited counts as answering half the time. */
export function standingValue(verified: boolean, completeness: number, replyRate: number | null): number {
  const complete = Math.max(0, Math.min(1, completeness));
  const replies = Math.max(0, Math.min(1, replyRate ?? 0.5));
  return (verified ? 100 : 0) + Math.floor(100 * complete) + Math.floor(55 * replies);
}

/** A should counts for this share of a must. */
export const IMPORTANCE_WEIGHT = { must: 3, should: 1 } as const;
export const CERTIFICATE_WEIGHT = { required: 2, desired: 1 } as const;

/** Weighted integer mean, 0 when nothing is weighed. */
export function weightedMean(sum: number, weight: number): number {
  return weight > 0 ? Math.floor(sum / weight) : 0;
}

/** Which criteria a requirement asks about; the others get no weight. */
export function askedCriteria(
  requirement: RequirementRecord,
  hasText: boolean,
): Record<CriterionName, boolean> {
  return {
    capability: requirement.needs.length > 0,
    sector: requirement.sectors.length > 0,
    certification: requirement.certifications.length > 0,
    capacity:
      requirement.valueGbp !== null ||
      (requirement.quantity?.batch ?? null) !== null ||
      requirement.leadTimeDays !== null,
    reach: requirement.place !== null,
    text: hasText,
    standing: true,
  };
}

/** Default weight of text when `explained` of `total` need weight is read by the tree. */
export function textWeight(explained: number, total: number): number {
  const saved = ((PERCENT - EXPLAINED_TEXT_PERCENT) * explained) / Math.max(1, total);
  return Math.round((DEFAULT_WEIGHTS.text * (PERCENT - saved)) / PERCENT);
}

/**
 * Integer weights in the order of CRITERIA that sum to WEIGHT_SUM: the buyer's own or the defaults over
 * the criteria asked about, by largest remainder (ties to the earlier criterion).
 */
export function resolveWeights(
  asked: Readonly<Record<CriterionName, boolean>>,
  own: Partial<Record<CriterionName, number>> | undefined,
  defaults: Readonly<Record<CriterionName, number>> = DEFAULT_WEIGHTS,
): number[] {
  const wanted = CRITERIA.map((name) => (asked[name] ? Math.max(0, own?.[name] ?? defaults[name]) : 0));
  let total = wanted.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) {
    wanted[AT.standing] = 1;
    total = 1;
  }
  const exact = wanted.map((weight) => (weight * WEIGHT_SUM) / total);
  const weights = exact.map(Math.floor);
  const short = WEIGHT_SUM - weights.reduce((sum, weight) => sum + weight, 0);
  exact
    .map((weight, index) => ({ index, rest: weight - weights[index]! }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
    .slice(0, short)
    .forEach(({ index }) => (weights[index]! += 1));
  return weights;
}

/** Score in integer units. */
export function totalScore(weights: readonly number[], values: readonly number[]): number {
  let score = 0;
  for (let index = 0; index < weights.length; index += 1) score += weights[index]! * values[index]!;
  return score;
}
