/** What the words of a requirement weigh, and the words that mark out what it asks for. */
import { wordsOfOtherTrades } from '#lib/taxonomy';
import type { CapabilityGraph } from './capability.graph.js';
import { type CorpusStatistics, information } from './corpus.statistics.js';
import type { Analyser } from './text.analysis.js';

export interface PlanContext {
  graph: CapabilityGraph;
  statistics: CorpusStatistics;
  analyse: Analyser;
}

/** One term and its integer weight. */
export interface PlannedTerm {
  term: string;
  weight: number;
}

/** More terms than this cost time and change nothing. */
export const TERM_LIMIT = 40;

/** Heaviest first, ties by spelling, cut at the limit: the same everywhere. */
export function heaviest(terms: PlannedTerm[], most = TERM_LIMIT): PlannedTerm[] {
  return terms.sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1)).slice(0, most);
}

export const sumOfWeights = (parts: readonly { weight: number }[]): number =>
  parts.reduce((sum, part) => sum + part.weight, 0);

export function termInformation(term: string, statistics: CorpusStatistics): number {
  return information(statistics.documents, statistics.termCounts.get(term) ?? 0);
}

/** What a word for working weighs beside a material outside the metal trades: tube benders say "bending" as well. */
const OF_OTHER_TRADES = 0.3;

/** Terms of a typed search, those less heavy that its phrases say of such a material. */
export function inTheirTrade(
  terms: readonly PlannedTerm[],
  phrases: readonly string[],
  analyse: Analyser,
): PlannedTerm[] {
  const words = phrases.flatMap(wordsOfOtherTrades);
  if (words.length === 0) return [...terms];
  const less = new Set(words.flatMap((word) => analyse(word)));
  return terms.map(({ term, weight }) => ({
    term,
    weight: less.has(term) ? Math.round(weight * OF_OTHER_TRADES) : weight,
  }));
}

/** Words that mark out what is wanted, beside the buyer's own: they add, and are never missed. */
export const markingTerms = (
  codes: readonly WantedCode[],
  own: readonly PlannedTerm[],
  most: number,
  context: PlanContext,
): PlannedTerm[] => unsaid(marksOfAll(codes, most, context), own);

export interface WantedCode {
  id: number;
  factor: number;
}

/** Words that mark out any of the capabilities wanted, heaviest first: `most` of each. */
export function marksOfAll(codes: readonly WantedCode[], most: number, context: PlanContext): PlannedTerm[] {
  const found = new Map<string, number>();
  for (const { id, factor } of codes) {
    const marks = marksUsed(id, context);
    for (let at = 0; at < marks.length && marks[at]!.place < most; at += 1) {
      const { term, strength, bits } = marks[at]!;
      const weight = Math.round(factor * strength * bits);
      if (weight > 0) found.set(term, Math.max(found.get(term) ?? 0, weight));
    }
  }
  return heaviest(
    Array.from(found, ([term, weight]) => ({ term, weight })),
    Infinity,
  );
}

/** Marks that the buyer does not say anyway, cut at the limit. */
export function unsaid(marks: readonly PlannedTerm[], own: readonly PlannedTerm[]): PlannedTerm[] {
  const said = new Set(own.map(({ term }) => term));
  return marks.filter(({ term }) => !said.has(term)).slice(0, TERM_LIMIT);
}

/** A mark of a capability that some supplier uses: its place among all marks, and what it tells. */
interface MarkUsed {
  place: number;
  term: string;
  strength: number;
  bits: number;
}
const marksKnown = new WeakMap<PlanContext, (MarkUsed[] | undefined)[]>();

/** Worked out once a capability: statistics are frozen. */
function marksUsed(id: number, context: PlanContext): MarkUsed[] {
  const { graph, statistics, analyse } = context;
  let known = marksKnown.get(context);
  if (!known) marksKnown.set(context, (known = []));
  return (known[id] ??= graph
    .marksOf(id, analyse)
    .map(({ term, strength }, place) => ({ place, term, strength, bits: termInformation(term, statistics) }))
    .filter(({ term }) => statistics.termCounts.has(term)));
}
