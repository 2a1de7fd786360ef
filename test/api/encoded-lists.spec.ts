import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, type Caller, startApiKit } from './api.kit.js';
import { publishRequirement, registerBuyer, registerSupplier } from './work.kit.js';

let kit: ApiKit;
let buyer: Caller;
let officer: Caller;
let stranger: Caller;
let requirement: string;
const suppliers: string[] = [];

beforeAll(async () => {
  kit = await startApiKit();
  officer = await kit.person('officer@example.com', { staffRoles: ['OFFICER'] });
  buyer = await kit.person('buyer@example.com');
  stranger = await kit.person('stranger@example.com');
  const seller = await kit.person('seller@example.com');
  for (const name of ['Tame Turning', 'Trent “Turning” \u{1F600}']) {
    suppliers.push(await registerSupplier(kit, { name, annualTurnoverGbp: 4_321_000 }, seller.token));
  }
  const buyerId = await registerBuyer(kit, { name: 'Soar Motors' }, buyer.token);
  requirement = await publishRequirement(kit, { buyerId, title: 'Pins', valueGbp: 100_000 }, buyer.token);
});
afterAll(() => kit.stop());

async function bytes(document: string, { token }: Caller): Promise<string> {
  const response = await fetch(`${kit.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document, variables: { id: requirement } }),
  });
  const text = await response.text();
  expect(Number(response.headers.get('content-length'))).toBe(Buffer.byteLength(text));
  return text.replaceAll(/"requestId":"[^"]*"/g, '');
}

const matches = (inner: string, rest = ''): string =>
  `query ($id: ID!) { requirement(id: $id) { title ${inner} } } ${rest}`;
const edges =
  'edges { rank score criteria { name value reason } supplier { id name site { district: districtName } } }';

describe('lists that are encoded once answer to the byte what plain execution does', () => {
  it.each([
    ['all of it', matches(`matches { totalCount ${edges} pageInfo { endCursor } }`)],
    ['under another name', matches(`found: matches(first: 1) { list: ${edges} }`)],
    [
      'with fragments',
      matches(
        'matches { ...m }',
        'fragment m on MatchConnection { edges { ...e } } fragment e on MatchEdge { cursor node { name } __typename }',
      ),
    ],
    ['twice', matches(`a: matches(first: 1) { ${edges} } b: matches { edges { rank } }`)],
    [
      'with what a resolver answers',
      matches('matches { edges { rank introduction { id } supplier { capabilities { label } } } }'),
    ],
    [
      'with a condition',
      'query ($id: ID!, $no: Boolean = true) { requirement(id: $id) { matches { edges { rank score @skip(if: $no) } } } }',
    ],
  ])('%s', async (_, document) => {
    for (const caller of [buyer, officer, stranger]) {
      const answers = [];
      // Plainly, compiled, encoded and kept, and from what was kept.
      for (let time = 0; time < 4; time++) answers.push(await bytes(document, caller));
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]!.includes('"rank":1') || answers[0]!.includes('"cursor"')).toBe(caller !== stranger);
    }
  });

  it('and each caller reads no more than they may', async () => {
    const document = matches('matches { edges { criteria { reason } } }');
    const read = async (caller: Caller): Promise<string> => {
      const answers = [
        await bytes(document, caller),
        await bytes(document, caller),
        await bytes(document, caller),
      ];
      return answers.at(-1)!;
    };
    expect(await read(officer)).toMatch(/Turnover is [\d.]+ times/);
    expect(await read(buyer)).not.toMatch(/Turnover is [\d.]+ times/);
    expect(await read(stranger)).not.toContain('reason');
    expect(await read(officer)).toMatch(/Turnover is [\d.]+ times/);
  });

  it('and what has changed is answered anew', async () => {
    const document = matches('matches { edges { supplier { name } } }');
    for (let time = 0; time < 3; time++) expect(await bytes(document, buyer)).toContain('Tame Turning');
    await kit.ask(
      `mutation ($id: ID!) { updateSupplier(input: { id: $id, name: "Cole Turning" }) { errors { code } } }`,
      { id: suppliers[0] },
      officer.token,
    );
    const after = await bytes(document, buyer);
    expect([after.includes('Cole Turning'), after.includes('Tame Turning')]).toEqual([true, false]);
  });

  it('and so does a search, whatever is asked of it', async () => {
    const documents = [
      'searchSuppliers(query: "CNC turning") { totalCount facets { dimension values { value label count } } edges { score node { id name region } explanation { summary criteria { name contribution reason } needs { phrase fit } blockers { code } } } }',
      'searchSuppliers(query: "CNC turning") { edges { cursor score node { name sizeBand site { postcode } } } }',
      'searchSuppliers(query: "CNC turning") { totalCount facets { dimension } }',
      'searchSuppliers(query: "CNC turning", first: 1) { edges { explanation { eligible crossRegional score } } pageInfo { endCursor hasNextPage } didYouMean }',
      'searchSuppliers(query: "CNC turning") { edges { node { capabilities { label } } } }',
    ].map((search) => `query { ${search} }`);
    const seen = new Map<Caller, string[]>();
    for (const caller of [officer, stranger]) {
      for (const document of documents) {
        const answers = [];
        for (let time = 0; time < 5; time++) answers.push(await bytes(document, caller));
        expect(new Set(answers).size).toBe(1);
        expect(answers[0]).not.toContain('errors');
        seen.set(caller, [...(seen.get(caller) ?? []), answers[0]!]);
      }
    }
    // What one document leaves out of a search changes nothing of what another is told.
    const edgesOf = (text: string) => JSON.parse(text).data.searchSuppliers.edges as { score: number }[];
    const [whole, , , short] = seen.get(stranger)!;
    expect(edgesOf(whole!)).toHaveLength(2);
    expect(edgesOf(short!)).toEqual([
      { explanation: { eligible: true, crossRegional: false, score: edgesOf(whole!)[0]!.score } },
    ]);
    expect(whole).not.toMatch(/Turnover is [\d.]+ times/);
  });

  it('and a search that was shared shows what has changed since', async () => {
    const document = 'query { searchSuppliers(query: "CNC turning") { edges { node { name summary } } } }';
    for (let time = 0; time < 5; time++) await bytes(document, stranger);
    const { data } = await kit.ask(
      `mutation ($id: ID!) { updateSupplier(input: { id: $id, website: "https://cole.example", summary: "Pins and bushes" }) { errors { code } } }`,
      { id: suppliers[0] },
      officer.token,
    );
    expect(data.updateSupplier.errors).toEqual([]);
    expect(await bytes(document, stranger)).toContain('Pins and bushes');
  });
});
