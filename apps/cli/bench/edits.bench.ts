/**
 * Random edits with a change of the taxonomy in their middle, followed by the product's own processes: what is stored
 * afterwards is what a process that starts afresh ranks and reads.
 */
import { childEnvironment, queueBackend, QueueWatch, readStoreFigures } from '#lib/platform';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeArguments } from '../node.arguments.js';
import type { BenchReport, BenchSection } from './bench.report.js';
import { benchActor, type BenchStore, withBenchStore } from './bench.store.js';
import { copyWithAnotherTaxonomy, product } from './changed.taxonomy.js';
import type { Differences, EditsOrder } from './edits.process.js';
import type { EditsMade } from './random.edits.js';
import { startServer } from './server.process.js';
import { temporaryFolder } from './temporary.folder.js';

const SIZES = { suppliers: 10_000, requirements: 400 };
const EDITS = 2_000;
/** With `--suppliers` the run is meant to take its time. */
const EDITS_ASKED = 10_000;
const LOOK_MS = 200;

export const edits: BenchSection = {
  name: 'edits',
  describe:
    'random edits, the taxonomy changed in their middle: what is stored, beside a process that starts afresh',
  run: (report) =>
    withBenchStore(report, SIZES, async (store) => {
      const folder = await temporaryFolder('upgrade');
      try {
        const wanted = report.options.suppliers === undefined ? EDITS : EDITS_ASKED;
        await editsAndUpgrade(report, store, join(folder, 'product'), wanted);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }),
};

/**
 * Half of the edits, an upgrade to a product with another taxonomy, the other half.
 * @param upgraded folder that is not there yet
 */
export async function editsAndUpgrade(
  report: BenchReport,
  store: BenchStore,
  upgraded: string,
  wanted: number,
): Promise<void> {
  const { unitOfWork, services } = store;
  await unitOfWork.transaction({ actor: benchActor }, (ctx) => services.ranking.startFullRanking(ctx));
  await phase(report, store, product, { act: 'edit', edits: wanted / 2, seed: 11 }, 'before the change');
  const { summary } = await copyWithAnotherTaxonomy(upgraded);
  report.note(`another taxonomy: ${summary}`);
  await phase(report, store, upgraded, { act: 'edit', edits: wanted / 2, seed: 12 }, 'after the change');
}

/** A worker ranks while another process edits; then everything is compared. */
async function phase(
  report: BenchReport,
  store: BenchStore,
  folder: string,
  order: EditsOrder & { act: 'edit' },
  when: string,
): Promise<void> {
  const started = performance.now();
  const worker = await startServer(store, 'worker/main.js', {}, folder);
  try {
    const { added, changed, deleted } = await run<EditsMade>(store, folder, order);
    await untilIdle(store);
    const seconds = (performance.now() - started) / 1000;
    report.note(`${when}: ${added} added, ${changed} changed, ${deleted} deleted`);
    report.figure(`edits with their rankings, ${when}`, order.edits / seconds, 'edits/s');
  } finally {
    await worker.stop();
  }
  const found = await run<Differences>(store, folder, { act: 'compare' });
  report.figure(`lists of a process that starts afresh, ${when}`, found.lists, 'lists');
  report.figure(`of them different, ${when}`, found.listsOtherwise, 'lists', { atMost: 0 });
  report.figure(`rows read in words, ${when}`, found.words, 'rows');
  report.figure(`of them different, ${when}`, found.wordsOtherwise, 'rows', { atMost: 0 });
}

async function run<T>({ url, config }: BenchStore, folder: string, order: EditsOrder): Promise<T> {
  const script = join(folder, 'dist/apps/cli/bench/edits.process.js');
  const child = spawn(process.execPath, [...nodeArguments, script, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment({ DATABASE_URL: url, DATA_DIR: config.dataDir, DEMO: '0', LOG_LEVEL: 'fatal' }),
  });
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (child.exitCode !== 0) throw new Error(`${script} ended with ${child.exitCode}`);
  return JSON.parse(said) as T;
}

/** Resolves when every job that was asked for is done. @throws Error when one was given up */
async function untilIdle({ unitOfWork, config, url }: BenchStore): Promise<void> {
  const watch = new QueueWatch(() => queueBackend(config, url, 1));
  try {
    for (let quiet = 0; quiet < 3;) {
      await sleep(LOOK_MS);
      const { jobsToRelay } = await readStoreFigures(unitOfWork.reading({ actor: benchActor }));
      const matching = (await watch.look()).find(({ name }) => name === 'matching')!;
      if (matching.failed > 0) throw new Error(`${matching.failed} jobs were given up`);
      // One waits for the night.
      const busy = jobsToRelay + matching.waiting + matching.active + Math.max(0, matching.delayed - 1);
      quiet = busy === 0 ? quiet + 1 : 0;
    }
  } finally {
    await watch.close();
  }
}
