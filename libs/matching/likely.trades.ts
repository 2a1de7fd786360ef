/**
 * What a phrase may be about where no name of a capability holds its words: trades whose names, or whose entries in the
 * index to the industrial classification, use those words often. Their other words are looked for beside the buyer's own.
 */
import { sicWords } from '#lib/taxonomy';
import type { CapabilityGraph } from './capability.graph.js';
import { explainedShares } from './name.reading.js';
import { heaviest, type PlanContext, type PlannedTerm, termInformation } from './term.weights.js';
import type { Analyser } from './text.analysis.js';

/** A trade is taken for likely where it accounts for this share of what a phrase tells; so many are, at most. */
const LEAST_LIKELIHOOD = 0.12;
const MOST_TRADES = 3;
/** Words that one trade brings, and that all bring together. */
const WORDS_OF_TRADE = 12;
const MOST_WORDS = 15;
/** What their words count of the buyer's own. */
const LIKELY_SHARE = 0.7;
/** A trade of few names tells less by each of them. */
const EXTRA_NAMES = 4;

/** A capability or a class of the classification. */
interface Trade {
  names: number;
  /** How many names hold a term. */
  counts: Map<string, number>;
  /** The words that mark it out, strongest first. Worked out when first asked for. */
  marks?: readonly { term: string; strength: number }[];
}

interface Use {
  trade: Trade;
  /** Share, 0..1, in which those that use the term mean this trade. */
  share: number;
}

interface Trades {
  count: number;
  /** By term, in the order of the trades. */
  uses: ReadonlyMap<string, readonly Use[]>;
}

const known = new WeakMap<CapabilityGraph, Trades>();

function tradesOf(graph: CapabilityGraph, analyse: Analyser): Trades {
  let made = known.get(graph);
  if (!made) known.set(graph, (made = gatherTrades(graph, analyse)));
  return made;
}

function gatherTrades(graph: CapabilityGraph, analyse: Analyser): Trades {
  const trades: Trade[] = [];
  for (let id = 0; id < graph.size; id += 1) {
    if (graph.isMaterial(id)) continue;
    const names = graph.namesOf(id, analyse);
    trades.push({ names: names.length, counts: countTerms(names.flat().map((term) => [term, 1])) });
  }
  for (const { entries, counts } of sicWords()) {
    const terms = Array.from(counts).flatMap(([word, count]) =>
      analyse(word).map((term): [string, number] => [term, count]),
    );
    trades.push({ names: entries, counts: countTerms(terms) });
  }
  const rates = new Map<string, { trade: Trade; rate: number }[]>();
  for (const trade of trades)
    for (const [term, count] of trade.counts) {
      const rate = Math.min(1, count / (trade.names + EXTRA_NAMES));
      const there = rates.get(term);
      if (there) there.push({ trade, rate });
      else rates.set(term, [{ trade, rate }]);
    }
  const uses = new Map<string, Use[]>();
  for (const [term, all] of rates) {
    const sum = all.reduce((total, { rate }) => total + rate, 0);
    uses.set(
      term,
      all.map(({ trade, rate }) => ({ trade, share: Math.sqrt(rate / sum) })),
    );
  }
  return { count: trades.length, uses };
}

function countTerms(terms: readonly (readonly [string, number])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [term, count] of terms) counts.set(term, (counts.get(term) ?? 0) + count);
  return counts;
}

/** Words of the trades that the unread words of a phrase make likely, weighted as the buyer's own. Pure. */
export function likelyTerms(
  terms: readonly string[],
  read: readonly number[],
  { graph, statistics, analyse }: PlanContext,
): PlannedTerm[] {
  const shares = explainedShares(new Set(terms), read, graph, analyse);
  const unread = terms.filter((term) => !/\d/u.test(term) && (shares.get(term) ?? 0) < 1);
  if (unread.length === 0) return [];
  const trades = tradesOf(graph, analyse);
  const told = new Map<Trade, number>();
  for (const term of unread) {
    const bits = termInformation(term, statistics) * (1 - (shares.get(term) ?? 0));
    for (const { trade, share } of trades.uses.get(term) ?? [])
      told.set(trade, (told.get(trade) ?? 0) + bits * share);
  }
  let all = 0;
  for (const term of terms) if (!/\d/u.test(term)) all += termInformation(term, statistics);
  const likely = Array.from(told, ([trade, bits]) => ({ trade, likelihood: bits / all }))
    .filter(({ likelihood }) => likelihood >= LEAST_LIKELIHOOD)
    .sort((a, b) => b.likelihood - a.likelihood)
    .slice(0, MOST_TRADES);
  const said = new Set(terms);
  const found = new Map<string, number>();
  for (const { trade, likelihood } of likely)
    for (const { term, strength } of marksOf(trade, trades)) {
      if (said.has(term) || !statistics.termCounts.has(term)) continue;
      const weight = Math.round(LIKELY_SHARE * likelihood * strength * termInformation(term, statistics));
      if (weight > (found.get(term) ?? 0)) found.set(term, weight);
    }
  return heaviest(
    Array.from(found, ([term, weight]) => ({ term, weight })),
    MOST_WORDS,
  );
}

function marksOf(trade: Trade, { count, uses }: Trades): NonNullable<Trade['marks']> {
  return (trade.marks ??= Array.from(trade.counts, ([term, held]) => ({
    term,
    strength: Math.sqrt(held / trade.names) * (1 - Math.log(uses.get(term)!.length) / Math.log(count)),
  }))
    .sort((a, b) => b.strength - a.strength || (a.term < b.term ? -1 : 1))
    .slice(0, WORDS_OF_TRADE));
}
