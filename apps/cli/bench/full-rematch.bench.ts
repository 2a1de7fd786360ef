/** Every open requirement ranked against every supplier, exact top 50 with the values behind each score. */
import {
  countEligible,
  type MatchIndex,
  rank,
  type RequirementRecord,
  type SupplierRecord,
} from '#lib/matching';
import { Worker } from 'node:worker_threads';
import { type BenchReport, type BenchSection } from './bench.report.js';
import { cpuMs, engineEconomy } from './engine.economy.js';
import { type RematchPeer, startRematchPeer } from './peers/postgres.rematch.js';
import { digestOf } from './rematch.digest.js';

const LIMIT = 50;
const THREADS = 2;
const PORTION = 250;
const CHECKED = 20;
/** Requirements ranked in SQL, which all of them would keep at it for a quarter of an hour and more. */
const SQL_SAMPLE = 40;
const SQL_CONNECTIONS = 2;

/** What both threads rank by; each has a target of its own. The first is beside SQL. */
const PATHS = ['kernels', 'plain code'] as const;
type Path = (typeof PATHS)[number];

const soften = (requirement: RequirementRecord): RequirementRecord => ({
  ...requirement,
  needs: requirement.needs.map((need) => ({ ...need, importance: 'should' })),
  certifications: requirement.certifications.map((wanted) => ({ ...wanted, importance: 'desired' })),
  maxDriveMinutes: null,
});

/** Names and scores of the best, all that must agree. */
const answerOf = (index: MatchIndex, requirement: RequirementRecord, limit: number): [number, number][] =>
  rank(index, requirement, { limit }).matches.map(({ supplierNo, score }) => [supplierNo, score]);

const portionsOf = (count: number): { from: number; to: number }[] =>
  Array.from({ length: Math.ceil(count / PORTION) }, (_, at) => ({
    from: at * PORTION,
    to: Math.min(count, (at + 1) * PORTION),
  }));

/** One thread, twice: the first time fills the columns of needs. Returns what it found. */
function measureAlone(
  report: BenchReport,
  name: string,
  index: MatchIndex,
  requirements: readonly RequirementRecord[],
): string[] {
  let digests: string[] = [];
  for (const time of ['first time', 'again']) {
    const cpu = cpuMs();
    digests = portionsOf(requirements.length).map(({ from, to }) =>
      digestOf(index, requirements.slice(from, to), LIMIT),
    );
    report.figure(`${name}, one thread, ${time}, processor time`, (cpuMs() - cpu) / 1000, 's');
  }
  return digests;
}

/** Two threads over the memory of one index, not stored; the second of two runs counts. */
async function measureThreads(
  report: BenchReport,
  name: string,
  index: MatchIndex,
  requirements: readonly RequirementRecord[],
  path: Path,
  target: number,
): Promise<{ digests: string[]; seconds: number }> {
  const threads = await Promise.all(
    Array.from({ length: THREADS }, () => startThread(index, requirements, path)),
  );
  const digests: string[] = [];
  let seconds = Number.NaN;
  try {
    for (const time of ['first time', 'again']) {
      const [started, cpu] = [performance.now(), cpuMs()];
      const portions = portionsOf(requirements.length);
      // One from the beginning and one from the end: neighbours share needs.
      await Promise.all(
        threads.map(async (thread, at) => {
          const next = () => (at === 0 ? portions.shift() : portions.pop());
          for (let portion = next(); portion; portion = next())
            digests[portion.from / PORTION] = await ask(thread, portion);
        }),
      );
      seconds = (performance.now() - started) / 1000;
      report.figure(
        `${name}, ${path}, two threads, ${time}`,
        seconds,
        's',
        time === 'again' ? { atMost: target } : {},
      );
      report.figure(`${name}, ${path}, two threads, ${time}, processor time`, (cpuMs() - cpu) / 1000, 's');
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
  return { digests, seconds };
}

function* suppliersOf(index: MatchIndex): Generator<SupplierRecord> {
  for (const { no } of index.suppliers()) yield index.get(no)!;
}

const every = (requirements: readonly RequirementRecord[], count: number): RequirementRecord[] =>
  requirements.filter((_, at) => at % Math.ceil(requirements.length / count) === 0);

/** Only what is a plain column: our words and places are judged otherwise than SQL judges its own. */
const hardColumns = (requirement: RequirementRecord): RequirementRecord => ({
  ...requirement,
  needs: [],
  certifications: [],
  maxDriveMinutes: null,
  regions: null,
  excludes: undefined,
});

/** One statement a requirement, over connections side by side; a sample, scaled to all of them. */
async function measureSql(
  report: BenchReport,
  name: string,
  peer: RematchPeer,
  requirements: readonly RequirementRecord[],
  ours: number,
): Promise<void> {
  const sample = every(requirements, SQL_SAMPLE);
  // Each connection plans and reads what it needs before it counts.
  for (const requirement of sample.slice(0, 2 * SQL_CONNECTIONS)) await peer.rank(requirement);
  const waiting = [...sample];
  const started = performance.now();
  const listed = await Promise.all(
    Array.from({ length: SQL_CONNECTIONS }, async () => {
      let found = 0;
      for (let next = waiting.shift(); next; next = waiting.shift()) found += (await peer.rank(next)).length;
      return found;
    }),
  );
  if (listed.reduce((sum, found) => sum + found, 0) === 0) throw new Error('the peer found nobody');
  const all = requirements.length;
  const seconds = (((performance.now() - started) / sample.length) * all) / 1000;
  report.note(
    `${name}, SQL: ${sample.length} requirements ranked over ${SQL_CONNECTIONS} connections, scaled to ${all}`,
  );
  report.figure(`${name}, one statement of SQL a requirement`, seconds, 's');
  report.figure(`${name}, ratio to SQL`, seconds / ours, '×', { atLeast: 250 });
}

async function startThread(
  index: MatchIndex,
  requirements: readonly RequirementRecord[],
  path: Path,
): Promise<Worker> {
  const thread = new Worker(new URL('./rematch.thread.js', import.meta.url), {
    workerData: { image: index.image(), requirements, limit: LIMIT, kernels: path === 'kernels' },
  });
  await new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
  return thread;
}

const ask = (thread: Worker, portion: { from: number; to: number }): Promise<string> =>
  new Promise((resolve) => {
    thread.once('message', ({ digest }: { digest: string }) => resolve(digest));
    thread.postMessage(portion);
  });

export const fullRematch: BenchSection = {
  name: 'full-rematch',
  describe: 'all open requirements against all suppliers, exact top 50',
  run: async (report) => {
    const { index, requirements } = engineEconomy(report);
    const needs = requirements.flatMap((requirement) => requirement.needs);
    const distinct = new Set(needs.map(({ phrase, codes }) => `${phrase}|${codes.join()}`));
    report.note(`${needs.length} needs, of which ${distinct.size} are distinct: columns of needs are shared`);
    const runs = [
      { name: 'with musts', some: requirements, target: { kernels: 1, 'plain code': 3 } },
      { name: 'nothing hard', some: requirements.map(soften), target: { kernels: 1.5, 'plain code': 6 } },
    ];
    const peer = await startRematchPeer(suppliersOf(index), index.graph, SQL_CONNECTIONS);
    try {
      const compared = every(requirements, CHECKED);
      const counts: number[] = [];
      for (const requirement of compared) counts.push(await peer.count(requirement));
      report.assertSame(
        'how many take work, the lot and the value',
        compared.map((requirement) => countEligible(index, hardColumns(requirement))),
        counts,
      );
      for (const { name, some, target } of runs) {
        const alone = measureAlone(report, name, index, some);
        const times: number[] = [];
        for (const path of PATHS) {
          const { digests, seconds } = await measureThreads(report, name, index, some, path, target[path]);
          report.assertSame(
            `${name}, ${path}: every list by one thread and by two`,
            alone.join(),
            digests.join(),
          );
          times.push(seconds);
        }
        await measureSql(report, name, peer, some, times[0]!);
      }
    } finally {
      await peer.stop();
    }
    // Everyone scored and sorted, with no pruning: the list must begin as the pruned one does.
    const sample = every(requirements, CHECKED);
    report.assertSame(
      'top 50 beside a ranking of everyone eligible',
      sample.map((requirement) => answerOf(index, requirement, LIMIT)),
      sample.map((requirement) => answerOf(index, requirement, index.size).slice(0, LIMIT)),
    );
  },
};
