import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';
import { publishRequirement, registerBuyer, registerSupplier } from './work.kit.js';

let kit: ApiKit;
let owner: Caller;
let other: Caller;
let officer: Caller;
let staysId: string;
let goesId: string;
let requirementId: string;
let mergerId: string;

const planFields = `stays { supplier { id } registeredBy members { name role } }
  goes { supplier { id name } registeredAt introductions { state } clusterBodies } refusals { code path }
  steps { part moves joins }`;
const mergeDocument = `mutation ($input: MergeSuppliersInput!) { mergeSuppliers(input: $input) {
  mergerId supplier { id name mergers { name reason by undoneAt } } errors { code message path } } }`;
const undoDocument = `mutation ($id: ID!) { undoSupplierMerger(id: $id) { suppliers { id } errors { code message } } }`;

beforeAll(async () => {
  kit = await startApiKit();
  owner = await kit.person('owner@soar.example');
  other = await kit.person('other@soar.example');
  officer = await kit.person('officer@authority.example', { staffRoles: ['OFFICER'] });
  const buyer = await kit.person('buyer@castlegate.example');
  staysId = await registerSupplier(kit, { name: 'Soar Turning Ltd', companyNumber: '01234567' }, owner.token);
  goesId = await registerSupplier(
    kit,
    { name: 'SOAR Turning Limited', postcode: 'B7 4AA', statedCapabilities: ['CNC turning'], distinct: true },
    other.token,
  );
  const buyerId = await registerBuyer(kit, { name: 'Castlegate Aerosystems' }, buyer.token);
  requirementId = await publishRequirement(kit, { buyerId, title: 'Turned pins' }, buyer.token);
  const interest = await kit.ask(
    `mutation ($input: BeginIntroductionInput!) { expressInterest(input: $input) { errors { code } } }`,
    { input: { requirementId, supplierId: goesId } },
    other.token,
  );
  expect(interest.data.expressInterest.errors).toEqual([]);
});
afterAll(() => kit.stop());

const merge = (input: object, caller = officer) =>
  kit.ask(
    mergeDocument,
    { input: { staysId, goesId, reason: 'One door, one phone', ...input } },
    caller.token,
  );
const found = async (): Promise<string[]> => {
  const { data } = await kit.ask(
    `{ searchSuppliers(query: "CNC turning", first: 50) { totalCount edges { node { id } } } }`,
  );
  expect(data.searchSuppliers.totalCount).toBe(data.searchSuppliers.edges.length);
  return pick(pick(data.searchSuppliers.edges, 'node'), 'id') as string[];
};

describe('records that may be of one supplier', () => {
  it('are listed for officers, with what merging would do', async () => {
    const { data, errors } = await kit.ask(
      `{ alikeSuppliers { totalCount edges { node { ${planFields} } } } }`,
      {},
      officer.token,
    );
    expect(errors).toEqual([]);
    expect(data.alikeSuppliers.totalCount).toBe(1);
    const { node } = data.alikeSuppliers.edges[0];
    // The one in touch with a buyer is further along than the one with a number.
    expect(node).toMatchObject({
      stays: { supplier: { id: goesId } },
      goes: { supplier: { id: staysId } },
      refusals: [],
    });
    const { data: asked } = await kit.ask(
      `query ($a: ID!, $b: ID!) { supplierMergePlan(staysId: $a, goesId: $b) { ${planFields} } }`,
      { a: staysId, b: goesId },
      officer.token,
    );
    expect(asked.supplierMergePlan).toMatchObject({
      stays: { registeredBy: 'owner', members: [{ role: 'OWNER' }] },
      goes: { introductions: [{ state: 'INTERESTED' }], clusterBodies: [] },
      steps: expect.arrayContaining([
        { part: 'SITES', moves: ['B7 4AA'], joins: [] },
        { part: 'CAPABILITIES', moves: [], joins: ['CNC turning'] },
        { part: 'PEOPLE', moves: ['other, other@soar.example (owner)'], joins: [] },
        { part: 'INTRODUCTIONS', moves: ['Turned pins, Castlegate Aerosystems (interested)'], joins: [] },
      ]),
    });
  });

  it('are nothing for anybody else', async () => {
    for (const caller of [owner, other]) {
      expect((await kit.ask(`{ alikeSuppliers { totalCount } }`, {}, caller.token)).errors).toMatchObject([
        { extensions: { code: 'NOT_FOUND' } },
      ]);
      expect((await merge({}, caller)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
  });
});

describe('two firms that look like one', () => {
  const distinguish = (note: string, caller = officer) =>
    kit.ask(
      `mutation ($input: DistinguishSuppliersInput!) { distinguishSuppliers(input: $input) {
         distinctionId errors { code path } } }`,
      { input: { oneId: staysId, otherId: goesId, note } },
      caller.token,
    );
  const undo = (id: string, caller = officer) =>
    kit.ask(
      `mutation ($id: ID!) { undoSupplierDistinction(id: $id) { suppliers { id } errors { code } } }`,
      { id },
      caller.token,
    );
  const listed = async (): Promise<unknown> => {
    const { data } = await kit.ask(
      `{ open: alikeSuppliers { totalCount }
         distinct: alikeSuppliers(distinct: true) { totalCount edges { node { distinction { id note by at stands } } } } }`,
      {},
      officer.token,
    );
    return data;
  };

  it('leave the list of every officer, and come back', async () => {
    const refused = await distinguish('x'.repeat(501));
    expect(refused.data.distinguishSuppliers).toEqual({
      distinctionId: null,
      errors: [{ code: 'TOO_LONG', path: ['note'] }],
    });
    const { data } = await distinguish('One turns, the other teaches');
    const id = data.distinguishSuppliers.distinctionId as string;
    const distinction = { id, note: 'One turns, the other teaches', by: 'officer', stands: true };
    expect(await listed()).toEqual({
      open: { totalCount: 0 },
      distinct: {
        totalCount: 1,
        edges: [{ node: { distinction: { ...distinction, at: expect.any(String) } } }],
      },
    });
    const trail = await kit.ask(
      `query ($id: ID!) { organisation(id: $id) { auditTrail { edges { node { action after } } } } }`,
      { id: goesId },
      other.token,
    );
    expect(pick(trail.data.organisation.auditTrail.edges, 'node')[0]).toMatchObject({
      action: 'DISTINGUISHED',
      after: expect.stringContaining('Soar Turning Ltd'),
    });
    for (const caller of [owner, other]) {
      for (const { errors } of [await distinguish('', caller), await undo(id, caller)]) {
        expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      }
    }
    const taken = await kit.ask(
      `mutation ($id: ID!) { requestDataExport(organisationId: $id) { content errors { code } } }`,
      { id: staysId },
      owner.token,
    );
    expect(JSON.parse(taken.data.requestDataExport.content as string).supplier_distinctions).toMatchObject([
      { note: 'One turns, the other teaches' },
    ]);
    const back = await undo(id);
    expect(back.data.undoSupplierDistinction).toEqual({
      suppliers: [{ id: staysId }, { id: goesId }],
      errors: [],
    });
    expect(await listed()).toEqual({ open: { totalCount: 1 }, distinct: { totalCount: 0, edges: [] } });
  });
});

describe('merging', () => {
  it('says which field stands in the way, and what to do', async () => {
    expect((await merge({ reason: '' })).data.mergeSuppliers.errors).toMatchObject([
      { code: 'REQUIRED', path: ['reason'] },
    ]);
    expect((await merge({ goesId: staysId })).data.mergeSuppliers.errors).toMatchObject([
      { code: 'SAME_RECORD', path: ['goesId'] },
    ]);
  });

  it('leaves one record, wherever one looks', async () => {
    expect((await found()).sort()).toEqual([staysId, goesId].sort());
    const { data } = await merge({});
    expect(data.mergeSuppliers).toEqual({
      mergerId: expect.any(String),
      supplier: {
        id: staysId,
        name: 'Soar Turning Ltd',
        mergers: [
          { name: 'SOAR Turning Limited', reason: 'One door, one phone', by: 'officer', undoneAt: null },
        ],
      },
      errors: [],
    });
    mergerId = data.mergeSuppliers.mergerId as string;
    expect(await found()).toEqual([staysId]);
    const led = await kit.ask(`query ($id: ID!) { supplier(id: $id) { id mergers { id } } }`, { id: goesId });
    expect(led.data.supplier).toEqual({ id: staysId, mergers: [] });
    const counts = await kit.ask(
      `{ overview { suppliers } alikeSuppliers { totalCount } introductions { edges { node { supplierName } } } }`,
      {},
      officer.token,
    );
    expect(counts.data).toEqual({
      overview: { suppliers: 1 },
      alikeSuppliers: { totalCount: 0 },
      introductions: { edges: [{ node: { supplierName: 'Soar Turning Ltd' } }] },
    });
    const me = await kit.ask(`{ me { memberships { organisationId role } } }`, {}, other.token);
    expect(me.data.me.memberships).toEqual([{ organisationId: staysId, role: 'OWNER' }]);
  });

  it('is in no open data, no releases and no export under the old name', async () => {
    for (const path of ['/open-data/index.json', '/open-data/suppliers.json', '/ocds/releases.jsonl']) {
      const text = await (await fetch(`${kit.url}${path}`)).text();
      expect(text).not.toContain('SOAR');
      expect(text).not.toContain(goesId);
    }
    const { data } = await kit.ask(
      `mutation ($id: ID!) { requestDataExport(organisationId: $id) { content errors { code } } }`,
      { id: goesId },
      officer.token,
    );
    expect(data?.requestDataExport ?? null).toBeNull();
  });

  it('tells the people of both, and stands in the history', async () => {
    for (const caller of [owner, other]) {
      const { data } = await kit.ask(`{ notifications { edges { node { title link } } } }`, {}, caller.token);
      expect(pick(data.notifications.edges, 'node')).toContainEqual({
        title: 'Two records of Soar Turning Ltd are one now',
        link: `/suppliers/${staysId}`,
      });
    }
    const trail = await kit.ask(
      `query ($id: ID!) { organisation(id: $id) { auditTrail { edges { node { action after } } } } }`,
      { id: staysId },
      other.token,
    );
    const actions = pick(pick(trail.data.organisation.auditTrail.edges, 'node'), 'action');
    expect(actions.filter((action) => action === 'REGISTERED')).toHaveLength(2);
    expect(actions).toContain('MERGED');
  });

  it('is undone by officers, while nothing has changed', async () => {
    expect((await kit.ask(undoDocument, { id: mergerId }, owner.token)).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
    const { data } = await kit.ask(undoDocument, { id: mergerId }, officer.token);
    expect(data.undoSupplierMerger).toEqual({ suppliers: [{ id: staysId }, { id: goesId }], errors: [] });
    expect((await found()).sort()).toEqual([staysId, goesId].sort());
    const again = await kit.ask(undoDocument, { id: mergerId }, officer.token);
    expect(again.data.undoSupplierMerger.errors).toMatchObject([{ code: 'UNDONE_ALREADY' }]);
  });
});
