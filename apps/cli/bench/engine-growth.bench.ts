/** The same questions to a tenth of the economy, to all of it and to a million: how cost grows with suppliers. */
import { type MatchIndex, rank, type RequirementRecord, search, understandQuery } from '#lib/matching';
import type { BenchReport, BenchSection } from './bench.report.js';
import { BENCH_TODAY, cpuMs, makeEconomy, percentile, WHOLE_ECONOMY } from './engine.economy.js';
import { judgedSearches } from './judged.searches.js';

const FEW = 15_000;
const MANY = 1_000_000;
/** To read the words of a million takes longer than all the rest: beyond the whole economy so many are read. */
const READ_OF_MANY = 50_000;
const REQUIREMENTS = 1_000;
const ROUNDS = 5;

/** Milliseconds of processor time for one of each. */
export interface Cost {
  suppliers: number;
  requirement: number;
  search: number;
}

function measure(report: BenchReport, index: MatchIndex, requirements: readonly RequirementRecord[]): Cost {
  const some = requirements.slice(0, REQUIREMENTS);
  for (const requirement of some) rank(index, requirement, { limit: 50 });
  const cpu = cpuMs();
  for (const requirement of some) rank(index, requirement, { limit: 50 });
  const ranked = (cpuMs() - cpu) / some.length;
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const text of judgedSearches()) {
      const before = cpuMs();
      search(index, understandQuery(text, { today: BENCH_TODAY }), { first: 20 });
      if (round > 0) times.push(cpuMs() - before);
    }
  }
  const searched = percentile(times, 0.5);
  report.figure(`one requirement among ${index.size}, processor time`, ranked, 'ms');
  report.figure(`one search among ${index.size}, processor time, p50`, searched, 'ms');
  return { suppliers: index.size, requirement: ranked, search: searched };
}

export const engineGrowth: BenchSection = {
  name: 'engine-growth',
  describe: 'cost by suppliers: 15,000, the whole economy, a million (--suppliers for another greatest size)',
  run: (report) => {
    const most = report.options.suppliers ?? MANY;
    let before: Cost | undefined;
    for (const suppliers of new Set([FEW, WHOLE_ECONOMY, most].filter((size) => size <= most))) {
      // Not the economies that sections share: each is let go before the next is made.
      const distinct = suppliers > WHOLE_ECONOMY ? READ_OF_MANY : suppliers;
      const { index, requirements } = makeEconomy(report, suppliers, REQUIREMENTS, distinct);
      const cost = measure(report, index, requirements);
      if (before) compare(report, before, cost);
      before = cost;
    }
    return Promise.resolve();
  },
};

/** What a search may cost at most of what it did, from the whole economy to any greater one: it is to be nearly flat. */
const SEARCH_AT_MOST = 2;

/** What more suppliers cost: a requirement no more than in proportion, a search hardly anything once all of the economy is there. */
export function compare(report: BenchReport, before: Cost, after: Cost): void {
  const times = after.suppliers / before.suppliers;
  const growth = `from ${before.suppliers} suppliers to ${after.suppliers}`;
  report.figure(growth, times, '×');
  report.limit(`${growth}, cost of a requirement`, after.requirement / before.requirement, times);
  const ofSearch = [`${growth}, cost of a search`, after.search / before.search] as const;
  if (before.suppliers < WHOLE_ECONOMY) report.figure(...ofSearch, '×');
  else report.limit(...ofSearch, SEARCH_AT_MOST);
}
