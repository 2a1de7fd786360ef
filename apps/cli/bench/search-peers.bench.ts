/** Typed searches beside what people would take instead: PostgreSQL, SQLite FTS5 and Xapian, in turns. */
import { analyseEnglish, MatchIndex, search, type SupplierRecord, understandQuery } from '#lib/matching';
import { generateEconomy, supplierRecords } from '#lib/sample';
import { SECTOR_CODES } from '#lib/taxonomy';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type BenchReport, type BenchSection, takeTurns } from './bench.report.js';
import { BENCH_TODAY, benchIndexOptions, percentile, WHOLE_ECONOMY } from './engine.economy.js';
import { judgedSearches } from './judged.searches.js';
import { PlainWords } from './plain.words.js';
import { type PostgresPeer, startPostgresPeer } from './peers/postgres.search.js';
import { temporaryFolder } from './temporary.folder.js';

const ROUNDS = 5;
/** Of ours, until its code is compiled; a peer has compiled its own, and fills its caches in the round that does not count. */
const EARLY_ROUNDS = 10;
/** Of ours in a turn, against one of the peer, which takes as long: of 40 times the 95th percentile is what two pauses of the collector make it. */
const ROUNDS_A_TURN = 10;
const WHOLE_JOB = 'whole job';
const PAGE = 20;
/** The system's own comes with the system's packages (Debian: python3-xapian); another may stand before it on the path. */
const PYTHONS = ['/usr/bin/python3', 'python3'] as const;
const MODULES = { fts5: 'sqlite3', xapian: 'xapian' } as const;
const PEER_SCRIPT = 'apps/cli/bench/peers/text_peers.py';

export const searchPeers: BenchSection = {
  name: 'search-peers',
  describe: 'typed searches, ours the whole job, beside PostgreSQL, SQLite FTS5 and Xapian',
  run: async (report) => {
    const folder = await temporaryFolder('peers');
    try {
      await measure(report, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(report: BenchReport, folder: string): Promise<void> {
  const texts = judgedSearches();
  const words = texts.map((text) => [...new Set(analyseEnglish(text))]);
  const { index, postgres, file } = await load(report, folder, words);
  report.note(
    `${index.size.toLocaleString('en-GB')} suppliers, ${texts.length} queries a round, ${ROUNDS} turns of one round for a peer and ${ROUNDS_A_TURN} for ours, after ${EARLY_ROUNDS} more of ours`,
  );
  report.note(
    'the whole job of ours is to read the query, rank, count facets and explain the page; each peer does what is said of it',
  );
  const wholeJob = timed(texts, (text) =>
    search(index, understandQuery(text, { today: BENCH_TODAY }), { first: PAGE }),
  );
  for (let round = 0; round < EARLY_ROUNDS; round += 1) wholeJob();
  try {
    await besidePostgres(report, index, postgres, texts, wholeJob);
  } finally {
    await postgres.stop();
  }
  const plain = new PlainWords(index);
  report.assertSame(
    'the best 20 by words, and the head of ten times as many',
    words.map((terms) => plain.rank(terms, PAGE).best),
    words.map((terms) => plain.rank(terms, 10 * PAGE).best.slice(0, PAGE)),
  );
  const sameJob = timed(words, (terms) => plain.rank(terms, PAGE));
  for (let round = 0; round < EARLY_ROUNDS; round += 1) sameJob();
  const texted: TextJobs = {
    file,
    totals: words.map((terms) => plain.rank(terms, PAGE).total),
    wholeJob,
    sameJob,
  };
  await besideText(report, 'fts5', 'SQLite FTS5, ranked OR and count', texted, 15);
  await besideText(report, 'xapian', 'Xapian, ranked OR and count', texted, 1);
}

interface Loaded {
  index: MatchIndex;
  postgres: PostgresPeer;
  /** What the peers of plain text read. */
  file: string;
}

/**
 * All sides hold the same suppliers, and nothing keeps their records: the product has none on its heap either, where they would make the collector's
 * pauses longer.
 */
async function load(
  report: BenchReport,
  folder: string,
  words: readonly (readonly string[])[],
): Promise<Loaded> {
  const made = generateEconomy({
    suppliers: report.options.suppliers ?? WHOLE_ECONOMY,
    requirements: 10,
    today: BENCH_TODAY,
  });
  const suppliers = [...supplierRecords(made)];
  const index = MatchIndex.build(suppliers, benchIndexOptions());
  const file = join(folder, 'given.json');
  await writeFile(file, JSON.stringify(numberedTerms(index, suppliers, words)));
  return {
    index,
    postgres: await startPostgresPeer(suppliers),
    file,
  };
}

/** Terms as numbers, so that no peer takes one apart in its own way. */
function numberedTerms(
  index: MatchIndex,
  suppliers: readonly SupplierRecord[],
  words: readonly (readonly string[])[],
): { documents: string[][]; queries: string[][] } {
  const numbers = new Map<string, string>();
  const numbered = (terms: readonly string[]): string[] =>
    terms.map((term) => {
      if (!numbers.has(term)) numbers.set(term, `t${numbers.size}`);
      return numbers.get(term)!;
    });
  // The words that the index holds: what a profile says it does not do is left out on either side.
  const { columns } = index;
  const { terms: known } = columns.tables;
  const documents = suppliers.map(({ no, name, phrases, summary }) => {
    const slot = index.slotOf(no);
    const isHeld = (term: string): boolean => {
      const id = known.find(term);
      return id !== undefined && columns.hasTerm(slot, id);
    };
    return numbered(analyseEnglish([name, phrases.join('. '), summary].join('. ')).filter(isHeld));
  });
  return { documents, queries: words.map(numbered) };
}

/** What the peers of plain text are given, and ours beside them. */
interface TextJobs {
  file: string;
  /** How many suppliers ours finds for each query. */
  totals: number[];
  wholeJob: () => number[];
  /** Ranked OR and count over the postings of ours, as the peers do it. */
  sameJob: () => number[];
}

/** Milliseconds that each of some jobs takes, done once. */
const timed =
  <T>(all: readonly T[], run: (one: T) => unknown) =>
  (): number[] =>
    all.map((one) => {
      const started = performance.now();
      run(one);
      return performance.now() - started;
    });

/** Times of both sides at the 95th percentile, compared round by round. */
async function compare(
  report: BenchReport,
  job: string,
  peer: string,
  ours: () => number[],
  theirs: () => Promise<number[]>,
  atLeast?: number,
): Promise<void> {
  const all: { mine: number[]; peers: number[] } = { mine: [], peers: [] };
  const result = await takeTurns(
    ROUNDS,
    () => {
      const times = Array.from({ length: ROUNDS_A_TURN }, ours).flat();
      all.mine.push(...times);
      return Promise.resolve(1_000 / percentile(times, 0.95));
    },
    async () => {
      const times = await theirs();
      all.peers.push(...times);
      return 1_000 / percentile(times, 0.95);
    },
  );
  for (const share of [0.5, 0.95]) {
    report.figure(`ours, ${job}, p${share * 100}`, percentile(all.mine, share), 'ms');
    report.figure(`${peer}, p${share * 100}`, percentile(all.peers, share), 'ms');
  }
  report.comparison(`${job}, as fast as the 95th percentile`, peer, result, 'a second', atLeast);
}

async function besidePostgres(
  report: BenchReport,
  index: MatchIndex,
  peer: PostgresPeer,
  texts: readonly string[],
  ours: () => number[],
): Promise<void> {
  const filters = SECTOR_CODES.flatMap((sector) =>
    (['EAST_MIDLANDS', 'WEST_MIDLANDS'] as const).map((region) => ({ sector, region })),
  );
  const everything = understandQuery('', { today: BENCH_TODAY });
  const counts: number[] = [];
  for (const { sector, region } of filters) counts.push(await peer.count([sector], [region]));
  report.assertSame(
    'how many serve each sector in each region',
    filters.map(
      ({ sector, region }) =>
        search(index, everything, { first: 1, filter: { sectors: [sector], regions: [region] } }).totalCount,
    ),
    counts,
  );
  const words = texts.map((text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  const theirs = async (): Promise<number[]> => {
    const times: number[] = [];
    for (const query of words) {
      const started = performance.now();
      const { best, total } = await peer.search(query);
      times.push(performance.now() - started);
      if (best.length !== Math.min(PAGE, total)) throw new Error('the peer left out what it counted');
    }
    return times;
  };
  const name = 'PostgreSQL, ranked OR, count and facets in one statement';
  await compare(report, WHOLE_JOB, name, ours, theirs, 40);
}

/** The first Python that has a module; undefined when none has. */
async function pythonWith(module: string): Promise<string | undefined> {
  for (const python of PYTHONS) {
    const tried = spawn(python, ['-c', `import ${module}`], { stdio: 'ignore' });
    const code = await new Promise((done) => tried.once('close', done).once('error', done));
    if (code === 0) return python;
  }
  return undefined;
}

/** A peer in a process of its own, on the terms that our own analysis makes of the same text. */
async function besideText(
  report: BenchReport,
  kind: 'fts5' | 'xapian',
  name: string,
  { file, totals, wholeJob, sameJob }: TextJobs,
  atLeast: number,
): Promise<void> {
  const module = MODULES[kind];
  const python = await pythonWith(module);
  if (python === undefined) {
    report.note(`${name}: left out, as no Python of this machine has the module ${module}`);
    return;
  }
  const child = spawn(python, [PEER_SCRIPT, kind, file], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  try {
    if ((await lines.next()).value !== 'ready') throw new Error(`the peer ${name} did not start`);
    const round = async (): Promise<{ ms: number[]; totals: number[] }> => {
      child.stdin.write('again\n');
      return JSON.parse((await lines.next()).value as string) as { ms: number[]; totals: number[] };
    };
    report.assertSame(`${name}: how many hold any term of each query`, totals, (await round()).totals);
    const theirs = async (): Promise<number[]> => (await round()).ms;
    await compare(report, 'ranked OR and count', name, sameJob, theirs, atLeast);
    await compare(report, WHOLE_JOB, name, wholeJob, theirs);
  } finally {
    const gone = once(child, 'close').catch(() => undefined);
    child.stdin.end();
    if (child.exitCode === null && child.pid !== undefined) await gone;
  }
}
