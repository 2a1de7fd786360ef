import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Answer, type ApiKit, type Caller, startApiKit } from './api.kit.js';

let kit: ApiKit;
let owner: Caller;
let stranger: Caller;
let id: string;

beforeAll(async () => {
  kit = await startApiKit();
  owner = await kit.person('owner@private.example');
  stranger = await kit.person('stranger@elsewhere.example');
  const { data } = await kit.ask(
    `mutation ($input: RegisterSupplierInput!) { registerSupplier(input: $input) { supplier { id } } }`,
    {
      input: {
        name: 'Private Turners',
        postcode: 'DE24 8SE',
        statedCapabilities: ['CNC turning'],
        employees: 60,
        annualTurnoverGbp: 7_654_321,
      },
    },
    owner.token,
  );
  id = data.registerSupplier.supplier.id as string;
});
afterAll(() => kit.stop());

const publish = (fields: string[], token: string): Promise<Answer> =>
  kit.ask(
    `mutation ($id: ID!, $fields: [PublishableField!]!) { setPublicFields(supplierId: $id, fields: $fields) {
       supplier { publicFields } errors { code } } }`,
    { id, fields },
    token,
  );
const fields = 'sizeBand employees annualTurnoverGbp contacts { email } publicFields';
const seen = async (token?: string): Promise<unknown> =>
  (await kit.ask(`query ($id: ID!) { supplier(id: $id) { ${fields} } }`, { id }, token)).data
    .supplier as unknown;

/** What a search tells of sizes: the facet, and how many each band finds. */
async function sizesFound(): Promise<unknown> {
  const bands = ['MICRO', 'SMALL', 'MEDIUM', 'LARGE', 'UNKNOWN'];
  const { data } = await kit.ask(
    `{ searchSuppliers(query: "turning") { facets { dimension values { value count } } }
       ${bands.map((band) => `${band}: searchSuppliers(query: "turning", filter: { sizeBands: [${band}] }) { totalCount }`).join(' ')} }`,
  );
  const { searchSuppliers, ...found } = data as Record<string, { totalCount: number }> & {
    searchSuppliers: { facets: { dimension: string; values: unknown[] }[] };
  };
  const facet = searchSuppliers.facets.find(({ dimension }) => dimension === 'SIZE_BANDS');
  return { facet: facet?.values, in: bands.filter((band) => found[band]!.totalCount > 0) };
}

const secret = { employees: null, annualTurnoverGbp: null, contacts: null };
const own = { employees: 60, annualTurnoverGbp: 7_654_321, contacts: [{ email: 'owner@private.example' }] };

it('shows others a size band and no more, until the supplier says otherwise', async () => {
  expect(await seen()).toEqual({ ...secret, sizeBand: 'MEDIUM', publicFields: ['SIZE_BAND'] });
  expect(await seen(stranger.token)).toEqual(await seen());
  expect(await seen(owner.token)).toEqual({ ...own, sizeBand: 'MEDIUM', publicFields: ['SIZE_BAND'] });
  expect(await sizesFound()).toEqual({ facet: [{ value: 'MEDIUM', count: 1 }], in: ['MEDIUM'] });
});

it('publishes what its editors choose, and only they', async () => {
  const { errors } = await publish(['TURNOVER'], stranger.token);
  expect([errors[0]!.extensions.code, (await seen()) as object]).toMatchObject(['NOT_FOUND', secret]);
  await publish(['CONTACTS', 'TURNOVER', 'TURNOVER', 'EMPLOYEES'], owner.token);
  expect(await seen()).toEqual({
    ...own,
    sizeBand: 'MEDIUM',
    publicFields: ['TURNOVER', 'EMPLOYEES', 'CONTACTS'],
  });
  const { data } = await kit.ask(
    `query ($id: ID!) { organisation(id: $id) { auditTrail(first: 1) { edges { node { action after } } } } }`,
    { id },
    owner.token,
  );
  expect(data.organisation.auditTrail.edges[0].node).toEqual({
    action: 'PUBLISHED_FIELDS',
    after: JSON.stringify({ published: ['TURNOVER', 'EMPLOYEES', 'CONTACTS'] }),
  });
});

it('takes a size that is kept from others out of facets and filters too', async () => {
  await publish([], owner.token);
  expect(await seen()).toEqual({ ...secret, sizeBand: 'UNKNOWN', publicFields: [] });
  expect(await seen(owner.token)).toEqual({ ...own, sizeBand: 'MEDIUM', publicFields: [] });
  await eventually('the index to follow', async () => {
    const found = JSON.stringify(await sizesFound());
    return !found.includes('MEDIUM');
  });
  expect(await sizesFound()).toMatchObject({ in: ['UNKNOWN'] });
});
