/** The needs of a requirement made ready for scoring. Needs recur, so the plans made last are kept. */
import { information } from '../reading/corpus.statistics.js';
import { IMPORTANCE_WEIGHT } from './criteria.scoring.js';
import { MUST_FLOOR, WORDS_FLOOR } from './eligibility.rules.js';
import { likeTerms } from '../reading/like.terms.js';
import { likelyTerms } from '../reading/likely.trades.js';
import type { RequirementNeed, RequirementRecord } from '../model/model.types.js';
import { explainedShares } from '../reading/name.reading.js';
import { VALUE_MAX } from '../model/scoring.constants.js';
import {
  heaviest,
  inTheirTrade,
  markingTerms,
  type PlanContext,
  type PlannedTerm,
  sumOfWeights,
  termInformation,
  unsaid,
} from '../reading/term.weights.js';

/** One capability code wanted by a need. */
export interface PlannedCode {
  id: number;
  /** Integer information: what agreement on it is worth beside the need's other codes. */
  weight: number;
  /** Fit of every held capability, by id. */
  table: Uint8Array;
}

export interface PlannedNeed {
  phrase: string;
  importance: 'must' | 'should';
  /** Weight among the needs. */
  weight: number;
  /** Processes, products and services. */
  skills: PlannedCode[];
  skillWeight: number;
  materials: PlannedCode[];
  materialWeight: number;
  terms: PlannedTerm[];
  termWeight: number;
  /** True for a need of a typed search: words without the tree prove less there. */
  brief: boolean;
  /** Words of the trades that its unread words make likely. */
  likely: readonly PlannedTerm[];
  /** How far the reading of the phrase is to be trusted, 0..1: little where it leaves most of the words unread. */
  trust: number;
  /** What the tree's evidence counts then, 0..1. */
  evidence: number;
  /** What is asked for is done to it: what is near it in the tree shows it too. */
  served: boolean;
  /** Least fit at which it counts as met. */
  floor: number;
  /** Part of a must group of which one is enough. */
  any: boolean;
}

/** All that a need was read as. */
export const codesOf = ({ skills, materials }: PlannedNeed): readonly PlannedCode[] => [
  ...skills,
  ...materials,
];

/** A material tells less than the process that shapes it. */
const KIND_PERCENT = { process: 100, product: 90, service: 90, material: 40 } as const;
/** So many words that mark out a wanted capability are looked for beside the buyer's own. */
const MARKS_OF_NEED = 12;
/** A reading is trusted in full where the names read hold this share of the information of a phrase. */
const FULL_TRUST = 0.6;
/** A reading less trusted than this rules nobody out alone: one such must is enough. */
const SURE_TRUST = 0.75;
/** What is left of the tree's evidence, and of the floor of a must, where a reading is not trusted at all. */
const LEAST_EVIDENCE = 0.1;
const LEAST_FLOOR = 0.4;
/** Of what the skills beside the most telling one are worth, this share, and this much more, must show of a must … */
const BESIDE_SHARE = 0.8;
const BEYOND = 6;
/** … but no more than this: the other skills of a phrase may be misread. */
const HIGHEST_FLOOR = 110;
/** Who may be given a part of the work alone has to show that part better than in passing. */
const ALONE_FLOOR = 80;
/** So many unread words of a typed search, found to this fit, are enough beside what is read: one word is often said in passing. */
const ENOUGH_WORDS = 2;
const ENOUGH_FLOOR = 153;
const PLANS_KEPT = 4_000;

const plansKept = new WeakMap<PlanContext, Map<string, PlannedNeed>>();

/** Plans of the needs of a requirement, in their order. Pure: what is kept is what would be made again. */
export function planNeeds(requirement: RequirementRecord, context: PlanContext): PlannedNeed[] {
  const noMusts = !requirement.needs.some(({ importance }) => importance === 'must');
  let kept = plansKept.get(context);
  if (!kept || kept.size > PLANS_KEPT) plansKept.set(context, (kept = new Map<string, PlannedNeed>()));
  const plans = kept;
  const splittable = requirement.splittable === true;
  const typed = splittable && requirement.description === '';
  return requirement.needs.map((need) => {
    const any = noMusts || (need.importance === 'must' && splittable);
    const enough = typed && !any && saysEnough(need, context);
    const key = `${need.importance}|${any ? 1 : 0}${enough ? 1 : 0}${typed ? 1 : 0}|${need.served ? 1 : 0}${need.codes.join(' ')}|${need.phrase}`;
    let plan = plans.get(key);
    if (!plan) {
      plan = planNeed(need, any, typed, context);
      if (enough) plan = { ...plan, any: true, floor: ENOUGH_FLOOR };
      plans.set(key, plan);
    }
    return plan;
  });
}

/** "Factory extension, frame and erection": whoever says the words left over is not ruled out by what was read of the others. */
const saysEnough = ({ codes, phrase }: RequirementNeed, { analyse }: PlanContext): boolean =>
  codes.length === 0 && new Set(analyse(phrase)).size >= ENOUGH_WORDS;

function planNeed(
  { phrase, codes: wanted, importance, served = false }: RequirementNeed,
  any: boolean,
  brief: boolean,
  context: PlanContext,
): PlannedNeed {
  const { graph, statistics, analyse } = context;
  const codes = [...new Set(wanted.map((code) => graph.idOf(code)).filter((id) => id >= 0))].map((id) => {
    const node = graph.node(id);
    const bits = information(statistics.documents, statistics.codeCounts.get(node.code) ?? 0);
    return {
      id,
      weight: Math.max(1, Math.round((bits * KIND_PERCENT[node.kind]) / 10)),
      table: graph.fitTable(id),
    };
  });
  const trust = trustIn(phrase, codes, context);
  const evidence = between(LEAST_EVIDENCE, 1, trust);
  for (const code of codes) code.table = lessened(code.table, evidence);
  if (served) for (const code of codes) code.table = ofItsFamily(code.table);
  const isMaterial = ({ id }: PlannedCode): boolean => graph.node(id).kind === 'material';
  const skills = codes.filter((code) => !isMaterial(code));
  const materials = codes.filter(isMaterial);
  const asked = heaviest(
    [...new Set(analyse(phrase))].map((term) => ({ term, weight: termInformation(term, statistics) })),
  );
  const terms = brief ? inTheirTrade(asked, [phrase], analyse) : asked;
  const marks = markingTerms(
    skills.map(({ id }) => ({ id, factor: evidence })),
    terms,
    MARKS_OF_NEED,
    context,
  );
  const looked = [...terms, ...marks, ...likeTerms(terms, marks, context)];
  const likely = likelyTerms(
    terms.map(({ term }) => term),
    codes.map(({ id }) => id),
    context,
  );
  return {
    phrase,
    importance,
    // Of all who teach or hire out, those are wanted who do it with this.
    weight: IMPORTANCE_WEIGHT[served ? 'must' : importance],
    skills,
    skillWeight: sumOfWeights(skills),
    materials,
    materialWeight: sumOfWeights(materials),
    terms: [...looked, ...unsaid(likely, looked)],
    termWeight: sumOfWeights(asked),
    brief,
    likely,
    trust,
    evidence,
    served,
    floor: floorOf(skills, codes, trust, any && !brief && importance === 'must' ? ALONE_FLOOR : MUST_FLOOR),
    any: any || (importance === 'must' && trust < SURE_TRUST),
  };
}

/**
 * Least fit at which a need counts as met. Of "bent tube assemblies" an assembly that a firm mentions in passing, as every
 * other firm does, is not enough: as much must show as most of what the skills beside the most telling one come to.
 */
function floorOf(
  skills: readonly PlannedCode[],
  codes: readonly PlannedCode[],
  trust: number,
  least: number,
): number {
  if (codes.length === 0) return WORDS_FLOOR;
  const telling = Math.max(0, ...skills.map(({ weight }) => weight));
  const beside = (VALUE_MAX * (sumOfWeights(skills) - telling)) / sumOfWeights(codes);
  const floor = Math.max(least, Math.min(HIGHEST_FLOOR, BESIDE_SHARE * beside + BEYOND));
  return Math.round(floor * between(LEAST_FLOOR, 1, trust));
}

/** Trust in the reading of a phrase: by the share of its information that names of the capabilities read hold. */
function trustIn(
  phrase: string,
  codes: readonly PlannedCode[],
  { graph, statistics, analyse }: PlanContext,
): number {
  const terms = new Set(analyse(phrase));
  const ids = codes.map(({ id }) => id);
  const shares = explainedShares(terms, ids, graph, analyse);
  let all = 0;
  let read = 0;
  for (const term of terms) {
    // Sizes and grades qualify what is read.
    if (/\d/u.test(term)) continue;
    const bits = termInformation(term, statistics);
    all += bits;
    read += bits * (shares.get(term) ?? 0);
  }
  const share = all > 0 ? read / all : Number(codes.length > 0);
  return Math.min(1, share / FULL_TRUST);
}

/** From `none` at 0 to `full` at 1. */
export const between = (none: number, full: number, at: number): number => none + (full - none) * at;

/** Who hires out, teaches, keeps or mends things goes by families of them: what is near the one named counts so many times. */
const NEAR_TIMES = 5;
const ofItsFamily = (table: Uint8Array): Uint8Array =>
  table.map((fit) => Math.min(VALUE_MAX, NEAR_TIMES * fit));

const lessened = (table: Uint8Array, evidence: number): Uint8Array =>
  evidence === 1 ? table : table.map((fit) => Math.round(fit * evidence));
