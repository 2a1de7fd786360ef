/** How soon a process is of use after a start, what it weighs, and what searches feel of a re-match beside them. */
import { imageFolderOf } from '#lib/match-lists';
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchReport, BenchSection } from './bench.report.js';
import { benchActor, type BenchStore, withBenchStore } from './bench.store.js';
import { judgedSearches } from './judged.searches.js';
import { generateLoad, type LoadResult } from './load.generator.js';
import { type BenchServer, startServer } from './server.process.js';

const SIZES = { suppliers: 20_000, requirements: 2_000 };
const SEARCHES_PER_SECOND = 50;
const SECONDS = 8;
const KEPT_WITHIN_MS = 120_000;

export const footing: BenchSection = {
  name: 'footing',
  describe: 'cold and warm start, memory, and searches beside a running re-match',
  run: (report) => withBenchStore(report, SIZES, (store) => measure(report, store)),
};

async function measure(report: BenchReport, store: BenchStore): Promise<void> {
  // One of an earlier run would be opened, or be taken for the one that is to be kept now.
  await rm(keptImage(store), { force: true });
  const cold = await startServer(store, 'api/main.js');
  report.figure('API ready, index built', cold.readyMs / 1_000, 's');
  await untilKept(store);
  const answers = await answersOf(cold);
  await cold.stop();
  const api = await startServer(store, 'api/main.js');
  try {
    report.figure('API ready, index kept from the last run', api.readyMs / 1_000, 's', { atMost: 2.5 });
    report.assertSame(
      'answers of the index that was built and of the one that was kept',
      answers,
      await answersOf(api),
    );
    await searchLoad(api);
    const idle = await searchLoad(api);
    report.figure('memory of the API after searches', await api.memoryMb(), 'MB', { atMost: 650 });
    const worker = await startServer(store, 'worker/main.js');
    try {
      report.figure('worker ready, index kept from the last run', worker.readyMs / 1_000, 's');
      const busy = await whileMatching(store, () => searchLoad(api));
      report.figure('search p99, idle', idle.p99, 'ms');
      report.figure('search p99, while everything is matched', busy.p99, 'ms');
      report.figure('ratio of the two', busy.p99 / idle.p99, '×', { atMost: 3 });
      report.figure('memory of the worker while it ranks by threads', await worker.memoryMb(), 'MB');
    } finally {
      await worker.stop();
    }
  } finally {
    await api.stop();
  }
}

const keptImage = ({ config }: BenchStore): string => join(imageFolderOf(config), 'match-index.image');

async function untilKept(store: BenchStore): Promise<void> {
  const started = performance.now();
  const path = keptImage(store);
  while (
    !(await access(path).then(
      () => true,
      () => false,
    ))
  ) {
    if (performance.now() - started > KEPT_WITHIN_MS) throw new Error('the index was not kept');
    await sleep(50);
  }
}

const query = `query ($query: String) { searchSuppliers(query: $query, first: 20) { totalCount edges { score node { id name } } } }`;
const bodies = (): string[] =>
  judgedSearches().map((text) => JSON.stringify({ query, variables: { query: text } }));

const answersOf = async ({ url }: BenchServer): Promise<string[]> => {
  const answers: string[] = [];
  for (const body of bodies()) {
    const headers = { 'content-type': 'application/json' };
    answers.push(await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).text());
  }
  return answers;
};

const searchLoad = ({ url }: BenchServer): Promise<LoadResult> =>
  generateLoad({
    url: `${url}/graphql`,
    headers: {},
    bodies: bodies(),
    connections: 64,
    seconds: SECONDS,
    rate: SEARCHES_PER_SECOND,
  });

/** Does the work with a full re-match always under way. */
async function whileMatching<T>(store: BenchStore, work: () => Promise<T>): Promise<T> {
  const { unitOfWork, services } = store;
  let wanted = true;
  const matching = (async () => {
    while (wanted) {
      const id = await unitOfWork.transaction({ actor: benchActor }, (ctx) =>
        services.ranking.startFullRanking(ctx),
      );
      while ((await services.runs.find(unitOfWork.reading({ actor: benchActor }), id))?.state !== 'DONE')
        await sleep(10);
    }
  })();
  try {
    return await work();
  } finally {
    wanted = false;
    await matching;
  }
}
