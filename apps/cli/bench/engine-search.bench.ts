/** Typed searches inside the engine: read, ranked, counted, the page explained. */
import { type MatchIndex, search, understandQuery } from '#lib/matching';
import type { BenchSection } from './bench.report.js';
import { BENCH_TODAY, cpuMs, engineEconomy, percentile } from './engine.economy.js';
import { judgedSearches } from './judged.searches.js';

/** Until the code is compiled; told apart, for a process just started has them too. */
const EARLY_ROUNDS = 10;
const ROUNDS = 25;
const PAGE = 20;
const LONG_WORD = 7;

/** The longest word of a query without its third letter; as it stands where no word is long. */
function withSlip(query: string): string {
  const [longest] = query.match(/\p{L}+/gu)?.sort((a, b) => b.length - a.length) ?? [];
  return longest && longest.length >= LONG_WORD
    ? query.replace(longest, longest.slice(0, 2) + longest.slice(3))
    : query;
}

interface Times {
  read: number[];
  whole: number[];
  cpu: number[];
}

function searchAll(index: MatchIndex, texts: readonly string[], rounds: number): Times {
  const times: Times = { read: [], whole: [], cpu: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const text of texts) {
      const [started, cpu] = [performance.now(), cpuMs()];
      const understood = understandQuery(text, { today: BENCH_TODAY });
      times.read.push(performance.now() - started);
      search(index, understood, { first: PAGE });
      times.whole.push(performance.now() - started);
      times.cpu.push(cpuMs() - cpu);
    }
  }
  return times;
}

export const engineSearch: BenchSection = {
  name: 'engine-search',
  describe: 'typed searches with facets and a page of 20 explained, inside the engine',
  run: (report) => {
    const { index } = engineEconomy(report);
    const texts = judgedSearches();
    const first = searchAll(index, texts, 1);
    const early = searchAll(index, texts, EARLY_ROUNDS);
    const times = searchAll(index, texts, ROUNDS);
    report.note(
      `${texts.length} queries, ${ROUNDS} rounds after one that fills the columns of needs and ${EARLY_ROUNDS} more`,
    );
    report.figure('first time, p50', percentile(first.whole, 0.5), 'ms');
    report.figure(`in the next ${EARLY_ROUNDS} rounds, p50`, percentile(early.whole, 0.5), 'ms');
    report.figure(`in the next ${EARLY_ROUNDS} rounds, p95`, percentile(early.whole, 0.95), 'ms');
    report.figure('p50', percentile(times.whole, 0.5), 'ms', { atMost: 1 });
    report.figure('p95', percentile(times.whole, 0.95), 'ms', { atMost: 2.5 });
    report.figure('p99', percentile(times.whole, 0.99), 'ms', { atMost: 5 });
    report.figure('of which reading the query, p50', percentile(times.read, 0.5), 'ms');
    report.figure('processor time, p50', percentile(times.cpu, 0.5), 'ms');
    report.figure('processor time, p95', percentile(times.cpu, 0.95), 'ms');
    const slips = texts.map(withSlip);
    searchAll(index, slips, EARLY_ROUNDS);
    const mended = searchAll(index, slips, ROUNDS);
    report.figure('with one letter missing, p95', percentile(mended.whole, 0.95), 'ms', { atMost: 6 });
    report.figure('with one letter missing, processor time, p95', percentile(mended.cpu, 0.95), 'ms');
    return Promise.resolve();
  },
};
