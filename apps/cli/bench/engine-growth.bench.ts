/** The same questions to a tenth of the economy and to all of it: how cost grows with suppliers. */
import { type MatchIndex, rank, type RequirementRecord, search, understandQuery } from '#lib/matching';
import type { BenchReport, BenchSection } from './bench.report.js';
import { BENCH_TODAY, cpuMs, engineEconomy, percentile } from './engine.economy.js';
import { judgedSearches } from './judged.searches.js';

const FEW = 15_000;
const REQUIREMENTS = 1_000;
const ROUNDS = 5;

function measure(
  report: BenchReport,
  index: MatchIndex,
  requirements: readonly RequirementRecord[],
): [number, number] {
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
  return [ranked, searched];
}

export const engineGrowth: BenchSection = {
  name: 'engine-growth',
  describe: 'cost by suppliers: 15,000 and the whole economy (--suppliers for another size)',
  run: (report) => {
    const small = engineEconomy(report, FEW, REQUIREMENTS);
    const few = measure(report, small.index, small.requirements);
    const whole = engineEconomy(report);
    const many = measure(report, whole.index, whole.requirements);
    const times = whole.index.size / small.index.size;
    report.figure('times the suppliers', times, '×');
    report.figure('times the cost of a requirement', many[0] / few[0], '×', { atMost: times });
    report.figure('times the cost of a search', many[1] / few[1], '×');
    return Promise.resolve();
  },
};
