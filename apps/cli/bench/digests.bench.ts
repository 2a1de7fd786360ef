/** The digests of a whole economy: every cluster body's, first and a week later, while searches go on. */
import { type DigestContent, isoWeekOf, stepInWords, stepKey, weeksBefore } from '#lib/digests';
import { imageFolderOf } from '#lib/match-lists';
import { explain, isOneStep } from '#lib/matching';
import { MATCHED_STATES } from '#lib/requirements';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchReport, BenchSection } from './bench.report.js';
import { benchActor, type BenchStore, withBenchStore } from './bench.store.js';
import { judgedSearches } from './judged.searches.js';
import { generateLoad, type LoadResult } from './load.generator.js';
import { type BenchServer, startServer } from './server.process.js';

/** Every business of the two regions. A tenth of the requirements are drafts or closed. */
const SIZES = { suppliers: 147_355, requirements: 2_240 };
const MS_PER_THOUSAND = 150;
const SECONDS_FOR_ALL = 30;
const SLOWER_AT_MOST = 3;
const SEARCHES_PER_SECOND = 20;
const IDLE_SECONDS = 10;
const DURING_SECONDS = 10;
/** So long without another digest, and the rest will not come. */
const PATIENCE_MS = 900_000;
/** Members that the peer asks about one by one; its cost grows with each alike. */
const PEER_MEMBERS = 10;
const FEW = 'A few';
/** As in the product: a near miss counts when it would stand among so many best. */
const PLACES = 10;
/** The least fit, 0 … 1, at which a supplier has anything to do with a need. */
const RELATED = 20 / 255;
/** Parts of the requirements and suppliers that are new in the week between. */
const NEW_PART = 0.02;

export const digests: BenchSection = {
  name: 'digests',
  describe:
    'the digest of every cluster body: composed, rendered, recorded; a loop over the members beside it',
  run: (report) => withBenchStore(report, SIZES, (store) => measure(report, store)),
};

interface Cluster {
  id: string;
  name: string;
  members: number;
}

async function measure(report: BenchReport, store: BenchStore): Promise<void> {
  const { unitOfWork, url, log, services, database, config } = store;
  await forgetLists(store);
  await forgetDigests(store);
  // A copy is kept where API and worker look for one, as after any start of the product.
  const imageFolder = imageFolderOf(config);
  await services.index.load({ unitOfWork, databaseUrl: url, log, imageFolder });
  await services.index.kept();
  const open = await openRequirements(store);
  const late = new Set(open.filter((_, at) => at % Math.round(1 / NEW_PART) === 0));
  await rank(
    store,
    open.filter((id) => !late.has(id)),
  );
  await database.writer.query('ANALYZE');
  const clusters = await unitOfWork.reading({ actor: benchActor }).query<Cluster>(
    `SELECT cluster_id AS id, name, count(*)::int AS members FROM cluster_memberships
       JOIN organisations ON organisations.id = cluster_id GROUP BY cluster_id, name ORDER BY name`,
  );
  const members = clusters.reduce((sum, cluster) => sum + cluster.members, 0);
  report.note(
    `${open.length} open requirements; ${clusters.length} cluster bodies with ${members.toLocaleString('en-GB')} members`,
  );
  const api = await startServer(store, 'api/main.js');
  let worker = await startServer(store, 'worker/main.js');
  try {
    const searching = (seconds: number): Promise<LoadResult> => search(store, api.url, seconds);
    await searching(3);
    const idle = await searching(IDLE_SECONDS);
    report.figure('search p99 over GraphQL, idle', idle.p99, 'ms');
    const week = isoWeekOf(new Date());
    const round = async (what: string, atMost?: number): Promise<number> => {
      await api.longestTurnMs();
      const during = searching(DURING_SECONDS);
      const perThousand = await composeAll(report, store, worker, { clusters, week, what, atMost });
      report.figure(`${what}: search p99 meanwhile`, (await during).p99, 'ms', {
        atMost: SLOWER_AT_MOST * idle.p99,
      });
      // Tells a stall of the API from the want of a core.
      report.figure(`${what}: longest turn of the API's event loop`, await api.longestTurnMs(), 'ms');
      return perThousand;
    };
    // The very first digests tell of everything at once; those after tell of one week.
    report.note(
      'counted: from asking for the digests of all cluster bodies until the last is recorded, each composed, rendered and posted',
    );
    report.note('a worker just started: it has its index, and nothing else that digests need');
    await round('the first, by a worker just started');
    await worker.stop();
    await forgetDigests(store);
    worker = await startServer(store, 'worker/main.js');
    const [began, cpu] = [performance.now(), await worker.cpuSeconds()];
    await prepared(worker, open.length - late.size);
    report.note(
      `a worker that runs, as on a Monday at seven: it has found near misses beforehand, ` +
        `${((performance.now() - began) / 1000).toFixed(1)} s after its start and with ${((await worker.cpuSeconds()) - cpu).toFixed(1)} s of processor time, ` +
        `which is not counted below, and composed no digest yet`,
    );
    report.figure('preparing: longest turn of its event loop', await worker.longestTurnMs(), 'ms');
    report.figure('preparing: memory of the worker', await worker.memoryMb(), 'MB');
    const first = await round('the first, by a worker that runs', MS_PER_THOUSAND);
    await rank(store, [...late]);
    await store.database.writer.query('UPDATE digests SET iso_week = $1', [weeksBefore(week, 1)]);
    await round('a week later, 2 % of requirements new', MS_PER_THOUSAND);
    await comparePeer(report, store, first);
  } finally {
    await worker.stop();
    await api.stop();
    await services.index.stop();
  }
}

/** Resolves when a worker has the near misses of so many requirements at hand. */
async function prepared(worker: BenchServer, requirements: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while ((await worker.metric('near_miss_requirements')) < requirements) {
    if (performance.now() > until) throw new Error('The worker has prepared nothing.');
    await sleep(100);
  }
}

/** Lists that an earlier run made in a store that is kept. */
const forgetLists = ({ unitOfWork }: BenchStore): Promise<unknown> =>
  unitOfWork.transaction({ actor: benchActor }, (ctx) => ctx.query('DELETE FROM match_lists'));

/** What was told before. */
async function forgetDigests({ unitOfWork }: BenchStore): Promise<void> {
  await unitOfWork.transaction({ actor: benchActor }, async (ctx) => {
    for (const table of ['digests', 'digest_cursors', 'mail_messages'])
      await ctx.query(`DELETE FROM ${table}`);
    await ctx.query(`DELETE FROM organisations WHERE cluster_body AND name = $1`, [FEW]);
  });
}

async function openRequirements({ unitOfWork }: BenchStore): Promise<string[]> {
  const rows = await unitOfWork
    .reading({ actor: benchActor })
    .query<{ id: string }>(`SELECT id FROM requirements WHERE state = ANY($1) ORDER BY no`, [MATCHED_STATES]);
  return rows.map(({ id }) => id);
}

/** In pieces, as jobs do. */
async function rank({ unitOfWork, services }: BenchStore, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += 100) {
    await unitOfWork.transaction({ actor: benchActor }, (ctx) =>
      services.lists.rankAndStore(ctx, ids.slice(at, at + 100)),
    );
  }
}

function search(store: BenchStore, url: string, seconds: number): Promise<LoadResult> {
  const document = `query ($query: String) { searchSuppliers(query: $query, first: 20) { totalCount
    edges { score node { id name region } explanation { summary } } } }`;
  return generateLoad({
    url: `${url}/graphql`,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${store.token}` },
    bodies: judgedSearches().map((query) => JSON.stringify({ query: document, variables: { query } })),
    connections: 8,
    seconds,
    rate: SEARCHES_PER_SECOND,
  });
}

interface Round {
  clusters: readonly Cluster[];
  week: string;
  what: string;
  /** Milliseconds per 1,000 members. */
  atMost: number | undefined;
}

/**
 * Has the worker compose the digests of a week, as it does in the product.
 * @returns milliseconds per 1,000 members
 */
async function composeAll(
  report: BenchReport,
  { unitOfWork, services }: BenchStore,
  worker: BenchServer,
  { clusters, week: isoWeek, what, atMost }: Round,
): Promise<number> {
  const [started, cpu] = [performance.now(), await worker.cpuSeconds()];
  let [composed, since] = [0, started];
  await unitOfWork.transaction({ actor: benchActor }, (ctx) =>
    services.digests.requestDue(ctx, { early: true }),
  );
  for (;;) {
    const [row] = await unitOfWork
      .reading({ actor: benchActor })
      .query<{ n: number }>('SELECT count(*)::int AS n FROM digests WHERE iso_week = $1', [isoWeek]);
    if (row!.n === clusters.length) break;
    if (row!.n > composed) [composed, since] = [row!.n, performance.now()];
    if (performance.now() - since > PATIENCE_MS) throw new Error(`Only ${row!.n} digests were composed.`);
    await sleep(20);
  }
  const ms = performance.now() - started;
  const members = clusters.reduce((sum, cluster) => sum + cluster.members, 0);
  const [told] = await unitOfWork.reading({ actor: benchActor }).query<{ items: number; bytes: number }>(
    `SELECT (SELECT count(*)::int FROM digest_items i JOIN digests d ON d.id = digest_id WHERE iso_week = $1) AS items,
            (SELECT max(octet_length(html)) FROM digests WHERE iso_week = $1) AS bytes`,
    [isoWeek],
  );
  report.note(
    `${what}: ${told!.items.toLocaleString('en-GB')} items told; the longest page ${Math.round(told!.bytes / 1024)} kB`,
  );
  report.figure(`${what}: all ${clusters.length}`, ms / 1000, 's', { atMost: SECONDS_FOR_ALL });
  report.figure(`${what}: per 1,000 members`, (ms / members) * 1000, 'ms', { atMost });
  report.figure(`${what}: CPU time of the worker`, (await worker.cpuSeconds()) - cpu, 's');
  return (ms / members) * 1000;
}

/** A cluster body of a few members, told by us and by a loop that asks for each member: the same items. */
async function comparePeer(report: BenchReport, store: BenchStore, oursPerThousand: number): Promise<void> {
  const { unitOfWork, services } = store;
  const ctx = unitOfWork.reading({ actor: benchActor });
  const few = await ctx.query<{ id: string; no: number }>(
    `SELECT DISTINCT p.organisation_id AS id, p.no FROM match_lists l
       JOIN supplier_profiles p ON p.no = l.supplier_nos[1] ORDER BY p.no LIMIT ${PEER_MEMBERS}`,
  );
  const cluster = await unitOfWork.transaction({ actor: benchActor }, async (tx) => {
    const made = await services.clusterBodies.create(tx, { name: FEW, digestAddresses: [] });
    if (!made.ok) throw new Error('The cluster body was refused.');
    await services.clusterBodies.addMembers(
      tx,
      made.value.id,
      few.map(({ id }) => id),
    );
    return made.value.id;
  });
  const week = isoWeekOf(new Date());
  const started = performance.now();
  const { id } = await unitOfWork.transaction({ actor: benchActor }, (tx) =>
    services.digests.compose(tx, cluster, week),
  );
  const ours = performance.now() - started;
  const { content } = (await services.digests.find(ctx, [id])).get(id)!;
  const again = performance.now();
  const theirs = await unitOfWork.transaction({ actor: benchActor }, async (tx) => {
    const told: string[] = [];
    for (const member of few) told.push(...(await tellOne(store, tx, member)));
    return told;
  });
  const peer = performance.now() - again;
  report.assertSame('matches and steps of a few members', itemsOf(content), theirs.sort());
  report.figure(`${PEER_MEMBERS} members by themselves: ours`, ours, 'ms');
  report.figure(`${PEER_MEMBERS} members by themselves: a loop that asks for each`, peer, 'ms');
  const peerPerThousand = (peer / few.length) * 1000;
  report.note(`the loop costs the same for each member: ${few.length} measured, scaled to 1,000`);
  report.figure('per 1,000 members: a loop that asks for each', peerPerThousand, 'ms');
  report.figure(
    'ratio of the first digests to a loop that asks for each member',
    peerPerThousand / oursPerThousand,
    '×',
  );
}

const itemsOf = ({ groups, steps }: DigestContent): string[] =>
  [
    ...groups.flatMap(({ requirement, matches }) =>
      matches.map(({ member }) => `match ${requirement.id} ${member.id}`),
    ),
    ...steps.flatMap(({ members, requirements, pairs }) =>
      pairs.map(([member, requirement]) => `near ${requirements[requirement]!.id} ${members[member]!.id}`),
    ),
  ].sort();

/** What one would write first: every question asked for every member. */
async function tellOne(
  { services }: BenchStore,
  tx: Parameters<Parameters<BenchStore['unitOfWork']['transaction']>[1]>[0],
  { id, no }: { id: string; no: number },
): Promise<string[]> {
  const { index } = services;
  const told: string[] = [];
  const tell = async (kind: string, requirementId: string, key: string): Promise<void> => {
    const [facts] = await tx.query(
      `SELECT title, o.name FROM requirements r JOIN organisations o ON o.id = buyer_id
        WHERE r.id = $1 AND state = ANY($2) AND visibility = 'OPEN'`,
      [requirementId, MATCHED_STATES],
    );
    if (!facts) return;
    const known = await tx.query(`SELECT FROM digest_items WHERE key = $1 AND cluster_id = $2`, [key, id]);
    if (known.length === 0) told.push(`${kind} ${requirementId} ${id}`);
  };
  for (const { requirementId } of await services.lists.listsOfSupplier(tx, no))
    await tell('match', requirementId, `match:${requirementId}:${id}`);
  const { standing } = await index.economy();
  for (const record of (await index.standing()).values()) {
    const { blockers, score, needs } = explain(index.index, record, no);
    const [blocker] = blockers;
    if (blockers.length !== 1 || !blocker || stepInWords(blocker, 1) === null) continue;
    if (needs.length > 0 && !needs.some(({ fit }) => fit >= RELATED)) continue;
    const [evaluator, slot] = [standing.evaluatorFor(record.no)!, index.index.slotOf(no)];
    evaluator.score(slot);
    if (!isOneStep(evaluator, slot, blocker)) continue;
    const [tenth] = await tx.query<{ score: number | null }>(
      `SELECT scores[${PLACES}] AS score FROM match_lists WHERE requirement_id = $1`,
      [record.id],
    );
    if (!tenth || score < (tenth.score ?? 0)) continue;
    await tell('near', record.id, `near:${record.id}:${id}:${stepKey(blocker)}`);
  }
  return told;
}
