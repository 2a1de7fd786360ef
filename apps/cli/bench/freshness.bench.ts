/** How soon a commit shows, idle and under load. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchReport, BenchSection } from './bench.report.js';
import { benchActor, type BenchStore, withBenchStore } from './bench.store.js';
import { percentile } from './engine.economy.js';
import { judgedSearches } from './judged.searches.js';
import { generateLoad } from './load.generator.js';
import { type BenchServer, startServer } from './server.process.js';

const SIZES = { suppliers: 10_000, requirements: 400 };
/** In the two or three seconds of these the process is not idle: it still searches beforehand, and reads the open requirements. */
const EDITS_AT_FIRST = 200;
const EDITS_IDLE = 300;
const EDITS_PER_SECOND = 50;
const SEARCHES_PER_SECOND = 100;
/** A process that has just started works out its first searches from nothing: told apart from how it goes on. */
const SECONDS_COLD = 3;
const SECONDS_LOADED = 10;
const LOOK_AGAIN_MS = 2;
/**
 * Under load one edit in so many is looked for, and less often: each look is a search. At 2 ms those who look would ask for
 * more than all the others, and the later an edit showed the more of them there would be.
 */
const LOOKED_FOR = 5;
const LOOK_AGAIN_LOADED_MS = 25;
const VISIBLE_WITHIN_MS = 30_000;

export const freshness: BenchSection = {
  name: 'freshness',
  describe: 'from commit until the API shows it, idle and under edits and searches',
  run: (report) => withBenchStore(report, SIZES, (store) => measure(report, store)),
};

async function measure(report: BenchReport, store: BenchStore): Promise<void> {
  const server = await startServer(store, 'api/main.js');
  try {
    const ids = await supplierIds(store);
    await editAndLook(store, server, ids.slice(0, 20), 0);
    report.note('edits one after another, each looked for by a search until it shows');
    figures(
      report,
      `commit to visible, the first ${EDITS_AT_FIRST}`,
      await oneByOne(store, server, ids, EDITS_AT_FIRST),
    );
    const idle = await oneByOne(store, server, ids, EDITS_IDLE);
    figures(report, `commit to visible, the next ${EDITS_IDLE}`, idle, { p50: 5, p95: 15, p99: 50 });
    const cold = EDITS_PER_SECOND * SECONDS_COLD;
    await underLoad(report, store, server, ids.slice(0, cold), 'under load, at first');
    const edits = ids.slice(cold, cold + EDITS_PER_SECOND * SECONDS_LOADED);
    await underLoad(report, store, server, edits, 'under load', 250);
  } finally {
    await server.stop();
  }
}

async function supplierIds({ unitOfWork }: BenchStore): Promise<string[]> {
  const rows = await unitOfWork
    .reading({ actor: benchActor })
    .query<{ id: string }>(
      `SELECT organisation_id AS id FROM supplier_profiles WHERE accepting_work ORDER BY no`,
    );
  return rows.map(({ id }) => id);
}

function figures(
  report: BenchReport,
  name: string,
  took: readonly number[],
  targets: { p50?: number; p95?: number; p99?: number } = {},
): void {
  report.figure(`${name}, p50`, percentile(took, 0.5), 'ms', { atMost: targets.p50 });
  report.figure(`${name}, p95`, percentile(took, 0.95), 'ms', { atMost: targets.p95 });
  report.figure(`${name}, p99`, percentile(took, 0.99), 'ms', { atMost: targets.p99 });
}

/** A word that no supplier has used, and far from every other: letters alone, so that it is taken for a word. */
const newWord = (): string =>
  `z${randomBytes(7)
    .toString('hex')
    .replace(/./g, (digit) => 'bcdfghjklmnpqrst'[Number.parseInt(digit, 16)]!)}`;

async function edit({ unitOfWork, services }: BenchStore, supplierId: string, word: string): Promise<void> {
  const outcome = await unitOfWork.transaction({ actor: benchActor }, (ctx) =>
    services.suppliers.update(ctx, supplierId, { summary: `Subcontract work, ${word} and all.` }),
  );
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
}

/** Commits an edit and asks until a search shows it; milliseconds between, what was waited before a look included. */
async function editUntilSeen(
  store: BenchStore,
  server: BenchServer,
  supplierId: string,
  lookAgainMs = LOOK_AGAIN_MS,
): Promise<number> {
  const word = newWord();
  await edit(store, supplierId, word);
  const committed = performance.now();
  const body = JSON.stringify({
    query: `query ($query: String) { searchSuppliers(query: $query, first: 5) { edges { node { summary } } } }`,
    variables: { query: word },
  });
  for (;;) {
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if ((await answer.text()).includes(word)) return performance.now() - committed;
    if (performance.now() - committed > VISIBLE_WITHIN_MS) throw new Error('an edit never showed');
    await sleep(lookAgainMs);
  }
}

async function oneByOne(
  store: BenchStore,
  server: BenchServer,
  ids: readonly string[],
  count: number,
): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < count; n += 1) took.push(await editUntilSeen(store, server, ids[n % ids.length]!));
  return took;
}

/** Edits at a steady rate, none waiting for the one before; one in so many is looked for. */
async function editAndLook(
  store: BenchStore,
  server: BenchServer,
  ids: readonly string[],
  everyMs: number,
): Promise<number[]> {
  const looking: Promise<number>[] = [];
  const editing: Promise<unknown>[] = [];
  const started = performance.now();
  for (const [at, id] of ids.entries()) {
    const wait = started + at * everyMs - performance.now();
    if (wait > 0) await sleep(wait);
    if (at % LOOKED_FOR === 0) looking.push(editUntilSeen(store, server, id, LOOK_AGAIN_LOADED_MS));
    else editing.push(edit(store, id, newWord()));
  }
  await Promise.all(editing);
  return Promise.all(looking);
}

async function underLoad(
  report: BenchReport,
  store: BenchStore,
  server: BenchServer,
  edits: readonly string[],
  when: string,
  p99?: number,
): Promise<void> {
  const query = `query ($query: String) { searchSuppliers(query: $query, first: 20) { totalCount edges { score node { id name } } } }`;
  const bodies = judgedSearches().map((text) => JSON.stringify({ query, variables: { query: text } }));
  const seconds = edits.length / EDITS_PER_SECOND;
  const [took, searches] = await Promise.all([
    editAndLook(store, server, edits, 1_000 / EDITS_PER_SECOND),
    generateLoad({
      url: `${server.url}/graphql`,
      headers: {},
      bodies,
      connections: 64,
      seconds,
      rate: SEARCHES_PER_SECOND,
    }),
  ]);
  report.note(
    `${EDITS_PER_SECOND} edits a second and ${SEARCHES_PER_SECOND} searches a second for ${seconds} s, one edit in ${LOOKED_FOR} looked for, every ${LOOK_AGAIN_LOADED_MS} ms`,
  );
  figures(report, `commit to visible ${when}`, took, { p99 });
  report.figure(`searches meanwhile ${when}, p95`, searches.p95, 'ms');
}
