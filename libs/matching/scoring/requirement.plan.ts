/** A requirement made ready for scoring: integer weights, tree tables and weighted terms. */
import { findCpv } from '#lib/taxonomy';
import type { CapabilityGraph } from '../reading/capability.graph.js';
import { askedCriteria, resolveWeights, textWeight } from './criteria.scoring.js';
import { likeTerms } from '../reading/like.terms.js';
import type { RequirementRecord } from '../model/model.types.js';
import { between, type PlannedNeed, planNeeds } from './need.plan.js';
import { sameItems } from '../model/same.items.js';
import { CRITERIA, DEFAULT_WEIGHTS } from '../model/scoring.constants.js';
import {
  heaviest,
  inTheirTrade,
  marksOfAll,
  type PlanContext,
  type PlannedTerm,
  sumOfWeights,
  TERM_LIMIT,
  termInformation,
  unsaid,
} from '../reading/term.weights.js';
import { affirmedText, type Analyser } from '../reading/text.analysis.js';

export interface RequirementPlan {
  requirement: RequirementRecord;
  weights: number[];
  needs: PlannedNeed[];
  needWeight: number;
  /** Best fit to any need, by id of a held skill, 0 for what is ruled out; 255 marks what the buyer is after. Null without codes. */
  focus: Uint8Array | null;
  terms: PlannedTerm[];
  termWeight: number;
  /** Share of the text criterion, 0..1, that only who says most of the words earns. */
  together: number;
  /** 1 for each capability ruled out: work done that way does not count. Null when none is. */
  shut: Uint8Array | null;
  /** Each phrase as the set of terms that must all be present. */
  excludedTerms: string[][];
  /** Work put out to others does not count. */
  ownWorkOnly: boolean;
}

/** A notice has nothing but its words. */
const NOTICE_TERM_LIMIT = 200;
const TITLE_TERM = 3;
const MUST_TERM = 4;
const SHOULD_TERM = 2;
const DESCRIPTION_TERM = 2;
/** A word that the tree has read counts there already: half of what another word counts. */
const OTHER_WORD = 2;
const EXPLAINED_WORD = 1;
/** So many words that mark out a wanted capability are looked for beside the buyer's own. */
const MARKS_OF_TEXT = 25;
/** More words of likely trades than this cost a search more than they bring. */
const MOST_LIKELY = 20;
/** How many times its default weight text has where no reading is trusted, and the share of its cover that is full there. */
const UNTRUSTED_TEXT = 2;
const UNTRUSTED_COVER = 0.5;

/** Who types a few words is best served by who says most of them: what that adds to the default weight of text. */
const TOGETHER_WEIGHT = 160;

const TEXTS_KEPT = 4_000;
const textsKept = new WeakMap<Analyser, Map<string, readonly string[]>>();

/** Terms of a text of which there are few: buyers use the same titles and phrases again and again. */
function termsAgain(text: string, analyse: Analyser): readonly string[] {
  let kept = textsKept.get(analyse);
  if (!kept || kept.size >= TEXTS_KEPT) textsKept.set(analyse, (kept = new Map<string, readonly string[]>()));
  let terms = kept.get(text);
  if (!terms) kept.set(text, (terms = analyse(text)));
  return terms;
}

let last: { requirement: RequirementRecord; context: PlanContext; plan: RequirementPlan } | undefined;

/** The plan of the requirement that was asked about last is at hand: several suppliers are explained against one. */
export function planAgain(requirement: RequirementRecord, context: PlanContext): RequirementPlan {
  if (last?.requirement !== requirement || last.context !== context)
    last = { requirement, context, plan: planRequirement(requirement, context) };
  return last.plan;
}

/** Compiles a requirement. Pure; the same requirement and statistics give the same plan. */
export function planRequirement(requirement: RequirementRecord, context: PlanContext): RequirementPlan {
  const { analyse } = context;
  const read = readNeeds(planNeeds(requirement, context), context);
  const { needs, needWeight, trust } = read;
  // A notice without needs is all prose: what it says again and again is what it is about.
  const noticeOnly = requirement.needs.length === 0;
  const parts: [readonly string[], number][] = [
    [termsAgain(requirement.title, analyse), TITLE_TERM],
    // The "nots" of a notice are its terms of business, not what the work is not.
    [analyse(noticeOnly ? requirement.description : affirmedText(requirement.description)), DESCRIPTION_TERM],
    ...requirement.needs.map((need): [readonly string[], number] => [
      termsAgain(need.phrase, analyse),
      need.importance === 'must' ? MUST_TERM : SHOULD_TERM,
    ]),
  ];
  parts.push([
    termsAgain(requirement.cpvCodes.map((code) => findCpv(code)?.description ?? '').join(' ; '), analyse),
    DESCRIPTION_TERM,
  ]);
  const factors = new Map<string, number>();
  for (const [found, factor] of parts) {
    if (noticeOnly) {
      // Its numbers are lots, dates and references.
      for (const term of found)
        if (!/^\d+$/u.test(term)) factors.set(term, (factors.get(term) ?? 0) + factor);
    } else for (const term of new Set(found)) factors.set(term, Math.max(factors.get(term) ?? 0, factor));
  }
  // Who types a few words means every one of them.
  const brief = requirement.description === '';
  const isExplained = (term: string): boolean => read.names.some((words) => words.has(term));
  const typed = heaviest(
    [...factors].map(([term, factor]) => ({
      term,
      weight:
        factor *
        termInformation(term, context.statistics) *
        (isExplained(term) && !brief ? EXPLAINED_WORD : OTHER_WORD),
    })),
    noticeOnly ? NOTICE_TERM_LIMIT : TERM_LIMIT,
  );
  const phrases = requirement.needs.map(({ phrase }) => phrase);
  const terms = brief ? inTheirTrade(typed, phrases, analyse) : typed;
  const leftOut = whatIsLeftOut(requirement, context);
  const asked = askedCriteria(requirement, terms.length > 0);
  const marks = unsaid(read.marks, terms);
  const looked = [...terms, ...marks, ...likeTerms(terms, marks, context)];
  const narrowness = brief ? 1 - read.breadth : 1;
  const wordByWord = textWeight(read.treeWeight, needWeight) * between(UNTRUSTED_TEXT, 1, trust) * narrowness;
  const together = brief && !noticeOnly ? TOGETHER_WEIGHT * narrowness : 0;
  return {
    requirement,
    weights: resolveWeights(asked, requirement.weights, {
      ...DEFAULT_WEIGHTS,
      text: Math.round(wordByWord + together),
    }),
    together: together / (wordByWord + together),
    needs,
    needWeight,
    focus: withoutShut(read.focus, leftOut.shut),
    terms: [...looked, ...unsaid(read.likely, looked)],
    termWeight: Math.round(sumOfWeights(typed) * between(UNTRUSTED_COVER, 1, trust)),
    ...leftOut,
  };
}

/** The hard conditions of a requirement alone: tells who is eligible, as its whole plan does, and scores nobody. */
export function planConditions(requirement: RequirementRecord, context: PlanContext): RequirementPlan {
  const needs = planNeeds(requirement, context);
  return {
    requirement,
    weights: CRITERIA.map(() => 0),
    needs,
    needWeight: sumOfWeights(needs),
    focus: null,
    terms: [],
    termWeight: 0,
    together: 0,
    ...whatIsLeftOut(requirement, context),
  };
}

const whatIsLeftOut = (
  { excludes }: RequirementRecord,
  { graph, analyse }: PlanContext,
): Pick<RequirementPlan, 'shut' | 'excludedTerms' | 'ownWorkOnly'> => ({
  shut: shutTable(excludes?.codes ?? [], graph),
  excludedTerms: (excludes?.phrases ?? [])
    .map((phrase) => [...new Set(analyse(phrase))])
    .filter((terms) => terms.length > 0),
  ownWorkOnly: excludes?.roles.includes('buysIn') ?? false,
});

/** What a plan takes from its needs, whatever else a requirement says. */
interface ReadNeeds {
  needs: PlannedNeed[];
  needWeight: number;
  /** Weight of the needs that the tree reads. */
  treeWeight: number;
  trust: number;
  /** Words of each name of the capabilities wanted. */
  names: ReadonlySet<string>[];
  marks: PlannedTerm[];
  /** Words of the trades that unread words make likely, weighted for the text as a whole. */
  likely: PlannedTerm[];
  focus: Uint8Array | null;
  /** How broad it is what is asked for, 0..1. */
  breadth: number;
}

let lastRead: { read: ReadNeeds; context: PlanContext } | undefined;

/** In a full re-match one requirement after another has the same needs: what comes of them is at hand then. */
function readNeeds(needs: PlannedNeed[], context: PlanContext): ReadNeeds {
  const known = lastRead?.context === context ? lastRead.read : undefined;
  if (known && sameItems(needs, known.needs)) return known;
  const { graph, analyse } = context;
  const needWeight = sumOfWeights(needs);
  const ids = new Set(
    needs.flatMap(({ skills, materials }) => [...skills, ...materials].map(({ id }) => id)),
  );
  const factorOf = (need: PlannedNeed): number => (need.importance === 'must' ? MUST_TERM : SHOULD_TERM);
  const wanted = needs.flatMap((need) =>
    need.skills.map(({ id }) => ({ id, factor: factorOf(need) * need.evidence })),
  );
  const read = {
    needs,
    needWeight,
    treeWeight: sumOfWeights(needs.filter((need) => need.skillWeight + need.materialWeight > 0)),
    trust: needWeight > 0 ? needs.reduce((sum, need) => sum + need.weight * need.trust, 0) / needWeight : 1,
    names: Array.from(ids, (id) => graph.termsOf(id, analyse)),
    marks: marksOfAll(wanted, MARKS_OF_TEXT, context),
    likely: likelyOfAll(needs, factorOf),
    focus: focusTable(needs, graph),
    breadth: breadthOf(needs, needWeight, graph),
  };
  lastRead = { read, context };
  return read;
}

/**
 * How broad it is what is asked for, 0..1: who plates does metal finishing, and says "plating". A material makes it narrow, and
 * where anything is unread or doubtful its words are all there is to go by.
 */
function breadthOf(needs: readonly PlannedNeed[], needWeight: number, graph: CapabilityGraph): number {
  if (needs.length === 0 || needs.some(({ skills }) => skills.length === 0)) return 0;
  const breadth = ({ skills, materials, trust }: PlannedNeed): number =>
    trust < 1 || materials.length > 0 ? 0 : Math.max(...skills.map(({ id }) => graph.breadthOf(id)));
  return needs.reduce((sum, need) => sum + need.weight * breadth(need), 0) / needWeight;
}

/** Words of the trades that any need makes likely, heaviest first. */
function likelyOfAll(needs: readonly PlannedNeed[], factorOf: (need: PlannedNeed) => number): PlannedTerm[] {
  const found = new Map<string, number>();
  for (const need of needs)
    for (const { term, weight } of need.likely)
      found.set(term, Math.max(found.get(term) ?? 0, weight * factorOf(need) * OTHER_WORD));
  return heaviest(
    Array.from(found, ([term, weight]) => ({ term, weight })),
    MOST_LIKELY,
  );
}

function shutTable(codes: readonly string[], graph: CapabilityGraph): Uint8Array | null {
  const tops = codes.map((code) => graph.idOf(code)).filter((id) => id >= 0);
  if (tops.length === 0) return null;
  return Uint8Array.from({ length: graph.size }, (_, id) =>
    tops.some((top) => graph.covers(top, id)) ? 1 : 0,
  );
}

function focusTable(needs: readonly PlannedNeed[], graph: CapabilityGraph): Uint8Array | null {
  const tables = needs.flatMap((need) => need.skills.map((code) => code.table));
  if (tables.length === 0) return null;
  if (tables.length === 1) return tables[0]!;
  const focus = new Uint8Array(graph.size);
  for (const table of tables) {
    for (let id = 0; id < focus.length; id += 1) if (table[id]! > focus[id]!) focus[id] = table[id]!;
  }
  return focus;
}

const withoutShut = (focus: Uint8Array | null, shut: Uint8Array | null): Uint8Array | null =>
  focus && shut ? focus.map((fit, id) => (shut[id] === 1 ? 0 : fit)) : focus;
