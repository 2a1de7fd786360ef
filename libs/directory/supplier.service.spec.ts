import { type Actor, isFailure, type OrganisationRole, type Result } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PlaceService } from './place.service.js';
import type { SupplierDraft } from './supplier.draft.js';
import { SupplierService } from './supplier.service.js';
import type { SupplierView } from './supplier.view.js';

let db: TestDatabase;
const suppliers = new SupplierService(new PlaceService());

beforeAll(async () => {
  db = await openTestDatabase(schema);
});
afterAll(() => db.close());
afterEach(() => {
  db.clock.now = undefined;
});

const draft = (more: Partial<SupplierDraft> = {}): SupplierDraft => ({
  name: 'Peak Precision Ltd',
  postcode: 'DE24 8SE',
  phrases: ['five-axis milling', 'wire EDM'],
  summary: 'Subcontract machinists.',
  certificates: [{ stated: 'ISO 9001:2015', number: 'Q1', validTo: '2027-05-31' }, { stated: 'AS9100D' }],
  markets: ['ADVANCED_MANUFACTURING'],
  employees: 12,
  annualTurnoverGbp: 1_500_000,
  batch: { min: 1, max: 500 },
  leadTimeDays: 20,
  website: 'peak.example',
  origin: 'REGISTERED',
  ...more,
});

const person = (organisationId?: string, role: OrganisationRole = 'OWNER'): Actor => ({
  kind: 'person',
  personId: '01890000-0000-7000-8000-00000000000f',
  email: 'a@b.example',
  staffRoles: [],
  memberships: organisationId ? [{ organisationId, role }] : [],
});

function idOf(outcome: Result<{ id: string }>): string {
  if (isFailure(outcome)) throw new Error(JSON.stringify(outcome.errors));
  return outcome.value.id;
}
const codes = (outcome: Result<unknown>): string[] =>
  isFailure(outcome) ? outcome.errors.map(({ code, path }) => `${code} ${path.join('.')}`) : ['ok'];

const register = async (more: Partial<SupplierDraft> = {}, actor?: Actor): Promise<string> =>
  idOf(await db.writing((ctx) => suppliers.register(ctx, draft(more)), actor));
const view = async (id: string): Promise<SupplierView> => {
  const found = (await suppliers.find(db.reading(), [id])).get(id);
  if (!found) throw new Error('not found');
  return found;
};
/** Everything a refused call could have touched. */
const everything = async (): Promise<unknown> => {
  const tables = [
    'organisations',
    'sites',
    'supplier_profiles',
    'supplier_capabilities',
    'certificates',
    'change_log',
  ];
  return Promise.all(tables.map((table) => db.reading().query(`SELECT t::text FROM ${table} t ORDER BY 1`)));
};

describe('successful registration', () => {
  it('stores what was stated, places it, and tells the engine and the ranking once', async () => {
    const id = await register();
    const stored = await view(id);
    expect(stored).toMatchObject({
      id,
      organisation: {
        name: 'Peak Precision Ltd',
        supplier: true,
        buyer: false,
        claimed: false,
        origin: 'REGISTERED',
      },
      site: { postcode: 'DE24 8SE', region: 'EAST_MIDLANDS', combinedAuthority: 'EMCCA', isPrimary: true },
      profile: { employees: 12, annualTurnoverGbp: 1_500_000, batchMin: 1, batchMax: 500, completeness: 100 },
    });
    expect(stored.no).toBeGreaterThan(0);
    expect(stored.capabilities.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['five-axis-milling']),
    );
    expect(stored.certificates).toEqual([
      expect.objectContaining({ scheme: 'AS9100', validTo: null, evidence: 'SELF_DECLARED' }),
      expect.objectContaining({ scheme: 'ISO_9001', validTo: '2027-05-31', number: 'Q1' }),
    ]);
    const log = await db
      .reading()
      .query<{ topic: string; payload: { name?: string } }>(
        `SELECT topic, payload FROM change_log WHERE payload::text LIKE '%' || $1 || '%' ORDER BY seq`,
        [id],
      );
    expect(log.map(({ topic, payload }) => payload.name ?? topic)).toEqual([
      'supplier',
      'matching.rank-suppliers',
    ]);
  });

  it('marks as looked after what a person registers', async () => {
    const id = await register({ companyNumber: '11111111' }, person());
    expect((await view(id)).organisation.claimed).toBe(true);
  });

  it('takes up an unclaimed organisation of the register with its company number', async () => {
    const [row] = await db.writing((ctx) =>
      ctx.query<{ id: string }>(
        `INSERT INTO organisations (id, name, name_key, company_number, origin)
         VALUES (gen_random_uuid(), 'PEAK REGISTERED LTD', 'peakregistered', '22222222', 'COMPANIES_HOUSE') RETURNING id`,
      ),
    );
    expect(await register({ companyNumber: '22222222' }, person())).toBe(row!.id);
    expect((await view(row!.id)).organisation).toMatchObject({ claimed: true, origin: 'COMPANIES_HOUSE' });
  });
});

describe('failing registration', () => {
  it('leaves no trace', async () => {
    const taken = await register({ companyNumber: '33333333' }, person());
    // Nobody looks after it yet, but it buys: whose it is takes more than a number.
    await db.writing((ctx) =>
      ctx.query(
        `INSERT INTO organisations (id, name, name_key, company_number, origin, buyer)
         VALUES (gen_random_uuid(), 'Council', 'council', '30000001', 'OCDS', true)`,
      ),
    );
    const before = await everything();
    const refused = async (more: Partial<SupplierDraft>, actor: Actor = person()): Promise<string[]> =>
      codes(await db.writing((ctx) => suppliers.register(ctx, draft(more)), actor));
    expect(await refused({ companyNumber: '33333333' })).toEqual([
      'COMPANY_ALREADY_REGISTERED companyNumber',
    ]);
    expect(await refused({ companyNumber: '33333333' }, person(taken))).toEqual([
      'COMPANY_ALREADY_REGISTERED companyNumber',
    ]);
    expect(await refused({ postcode: 'EH1 1AA' })).toEqual(['INVALID_POSTCODE postcode']);
    expect(await refused({ postcode: 'EH1 1AA', name: '' })).toEqual([
      'REQUIRED name',
      'INVALID_POSTCODE postcode',
    ]);
    expect(await refused({ postcode: null, name: '' })).toEqual(['REQUIRED name', 'REQUIRED postcode']);
    expect(await refused({ companyNumber: '30000001' })).toEqual([
      'COMPANY_ALREADY_REGISTERED companyNumber',
    ]);
    expect(await refused({ reference: { scheme: 'x', identifier: 'y' } })).toEqual([
      'NOT_YOURS_TO_SAY reference',
    ]);
    expect(await refused({ verified: true })).toEqual(['NOT_YOURS_TO_SAY verified']);
    expect(await refused({ certificates: [{ stated: 'ISO 9001', evidence: 'SITE_AUDITED' }] })).toEqual([
      'NOT_YOURS_TO_SAY certificates.0.evidence',
    ]);
    await expect(
      db.writing((ctx) => suppliers.register(ctx, draft()), { kind: 'anonymous' }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await everything()).toEqual(before);
  });

  it('gives one organisation and one clear error when two register the same company at once', async () => {
    const attempts = await Promise.all(
      ['One', 'Two'].map((name) =>
        db.writing(async (ctx) => {
          const outcome = await suppliers.register(ctx, draft({ name, companyNumber: '44444444' }));
          await ctx.query('SELECT pg_sleep(0.2)');
          return outcome;
        }),
      ),
    );
    expect(attempts.map(codes).sort()).toEqual([['COMPANY_ALREADY_REGISTERED companyNumber'], ['ok']]);
    const rows = await db.reading().query(`SELECT 1 FROM organisations WHERE company_number = '44444444'`);
    expect(rows).toHaveLength(1);
  });
});

describe('update', () => {
  const update = (id: string, patch: object, actor?: Actor): Promise<Result<{ id: string }>> =>
    db.writing((ctx) => suppliers.update(ctx, id, patch), actor);

  it('leaves what is absent, clears what is null, replaces whole lists', async () => {
    const id = await register();
    const before = await view(id);
    idOf(await update(id, { leadTimeDays: null, phrases: ['gear cutting'], name: undefined }));
    const after = await view(id);
    expect(after.profile).toMatchObject({ leadTimeDays: null, phrases: ['gear cutting'], employees: 12 });
    expect(after.capabilities.map(({ code }) => code)).not.toContain('five-axis-milling');
    expect(after).toMatchObject({ no: before.no, site: before.site, certificates: before.certificates });
    expect(after.organisation).toMatchObject({
      name: 'Peak Precision Ltd',
      website: 'https://peak.example/',
    });
  });

  it('writes the parts that change, and no others', async () => {
    const id = await register();
    const stamps = async (): Promise<Record<string, string>> => {
      const list = (table: string, order: string): string =>
        `(SELECT string_agg(xmin::text || ${order}, ',' ORDER BY ${order}) FROM ${table} WHERE organisation_id = $1)`;
      const [row] = await db.reading().query<Record<string, string>>(
        `SELECT (SELECT xmin::text FROM organisations WHERE id = $1) AS organisation,
                (SELECT xmin::text FROM supplier_profiles WHERE organisation_id = $1) AS profile,
                ${list('sites', 'id')} AS site, ${list('supplier_capabilities', 'code')} AS capabilities,
                ${list('certificates', 'id')} AS certificates`,
        [id],
      );
      return row!;
    };
    const written = async (patch: object): Promise<string[]> => {
      const before = await stamps();
      idOf(await update(id, patch));
      const after = await stamps();
      return Object.keys(after).filter((part) => after[part] !== before[part]);
    };
    expect(await written({ employees: 13, summary: 'Subcontract machinists of Derby.' })).toEqual([
      'profile',
    ]);
    expect(await written({ name: 'Peak Holdings Ltd' })).toEqual(['organisation', 'profile']);
    expect(await written({ companyNumber: '88888888' })).toEqual(['organisation', 'profile']);
    expect(await written({ website: null })).toEqual(['organisation', 'profile']);
    expect(await written({ sicCodes: ['25620'] })).toEqual(['organisation', 'profile']);
    expect(await written({ address: '1 Mill Lane' })).toEqual(['profile', 'site']);
    expect(await written({ postcode: 'B7 4QL' })).toEqual(['profile', 'site']);
    expect(await written({ phrases: ['gear cutting'] })).toEqual(['profile', 'capabilities']);
    const paper = { stated: 'ISO 14001', number: 'E1' };
    expect(await written({ certificates: [paper] })).toEqual(['profile', 'certificates']);
    expect(await written({ certificates: [{ ...paper, scope: 'Turning' }] })).toEqual([
      'profile',
      'certificates',
    ]);
    expect(await written({ certificates: [{ ...paper, scope: 'Turning', validTo: '2031-01-01' }] })).toEqual([
      'profile',
      'certificates',
    ]);
    expect(await written({})).toEqual(['profile']);
  });

  it('moves a supplier by its postcode, keeping the site, and by none not at all', async () => {
    const id = await register();
    const before = await view(id);
    idOf(await update(id, { postcode: 'B7 4QL' }));
    const moved = await view(id);
    expect(moved.site).toMatchObject({
      id: before.site!.id,
      region: 'WEST_MIDLANDS',
      combinedAuthority: 'WMCA',
    });
    idOf(await update(id, { summary: 'New words.' }));
    expect((await view(id)).site).toEqual(moved.site);
    idOf(await update(id, { postcode: null, place: null }));
    expect((await view(id)).sites).toEqual([]);
  });

  it('keeps further sites by their postcodes: what stays keeps its id, what is wrong names its place in the list', async () => {
    const id = await register({ otherPostcodes: ['ng1 5fs', 'DE24 8SE', '', 'NG1 5FS', 'CV1 8FU'] });
    const others = async (): Promise<string[]> =>
      (await view(id)).sites.flatMap((site) => (site.isPrimary ? [] : [site.postcode])).sort();
    const change = (otherPostcodes: string[] | null | undefined): Promise<Result<{ id: string }>> =>
      db.writing((ctx) => suppliers.update(ctx, id, { otherPostcodes }));
    const idAt = async (postcode: string): Promise<string | undefined> =>
      (await view(id)).sites.find((site) => site.postcode === postcode)?.id;
    expect(await others()).toEqual(['CV1 8FU', 'NG1 5FS']);
    expect((await view(id)).site?.postcode).toBe('DE24 8SE');
    const [before, nottingham] = [await everything(), await idAt('NG1 5FS')];
    expect(codes(await change(['NG1 5FS', 'nowhere', 'ZZ99 9ZZ']))).toEqual([
      'INVALID_POSTCODE otherPostcodes.1',
      'INVALID_POSTCODE otherPostcodes.2',
    ]);
    expect(codes(await change(Array.from({ length: 21 }, (_, at) => `B${at + 1} 1AA`)))).toEqual([
      'TOO_MANY otherPostcodes',
    ]);
    expect(await everything()).toEqual(before);
    expect(codes(await change(undefined))).toEqual(['ok']);
    expect(await others()).toEqual(['CV1 8FU', 'NG1 5FS']);
    expect(codes(await change(['NG1 5FS']))).toEqual(['ok']);
    expect([await others(), await idAt('NG1 5FS')]).toEqual([['NG1 5FS'], nottingham]);
    expect(codes(await change(null))).toEqual(['ok']);
    expect(await others()).toEqual([]);
  });

  it('keeps what vouches for a certificate while its facts stay the same, and no longer', async () => {
    const id = await register();
    await db.writing((ctx) =>
      ctx.query(
        `UPDATE certificates SET evidence = 'REGISTER_CHECKED', checked_on = '2026-01-01' WHERE organisation_id = $1`,
        [id],
      ),
    );
    const before = (await view(id)).certificates.find(({ scheme }) => scheme === 'ISO_9001')!;
    idOf(await update(id, { summary: 'Other words.' }));
    expect((await view(id)).certificates).toContainEqual(before);
    const renewed = [{ stated: 'ISO 9001:2015', number: 'Q1', validTo: '2030-05-31' }];
    idOf(await db.writing((ctx) => suppliers.setCertificates(ctx, id, renewed)));
    expect((await view(id)).certificates).toEqual([
      { ...before, validTo: '2030-05-31', evidence: 'SELF_DECLARED', checkedOn: null },
    ]);
  });

  it('lets a certificate and its renewal each stay itself, with what vouches for it', async () => {
    const id = await register();
    const ending = { stated: 'ISO 9001:2015', number: 'Q1', validTo: '2027-05-31' };
    const renewal = { ...ending, number: 'Q2', validTo: '2030-05-31' };
    const set = async (...list: (typeof ending)[]) =>
      idOf(await db.writing((ctx) => suppliers.setCertificates(ctx, id, list)));
    await set(ending);
    await db.writing((ctx) =>
      ctx.query(
        `UPDATE certificates SET evidence = 'REGISTER_CHECKED', checked_on = '2026-01-01' WHERE organisation_id = $1`,
        [id],
      ),
    );
    const [checked] = (await view(id)).certificates;
    await set(ending, renewal);
    const both = (await view(id)).certificates;
    expect(both).toContainEqual(checked);
    // Whatever else is changed, and in whatever order they are sent.
    idOf(await update(id, { summary: 'Other words.' }));
    await set(renewal, ending);
    expect((await view(id)).certificates).toEqual(both);
    await set({ ...ending, validTo: '2028-05-31' }, { ...renewal, validTo: '2031-05-31' });
    expect((await view(id)).certificates.map((one) => [one.id, one.validTo])).toEqual(
      both.map((one) => [one.id, one.validTo!.replace('2030', '2031').replace('2027', '2028')]),
    );
  });

  it('keeps what vouches for a capability that stays', async () => {
    const id = await register();
    await db.writing((ctx) =>
      ctx.query(
        `UPDATE supplier_capabilities SET evidence = 'SITE_AUDITED' WHERE organisation_id = $1 AND code = 'wire-edm'`,
        [id],
      ),
    );
    idOf(await update(id, { phrases: ['wire EDM', 'gear cutting'] }));
    expect((await view(id)).capabilities).toContainEqual(
      expect.objectContaining({ code: 'wire-edm', evidence: 'SITE_AUDITED' }),
    );
  });

  it('refuses strangers and viewers in the words of what is missing, and leaves no trace', async () => {
    const id = await register();
    const other = await register({ companyNumber: '55555555' });
    const before = await everything();
    for (const actor of [person(), person(other), person(id, 'VIEWER'), { kind: 'anonymous' } as const]) {
      await expect(update(id, { name: 'Mine now' }, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    await expect(update('01890000-0000-7000-8000-000000000000', { name: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(codes(await update(id, { companyNumber: '55555555' }, person(id)))).toEqual([
      'COMPANY_ALREADY_REGISTERED companyNumber',
    ]);
    expect(codes(await update(id, { employees: -4 }, person(id)))).toEqual(['OUT_OF_RANGE employees']);
    expect(await everything()).toEqual(before);
  });

  it('lets two changes at once both stand', async () => {
    const id = await register();
    await Promise.all([update(id, { employees: 99 }), update(id, { leadTimeDays: 7 })]);
    expect((await view(id)).profile).toMatchObject({ employees: 99, leadTimeDays: 7 });
  });

  it('lets officers verify, once', async () => {
    const id = await register();
    db.clock.now = new Date('2026-03-01T10:00:00Z');
    idOf(await update(id, { verified: true }));
    db.clock.now = new Date('2026-04-01T10:00:00Z');
    idOf(await update(id, { verified: true, summary: 'More.' }));
    expect((await view(id)).profile.verifiedAt).toEqual(new Date('2026-03-01T10:00:00Z'));
    idOf(await update(id, { verified: false }));
    expect((await view(id)).profile.verifiedAt).toBeNull();
  });
});

describe('lists', () => {
  it('page through every supplier once, filtered, in a fixed number of statements', async () => {
    for (let at = 0; at < 5; at += 1) {
      await register({
        name: `Listed ${at}`,
        postcode: at % 2 ? 'B7 4QL' : 'DE24 8SE',
        markets: ['CREATIVE'],
      });
    }
    const counts: number[] = [];
    const page = async (
      first: number,
      after?: string,
    ): Promise<{ names: string[]; last?: string; more: boolean }> => {
      const ctx = db.reading();
      const statements = jest.spyOn(ctx, 'query');
      const { items, hasNextPage, totalCount } = await suppliers.list(
        ctx,
        { first, after },
        { sector: 'CREATIVE' },
      );
      counts.push(statements.mock.calls.length);
      expect(totalCount).toBe(5);
      return {
        names: items.map(({ item }) => item.organisation.name),
        last: items.at(-1)?.cursor,
        more: hasNextPage,
      };
    };
    const all = await page(100);
    const first = await page(2);
    const second = await page(3, first.last);
    expect([...first.names, ...second.names]).toEqual(all.names);
    expect([all.more, first.more, second.more]).toEqual([false, true, false]);
    expect(new Set(counts).size).toBe(1);
    const listed = async (filter: object): Promise<number> =>
      (await suppliers.list(db.reading(), { first: 1 }, { sector: 'CREATIVE', ...filter })).totalCount;
    expect(await listed({ region: 'WEST_MIDLANDS' })).toBe(2);
    expect(await listed({ capabilityCode: 'wire-edm', scheme: 'AS9100' })).toBe(5);
    expect(await listed({ namePrefix: 'listed 3' })).toBe(1);
    expect(await listed({ zone: 'nowhere' })).toBe(0);
    expect(await listed({ acceptingWork: false })).toBe(0);
    expect(await listed({ districtCode: 'E06000015' })).toBe(3);
    await expect(suppliers.list(db.reading(), { first: 1, after: 'x' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('translate between ids and numbers', async () => {
    const id = await register();
    const no = await suppliers.noById(db.reading(), id);
    expect(await suppliers.idsByNo(db.reading(), [no!, 999_999])).toEqual(new Map([[no, id]]));
  });
});

it('finds organisations that may be the one described', async () => {
  const id = await register({ name: 'Unlike Any Other Ltd', companyNumber: '66666666' });
  const like = async (name: string, companyNumber?: string, postcode?: string): Promise<string[]> =>
    (await suppliers.findLikeness(db.reading(), { name, companyNumber, postcode })).map(
      (found) => `${found.because} ${String(found.id === id)}`,
    );
  expect(await like('Somebody', '66666666')).toEqual(['COMPANY_NUMBER true']);
  expect(await like('UNLIKE ANY OTHER', undefined, 'DE24 1AA')).toEqual(['NAME_AND_PLACE true']);
  expect(await like('Unlike any other plc')).toEqual(['NAME_AND_PLACE true']);
  expect(await like('Unlike any other', undefined, 'B7 4QL')).toEqual([]);
  expect(await like('Unlike any other', '77777777')).toEqual([]);
});
