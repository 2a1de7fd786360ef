/** A full re-match as the worker does it, lists stored; and what the processes around it feel. */
import { inLanes, type MatchListService } from '#lib/match-lists';
import { inOrderOfNeeds } from '#lib/matching';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorker } from '../../worker/index.js';
import { type BenchReport, type BenchSection, median } from './bench.report.js';
import { benchActor, type BenchStore, withBenchStore } from './bench.store.js';
import { cpuMs } from './engine.economy.js';

const SIZES = { suppliers: 20_000, requirements: 11_200 };
const ROUNDS = 3;
const SIDE_BY_SIDE = 4;
const CHECKED = 20;

export const storedRematch: BenchSection = {
  name: 'stored-rematch',
  describe: 'every open requirement ranked by two threads and stored; then as jobs of the worker',
  run: (report) => withBenchStore(report, SIZES, (store) => measure(report, store)),
};

async function measure(report: BenchReport, store: BenchStore): Promise<void> {
  const { unitOfWork, url, log, services, config } = store;
  const { index, lists } = services;
  await index.load({ unitOfWork, databaseUrl: url, log, imageFolder: config.dataDir });
  // As the worker's jobs have them.
  const ids = inOrderOfNeeds([...(await index.standing()).values()]).map(({ id }) => id);
  report.note(`${ids.length.toLocaleString('en-GB')} open requirements, top 50 each`);
  const rankAndStore = (): Promise<number> => rankAll(store, lists, ids);
  // Threads start and columns of needs fill.
  const first = await timed(rankAndStore);
  report.figure('first time, threads starting', first.seconds, 's');
  const rewritten: number[] = [];
  const again: number[] = [];
  const cpu: number[] = [];
  const stalls: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await unitOfWork.transaction({ actor: benchActor }, (ctx) => ctx.query(`TRUNCATE match_lists`));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const whole = await timed(rankAndStore);
    delay.disable();
    if (whole.changed !== ids.length) throw new Error(`${whole.changed} of ${ids.length} lists were stored`);
    rewritten.push(whole.seconds);
    cpu.push(whole.cpuSeconds);
    stalls.push(delay.max / 1e6);
    const same = await timed(rankAndStore);
    if (same.changed !== 0) throw new Error(`${same.changed} lists changed though nothing had`);
    again.push(same.seconds);
  }
  report.figure('every list new, stored', median(rewritten), 's', { atMost: 1 });
  report.figure('every list new, processor time of this process', median(cpu), 's');
  report.figure('no list changed, compared', median(again), 's');
  report.figure('longest pause of the event loop meanwhile', Math.max(...stalls), 'ms', { atMost: 50 });
  await compareWithOneThread(report, store, ids.slice(0, CHECKED));
  await measureJobs(report, store, ids.length);
}

interface Took {
  seconds: number;
  cpuSeconds: number;
  changed: number;
}

async function timed(work: () => Promise<number>): Promise<Took> {
  const [started, cpu] = [performance.now(), cpuMs()];
  const changed = await work();
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (cpuMs() - cpu) / 1000, changed };
}

/** The jobs of the worker, as many at a time as it has under way: one is ranked while others are read or stored. */
async function rankAll(store: BenchStore, lists: MatchListService, ids: readonly string[]): Promise<number> {
  const jobs = inLanes(ids);
  let changed = 0;
  const work = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const { requirementIds, lane } = job;
      const outcome = await store.unitOfWork.transaction({ actor: benchActor }, (ctx) =>
        lists.rankAndStore(ctx, requirementIds, lane),
      );
      changed += outcome.changed;
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return changed;
}

/** Few requirements are ranked by the process itself: the same lists must come of it. */
async function compareWithOneThread(report: BenchReport, store: BenchStore, ids: string[]): Promise<void> {
  const { unitOfWork, services } = store;
  const stored = await services.lists.find(unitOfWork.reading({ actor: benchActor }), ids);
  await unitOfWork.transaction({ actor: benchActor }, (ctx) =>
    ctx.query(`DELETE FROM match_lists WHERE requirement_id = ANY($1)`, [ids]),
  );
  await unitOfWork.transaction({ actor: benchActor }, (ctx) => services.lists.rankAndStore(ctx, ids));
  const again = await services.lists.find(unitOfWork.reading({ actor: benchActor }), ids);
  const shown = (lists: typeof stored): unknown =>
    ids.map((id) =>
      lists.get(id)!.matches.map(({ supplierNo, units, values }) => [supplierNo, units, values]),
    );
  report.assertSame(`${ids.length} lists by threads and by the process itself`, shown(stored), shown(again));
}

/** The whole way: asked for, split into jobs, handed over by the relay, ranked and stored by a worker. */
async function measureJobs(report: BenchReport, store: BenchStore, open: number): Promise<void> {
  const { unitOfWork, url, log, services, config, database } = store;
  const worker = await startWorker({ ...config, workerPort: 0 }, { databaseUrl: url, log });
  try {
    const seconds: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const started = performance.now();
      const id = await unitOfWork.transaction({ actor: benchActor }, (ctx) =>
        services.ranking.startFullRanking(ctx),
      );
      for (;;) {
        const run = await services.runs.find(unitOfWork.reading({ actor: benchActor }), id);
        if (run?.state === 'DONE') break;
        if (run?.state === 'FAILED') throw new Error('the run failed');
        await sleep(5);
      }
      // The first starts the worker's threads.
      if (round > 0) seconds.push((performance.now() - started) / 1000);
    }
    const [row] = await database.reader.query<{ jobs: number }[]>(
      `SELECT count(*)::int AS jobs FROM change_log
        WHERE topic = 'job' AND payload->>'name' = 'matching.rank-requirements'
          AND payload->'payload'->>'runId' = (SELECT id::text FROM runs ORDER BY created_at DESC LIMIT 1)`,
    );
    report.note(
      `${open.toLocaleString('en-GB')} requirements by jobs of the worker, progress stored after each`,
    );
    report.figure('asked for until done, by the worker', median(seconds), 's');
    report.figure('jobs of a full re-match', row!.jobs, 'jobs', { atMost: 200 });
  } finally {
    await worker.stop();
  }
}
