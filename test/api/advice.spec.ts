import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';
import { publishRequirement, registerBuyer, registerSupplier } from './work.kit.js';
import { statementsOf } from './statement.counter.js';

let kit: ApiKit;
let officer: Caller;
let buyer: Caller;
let owner: Caller;
let stranger: Caller;
let supplierId: string;
let requirementId: string;
let pairedId: string;

const publish = (input: { buyerId: string; title: string } & Record<string, unknown>): Promise<string> =>
  publishRequirement(kit, input, buyer.token);

beforeAll(async () => {
  kit = await startApiKit();
  officer = await kit.person('officer@example.com', { staffRoles: ['OFFICER'] });
  buyer = await kit.person('buyer@example.com');
  owner = await kit.person('owner@example.com');
  stranger = await kit.person('stranger@example.com');
  const uncertified = {
    name: 'Digbeth Milling Ltd',
    postcode: 'B5 5AA',
    statedCapabilities: ['5-axis milling'],
    certificates: [],
  };
  supplierId = await registerSupplier(kit, uncertified, owner.token);
  const others = [
    { name: 'Derby Five Axis Ltd', postcode: 'DE24 8SE', statedCapabilities: ['5-axis milling'] },
    { name: 'Leicester Five Axis Ltd', postcode: 'LE4 5SP', statedCapabilities: ['5-axis milling'] },
    { name: 'Walsall Anodising Ltd', postcode: 'WS1 1AA', statedCapabilities: ['anodising'] },
  ];
  for (const other of others) {
    const certificates = [{ stated: 'AS9100', validTo: '2099-01-01' }];
    await registerSupplier(kit, { ...other, certificates }, officer.token);
  }
  const buyerId = await registerBuyer(kit, { name: 'Test Aero plc' }, buyer.token);
  requirementId = await publish({
    buyerId,
    title: 'Titanium brackets',
    needs: [{ phrase: '5-axis milling', importance: 'MUST' }],
    certifications: { required: ['AS9100'] },
    sectors: ['ADVANCED_MANUFACTURING'],
    valueGbp: 250_000,
  });
  pairedId = await publish({
    buyerId,
    title: 'Milled and anodised covers',
    needs: [
      { phrase: '5-axis milling', importance: 'MUST' },
      { phrase: 'anodising', importance: 'MUST' },
    ],
    sectors: ['ADVANCED_MANUFACTURING'],
  });
  await eventually('all suppliers and requirements to be indexed', async () => {
    const found = await kit.ask(
      `query ($id: ID!) { searchSuppliers(query: "5 axis milling") { totalCount } unlocks(supplierId: $id) { totalCount } }`,
      { id: supplierId },
      owner.token,
    );
    return found.data?.searchSuppliers.totalCount === 3 && found.data.unlocks.totalCount >= 2;
  });
});
afterAll(() => kit.stop());

const unlocks = `query ($id: ID!, $first: Int! = 20, $after: String) {
  unlocks(supplierId: $id, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { kind action requirementCount valueGbp regions certificate { scheme } capability
      programmes { name regions source } opens { score requirement { id title buyer { name } } } } }
  }
}`;

describe('unlocks', () => {
  it('name the change, what it opens and who helps in the region', async () => {
    const { data, errors } = await kit.ask(unlocks, { id: supplierId }, owner.token);
    expect(errors).toEqual([]);
    const nodes = pick(data.unlocks.edges, 'node') as { kind: string; programmes: { regions: string[] }[] }[];
    const certificate = nodes.find(({ kind }) => kind === 'CERTIFICATE')!;
    expect(certificate).toMatchObject({
      action: expect.stringContaining('9100'),
      certificate: { scheme: 'AS9100' },
      requirementCount: 1,
      valueGbp: 250_000,
      regions: ['EAST_MIDLANDS'],
      opens: [{ requirement: { id: requirementId, buyer: { name: 'Test Aero plc' } } }],
    });
    expect(certificate.programmes.length).toBeGreaterThan(0);
    for (const { regions } of certificate.programmes) expect(regions).toContain('WEST_MIDLANDS');
    expect(nodes).toContainEqual(
      expect.objectContaining({
        kind: 'CAPABILITY',
        capability: 'anodising',
        opens: [expect.objectContaining({ requirement: expect.objectContaining({ id: pairedId }) })],
      }),
    );
  });

  it('come in pages', async () => {
    const one = await kit.ask(unlocks, { id: supplierId, first: 1 }, owner.token);
    const { pageInfo, totalCount, edges } = one.data.unlocks;
    expect(pageInfo.hasNextPage).toBe(true);
    const rest = await kit.ask(unlocks, { id: supplierId, after: pageInfo.endCursor }, owner.token);
    expect(rest.data.unlocks.edges).toHaveLength(totalCount - 1);
    expect(rest.data.unlocks.edges).not.toContainEqual(edges[0]);
  });

  it('and pathways are nobody else’s to see', async () => {
    for (const token of [stranger.token, buyer.token]) {
      const { data, errors } = await kit.ask(unlocks, { id: supplierId }, token);
      expect([data, errors[0]?.extensions.code]).toEqual([null, 'NOT_FOUND']);
    }
    const pathways = `query ($id: ID!) { pathways(supplierId: $id, sector: ADVANCED_MANUFACTURING) { edges { node { summary requirementCount steps { action requirementCount } } } } }`;
    expect((await kit.ask(pathways, { id: supplierId }, stranger.token)).errors).toHaveLength(1);
    const { data } = await kit.ask(pathways, { id: supplierId }, officer.token);
    const [best] = pick(data.pathways.edges, 'node') as { requirementCount: number; summary: string }[];
    expect(best).toMatchObject({
      requirementCount: 2,
      steps: [{ requirementCount: 1 }, { requirementCount: 1 }],
    });
    expect(best!.summary).toMatch(/, then .*: 2 requirements open, £250,000 a year\.$/);
  });
});

describe('a buyer', () => {
  const reweigh = `query ($id: ID!, $weights: [WeightInput!]!) { requirement(id: $id) {
    reweigh(weights: $weights) { totalCount edges { rank before movedBy because move score supplier { name } criteria { name weight } } } } }`;
  const consortia = `query ($id: ID!) { requirement(id: $id) {
    consortia { totalCount edges { node { fit crossRegional handOverMinutes summary members { does score supplier { name } } } } } } }`;

  it('sees the order under other weights, with what moved', async () => {
    const weights = [{ criterion: 'REACH', weight: 2_000 }];
    const { data, errors } = await kit.ask(reweigh, { id: requirementId, weights }, buyer.token);
    expect(errors).toEqual([]);
    const [first] = data.requirement.reweigh.edges;
    expect(first).toMatchObject({
      rank: 1,
      before: 1,
      movedBy: 0,
      because: null,
      move: 'Stays at 1.',
      supplier: { name: 'Derby Five Axis Ltd' },
    });
    const weightOf = (name: string): number =>
      (first.criteria as { name: string; weight: number }[]).find((criterion) => criterion.name === name)!
        .weight;
    expect(weightOf('REACH')).toBeGreaterThan(weightOf('CAPABILITY'));
  });

  it('cannot weigh by nothing, by less, or by what does not add up', async () => {
    for (const weight of [0, -1, 1e308]) {
      const weights = [{ criterion: 'REACH', weight }];
      const { errors } = await kit.ask(reweigh, { id: requirementId, weights }, buyer.token);
      expect(errors[0]?.extensions.code).toBe('BAD_INPUT');
    }
  });

  it('is shown who could do it together where nobody does alone', async () => {
    const { data, errors } = await kit.ask(consortia, { id: pairedId }, buyer.token);
    expect(errors).toEqual([]);
    const nodes = pick(data.requirement.consortia.edges, 'node');
    expect(nodes).toContainEqual(
      expect.objectContaining({
        crossRegional: true,
        members: expect.arrayContaining([
          expect.objectContaining({ does: ['anodising'], supplier: { name: 'Walsall Anodising Ltd' } }),
          expect.objectContaining({ does: ['5-axis milling'], supplier: { name: 'Derby Five Axis Ltd' } }),
        ]),
        summary: expect.stringContaining('both regions'),
      }),
    );
    const alone = await kit.ask(consortia, { id: requirementId }, buyer.token);
    expect(alone.data.requirement.consortia.totalCount).toBe(0);
  });

  it('is the only one who sees either, but for officers', async () => {
    const weights = [{ criterion: 'REACH', weight: 1 }];
    for (const [document, field] of [
      [reweigh, 'reweigh'],
      [consortia, 'consortia'],
    ] as const) {
      for (const token of [undefined, stranger.token, owner.token]) {
        const { data, errors } = await kit.ask(document, { id: pairedId, weights }, token);
        expect([data.requirement[field], errors[0]?.extensions.code]).toEqual([null, 'NOT_FOUND']);
      }
      expect((await kit.ask(document, { id: pairedId, weights }, officer.token)).errors).toEqual([]);
    }
  });
});

describe('what the engine works out', () => {
  const supplier = 'supplier { name certificates { scheme } capabilities { code } sites { postcode } }';
  it.each([
    [
      'unlocks',
      'unlocks(supplierId: "SUPPLIER", first: FIRST) { edges { node { opens { requirement { title buyer { name } } } } } }',
    ],
    [
      'consortia',
      `requirement(id: "PAIRED") { consortia(first: FIRST) { edges { node { members { ${supplier} } } } } }`,
    ],
    [
      'reweigh',
      `requirement(id: "OPEN") { reweigh(first: FIRST, weights: [{ criterion: TEXT, weight: 9 }]) { edges { ${supplier} } } }`,
    ],
  ])('costs the same number of statements however long it is: %s', async (_, document) => {
    const ask = async (first: number): Promise<number> => {
      const query = document
        .replace('SUPPLIER', supplierId)
        .replace('PAIRED', pairedId)
        .replace('OPEN', requirementId)
        .replace('FIRST', String(first));
      const { data, errors } = await kit.ask(`{ ${query} }`, {}, officer.token);
      expect(errors).toEqual([]);
      return JSON.stringify(data).length;
    };
    const short = await ask(1);
    const one = await statementsOf(kit, async () => expect(await ask(1)).toBe(short));
    const many = await statementsOf(kit, async () => expect(await ask(20)).toBeGreaterThan(short));
    expect(many).toBe(one);
  });
});

describe('a search', () => {
  const search = `query ($query: String, $without: [String!], $filter: SupplierFilter) {
    searchSuppliers(query: $query, without: $without, filter: $filter) {
      totalCount didYouMean relaxations { label query without filter { dimension values } count adds }
    } }`;

  it('that finds too little offers what is nearest, and keeps its word', async () => {
    const { data } = await kit.ask(search, { query: '5 axis milling ISO 13485 within 20 minutes of Derby' });
    const { totalCount, relaxations } = data.searchSuppliers;
    expect(totalCount).toBe(0);
    expect(relaxations.length).toBeGreaterThan(0);
    for (const { query, without, filter, count, adds } of relaxations) {
      const given = Object.fromEntries(
        (filter as { dimension: string; values: string[] }[]).map(({ dimension, values }) => [
          dimension,
          values,
        ]),
      );
      const again = await kit.ask(search, { query, without, filter: given });
      expect([again.data.searchSuppliers.totalCount, adds]).toEqual([count, count - totalCount]);
    }
  });

  it('says what it made of a misspelt word', async () => {
    const { data } = await kit.ask(search, { query: 'anodsing' });
    expect(data.searchSuppliers).toMatchObject({ totalCount: 1, didYouMean: 'anodising' });
    expect((await kit.ask(search, { query: 'anodising' })).data.searchSuppliers.didYouMean).toBeNull();
  });

  it('is completed while it is typed, without signing in', async () => {
    const suggest = `query ($typed: String!) { suggestQueries(typed: $typed) { kind text label code } }`;
    const kinds = async (typed: string): Promise<string[]> =>
      ((await kit.ask(suggest, { typed })).data.suggestQueries as { kind: string; text: string }[]).map(
        ({ kind, text }) => `${kind} ${text}`,
      );
    expect(await kinds('anodis')).toContain('CAPABILITY Anodising');
    expect(await kinds('anodising as91')).toContain('CERTIFICATION anodising AS9100');
    expect(await kinds('anodising near wals')).toContain('PLACE anodising near Walsall');
    expect(await kinds('digb')).toContain('SUPPLIER Digbeth Milling Ltd');
    const { data } = await kit.ask(suggest, { typed: 'digb' });
    const { code } = (data.suggestQueries as { kind: string; code: string }[]).find(
      ({ kind }) => kind === 'SUPPLIER',
    )!;
    expect(
      (await kit.ask(`query ($id: ID!) { supplier(id: $id) { name } }`, { id: code })).data.supplier.name,
    ).toBe('Digbeth Milling Ltd');
  });
});

describe('requirements come in by file', () => {
  const bring = `mutation ($input: ImportRequirementsInput!) { importRequirements(input: $input) {
    run { state importSummary { read accepted rejected errors { row column message } } } errors { code path } } }`;
  const line = (id: string, more: object = {}) =>
    JSON.stringify({
      id,
      title: `Brackets ${id}`,
      buyer: 'Fileborne plc',
      postcode: 'DE24 8SE',
      needs: [{ phrase: 'CNC turning', importance: 'must' }],
      ...more,
    });

  it('as JSON lines, good rows beside bad ones, twice without doubling', async () => {
    const content = [line('r1'), '{"id":"r2"}', line('r3')].join('\n');
    const input = { format: 'JSON_LINES', content, name: 'demand.jsonl' };
    const first = await kit.ask(bring, { input }, officer.token);
    expect(first.errors).toEqual([]);
    expect(first.data.importRequirements).toMatchObject({
      run: { state: 'DONE', importSummary: { read: 3, accepted: 2, rejected: 1 } },
      errors: [],
    });
    await kit.ask(bring, { input }, officer.token);
    const { data } = await kit.ask('{ requirements(filter: { text: "Brackets r" }) { totalCount } }');
    expect(data.requirements.totalCount).toBe(2);
  });

  it('as OCDS, and not as what is neither', async () => {
    const content = JSON.stringify({
      ocid: 'ocds-test-1',
      id: '1',
      date: '2026-11-01T00:00:00Z',
      tag: ['tender'],
      initiationType: 'tender',
      buyer: { id: 'b', name: 'Borough Council' },
      tender: { id: 't', title: 'Machined housings', status: 'active' },
    });
    const { data } = await kit.ask(bring, { input: { format: 'OCDS', content } }, officer.token);
    expect(data.importRequirements.run.importSummary).toMatchObject({ accepted: 1, rejected: 0 });
    const refused = await kit.ask(
      bring,
      { input: { format: 'OCDS', content: 'name,postcode' } },
      officer.token,
    );
    expect(refused.data.importRequirements).toMatchObject({ run: null, errors: [{ path: ['content'] }] });
  });

  it('by officers alone', async () => {
    const input = { format: 'JSON_LINES', content: line('x') };
    expect((await kit.ask(bring, { input }, buyer.token)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('as a list of their own by those who may write for the buyer, and out again', async () => {
    const buyerId = await registerBuyer(kit, { name: 'Listed Aero plc', postcode: 'DE24 8SE' }, buyer.token);
    const text = 'reference,title,musts\nA-1,Pins,CNC turning\nA-2,,milling';
    const input = { format: 'REQUIREMENT_CSV', buyerId, file: Buffer.from(text).toString('base64') };
    const { data } = await kit.ask(bring, { input }, buyer.token);
    expect(data.importRequirements).toMatchObject({
      run: { importSummary: { accepted: 1, errors: [{ row: 3, column: 'title' }] } },
      errors: [],
    });
    const out = 'query ($id: ID!) { requirementCsv(buyerId: $id) }';
    const list = (await kit.ask(out, { id: buyerId }, buyer.token)).data.requirementCsv as string;
    expect(list.split('\r\n')[1]).toMatch(/^A-1,Pins,,CNC turning,.*,draft$/);
    const stranger = await kit.person('nosy@example.com');
    expect((await kit.ask(out, { id: buyerId }, stranger.token)).data.requirementCsv).toBeNull();
    expect((await kit.ask(bring, { input }, stranger.token)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    for (const wrong of [
      { ...input, buyerId: null },
      { ...input, format: 'OCDS' },
    ]) {
      const { data } = await kit.ask(bring, { input: wrong }, buyer.token);
      expect(data.importRequirements.errors).toEqual([{ code: 'INVALID_VALUE', path: ['buyerId'] }]);
    }
  });
});
