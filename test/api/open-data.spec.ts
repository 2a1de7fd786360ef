import { BuyerService, ClusterBodyService, PlaceService, SupplierService } from '#lib/directory';
import { PersonService } from '#lib/identity';
import { DATASETS } from '#lib/intelligence';
import { RequirementService } from '#lib/requirements';
import { generateEconomy, loadEconomy } from '#lib/sample';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, startApiKit } from './api.kit.js';

let kit: ApiKit;
let buyerId: string;

beforeAll(async () => {
  kit = await startApiKit();
  const places = new PlaceService();
  const requirements = new RequirementService(places);
  await loadEconomy(
    {
      unitOfWork: kit.db.unitOfWork,
      suppliers: new SupplierService(places),
      buyers: new BuyerService(places),
      clusterBodies: new ClusterBodyService(),
      requirements,
      people: new PersonService(),
    },
    generateEconomy({ suppliers: 120, requirements: 140, today: new Date().toISOString().slice(0, 10) }),
  );
  const [row] = await kit.db
    .reading()
    .query<{ id: string }>(`SELECT buyer_id AS id FROM requirements LIMIT 1`);
  buyerId = row!.id;
});
afterAll(() => kit.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${kit.url}${path}`, { headers });
type Row = Record<string, string | number | null>;
const rowsOf = async (name: string): Promise<Row[]> =>
  ((await (await get(`/open-data/${name}.json`)).json()) as { rows: Row[] }).rows;

describe('open data', () => {
  it('lists its datasets for people and programs, and each is there in both forms', async () => {
    const page = await get('/open-data');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await page.text();
    const catalogue = (await (await get('/open-data/index.json')).json()) as {
      'dct:license': string;
      'dcat:dataset': { 'dct:identifier': string; 'dcat:distribution': { 'dcat:downloadURL': string }[] }[];
    };
    expect(catalogue['dct:license']).toContain('open-government-licence');
    const names = catalogue['dcat:dataset'].map((dataset) => dataset['dct:identifier']);
    expect(names).toEqual([...DATASETS.map(({ name }) => name), 'ocds']);
    for (const { name, columns } of DATASETS) {
      expect(html).toContain(`/open-data/${name}.csv`);
      const csv = await get(`/open-data/${name}.csv`);
      expect([name, csv.status]).toEqual([name, 200]);
      const [heading, ...lines] = (await csv.text()).trimEnd().split('\r\n');
      expect(heading).toBe(columns.map((column) => column.name).join(','));
      const rows = await rowsOf(name);
      expect(lines.length).toBe(rows.length);
      expect(rows.length).toBeGreaterThan(2);
      for (const row of rows) expect(Object.keys(row).sort()).toEqual(columns.map((c) => c.name).sort());
    }
    for (const path of ['/open-data/people.csv', '/open-data/zones.xml', '/open-data/..%2fmetrics']) {
      expect((await get(path)).status).toBe(404);
    }
  });

  it('tells who has it already that nothing is new', async () => {
    for (const path of [
      '/open-data/zones.csv',
      '/open-data',
      '/ocds/releases.json',
      '/ocds/releases.jsonl',
    ]) {
      const first = await get(path);
      await first.text();
      const etag = first.headers.get('etag')!;
      expect(first.headers.get('cache-control')).toBe('public, max-age=300');
      const again = await get(path, { 'if-none-match': etag });
      expect([path, again.status, await again.text()]).toEqual([path, 304, '']);
      expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    }
  });

  it('is what the tables say, less what would point at single firms', async () => {
    const held = await kit.db.reading().query<{ scheme: string; region: string; n: number }>(
      `SELECT c.scheme, s.region, count(DISTINCT c.organisation_id)::int AS n FROM certificates c
         JOIN sites s ON s.organisation_id = c.organisation_id AND s.is_primary
        WHERE c.valid_to >= current_date AND (c.valid_from IS NULL OR c.valid_from <= current_date) GROUP BY 1, 2`,
    );
    const truth = new Map(held.map(({ scheme, region, n }) => [`${scheme} ${region}`, n]));
    let withheld = 0;
    let told = 0;
    for (const row of await rowsOf('suppliers-by-certificate')) {
      for (const [column, region] of [
        ['east_midlands', 'EAST_MIDLANDS'],
        ['west_midlands', 'WEST_MIDLANDS'],
      ] as const) {
        const count = truth.get(`${row.scheme} ${region}`) ?? 0;
        if (row[column] === null) withheld += 1;
        else {
          told += 1;
          expect(Math.abs(Number(row[column]) - count)).toBeLessThanOrEqual(2);
          expect(count === 0 || count >= 5).toBe(true);
        }
      }
      const parts = [row.all, row.east_midlands, row.west_midlands, row.elsewhere];
      // One withheld figure alone could be had by subtraction.
      expect(parts.filter((part) => part === null)).not.toHaveLength(1);
    }
    expect(withheld).toBeGreaterThan(5);
    expect(told).toBeGreaterThan(5);
  });

  it('shows no count from 1 to 4 in any dataset that is controlled', async () => {
    for (const { name, controlled } of DATASETS) {
      if (!controlled) continue;
      for (const row of await rowsOf(name)) {
        for (const [column, value] of Object.entries(row)) {
          if (typeof value !== 'number' || column === 'level' || column === 'value_gbp') continue;
          expect([name, column, value === 0 || value >= 5, value % 5]).toEqual([name, column, true, 0]);
        }
      }
    }
  });

  it('cannot be unpicked where districts add up to regions', async () => {
    const rows = await rowsOf('suppliers-by-district');
    for (const region of ['EAST_MIDLANDS', 'WEST_MIDLANDS']) {
      const inside = rows.filter((row) => row.region === region);
      expect(inside.filter(({ suppliers }) => suppliers === null)).not.toHaveLength(1);
    }
  });
});

interface Release {
  ocid: string;
  id: string;
  date: string;
  tag: string[];
  initiationType: string;
  buyer: { id: string; name: string };
  parties: { id: string; roles: string[] }[];
  tender: {
    id: string;
    title: string;
    status: string;
    procurementMethod: string;
    submissionMethod: string[];
    value?: { amount: number; currency: string };
    tenderPeriod: { startDate?: string; endDate?: string };
    items: { id: string; additionalClassifications: { scheme: string; id: string }[] }[];
  };
  awards?: { id: string; status: string; date: string }[];
}
interface Package {
  uri: string;
  version: string;
  publishedDate: string;
  publisher: { name: string };
  license: string;
  links?: { next: string };
  releases: Release[];
}

/** Closed code lists of OCDS 1.1. */
const codes = {
  tag: [
    'planning',
    'planningUpdate',
    'tender',
    'tenderAmendment',
    'tenderUpdate',
    'tenderCancellation',
    'award',
  ],
  status: ['planning', 'planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn'],
  method: ['open', 'selective', 'limited', 'direct'],
};
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function expectRelease(release: Release): void {
  const { tender, parties, buyer } = release;
  expect(release.ocid).toMatch(/^ocds-\w+-[0-9a-f-]{36}$/);
  for (const date of [release.date, tender.tenderPeriod.startDate, tender.tenderPeriod.endDate])
    if (date !== undefined) expect(date).toMatch(DATE_TIME);
  expect(release.initiationType).toBe('tender');
  for (const tag of release.tag) expect(codes.tag).toContain(tag);
  expect(release.tag.includes('award')).toBe(release.awards !== undefined);
  expect(codes.status).toContain(tender.status);
  expect(codes.method).toContain(tender.procurementMethod);
  expect(parties.map(({ id }) => id)).toContain(buyer.id);
  for (const { roles } of parties) expect(roles.length).toBeGreaterThan(0);
  if (tender.value) expect(tender.value).toMatchObject({ currency: 'GBP', amount: expect.any(Number) });
  expect(new Set(tender.items.map(({ id }) => id)).size).toBe(tender.items.length);
}

describe('Open Contracting releases', () => {
  it('come in packages that lead on, and are whole', async () => {
    const ocids: string[] = [];
    let path: string | undefined = '/ocds/releases.json';
    let packages = 0;
    while (path) {
      const found = (await (await get(path)).json()) as Package;
      packages += 1;
      expect(found).toMatchObject({ version: '1.1', publisher: { name: 'Midlands Match' } });
      expect(found.publishedDate).toMatch(DATE_TIME);
      found.releases.forEach(expectRelease);
      ocids.push(...found.releases.map(({ ocid }) => ocid));
      path = found.links && new URL(found.links.next).pathname + new URL(found.links.next).search;
    }
    const [row] = await kit.db
      .reading()
      .query<{ n: number }>(
        `SELECT count(*)::int AS n FROM requirements WHERE visibility = 'OPEN' AND state NOT IN ('DRAFT', 'WITHDRAWN')`,
      );
    expect(ocids).toHaveLength(row!.n);
    expect(new Set(ocids).size).toBe(row!.n);
    expect(packages).toBeGreaterThan(1);
    const lines = (await (await get('/ocds/releases.jsonl')).text()).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as Release).ocid)).toEqual(ocids);
  });

  it('leave out what is not open to all, and do not exist by its name', async () => {
    const hidden = await kit.db
      .reading()
      .query<{ id: string; title: string }>(
        `SELECT id, title FROM requirements WHERE visibility <> 'OPEN' OR state IN ('DRAFT', 'WITHDRAWN')`,
      );
    expect(hidden.length).toBeGreaterThan(0);
    const text = await (await get('/ocds/releases.jsonl')).text();
    for (const { id } of hidden) {
      expect(text).not.toContain(id);
      expect((await get(`/ocds/releases/ocds-mmatch-${id}.json`)).status).toBe(404);
    }
    expect((await get('/ocds/releases/nonsense.json')).status).toBe(404);
    expect((await get('/ocds/releases.json?after=nonsense')).status).toBe(400);
  });

  it('say of an award that there is one, and not whose', async () => {
    const [pair] = await kit.db.writing((ctx) =>
      ctx.query<{ requirementId: string; name: string }>(
        `WITH r AS (UPDATE requirements SET state = 'AWARDED' WHERE id = (SELECT id FROM requirements
             WHERE state = 'OPEN' AND visibility = 'OPEN' AND buyer_id = $1 LIMIT 1) RETURNING id),
           s AS (SELECT id, name FROM organisations WHERE supplier ORDER BY id LIMIT 1),
           made AS (INSERT INTO introductions (id, requirement_id, supplier_id, state, cross_regional, award_value_gbp, awarded_on)
             SELECT gen_random_uuid(), r.id, s.id, 'AWARDED', true, 987654321, '2026-11-01' FROM r, s RETURNING requirement_id)
         SELECT requirement_id AS "requirementId", name FROM made, s`,
        [buyerId],
      ),
    );
    const response = await get(`/ocds/releases/ocds-mmatch-${pair!.requirementId}.json`);
    const text = await response.text();
    const { releases } = JSON.parse(text) as Package;
    expectRelease(releases[0]!);
    expect(releases[0]).toMatchObject({
      tag: ['tender', 'award'],
      tender: { status: 'complete' },
      awards: [{ status: 'active', date: '2026-11-01T00:00:00Z' }],
    });
    expect(text).not.toContain('987654321');
    expect(text).not.toContain(pair!.name);
  });
});
