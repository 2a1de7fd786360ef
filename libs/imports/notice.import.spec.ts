import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { loadSupplierRecords, PlaceService, readSupplierDraft, SupplierService } from '#lib/directory';
import { bufferSource } from './import.source.js';
import { type ImportHarness, openImportHarness, refusalOf, reportOf } from './testing/import.harness.js';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openImportHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  harness.db.clock.now = new Date('2026-11-20T12:00:00Z');
  await harness.db.writing((ctx) => ctx.query(`TRUNCATE organisations, change_log, runs CASCADE`));
});

interface Tender {
  title?: string;
  description?: string;
  status?: string;
  endDate?: string;
  cpv?: string[];
}

const release = (
  ocid: string,
  tender: Tender | null,
  { date = '2026-11-01T00:00:00Z', awards = [] as object[], buyer = true } = {},
): object => ({
  ocid,
  id: `${ocid}-${date}`,
  date,
  tag: [tender ? 'tender' : 'award'],
  parties: [
    {
      id: 'b',
      name: 'Erewash Hospitals Trust',
      roles: ['buyer'],
      identifier: { scheme: 'GB-NHS', id: 'RX9' },
      address: { postalCode: 'DE7 8LN', locality: 'Ilkeston' },
    },
  ].slice(buyer ? 0 : 1),
  buyer: buyer ? { id: 'b', name: 'Erewash Hospitals Trust' } : undefined,
  tender: tender
    ? {
        id: '1',
        title: tender.title ?? 'CNC machining of trolley parts',
        description:
          tender.description ?? 'Parts are powder coated, to an agreed SLA. Bidders hold ISO 9001 or equal.',
        status: tender.status ?? 'active',
        value: { amount: 300_000, currency: 'GBP' },
        tenderPeriod: { endDate: tender.endDate ?? '2026-12-15T17:00:00Z' },
        contractPeriod: { startDate: '2027-01-01T00:00:00Z', endDate: '2030-01-01T00:00:00Z' },
        items: (tender.cpv ?? ['42600000']).map((id, at) => ({
          id: String(at),
          classification: { scheme: 'CPV', id, description: `CPV ${id}` },
        })),
      }
    : undefined,
  awards,
});
const awarded = {
  id: 'a1',
  status: 'active',
  date: '2026-11-18T00:00:00Z',
  suppliers: [{ name: 'Soar Ltd' }],
};
const packageOf = (...releases: object[]): string => JSON.stringify({ uri: 'x', version: '1.1', releases });
const importText = (text: string) =>
  harness.imports.importOcds(harness.db.unitOfWork, harness.outer, bufferSource(text, 'notices.json'));

const requirements = (): Promise<unknown[]> =>
  harness.db.reading().query(
    `SELECT source_identifier AS ocid, title, state, value_gbp::int AS value, postcode, region, closes_on::text, outcome,
            first_delivery_on::text, cpv_codes, origin, source_scheme FROM requirements ORDER BY source_identifier`,
  );
const needs = (): Promise<{ phrase: string; codes: string[]; importance: string }[]> =>
  harness.db.reading().query(`SELECT phrase, codes, importance FROM requirement_needs ORDER BY position`);

describe('the import of notices', () => {
  it('makes an open requirement of a tender, with needs, wishes, a place and a value for a year', async () => {
    const report = reportOf(await importText(packageOf(release('ocds-1', {}))));
    expect(report).toMatchObject({
      kind: 'ocds',
      read: 1,
      accepted: 1,
      buyersCreated: 1,
      stored: { created: 1 },
    });
    expect(await requirements()).toEqual([
      {
        ocid: 'ocds-1',
        source_scheme: 'ocds',
        origin: 'OCDS',
        title: 'CNC machining of trolley parts',
        state: 'OPEN',
        value: 100_000,
        postcode: 'DE7 8LN',
        region: 'EAST_MIDLANDS',
        closes_on: '2026-12-15',
        first_delivery_on: '2027-01-01',
        cpv_codes: ['42600000'],
        outcome: null,
      },
    ]);
    const [must, ...shoulds] = await needs();
    expect(must).toMatchObject({ phrase: 'CNC machining of trolley parts', importance: 'must' });
    expect(must!.codes).toEqual(expect.arrayContaining(['machining']));
    expect(shoulds.flatMap(({ codes }) => codes)).toEqual(expect.arrayContaining(['powder-coating']));
    expect(shoulds.map(({ phrase }) => phrase)).not.toContain('SLA');
    expect(shoulds.every(({ importance }) => importance === 'should')).toBe(true);
    const wishes = await harness.db
      .reading()
      .query(`SELECT scheme, stated, importance FROM requirement_certifications`);
    expect(wishes).toEqual([{ scheme: 'ISO_9001', stated: 'ISO 9001', importance: 'desired' }]);
    const [reference] = await harness.db.reading()
      .query(`SELECT scheme, identifier, o.buyer, o.origin FROM organisation_references r
                JOIN organisations o ON o.id = r.organisation_id`);
    expect(reference).toEqual({ scheme: 'GB-NHS', identifier: 'RX9', buyer: true, origin: 'OCDS' });
  });

  it('takes the CPV code for the must where the title names nothing, and the title where that says nothing', async () => {
    const cpv = release('ocds-1', {
      title: 'Lot 7 of the framework',
      description: 'See below.',
      cpv: ['19511000'],
    });
    await importText(packageOf(cpv));
    expect(await needs()).toEqual([{ phrase: 'CPV 19511000', codes: ['tyres-belts'], importance: 'must' }]);
    await harness.db.writing((ctx) => ctx.query(`TRUNCATE requirements CASCADE`));
    const plain = release('ocds-2', { title: 'Lot 7 of the framework', description: 'See below.', cpv: [] });
    await importText(packageOf(plain));
    expect(await needs()).toEqual([{ phrase: 'Lot 7 of the framework', codes: [], importance: 'must' }]);
  });

  it.each<[string, Tender, object[], string]>([
    ['active before its end', {}, [], 'OPEN'],
    ['active on its last day', { endDate: '2026-11-20T09:00:00Z' }, [], 'OPEN'],
    ['active past its end', { endDate: '2026-11-19T09:00:00Z' }, [], 'CLOSED'],
    ['complete', { status: 'complete' }, [], 'CLOSED'],
    ['planned', { status: 'planned' }, [], 'DRAFT'],
    ['cancelled', { status: 'cancelled' }, [], 'WITHDRAWN'],
    ['awarded', { status: 'complete' }, [awarded], 'AWARDED'],
  ])('gives a tender that is %s its state', async (_, tender, awards, state) => {
    await importText(packageOf(release('ocds-1', tender, { awards })));
    expect(await requirements()).toMatchObject([{ state }]);
  });

  it('changes nothing the second time, until the day closes what was open', async () => {
    const text = packageOf(release('ocds-1', {}), release('ocds-2', { title: 'Steel castings' }));
    await importText(text);
    const before = await harness.footprint();
    expect(before).toMatchObject({ requirements: 2, buyer_profiles: 1, organisations: 1 });
    expect(reportOf(await importText(text)).stored).toEqual({
      created: 0,
      updated: 0,
      unchanged: 2,
      kept: 0,
    });
    expect(await harness.footprint()).toEqual(before);
    harness.db.clock.now = new Date('2026-12-16T12:00:00Z');
    expect(reportOf(await importText(text)).stored).toMatchObject({ updated: 2 });
    expect(await requirements()).toMatchObject([{ state: 'CLOSED' }, { state: 'CLOSED' }]);
  });

  it('takes the newest release of a process, in whatever order they come', async () => {
    const first = release('ocds-1', { title: 'Machining, first issue' });
    const amended = release('ocds-1', { title: 'Machining, amended' }, { date: '2026-11-09T00:00:00Z' });
    const report = reportOf(await importText(packageOf(amended, first)));
    expect(report).toMatchObject({ accepted: 1, skipped: { superseded: 1 }, stored: { created: 1 } });
    expect(await requirements()).toMatchObject([{ title: 'Machining, amended' }]);
    const later = release('ocds-1', { title: 'Machining, again' }, { date: '2026-11-10T00:00:00Z' });
    expect(reportOf(await importText(packageOf(later))).stored).toMatchObject({ updated: 1 });
    expect(await requirements()).toMatchObject([{ title: 'Machining, again' }]);
  });

  it('ends a requirement by an award that comes alone', async () => {
    await importText(packageOf(release('ocds-1', {})));
    const award = packageOf(
      release('ocds-1', null, { awards: [awarded] }),
      release('ocds-9', null, { awards: [awarded] }),
    );
    const report = reportOf(await importText(award));
    expect(report).toMatchObject({ accepted: 1, skipped: { no_tender: 1 }, stored: { updated: 1 } });
    expect(await requirements()).toMatchObject([
      { ocid: 'ocds-1', state: 'AWARDED', outcome: 'Awarded to Soar Ltd on 2026-11-18.' },
    ]);
    expect(reportOf(await importText(award)).stored).toEqual({
      created: 0,
      updated: 0,
      unchanged: 1,
      kept: 0,
    });
  });

  it('knows a process as awarded whose tender and award come in one file', async () => {
    const tender = release('ocds-1', { status: 'complete' });
    const award = release('ocds-1', null, { awards: [awarded], date: '2026-11-19T00:00:00Z' });
    const report = reportOf(await importText(packageOf(tender, award)));
    expect(report).toMatchObject({ accepted: 1, skipped: { merged: 1 }, stored: { created: 1 } });
    expect(await requirements()).toMatchObject([{ state: 'AWARDED' }]);
    expect(reportOf(await importText(packageOf(tender, award))).stored).toMatchObject({ unchanged: 1 });
  });

  describe('what suppliers were awarded', () => {
    const suppliers = new SupplierService(new PlaceService());
    const addSupplier = (name: string, companyNumber: string | null, postcode: string) =>
      harness.db.writing(async (ctx) => {
        const { supplier, errors } = readSupplierDraft({
          name,
          companyNumber,
          postcode,
          phrases: ['CNC machining'],
          reference: { scheme: 'test', identifier: name },
          origin: 'COLLECTION',
        });
        if (!supplier) throw new Error(JSON.stringify(errors));
        const [id] = (await suppliers.upsertMany(ctx, [supplier])).ids;
        return id!;
      });
    const pastWork = async (id: string): Promise<string[] | undefined> => {
      const found: (string[] | undefined)[] = [];
      for await (const records of loadSupplierRecords(harness.db.reading(), { ids: [id] }))
        found.push(...records.map((record) => record.pastWork));
      return found[0];
    };
    const toSoar = (party: object): string =>
      packageOf({
        ...release('ocds-1', { status: 'complete' }, { awards: [{ ...awarded, suppliers: [{ id: 's' }] }] }),
        parties: [
          { id: 'b', name: 'Erewash Hospitals Trust', identifier: { scheme: 'GB-NHS', id: 'RX9' } },
          { id: 's', name: 'Soar Limited', ...party },
        ],
      });

    it('is known by its company number, and told to the index once', async () => {
      const soar = await addSupplier('Soar Ltd', '01234567', 'DE1 2RJ');
      const other = await addSupplier('Trent Ltd', '07654321', 'DE1 2RJ');
      expect(await pastWork(soar)).toBeUndefined();
      await harness.db.writing((ctx) => ctx.query(`TRUNCATE change_log`));
      const text = toSoar({ identifier: { scheme: 'GB-COH', id: '01234567' } });
      const told = async () =>
        (await harness.changes()).filter(({ topic }) => topic === 'supplier').map(({ payload }) => payload);
      await importText(text);
      expect(await pastWork(soar)).toEqual([
        'CNC machining of trolley parts\nParts are powder coated, to an agreed SLA. Bidders hold ISO 9001 or equal.',
      ]);
      expect(await pastWork(other)).toBeUndefined();
      expect(await told()).toEqual([{ ids: [soar] }]);
      harness.db.clock.now = new Date('2026-11-21T12:00:00Z');
      await importText(text);
      expect(await told()).toEqual([{ ids: [soar] }]);
    });

    it.each<[string, string | null, object, boolean]>([
      ['its name at the same postcode', null, { address: { postalCode: 'de12rj' } }, true],
      ['its name somewhere else', null, { address: { postalCode: 'B1 1AA' } }, false],
      ['its name alone', null, {}, false],
      [
        'its name under another company number',
        '01234567',
        { identifier: { scheme: 'GB-COH', id: '07654321' }, address: { postalCode: 'DE1 2RJ' } },
        false,
      ],
    ])('by %s: %#', async (_, companyNumber, party, known) => {
      const soar = await addSupplier('Soar Ltd', companyNumber, 'DE1 2RJ');
      await importText(toSoar(party));
      expect((await pastWork(soar)) !== undefined).toBe(known);
    });
  });

  it('imports the good releases beside bad ones, and says what is wrong with each', async () => {
    const nobody = release('ocds-2', {}, { buyer: false });
    const report = reportOf(
      await importText(packageOf(release('ocds-1', {}), nobody, { ocid: 7 }, release('ocds-3', {}))),
    );
    expect(report).toMatchObject({ read: 4, accepted: 2, rejected: 2, stored: { created: 2 } });
    expect(report.errors.filter(({ row }) => row === 2)).toMatchObject([
      { column: '/buyer', code: 'REQUIRED' },
    ]);
    expect(report.errors.some(({ row }) => row === 3)).toBe(true);
  });

  it.each([
    ['text', 'this is no JSON', 'NOT_JSON'],
    ['a package cut short', packageOf(release('ocds-8', {})).slice(0, -40), 'NOT_JSON'],
    ['another JSON file', '{"hello": "world"}', undefined],
  ])('changes nothing for %s', async (_, text, code) => {
    await importText(packageOf(release('ocds-1', {})));
    const before = await harness.footprint();
    const outcome = await importText(text);
    if (code === undefined) expect(reportOf(outcome)).toMatchObject({ accepted: 0, rejected: 1 });
    else expect(refusalOf(outcome)).toMatchObject({ code });
    expect(await harness.footprint()).toEqual(before);
  });
});
