/**
 * What a phrase may be about where no name of a capability holds its words: trades whose names, or whose entries in the
 * index to the industrial classification, use those words often. Their other words are looked for beside the buyer's own.
 */
import { sicWords } from '#lib/taxonomy';
import type { CapabilityGraph } from './capability.graph.js';
import { explainedShares } from './name.reading.js';
import { heaviest, type PlanContext, type PlannedTerm, termInformation } from './term.weights.js';
import type { Analyser } from './text.analysis.js';
import type { Pieces } from '../model/work.pieces.js';

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
}

/** Share, 0..1, in which names of the trade hold a term. */
interface Rate {
  trade: Trade;
  rate: number;
}

interface Use {
  trade: Trade;
  /** Share, 0..1, in which those that use the term mean this trade. */
  share: number;
}

/** The trades of a tree and those of the classification, by the terms of their names. */
class Trades {
  readonly count: number;
  private readonly own: ReadonlyMap<string, readonly Rate[]>;
  private readonly classes: ReadonlyMap<string, readonly Rate[]>;
  private readonly uses = new Map<string, readonly Use[]>();
  private readonly marks = new Map<Trade, readonly { term: string; strength: number }[]>();

  constructor(graph: CapabilityGraph, analyse: Analyser) {
    const own = tradesOfTree(graph, analyse);
    const classes = classesBy(analyse);
    this.count = own.length + classes.count;
    this.own = ratesByTerm(own);
    this.classes = classes.rates;
  }

  /** In the order of the trades. */
  usesOf(term: string): readonly Use[] {
    let found = this.uses.get(term);
    if (!found) {
      const all = [...(this.own.get(term) ?? []), ...(this.classes.get(term) ?? [])];
      const sum = all.reduce((total, { rate }) => total + rate, 0);
      found = all.map(({ trade, rate }) => ({ trade, share: Math.sqrt(rate / sum) }));
      // Words that no trade uses come without end.
      if (found.length > 0) this.uses.set(term, found);
    }
    return found;
  }

  /** The words that mark a trade out, strongest first. */
  marksOf(trade: Trade): readonly { term: string; strength: number }[] {
    let found = this.marks.get(trade);
    if (!found) {
      found = Array.from(trade.counts, ([term, held]) => ({
        term,
        strength:
          Math.sqrt(held / trade.names) * (1 - Math.log(this.usesOf(term).length) / Math.log(this.count)),
      }))
        .sort((a, b) => b.strength - a.strength || (a.term < b.term ? -1 : 1))
        .slice(0, WORDS_OF_TRADE);
      this.marks.set(trade, found);
    }
    return found;
  }
}

const known = new WeakMap<CapabilityGraph, Trades>();

function tradesOf(graph: CapabilityGraph, analyse: Analyser): Trades {
  let made = known.get(graph);
  if (!made) known.set(graph, (made = new Trades(graph, analyse)));
  return made;
}

/** Reads the words of all trades; done beforehand, in pieces, it spares the first phrase a wait. */
export function* readTradesInPieces(graph: CapabilityGraph, analyse: Analyser): Pieces<void> {
  classesBy(analyse);
  yield;
  tradesOf(graph, analyse);
}

function tradesOfTree(graph: CapabilityGraph, analyse: Analyser): Trade[] {
  const trades: Trade[] = [];
  for (let id = 0; id < graph.size; id += 1) {
    if (graph.isMaterial(id)) continue;
    const names = graph.namesOf(id, analyse);
    trades.push({ names: names.length, counts: countTerms(names.flat().map((term) => [term, 1])) });
  }
  return trades;
}

interface Classes {
  count: number;
  rates: ReadonlyMap<string, readonly Rate[]>;
}

/** The classification is the same whatever the tree. */
const classesRead = new WeakMap<Analyser, Classes>();

function classesBy(analyse: Analyser): Classes {
  let read = classesRead.get(analyse);
  if (!read) {
    const trades = sicWords().map(({ entries, counts }) => ({
      names: entries,
      counts: countTerms(
        Array.from(counts).flatMap(([word, count]) =>
          analyse(word).map((term): [string, number] => [term, count]),
        ),
      ),
    }));
    classesRead.set(analyse, (read = { count: trades.length, rates: ratesByTerm(trades) }));
  }
  return read;
}

function ratesByTerm(trades: readonly Trade[]): Map<string, Rate[]> {
  const rates = new Map<string, Rate[]>();
  for (const trade of trades)
    for (const [term, count] of trade.counts) {
      const rate = Math.min(1, count / (trade.names + EXTRA_NAMES));
      const there = rates.get(term);
      if (there) there.push({ trade, rate });
      else rates.set(term, [{ trade, rate }]);
    }
  return rates;
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
    for (const { trade, share } of trades.usesOf(term))
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
    for (const { term, strength } of trades.marksOf(trade)) {
      if (said.has(term) || !statistics.termCounts.has(term)) continue;
      const weight = Math.round(LIKELY_SHARE * likelihood * strength * termInformation(term, statistics));
      if (weight > (found.get(term) ?? 0)) found.set(term, weight);
    }
  return heaviest(
    Array.from(found, ([term, weight]) => ({ term, weight })),
    MOST_WORDS,
  );
}
