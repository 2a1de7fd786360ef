import { toOpaqueId } from '#lib/platform';
import { type BenchReport, type BenchSection, median, takeTurns } from './bench.report.js';
import { type BenchStore, withBenchStore } from './bench.store.js';
import { generateLoad, type LoadResult } from './load.generator.js';
import { type BenchServer, startServer } from './server.process.js';
import { openRequirements, rankOpen } from './stored.lists.js';
import { judgedSearches } from './judged.searches.js';

const SIZES = { suppliers: 10_000, requirements: 400 };
const ROUNDS = 5;
const SECONDS = 4;
/** Enough to keep a server busy; what more of them ask at once waits, and p99 tells of their number. */
const CONNECTIONS = 16;
const PAGE = 20;
/** Requirements asked about in turn. */
const ASKED = 100;
const SEARCHES_PER_SECOND = 200;
const SEARCH_SECONDS = 15;

/** Lists of matches with nested explanations, and searches at a steady rate; the framework's usual set-up beside it. */
export const api: BenchSection = {
  name: 'api',
  describe:
    '20 matches with nested explanations over GraphQL, Nest with Apollo on Express beside it; searches',
  run: (report) => withBenchStore(report, SIZES, (store) => measure(report, store)),
};

const matchesDocument = `query ($id: ID!) { requirement(id: $id) { id title matches(first: ${PAGE}) { totalCount edges {
  rank score crossRegional criteria { name contribution reason } supplier { id name region } } } } }`;
const searchDocument = `query ($query: String) { searchSuppliers(query: $query, first: ${PAGE}) { totalCount
  facets { dimension values { value label count } }
  edges { score node { id name region } explanation { summary criteria { name contribution reason } } } } }`;

const bodyOf = (query: string, variables: object): string => JSON.stringify({ query, variables });

interface Answer {
  data?: { requirement?: { matches: { edges: unknown[] } } };
  errors?: unknown[];
}

async function ask({ url }: BenchServer, token: string, body: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return (await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).json()) as Answer;
}

async function measure(report: BenchReport, store: BenchStore): Promise<void> {
  await rankOpen(store);
  const ours = await startServer(store, 'api/main.js');
  const peer = await startServer(store, 'cli/bench/peers/express.process.js');
  try {
    const sides = { ours, peer };
    const bodies = await matchBodies(report, store, sides);
    await compareMatches(report, store, sides, bodies);
    await peer.stop();
    await measureSearches(report, ours.url);
  } finally {
    peer.process.kill();
    await ours.stop();
  }
}

interface Sides {
  ours: BenchServer;
  peer: BenchServer;
}

/** Requests for lists that fill a page; both sides must answer each alike. */
async function matchBodies(
  report: BenchReport,
  { unitOfWork, token }: BenchStore,
  { ours, peer }: Sides,
): Promise<string[]> {
  const bodies: string[] = [];
  let bytes = 0;
  for (const id of await openRequirements(unitOfWork)) {
    if (bodies.length === ASKED) break;
    const body = bodyOf(matchesDocument, { id: toOpaqueId('req', id) });
    const theirs = await ask(peer, token, body);
    if (theirs.errors) throw new Error(`the peer failed: ${JSON.stringify(theirs.errors)}`);
    if (theirs.data?.requirement?.matches.edges.length !== PAGE) continue;
    // Asked twice: ours runs plainly the first time, and compiled from then on.
    await ask(ours, token, body);
    const [mine, other] = [JSON.stringify(await ask(ours, token, body)), JSON.stringify(theirs)];
    if (mine !== other) throw new Error(`the answers differ: ${mine} and ${other}`);
    bodies.push(body);
    bytes += mine.length;
  }
  if (bodies.length < ASKED) throw new Error(`only ${bodies.length} requirements have ${PAGE} matches`);
  report.note(
    `${bodies.length} requirements asked about in turn: the same answers on both sides, ${Math.round(bytes / bodies.length).toLocaleString('en-GB')} bytes on average`,
  );
  return bodies;
}

async function compareMatches(
  report: BenchReport,
  { token }: BenchStore,
  { ours, peer }: Sides,
  bodies: string[],
): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const cpu = new Map<BenchServer, number[]>([
    [ours, []],
    [peer, []],
  ]);
  const load = async (server: BenchServer): Promise<LoadResult> => {
    const before = await server.cpuSeconds();
    const order = {
      url: `${server.url}/graphql`,
      headers,
      bodies,
      connections: CONNECTIONS,
      seconds: SECONDS,
    };
    const result = await generateLoad(order);
    cpu.get(server)!.push((((await server.cpuSeconds()) - before) * 1_000) / result.answers);
    return result;
  };
  report.note(`${CONNECTIONS} connections, ${SECONDS} s a round, the load generator a process of its own`);
  const slowest: number[] = [];
  const result = await takeTurns(
    ROUNDS,
    async () => {
      const { rate, p99 } = await load(ours);
      slowest.push(p99);
      return rate;
    },
    async () => (await load(peer)).rate,
  );
  report.comparison(`${PAGE} matches`, 'Nest, Apollo, Express', result, 'requests/s', 6);
  report.figure(`${PAGE} matches: ours`, result.ours, 'requests/s', { atLeast: 5_000 });
  report.figure(`${PAGE} matches: ours, p99`, median(slowest.slice(1)), 'ms', { atMost: 10 });
  const [mine, theirs] = [ours, peer].map((server) => median(cpu.get(server)!.slice(1)));
  report.figure('processor time a request: ours', mine!, 'ms');
  report.figure('processor time a request: Nest, Apollo, Express', theirs!, 'ms');
  report.figure('processor time a request: ratio', theirs! / mine!, '×');
}

async function measureSearches(report: BenchReport, url: string): Promise<void> {
  const bodies = judgedSearches().map((query) => bodyOf(searchDocument, { query }));
  const order = { url: `${url}/graphql`, headers: {}, bodies, connections: 64, rate: SEARCHES_PER_SECOND };
  await generateLoad({ ...order, seconds: 3 });
  const { p50, p95, p99, answers } = await generateLoad({ ...order, seconds: SEARCH_SECONDS });
  report.note(`${answers} searches at ${SEARCHES_PER_SECOND} a second, timed from when each was due`);
  report.figure('search over GraphQL, p50', p50, 'ms');
  report.figure('search over GraphQL, p95', p95, 'ms', { atMost: 8 });
  report.figure('search over GraphQL, p99', p99, 'ms');
}
