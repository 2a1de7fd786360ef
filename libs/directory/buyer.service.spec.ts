import { type Actor, isFailure, type Result } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type BuyerDraft, BuyerService } from './buyer.service.js';
import { ClusterBodyService } from './cluster-body.service.js';
import { PlaceService } from './place.service.js';
import { SupplierService } from './supplier.service.js';

let db: TestDatabase;
const places = new PlaceService();
const buyers = new BuyerService(places);
const suppliers = new SupplierService(places);
const clusters = new ClusterBodyService();

beforeAll(async () => {
  db = await openTestDatabase(schema);
});
afterAll(() => db.close());

const person = (organisationId?: string): Actor => ({
  kind: 'person',
  personId: '01890000-0000-7000-8000-00000000000f',
  email: 'a@b.example',
  staffRoles: [],
  memberships: organisationId ? [{ organisationId, role: 'OWNER' }] : [],
});
function idOf(outcome: Result<{ id: string }>): string {
  if (isFailure(outcome)) throw new Error(JSON.stringify(outcome.errors));
  return outcome.value.id;
}
const register = (draft: BuyerDraft, actor?: Actor): Promise<Result<{ id: string }>> =>
  db.writing((ctx) => buyers.register(ctx, draft), actor);
const organisations = (): Promise<unknown[]> =>
  db.reading().query(`SELECT o::text FROM organisations o ORDER BY id`);

describe('a buyer', () => {
  it('is registered with its place and sectors', async () => {
    const id = idOf(
      await register({
        name: 'Meridane Driveline Ltd',
        postcode: 'CV3 6BD',
        sectors: ['Automotive and rolling stock'],
      }),
    );
    const found = await buyers.find(db.reading(), [id, '01890000-0000-7000-8000-000000000000']);
    expect([...found.values()]).toEqual([
      expect.objectContaining({
        id,
        sectors: ['AUTOMOTIVE_RAIL'],
        organisation: expect.objectContaining({ buyer: true, supplier: false }),
        site: expect.objectContaining({ region: 'WEST_MIDLANDS', postcode: 'CV3 6BD' }),
      }),
    ]);
  });

  it('may be a supplier too: its own people turn it into both, others may not', async () => {
    const id = idOf(
      await db.writing(
        (ctx) =>
          suppliers.register(ctx, {
            name: 'Both Ltd',
            postcode: 'CV3 6BD',
            companyNumber: '20000001',
            origin: 'REGISTERED',
          }),
        person(),
      ),
    );
    const draft = { name: 'Both Ltd', postcode: 'CV3 6BD', companyNumber: '20000001' };
    const before = await organisations();
    expect(await register(draft, person())).toMatchObject({
      ok: false,
      errors: [{ code: 'COMPANY_ALREADY_REGISTERED', path: ['companyNumber'] }],
    });
    expect(await organisations()).toEqual(before);
    expect(idOf(await register(draft, person(id)))).toBe(id);
    expect((await buyers.find(db.reading(), [id])).get(id)?.organisation).toMatchObject({
      supplier: true,
      buyer: true,
    });
  });

  it('is refused with every field that is wrong', async () => {
    const before = await organisations();
    const without = await register({ name: '', postcode: '' });
    expect(isFailure(without) && without.errors.map(({ path }) => path[0])).toEqual(['name', 'postcode']);
    const outcome = await register({
      name: '',
      postcode: 'X',
      sectors: ['Fish'],
      companyNumber: '1',
      website: 'no',
    });
    if (!isFailure(outcome)) throw new Error('accepted');
    expect(outcome.errors.map(({ path }) => path[0])).toEqual([
      'name',
      'sectors',
      'companyNumber',
      'website',
      'postcode',
    ]);
    expect(await register({ name: 'Nowhere' })).toMatchObject({
      errors: [{ code: 'REQUIRED', path: ['postcode'] }],
    });
    expect(await organisations()).toEqual(before);
  });

  it('of an import is stored once, and a bad one does not stop the others', async () => {
    const draft = (name: string, postcode = 'CV3 6BD'): BuyerDraft => ({
      name,
      postcode,
      origin: 'COLLECTION',
      reference: { scheme: 'test', identifier: name },
    });
    const drafts = [draft('One'), draft('Bad', 'X'), draft('Two'), draft('One')];
    const ensure = (): ReturnType<BuyerService['ensureMany']> =>
      db.writing((ctx) => buyers.ensureMany(ctx, drafts));
    const first = await ensure();
    expect(first).toMatchObject({ created: 2, rejected: [{ index: 1 }] });
    expect(first.ids[0]).toBe(first.ids[3]);
    expect(first.ids[1]).toBeNull();
    const stored = await organisations();
    expect(await ensure()).toMatchObject({ created: 0, ids: first.ids });
    expect(await organisations()).toEqual(stored);
  });
});

describe('a cluster body', () => {
  const create = async (identifier: string): Promise<string> =>
    idOf(
      await db.writing((ctx) =>
        clusters.create(ctx, {
          name: `Cluster ${identifier}`,
          sectors: ['Clean Energy Industries'],
          region: 'EAST_MIDLANDS',
          digestAddresses: ['digest@cluster.example'],
          reference: { scheme: 'test-cluster', identifier },
        }),
      ),
    );
  const member = async (name: string): Promise<string> => idOf(await register({ name, postcode: 'CV3 6BD' }));

  it('is made once for its reference', async () => {
    const id = await create('1');
    expect(await create('1')).toBe(id);
    expect((await clusters.find(db.reading(), [id])).get(id)).toMatchObject({
      sectors: ['CLEAN_ENERGY'],
      digestAddresses: ['digest@cluster.example'],
      memberCount: 0,
      organisation: { clusterBody: true },
    });
    expect((await clusters.list(db.reading())).map((body) => body.id)).toContain(id);
  });

  it('has members, who keep the day they joined', async () => {
    const id = await create('2');
    const [a, b, c] = [await member('A'), await member('B'), await member('C')];
    await db.writing((ctx) => clusters.addMembers(ctx, id, [a, b], '2026-01-01'));
    expect(await db.writing((ctx) => clusters.setMembers(ctx, id, [b, c], '2026-02-02'))).toEqual({
      added: 1,
      removed: 1,
    });
    const since = await db
      .reading()
      .query(
        `SELECT member_id AS id, since::text FROM cluster_memberships WHERE cluster_id = $1 ORDER BY since`,
        [id],
      );
    expect(since).toEqual([
      { id: b, since: '2026-01-01' },
      { id: c, since: '2026-02-02' },
    ]);
    const first = await clusters.members(db.reading(), id, { first: 1 });
    const second = await clusters.members(db.reading(), id, { first: 1, after: first.items[0]!.cursor });
    expect([first.items[0]!.item, second.items[0]!.item]).toEqual([b, c].sort());
    expect([first.hasNextPage, second.hasNextPage, first.totalCount]).toEqual([true, false, 2]);
    expect(await clusters.memberIds(db.reading(), id)).toEqual([b, c].sort());
    expect(await clusters.clustersOf(db.reading(), [a, b])).toEqual(new Map([[b, [id]]]));
  });

  it('is made by officers and managed by its own alone', async () => {
    const id = await create('3');
    const other = await create('4');
    const a = await member('D');
    await expect(db.writing((ctx) => clusters.create(ctx, { name: 'Mine' }), person())).rejects.toMatchObject(
      {
        code: 'NOT_FOUND',
      },
    );
    for (const actor of [person(), person(other)]) {
      await expect(db.writing((ctx) => clusters.addMembers(ctx, id, [a]), actor)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    await expect(db.writing((ctx) => clusters.setMembers(ctx, a, [a]))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await clusters.memberIds(db.reading(), id)).toEqual([]);
    expect(await db.writing((ctx) => clusters.addMembers(ctx, id, [a]), person(id))).toEqual({ added: 1 });
    expect(
      await db.writing((ctx) => clusters.create(ctx, { name: '', digestAddresses: ['nobody'] })),
    ).toMatchObject({ ok: false, errors: [{ path: ['name'] }, { path: ['digestAddresses', '0'] }] });
  });
});
