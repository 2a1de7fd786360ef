import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';

let kit: ApiKit;
let owner: Caller;
let officer: Caller;
let stranger: Caller;
let supplierId: string;
let certificateId: string;

const claimsQuery = `query ($kind: ClaimKind!, $filter: ClaimFilterInput, $first: Int!, $after: String) {
  claims(kind: $kind, filter: $filter, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage }
    edges { node { supplier { name } certificate { id stated refusedOn } capability { code } checks { outcome reason by undoneAt } } } } }`;
const certificatesQuery = `query ($id: ID!) { supplier(id: $id) {
  certificates { id evidence checkedOn refusedOn } checks { id outcome reason by undoneAt } } }`;
const refuse = `mutation ($input: RefuseClaimInput!) { refuseClaim(input: $input) { checkId errors { code path } } }`;
const verify = `mutation ($input: VerifyClaimInput!) { verifyClaim(input: $input) { checkId errors { code } } }`;
const undo = `mutation ($id: ID!) { undoClaimCheck(id: $id) { errors { code } } }`;

async function register(name: string, caller: Caller, postcode = 'DE24 8SE'): Promise<string> {
  const input = {
    name,
    postcode,
    statedCapabilities: ['CNC turning'],
    certificates: [{ stated: 'ISO 9001', number: 'Q-1', validTo: '2099-01-01' }],
  };
  const { data } = await kit.ask(
    `mutation ($input: RegisterSupplierInput!) { registerSupplier(input: $input) { supplier { id } errors { message } } }`,
    { input },
    caller.token,
  );
  expect(data.registerSupplier.errors).toEqual([]);
  return data.registerSupplier.supplier.id as string;
}

const certificatesFor = async (caller?: Caller): Promise<Record<string, unknown>[]> =>
  (await kit.ask(certificatesQuery, { id: supplierId }, caller?.token)).data.supplier.certificates as Record<
    string,
    unknown
  >[];

const queue = async (filter: object, kind = 'CERTIFICATE', first = 50): Promise<string[]> => {
  const { data, errors } = await kit.ask(claimsQuery, { kind, filter, first }, officer.token);
  expect(errors).toEqual([]);
  expect(data.claims.totalCount).toBe(data.claims.edges.length);
  return pick(pick(data.claims.edges, 'node'), 'supplier').map((of) => (of as { name: string }).name);
};

const found = async (): Promise<number> =>
  (await kit.ask(`{ searchSuppliers(query: "turning ISO 9001", filter: {}) { totalCount } }`)).data
    .searchSuppliers.totalCount as number;

beforeAll(async () => {
  kit = await startApiKit();
  owner = await kit.person('owner@turners.example');
  officer = await kit.person('officer@authority.example', { staffRoles: ['OFFICER'] });
  stranger = await kit.person('stranger@else.example');
  supplierId = await register('Turners of Derby', owner);
  await register('Turners of Walsall', stranger, 'B7 4BB');
  certificateId = (await certificatesFor(owner))[0]!.id as string;
  await eventually('both to be found by their certificate', async () => (await found()) === 2);
});
afterAll(() => kit.stop());

describe('the queue of claims', () => {
  it('holds what nobody has checked, narrowed as asked', async () => {
    expect((await queue({})).sort()).toEqual(['Turners of Derby', 'Turners of Walsall']);
    expect(await queue({ text: 'DERBY' })).toEqual(['Turners of Derby']);
    expect(await queue({ region: 'WEST_MIDLANDS' })).toEqual(['Turners of Walsall']);
    expect(await queue({ scheme: 'ISO_9001' })).toHaveLength(2);
    expect(await queue({ scheme: 'AS9100' })).toEqual([]);
    expect(await queue({ inPlay: true })).toEqual([]);
    expect(await queue({ evidence: 'DOCUMENT' })).toEqual([]);
    expect((await queue({}, 'CAPABILITY')).sort()).toEqual(['Turners of Derby', 'Turners of Walsall']);
  });

  it('is read page by page without a gap', async () => {
    const seen: unknown[] = [];
    let after: string | null = null;
    for (let n = 0; n < 2; n++) {
      const variables: object = { kind: 'CERTIFICATE', first: 1, after };
      const { claims } = (await kit.ask(claimsQuery, variables, officer.token)).data;
      seen.push(...pick(pick(claims.edges, 'node'), 'certificate').map((one) => (one as { id: string }).id));
      expect([claims.totalCount, claims.pageInfo.hasNextPage]).toEqual([2, n === 0]);
      after = claims.pageInfo.endCursor as string;
    }
    expect(new Set(seen).size).toBe(2);
  });

  it('refuses a cursor that is none', async () => {
    const { errors } = await kit.ask(
      claimsQuery,
      { kind: 'CERTIFICATE', first: 1, after: 'x' },
      officer.token,
    );
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_INPUT']);
  });
});

describe('a claim that could not be confirmed', () => {
  let input: object;
  beforeEach(() => {
    input = { supplierId, claim: { certificateId }, reason: 'The registrar does not know number Q-1.' };
  });

  it('needs a reason', async () => {
    const { data } = await kit.ask(refuse, { input: { ...input, reason: ' ' } }, officer.token);
    expect(data.refuseClaim.errors).toEqual([{ code: 'REQUIRED', path: ['reason'] }]);
    expect(await queue({ state: 'REFUSED' })).toEqual([]);
  });

  it('is hidden from others and counts for nothing, its holder is told why, and all of it can be undone', async () => {
    const done = await kit.ask(refuse, { input }, officer.token);
    expect(done.data.refuseClaim.errors).toEqual([]);
    expect(await certificatesFor()).toEqual([]);
    expect(await certificatesFor(stranger)).toEqual([]);
    expect(await certificatesFor(owner)).toMatchObject([{ evidence: 'SELF_DECLARED', checkedOn: null }]);
    expect((await certificatesFor(owner))[0]!.refusedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    const told = await kit.ask(
      `{ notifications(first: 5) { edges { node { kind title body link } } } }`,
      {},
      owner.token,
    );
    expect(told.data.notifications.edges[0].node).toMatchObject({
      kind: 'EVIDENCE',
      title: 'Not confirmed: ISO 9001',
      link: `/work/${supplierId}/profile/certificates`,
    });
    expect(told.data.notifications.edges[0].node.body).toContain('The registrar does not know number Q-1.');
    await eventually('the search to pass it over', async () => (await found()) === 1);
    expect(await queue({ state: 'REFUSED' })).toEqual(['Turners of Derby']);
    expect(await queue({})).toEqual(['Turners of Walsall']);
    const again = await kit.ask(refuse, { input }, officer.token);
    expect(again.data.refuseClaim.errors).toMatchObject([{ code: 'REFUSED_ALREADY' }]);

    const id = done.data.refuseClaim.checkId as string;
    expect((await kit.ask(undo, { id }, owner.token)).errors[0]!.extensions.code).toBe('NOT_FOUND');
    expect(await queue({ state: 'REFUSED' })).toEqual(['Turners of Derby']);
    expect((await kit.ask(undo, { id }, officer.token)).data.undoClaimCheck.errors).toEqual([]);
    expect(await certificatesFor()).toHaveLength(1);
    await eventually('the search to find it again', async () => (await found()) === 2);
    expect((await kit.ask(undo, { id }, officer.token)).data.undoClaimCheck.errors).toEqual([
      { code: 'UNDONE_ALREADY' },
    ]);
    const trail = await kit.ask(
      `query ($id: ID!) { organisation(id: $id) { auditTrail(first: 2) { edges { node { subjectKind action by after } } } } }`,
      { id: supplierId },
      owner.token,
    );
    expect(pick(trail.data.organisation.auditTrail.edges, 'node')).toMatchObject([
      { subjectKind: 'CERTIFICATE', action: 'CHECK_UNDONE', by: 'officer' },
      { subjectKind: 'CERTIFICATE', action: 'REFUSED', by: 'officer' },
    ]);
  });

  it('waits again once its holder has sent a document', async () => {
    const { data } = await kit.ask(refuse, { input }, officer.token);
    await kit.db.writing((ctx) =>
      ctx.query(
        `INSERT INTO files (id, certificate_id, name, media_type, bytes, created_at, stored_at)
         SELECT gen_random_uuid(), id, 'iso.pdf', 'application/pdf', 10, now(), now() + interval '1 second'
           FROM certificates WHERE refused_on IS NOT NULL`,
      ),
    );
    // What waits with a document comes first.
    expect(await queue({})).toEqual(['Turners of Derby', 'Turners of Walsall']);
    await kit.ask(undo, { id: data.refuseClaim.checkId }, officer.token);
  });

  it('is a new claim once its number is corrected', async () => {
    const { data } = await kit.ask(refuse, { input }, officer.token);
    const corrected = {
      id: supplierId,
      certificates: [{ stated: 'ISO 9001', number: 'Q-2', validTo: '2099-01-01' }],
    };
    await kit.ask(
      `mutation ($input: UpdateSupplierInput!) { updateSupplier(input: $input) { errors { code } } }`,
      { input: corrected },
      owner.token,
    );
    expect(await certificatesFor()).toMatchObject([{ id: certificateId, refusedOn: null }]);
    const late = await kit.ask(undo, { id: data.refuseClaim.checkId }, officer.token);
    expect(late.data.undoClaimCheck.errors).toEqual([{ code: 'CHANGED_SINCE' }]);
  });
});

describe('checks of a claim', () => {
  it('are undone from the latest on, each to what was before', async () => {
    const checked = async (finding: string): Promise<string> =>
      (await kit.ask(verify, { input: { supplierId, claim: { certificateId }, finding } }, officer.token))
        .data.verifyClaim.checkId as string;
    const [register, site] = [await checked('REGISTER_CHECKED'), await checked('SITE_AUDITED')];
    expect(await queue({ state: 'CHECKED' })).toEqual(['Turners of Derby']);
    expect((await kit.ask(undo, { id: register }, officer.token)).data.undoClaimCheck.errors).toEqual([
      { code: 'LATER_CHECK' },
    ]);
    await kit.ask(undo, { id: site }, officer.token);
    expect(await certificatesFor()).toMatchObject([{ evidence: 'REGISTER_CHECKED' }]);
    await kit.ask(undo, { id: register }, officer.token);
    expect(await certificatesFor()).toMatchObject([{ evidence: 'SELF_DECLARED', checkedOn: null }]);
    const seen = (await kit.ask(certificatesQuery, { id: supplierId }, owner.token)).data.supplier.checks;
    expect(pick(seen, 'outcome').slice(0, 2)).toEqual(['SITE_AUDITED', 'REGISTER_CHECKED']);
    expect(pick(seen, 'by')).not.toContain('Somebody who has been erased');
    expect(
      (await kit.ask(certificatesQuery, { id: supplierId }, stranger.token)).data.supplier.checks,
    ).toEqual([]);
  });
});
