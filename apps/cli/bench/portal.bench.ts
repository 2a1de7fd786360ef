/** The search page as a reader gets it: portal and API as processes of their own, as in production. */
import type { BenchReport, BenchSection } from './bench.report.js';
import { type BenchStore, withBenchStore } from './bench.store.js';
import { judgedSearches } from './judged.searches.js';
import { generateLoad } from './load.generator.js';
import { type BenchServer, startServer } from './server.process.js';

const SIZES = { suppliers: 10_000, requirements: 400 };
const PAGES_PER_SECOND = 50;
const WARM_SECONDS = 5;
const SECONDS = 20;
/** Rows of a page of the portal. */
const PAGE = 20;
/** As browsers ask, so that compressing is part of what is measured. */
const headers = { accept: 'text/html', 'accept-encoding': 'gzip, deflate, br' };

export const portal: BenchSection = {
  name: 'portal',
  describe: 'the search page at a steady rate, signed out: its time, and what it costs portal and API',
  run: (report) => withBenchStore(report, SIZES, (store) => measure(report, store)),
};

async function measure(report: BenchReport, store: BenchStore): Promise<void> {
  const api = await startServer(store, 'api/main.js');
  try {
    const web = await startServer(store, 'web/main.js', { API_URL: api.url });
    try {
      await checkAnswers(report, api, web);
      await measurePages(report, api, web);
    } finally {
      await web.stop();
    }
  } finally {
    await api.stop();
  }
}

/** What people look for: the judged searches, some of them narrowed or in another order, and the list of all. */
function paths(): string[] {
  const searches = judgedSearches().map((query, at) => {
    const address = new URLSearchParams({ q: query });
    if (at % 4 === 1) address.set('regions', 'EAST_MIDLANDS');
    if (at % 6 === 2) address.set('sort', 'DISTANCE');
    if (at % 6 === 5) address.set('sort', 'NAME');
    return `/suppliers?${address.toString()}`;
  });
  return ['/suppliers', ...searches];
}

const query = `query ($query: String, $filter: SupplierFilter, $orderBy: SupplierOrder) {
  searchSuppliers(query: $query, filter: $filter, orderBy: $orderBy, first: ${PAGE}) { totalCount edges { node { id } } } }`;

interface Told {
  count: number;
  ids: string[];
}

async function toldByApi({ url }: BenchServer, path: string): Promise<Told> {
  const address = new URL(path, url).searchParams;
  const regions = address.getAll('regions');
  const variables = {
    query: address.get('q') ?? '',
    filter: regions.length ? { regions } : {},
    orderBy: address.get('sort') ?? 'RELEVANCE',
  };
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data } = (await answer.json()) as {
    data: { searchSuppliers: { totalCount: number; edges: { node: { id: string } }[] } };
  };
  const { totalCount, edges } = data.searchSuppliers;
  return { count: totalCount, ids: edges.map(({ node }) => node.id) };
}

async function toldByPage({ url }: BenchServer, path: string): Promise<Told> {
  const html = await (await fetch(url + path, { headers })).text();
  const count = /data-summary="([\d,]+) supplier/.exec(html)?.[1]?.replaceAll(',', '');
  const ids = [...html.matchAll(/<h3><a class="govuk-link" href="\/suppliers\/(\w+)"/g)].map(([, id]) => id!);
  return { count: Number(count), ids };
}

async function checkAnswers(report: BenchReport, api: BenchServer, web: BenchServer): Promise<void> {
  const all = paths();
  const told = { api: [] as Told[], page: [] as Told[] };
  for (const path of all) {
    told.api.push(await toldByApi(api, path));
    told.page.push(await toldByPage(web, path));
  }
  report.assertSame(`${all.length} searches: how many suppliers, and which first`, told.page, told.api);
}

async function measurePages(report: BenchReport, api: BenchServer, web: BenchServer): Promise<void> {
  const order = { url: web.url, headers, paths: paths(), connections: 64, rate: PAGES_PER_SECOND };
  await generateLoad({ ...order, seconds: WARM_SECONDS });
  const before = await Promise.all([web, api].map((server) => server.cpuSeconds()));
  const { p50, p95, p99, answers } = await generateLoad({ ...order, seconds: SECONDS });
  const after = await Promise.all([web, api].map((server) => server.cpuSeconds()));
  const [ofWeb, ofApi] = after.map((seconds, at) => ((seconds - before[at]!) * 1_000) / answers);
  report.note(`${answers} pages at ${PAGES_PER_SECOND} a second, timed from when each was due`);
  report.figure('search page, p50', p50, 'ms');
  report.figure('search page, p95', p95, 'ms', { atMost: 40 });
  report.figure('search page, p99', p99, 'ms');
  report.figure('processor time a page: portal', ofWeb!, 'ms');
  report.figure('processor time a page: API', ofApi!, 'ms');
}
