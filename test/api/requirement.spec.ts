import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, type Caller, pick, sumOf, edgeOf, startApiKit } from './api.kit.js';
import { registerBuyer, registerSupplier } from './work.kit.js';

const create = `mutation ($input: CreateRequirementInput!) {
  createRequirement(input: $input) { requirement { id state region needs { phrase codes importance } certifications { scheme importance } } errors { code path message } }
}`;
const publish = `mutation ($id: ID!) { publishRequirement(id: $id) { requirement { id state publishedAt } errors { code path } } }`;
const matches = `query ($id: ID!, $first: Int! = 20, $includeBlocked: Boolean) {
  requirement(id: $id) {
    title
    matches(first: $first, includeBlocked: $includeBlocked) {
      totalCount eligibleCount pageInfo { hasNextPage endCursor }
      edges { rank score crossRegional criteria { name weight value contribution reason } blockers { code message } supplier { id name certificates { scheme } } }
    }
  }
}`;

let kit: ApiKit;
let buyer: Caller;
let seller: Caller;
let stranger: Caller;
let buyerId: string;
let supplierId: string;
let requirementId: string;

const wanted = () => ({
  buyerId,
  title: 'Titanium brackets',
  needs: [{ phrase: 'five-axis milling of titanium', importance: 'MUST' }],
  certifications: { required: ['AS9100'] },
  sectors: ['ADVANCED_MANUFACTURING'],
  valueGbp: 250_000,
  closesOn: '2099-01-31',
});

const addSupplier = (name: string, validTo: string): Promise<string> =>
  registerSupplier(
    kit,
    {
      name,
      postcode: 'B1 1AA',
      statedCapabilities: ['5-axis milling', 'titanium machining'],
      certificates: [{ stated: 'AS9100D', validTo }],
      annualTurnoverGbp: 2_000_000,
    },
    seller.token,
  );

beforeAll(async () => {
  kit = await startApiKit();
  buyer = await kit.person('buyer@example.com');
  seller = await kit.person('seller@example.com');
  stranger = await kit.person('stranger@example.com');
  const sectors = ['ADVANCED_MANUFACTURING'];
  buyerId = await registerBuyer(kit, { name: 'Test Aero plc', sectors }, buyer.token);
  supplierId = await addSupplier('Digbeth Five Axis Ltd', '2099-01-01');
  await eventually('the supplier to be indexed', async () => {
    const found = await kit.ask('{ searchSuppliers(query: "5 axis milling") { totalCount } }');
    return found.data.searchSuppliers.totalCount === 1;
  });
  const created = await kit.ask(create, { input: wanted() }, buyer.token);
  expect(created.data.createRequirement.errors).toEqual([]);
  requirementId = created.data.createRequirement.requirement.id;
});
afterAll(() => kit.stop());

describe('a draft', () => {
  it('has its words read', async () => {
    const { data } = await kit.ask(
      `query ($id: ID!) { requirement(id: $id) { state region needs { codes importance } certifications { scheme importance } buyer { name } } }`,
      { id: requirementId },
      buyer.token,
    );
    expect(data.requirement).toMatchObject({
      state: 'DRAFT',
      region: 'EAST_MIDLANDS',
      certifications: [{ scheme: 'AS9100', importance: 'REQUIRED' }],
      buyer: { name: 'Test Aero plc' },
    });
    expect(data.requirement.needs[0].codes).toContain('five-axis-milling');
  });

  it.each([
    ['anybody', () => undefined],
    ['somebody else', () => stranger.token],
  ])('does not exist for %s', async (_, tokenOf) => {
    const { data, errors } = await kit.ask(
      `query ($id: ID!) { requirement(id: $id) { title } requirements { totalCount } }`,
      { id: requirementId },
      tokenOf(),
    );
    expect(data.requirement).toBeNull();
    expect(data.requirements.totalCount).toBe(0);
    expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('is not published by somebody else', async () => {
    const { errors } = await kit.ask(publish, { id: requirementId }, stranger.token);
    expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
    const [row] = await kit.db.reading().query<{ state: string }>('SELECT state FROM requirements');
    expect(row?.state).toBe('DRAFT');
  });

  it('without needs is refused, with the field', async () => {
    const { data } = await kit.ask(create, { input: { ...wanted(), needs: [] } }, buyer.token);
    const refused = await kit.ask(publish, { id: data.createRequirement.requirement.id }, buyer.token);
    expect(refused.data.publishRequirement.requirement).toBeNull();
    expect(refused.data.publishRequirement.errors[0].path[0]).toBe('needs');
  });
});

describe('a published requirement', () => {
  beforeAll(async () => {
    const { data } = await kit.ask(publish, { id: requirementId }, buyer.token);
    expect(data.publishRequirement).toMatchObject({ requirement: { state: 'OPEN' }, errors: [] });
  });

  it('asks the worker for its matches in the same transaction', async () => {
    const jobs = await kit.db
      .reading()
      .query<{ payload: { job?: string } }>(`SELECT payload FROM change_log WHERE topic = 'job'`);
    expect(JSON.stringify(jobs)).toContain('matching.rank-requirements');
  });

  it('shows its buyer the suppliers that fit, with reasons that add up', async () => {
    const { data, errors } = await kit.ask(matches, { id: requirementId }, buyer.token);
    expect(errors).toEqual([]);
    const [edge] = data.requirement.matches.edges;
    expect(edge).toMatchObject({ rank: 1, crossRegional: true, blockers: [], supplier: { id: supplierId } });
    const sum = sumOf(edge.criteria, 'contribution');
    expect(sum).toBeCloseTo(Number(edge.score), 9);
  });

  it('is there for everybody, its matches are not', async () => {
    const { data, errors } = await kit.ask(matches, { id: requirementId });
    expect(data.requirement).toEqual({ title: 'Titanium brackets', matches: null });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
  });

  it('says why a supplier whose certificate has lapsed is blocked', async () => {
    const lapsed = await addSupplier('Aston Lapsed Ltd', '2020-01-01');
    const edge = await eventually('the lapsed supplier to be indexed', async () => {
      const { data } = await kit.ask(matches, { id: requirementId, includeBlocked: true }, buyer.token);
      return edgeOf(data.requirement.matches.edges, lapsed);
    });
    expect(edge).toMatchObject({ rank: null });
    expect(pick(edge.blockers, 'code')).toEqual(['CERTIFICATE_EXPIRED']);
  });

  it('tells a supplier of the opportunity, and nobody else of the supplier', async () => {
    const opportunities = `query ($id: ID!) { opportunities(supplierId: $id) { totalCount edges { score summary blockers { code } requirement { title } } } }`;
    const own = await kit.ask(opportunities, { id: supplierId }, seller.token);
    expect(own.errors).toEqual([]);
    const other = await kit.ask(opportunities, { id: supplierId }, stranger.token);
    expect(other.errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('does not give a supplier’s turnover away to the buyer', async () => {
    const big = await kit.ask(create, { input: { ...wanted(), valueGbp: 3_000_000 } }, buyer.token);
    const id = big.data.createRequirement.requirement.id as string;
    await kit.ask(publish, { id }, buyer.token);
    const { data } = await kit.ask(matches, { id, includeBlocked: true }, buyer.token);
    const edge = edgeOf(data.requirement.matches.edges, supplierId);
    expect(pick(edge?.blockers, 'code')).toContain('TURNOVER_TOO_SMALL');
    expect(JSON.stringify(edge)).not.toMatch(/2,000,000|2000000|£2|0\.7 times/);
  });
});
