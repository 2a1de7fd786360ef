/** How soon a commit shows, idle and under load; and whether following changes comes to what starting afresh does. */
import { MatchIndexHolder, MatchListService, RankingService } from '#lib/match-lists';
import { recordChange, type TransactionContext } from '#lib/platform';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchReport, BenchSection } from './bench.report.js';
import { benchActor, type BenchStore, withBenchStore } from './bench.store.js';
import { percentile } from './engine.economy.js';
import { judgedSearches } from './judged.searches.js';
import { generateLoad } from './load.generator.js';
import { type BenchServer, startServer } from './server.process.js';

const SIZES = { suppliers: 10_000, requirements: 400 };
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
/** Random edits after which lists must be those of a process that starts afresh. */
const RANDOM_EDITS = 2_000;
/** With `--suppliers` the run is meant to take its time. */
const RANDOM_EDITS_ASKED = 10_000;
const EDITS_A_RANKING = 50;

export const freshness: BenchSection = {
  name: 'freshness',
  describe:
    'from commit until the API shows it, idle and under edits and searches; incremental beside afresh',
  run: (report) => withBenchStore(report, SIZES, (store) => measure(report, store)),
};

async function measure(report: BenchReport, store: BenchStore): Promise<void> {
  const server = await startServer(store, 'api/main.js');
  try {
    const ids = await supplierIds(store);
    await editAndLook(store, server, ids.slice(0, 20), 0);
    const idle: number[] = [];
    for (let n = 0; n < EDITS_IDLE; n += 1) {
      idle.push(await editUntilSeen(store, server, ids[n % ids.length]!));
    }
    report.note(`${EDITS_IDLE} edits one after another, each looked for by a search until it shows`);
    figures(report, 'commit to visible', idle, { p50: 5, p95: 15, p99: 50 });
    const cold = EDITS_PER_SECOND * SECONDS_COLD;
    await underLoad(report, store, server, ids.slice(0, cold), 'under load, at first');
    const edits = ids.slice(cold, cold + EDITS_PER_SECOND * SECONDS_LOADED);
    await underLoad(report, store, server, edits, 'under load', 250);
  } finally {
    await server.stop();
  }
  await incrementalBesideAfresh(report, store);
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
  targets: { p50?: number; p95?: number; p99?: number },
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

/** The same numbers each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

async function incrementalBesideAfresh(report: BenchReport, store: BenchStore): Promise<void> {
  const { unitOfWork, url, log, services } = store;
  const { index, lists, ranking } = services;
  await index.load({ unitOfWork, databaseUrl: url, log });
  const open = await unitOfWork
    .reading({ actor: benchActor })
    .query<{ id: string }>(`SELECT id FROM requirements WHERE state IN ('OPEN', 'SHORTLISTING') ORDER BY id`);
  const requirementIds = open.map(({ id }) => id);
  const write = <T>(work: (ctx: TransactionContext) => Promise<T>): Promise<T> =>
    unitOfWork.transaction({ actor: benchActor }, work);
  await write((ctx) => lists.rankAndStore(ctx, requirementIds));
  const [mark] = await unitOfWork
    .reading({ actor: benchActor })
    .query<{ seq: string }>(`SELECT max(seq)::text AS seq FROM change_log`);
  const edits = new RandomEdits(store, await supplierIds(store), dice(11));
  const wanted = report.options.suppliers === undefined ? RANDOM_EDITS : RANDOM_EDITS_ASKED;
  const started = performance.now();
  for (let done = 0; done < wanted; done += EDITS_A_RANKING) {
    const changed = await write((ctx) => edits.make(ctx, EDITS_A_RANKING));
    await write((ctx) => ranking.rankSuppliers(ctx, changed));
  }
  await runAskedFor(store, ranking, mark!.seq);
  report.figure('edits with their rankings', wanted / ((performance.now() - started) / 1000), 'edits/s');
  const afresh = new MatchIndexHolder();
  try {
    await afresh.load({ unitOfWork, databaseUrl: url, log });
    const again = new MatchListService(afresh);
    const { ranked, changed, removed } = await write((ctx) => again.rankAndStore(ctx, requirementIds));
    await again.onApplicationShutdown();
    report.note(`${wanted.toLocaleString('en-GB')} random edits: ${edits.summary}`);
    report.figure('lists of a process that starts afresh', ranked, 'lists');
    report.figure('of them different', changed + removed, 'lists', { atMost: 0 });
  } finally {
    await afresh.stop();
  }
}

/** Suppliers come, change and go, at random and in equal measure. */
class RandomEdits {
  private readonly made = { added: 0, changed: 0, deleted: 0 };

  constructor(
    private readonly store: BenchStore,
    private readonly ids: string[],
    private readonly roll: (sides: number) => number,
  ) {}

  get summary(): string {
    const { added, changed, deleted } = this.made;
    return `${added} added, ${changed} changed, ${deleted} deleted`;
  }

  async make(ctx: TransactionContext, count: number): Promise<string[]> {
    const { suppliers } = this.store.services;
    const touched: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const at = this.roll(this.ids.length);
      const id = this.ids[at]!;
      const kind = this.roll(10);
      // As many come as go, so that what is rare among suppliers stays as it was counted.
      if (kind === 0) {
        const like = (await suppliers.find(ctx, [id])).get(id)!;
        const added = await suppliers.register(ctx, {
          name: `Newcomer ${this.made.added} Ltd`,
          postcode: like.site?.postcode ?? 'DE24 9FU',
          summary: like.profile.summary,
          phrases: like.profile.phrases,
          certificates: [],
          markets: like.profile.marketsServed,
          origin: 'REGISTERED',
        });
        if (!added.ok) throw new Error(JSON.stringify(added.errors));
        this.ids.push(added.value.id);
        touched.push(added.value.id);
        this.made.added += 1;
      } else if (kind === 1) {
        await ctx.query(`DELETE FROM organisations WHERE id = $1`, [id]);
        await recordChange(ctx, 'supplier', { ids: [id] });
        this.ids[at] = this.ids.at(-1)!;
        this.ids.pop();
        touched.push(id);
        this.made.deleted += 1;
      } else {
        const other = (await suppliers.find(ctx, [this.ids[this.roll(this.ids.length)]!]))
          .values()
          .next().value!;
        const { phrases, acceptingWork } = other.profile;
        const changed = await suppliers.update(ctx, id, { phrases, acceptingWork });
        if (!changed.ok) throw new Error(JSON.stringify(changed.errors));
        touched.push(id);
        this.made.changed += 1;
      }
    }
    return touched;
  }
}

/** Does the rankings that were left to jobs since a place in the log, as the worker would. */
async function runAskedFor(store: BenchStore, ranking: RankingService, after: string): Promise<void> {
  const handlers = ranking.handlers(store.unitOfWork);
  let from = after;
  for (;;) {
    const jobs = await store.unitOfWork
      .reading({ actor: benchActor })
      .query<{ seq: string; name: string; payload: unknown }>(
        `SELECT seq::text, payload->>'name' AS name, payload->'payload' AS payload FROM change_log
          WHERE topic = 'job' AND seq > $1 AND payload->>'name' LIKE 'matching.%' ORDER BY seq`,
        [from],
      );
    if (jobs.length === 0) return;
    for (const { seq, name, payload } of jobs) {
      from = seq;
      if (name !== 'matching.rank-requirements') continue;
      await handlers
        .find(({ job }) => job.name === name)!
        .handle(payload, { requestId: 'bench', jobId: seq, attempt: 1, log: store.log });
    }
  }
}
