import type { Actor } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PlaceService } from './place.service.js';
import { loadSupplierRecords } from './supplier-record.loader.js';
import type { PreparedSupplier, SupplierDraft } from './supplier.draft.js';
import { readSupplierDraft } from './supplier.preparation.js';
import { SupplierService } from './supplier.service.js';
import type { UpsertOptions, UpsertReport } from './supplier.upsert.js';

let db: TestDatabase;
const suppliers = new SupplierService(new PlaceService());

beforeAll(async () => {
  db = await openTestDatabase(schema);
});
afterAll(() => db.close());

function prepared(key: string, more: Partial<SupplierDraft> = {}): PreparedSupplier {
  const read = readSupplierDraft({
    name: `Supplier ${key}`,
    postcode: 'DE24 8SE',
    phrases: ['five-axis milling', 'wire EDM'],
    certificates: [{ stated: 'ISO 9001:2015', validTo: '2027-05-31' }, { stated: 'AS9100D' }],
    markets: ['CREATIVE'],
    reference: { scheme: 'test', identifier: key },
    origin: 'COLLECTION',
    ...more,
  });
  if (!read.supplier) throw new Error(JSON.stringify(read.errors));
  return read.supplier;
}

const upsert = (rows: PreparedSupplier[], options?: UpsertOptions): Promise<UpsertReport> =>
  db.writing((ctx) => suppliers.upsertMany(ctx, rows, options));
const changes = async (): Promise<string[][]> =>
  (
    await db
      .reading()
      .query<{ ids: string[] }>(
        `SELECT payload->'ids' AS ids FROM change_log WHERE topic = 'supplier' ORDER BY seq`,
      )
  ).map(({ ids }) => ids);
/** Physical rows: a row that was written again, even with the same values, has moved. */
const rows = (): Promise<unknown[]> =>
  Promise.all(
    [
      'organisations',
      'organisation_references',
      'sites',
      'supplier_profiles',
      'supplier_capabilities',
      'certificates',
    ].map((table) => db.reading().query(`SELECT ctid::text, xmin::text FROM ${table} ORDER BY 1`)),
  );

describe('upsertMany', () => {
  it('creates once: the same again writes nothing and records no change', async () => {
    const batch = ['a', 'b', 'c'].map((key) => prepared(key));
    const first = await upsert(batch);
    expect(first).toMatchObject({
      created: 3,
      updated: 0,
      unchanged: 0,
      rejected: [],
      createdIds: first.ids,
    });
    const [written, recorded] = [await rows(), await changes()];
    expect(recorded.at(-1)).toEqual(first.ids);
    const second = await upsert(batch);
    expect(second).toEqual({
      created: 0,
      updated: 0,
      unchanged: 3,
      kept: 0,
      rejected: [],
      ids: first.ids,
      createdIds: [],
    });
    expect(await rows()).toEqual(written);
    expect(await changes()).toEqual(recorded);
  });

  it('writes and records the changed rows alone', async () => {
    const { ids } = await upsert([prepared('d'), prepared('e')]);
    const report = await upsert([prepared('d'), prepared('e', { summary: 'We cut gears too.' })]);
    expect(report).toMatchObject({ created: 0, updated: 1, unchanged: 1, ids });
    expect((await changes()).at(-1)).toEqual([ids[1]]);
    const found = await suppliers.find(db.reading(), [ids[1]!]);
    expect(found.get(ids[1]!)?.profile.summary).toBe('We cut gears too.');
  });

  it('finds an organisation of the register by its company number, keeping what the row does not say', async () => {
    const first = await upsert([
      prepared('f', { companyNumber: '10000001', website: 'f.example', sicCodes: ['25620'] }),
    ]);
    const second = await upsert([
      prepared('g', {
        reference: { scheme: 'other', identifier: 'g' },
        companyNumber: '10000001',
        postcode: null,
      }),
    ]);
    expect(second.ids).toEqual(first.ids);
    const view = (await suppliers.find(db.reading(), [first.ids[0]!])).get(first.ids[0]!)!;
    expect(view.organisation).toMatchObject({ website: 'https://f.example/', sicCodes: ['25620'] });
    expect(view.site?.postcode).toBe('DE24 8SE');
    expect(view.references).toEqual([
      { scheme: 'other', identifier: 'g' },
      { scheme: 'test', identifier: 'f' },
    ]);
  });

  it('rejects a bad row without stopping the good ones', async () => {
    await upsert([prepared('h', { companyNumber: '10000002' })]);
    const report = await upsert([
      prepared('i', { postcode: 'EH1 1AA' }),
      prepared('j', { reference: null }),
      prepared('k', { companyNumber: '10000002', reference: { scheme: 'test', identifier: 'a' } }),
      prepared('l'),
    ]);
    expect(report.rejected.map(({ index, errors }) => [index, errors[0]!.code])).toEqual([
      [0, 'INVALID_POSTCODE'],
      [1, 'NO_NATURAL_KEY'],
      [2, 'COMPANY_NUMBER_TAKEN'],
    ]);
    expect(report).toMatchObject({ created: 1, ids: [null, null, null, expect.any(String)] });
  });

  it('rejects the second of two new rows with one company number', async () => {
    const report = await upsert([
      prepared('m', { companyNumber: '10000003' }),
      prepared('n', { companyNumber: '10000003' }),
    ]);
    expect(report).toMatchObject({ created: 1, rejected: [{ index: 1 }] });
  });

  it('lets the last of repeated rows count', async () => {
    const report = await upsert([prepared('o', { name: 'First' }), prepared('o', { name: 'Last' })]);
    expect(report).toMatchObject({ created: 1, updated: 0 });
    expect(report.ids[0]).toBe(report.ids[1]);
    const view = (await suppliers.find(db.reading(), [report.ids[0]!])).get(report.ids[0]!);
    expect(view?.organisation.name).toBe('Last');
  });

  it('leaves alone what the organisation looks after itself, unless told otherwise', async () => {
    const { ids } = await upsert([prepared('p')]);
    await db.writing((ctx) => ctx.query(`UPDATE organisations SET claimed = true WHERE id = $1`, [ids[0]]));
    const changed = [prepared('p', { summary: 'As somebody else has it.' })];
    expect(await upsert(changed)).toMatchObject({ updated: 0, kept: 1, ids });
    expect(await upsert(changed, { overwriteClaimed: true })).toMatchObject({ updated: 1, kept: 0 });
  });

  it('takes the same number of statements for one row as for many', async () => {
    const counted = async (batch: PreparedSupplier[]): Promise<number> =>
      db.writing(async (ctx) => {
        const statements = jest.spyOn(ctx, 'query');
        await suppliers.upsertMany(ctx, batch);
        return statements.mock.calls.length;
      });
    const one = await counted([prepared('q')]);
    expect(await counted(Array.from({ length: 50 }, (_, at) => prepared(`q${at}`)))).toBe(one);
  });

  it('gives one organisation when two imports bring the same row at once', async () => {
    const reports = await Promise.all([upsert([prepared('r')]), upsert([prepared('r')])]);
    expect(reports.map(({ created }) => created).sort()).toEqual([0, 1]);
    expect(reports[0].ids).toEqual(reports[1].ids);
  });

  it('is for officers and the system', async () => {
    const actor: Actor = { kind: 'person', personId: 'x', email: 'x', staffRoles: [], memberships: [] };
    const attempt = db.writing((ctx) => suppliers.upsertMany(ctx, [prepared('s')]), actor);
    await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('records for the engine', () => {
  it('hold what the engine takes, certificates of unknown schemes aside', async () => {
    const { ids } = await upsert([
      prepared('t', {
        certificates: [{ stated: 'AS9100D', validTo: '2027-01-31' }, { stated: 'Best Stall, Ashbourne' }],
        affiliatedZones: ['infinity-park-derby'],
        batch: { min: 5 },
        annualTurnoverGbp: 3_000_000_000,
        verified: true,
      }),
    ]);
    const [batch] = await all(
      loadSupplierRecords(db.reading(), { ids: [ids[0]!, '01890000-0000-7000-8000-000000000000'] }),
    );
    expect(batch).toHaveLength(1);
    expect(batch![0]).toMatchObject({
      id: ids[0],
      no: await suppliers.noById(db.reading(), ids[0]!),
      name: 'Supplier t',
      certificates: [
        { scheme: 'AS9100', edition: 'D', validFrom: null, validTo: '2027-01-31', evidence: 'SELF_DECLARED' },
      ],
      sectors: ['CREATIVE'],
      sites: [{ region: 'EAST_MIDLANDS', zones: ['infinity-park-derby'] }],
      turnoverGbp: 3_000_000_000,
      batch: { min: 5, max: null },
      verified: true,
      replyRate: null,
    });
    const { capabilities, completeness } = batch![0]!;
    expect(capabilities).toContainEqual(expect.objectContaining({ code: 'wire-edm', role: 'performs' }));
    expect(completeness).toBeCloseTo(0.7, 5);
  });

  it('come in the order of their numbers, each once', async () => {
    const nos = (await all(loadSupplierRecords(db.reading()))).flat().map(({ no }) => no);
    expect(nos).toEqual([...new Set(nos)].sort((a, b) => a - b));
    const [count] = await db
      .reading()
      .query<{ n: number }>(`SELECT count(*)::int AS n FROM supplier_profiles`);
    expect(nos).toHaveLength(count!.n);
  });
});

async function all<T>(batches: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
}
