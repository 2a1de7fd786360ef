import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorker } from '../../apps/worker/index.js';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';
import { publishRequirement, registerBuyer, registerSupplier } from './work.kit.js';
import { statementsOf } from './statement.counter.js';

let kit: ApiKit;
let officer: Caller;
let stranger: Caller;
let buyer: Caller;
let buyerId: string;
let hiddenId: string;

const publish = (input: { title: string } & Record<string, unknown>): Promise<string> =>
  publishRequirement(kit, { buyerId, sectors: ['CLEAN_ENERGY'], ...input }, buyer.token);

beforeAll(async () => {
  kit = await startApiKit();
  officer = await kit.person('officer@example.com', { staffRoles: ['OFFICER'] });
  stranger = await kit.person('stranger@example.com');
  buyer = await kit.person('buyer@example.com');
  const suppliers = [
    { name: 'Derby Castings Ltd', postcode: 'DE24 8SE', statedCapabilities: ['sand casting'] },
    { name: 'Walsall Castings Ltd', postcode: 'WS1 1AA', statedCapabilities: ['sand casting'] },
  ];
  for (const supplier of suppliers) {
    const input = { ...supplier, certificates: [], sectors: ['AUTOMOTIVE_RAIL'], annualTurnoverGbp: 123_456 };
    await registerSupplier(kit, input, officer.token);
  }
  buyerId = await registerBuyer(kit, { name: 'Turbine Works plc' }, buyer.token);
  const casting = [{ phrase: 'sand casting', importance: 'MUST' }];
  await publish({ title: 'Met housings', needs: casting, valueGbp: 10_000 });
  await publish({
    title: 'Certified housings',
    needs: casting,
    certifications: { required: ['ISO 14001'] },
    valueGbp: 90_000,
  });
  await publish({ title: 'Large housings', needs: casting, valueGbp: 900_000 });
  hiddenId = await publish({
    title: 'Secret housings',
    needs: casting,
    certifications: { required: ['ISO 14001'] },
    valueGbp: 5_000_000,
    visibility: 'INVITED_ONLY',
  });
  const worker = await startWorker(kit.config, { databaseUrl: kit.db.url, log: kit.db.log });
  await eventually('the worker to match all requirements', async () => {
    const [row] = await kit.db.reading().query<{ n: number }>(
      `SELECT count(*)::int AS n FROM match_lists WHERE (cardinality(supplier_nos) > 0) = (requirement_id IN
         (SELECT id FROM requirements WHERE title = 'Met housings'))`,
    );
    return row?.n === 4;
  });
  await worker.stop();
});
afterAll(() => kit.stop());

const gaps = `query ($filter: SupplyGapFilterInput, $first: Int! = 20, $by: GapDimension! = CAPABILITY) {
  supplyGaps(filter: $filter, first: $first) {
    totalCount valueGbp consideredCount cells(by: $by) { key label requirementCount valueGbp eastMidlandsCount }
    edges { node { capabilities { code } requirement { id title } nearMisses { score blocker { code message } supplier { name } } } }
  } }`;

describe('supply gaps', () => {
  it('are what nobody meets, with who is nearest, for those who may see it', async () => {
    const { data, errors } = await kit.ask(gaps, {}, stranger.token);
    expect(errors).toEqual([]);
    const { edges, ...rest } = data.supplyGaps;
    expect(rest).toEqual({
      totalCount: 2,
      valueGbp: 990_000,
      consideredCount: 3,
      cells: [expect.objectContaining({ requirementCount: 2, valueGbp: 990_000, eastMidlandsCount: 2 })],
    });
    const [large, certified] = pick(edges, 'node') as {
      requirement: { title: string };
      nearMisses: { blocker: { code: string; message: string }; supplier: { name: string } }[];
    }[];
    expect([large!.requirement.title, certified!.requirement.title]).toEqual([
      'Large housings',
      'Certified housings',
    ]);
    expect(large!.nearMisses).toHaveLength(2);
    // Turnover stays the supplier's own.
    expect(JSON.stringify(large)).not.toContain('123,456');
    expect(certified!.nearMisses.map(({ blocker }) => blocker.code)).toEqual([
      'CERTIFICATE_MISSING',
      'CERTIFICATE_MISSING',
    ]);
    expect(JSON.stringify(data)).not.toContain(hiddenId);
  });

  it('show officers and the buyer what is by invitation too', async () => {
    for (const { token } of [officer, buyer]) {
      const { data } = await kit.ask(gaps, {}, token);
      expect(data.supplyGaps).toMatchObject({ totalCount: 3, valueGbp: 5_990_000, consideredCount: 4 });
    }
    expect((await kit.ask(gaps)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it.each([
    [{ capability: 'casting' }, 2],
    [{ capability: 'painting' }, 0],
    [{ sectors: ['CLEAN_ENERGY'] }, 2],
    [{ sectors: ['CREATIVE'] }, 0],
    [{ region: 'EAST_MIDLANDS' }, 2],
    [{ region: 'WEST_MIDLANDS' }, 0],
    [{ leastValueGbp: 500_000 }, 1],
  ])('are narrowed by %j', async (filter, count) => {
    const { data } = await kit.ask(gaps, { filter }, stranger.token);
    expect(data.supplyGaps.totalCount).toBe(count);
  });

  it('are counted up by what they have in common', async () => {
    for (const [by, labels] of [
      ['SECTOR', ['Clean energy industries']],
      ['REGION', ['East Midlands']],
      ['VALUE', ['£250,000 to £1 million', '£50,000 to £250,000']],
    ] as const) {
      const { data } = await kit.ask(gaps, { by }, stranger.token);
      expect([...pick(data.supplyGaps.cells, 'label')].sort()).toEqual([...labels].sort());
    }
  });

  it('cost the same number of statements however many', async () => {
    const ask = async (first: number): Promise<void> => {
      const { data, errors } = await kit.ask(gaps, { first }, officer.token);
      expect(errors).toEqual([]);
      expect(data.supplyGaps.edges).toHaveLength(first);
    };
    // The first has nobody near it.
    const two = await statementsOf(kit, () => ask(2));
    expect(await statementsOf(kit, () => ask(3))).toBe(two);
  });
});

describe('transition steps', () => {
  const steps = `{ transitionSteps(sector: CLEAN_ENERGY) { totalCount edges { node { kind action supplierCount
    eastMidlandsCount westMidlandsCount requirementCount valueGbp from { sector suppliers } programmes { name } } } } }`;

  it('count the suppliers of other sectors that one change keeps out, for officers', async () => {
    const { data, errors } = await kit.ask(steps, {}, officer.token);
    expect(errors).toEqual([]);
    expect(pick(data.transitionSteps.edges, 'node')).toEqual([
      {
        kind: 'CERTIFICATE',
        action: 'Get ISO 14001 environmental management',
        supplierCount: 2,
        eastMidlandsCount: 1,
        westMidlandsCount: 1,
        // The turnover of neither reaches what is by invitation: that is a second blocker.
        requirementCount: 1,
        valueGbp: 90_000,
        from: [{ sector: 'AUTOMOTIVE_RAIL', suppliers: 2 }],
        programmes: expect.arrayContaining([{ name: expect.any(String) }]),
      },
    ]);
    expect((await kit.ask(steps, {}, stranger.token)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('the scorecard', () => {
  const scorecard = `query ($period: String) { scorecard(period: $period) { controlled period { label from until } previous { label }
    total { measure within across total crossRegionalShare } bySector { key figures { measure total } }
    byQuarter { key } replies { side asked rate } } }`;

  it('is exact for officers and controlled for everybody else', async () => {
    const exact = await kit.ask(scorecard, {}, officer.token);
    expect(exact.errors).toEqual([]);
    const matches = (data: unknown) =>
      (data as { scorecard: { total: { measure: string }[] } }).scorecard.total.find(
        ({ measure }) => measure === 'MATCHES',
      );
    expect(matches(exact.data)).toEqual({
      measure: 'MATCHES',
      within: 1,
      across: 1,
      total: 2,
      crossRegionalShare: 0.5,
    });
    expect(exact.data.scorecard).toMatchObject({ controlled: false });
    for (const token of [undefined, stranger.token]) {
      const { data } = await kit.ask(scorecard, {}, token);
      expect(data.scorecard.controlled).toBe(true);
      expect(matches(data)).toEqual({
        measure: 'MATCHES',
        within: null,
        across: null,
        total: null,
        crossRegionalShare: null,
      });
    }
  });

  it('takes a period, and says how to write one', async () => {
    const { data } = await kit.ask(scorecard, { period: '2026/27' }, officer.token);
    expect(data.scorecard).toMatchObject({
      period: { label: '2026/27', from: '2026-04-01', until: '2027-04-01' },
      previous: { label: '2025/26' },
    });
    const { errors } = await kit.ask(scorecard, { period: 'lately' }, officer.token);
    expect(errors[0]).toMatchObject({
      extensions: { code: 'BAD_INPUT' },
      message: expect.stringContaining('2026-Q3'),
    });
  });
});
