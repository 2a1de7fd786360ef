import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Answer, type ApiKit, type Caller, startApiKit } from './api.kit.js';
import { publishRequirement, registerBuyer, registerSupplier } from './work.kit.js';

let kit: ApiKit;
let buyer: Caller;
let invited: Caller;
let other: Caller;
let supplierId: string;
const ids: Record<string, string> = {};

const secrets = [
  'Confidential rotor',
  'Oem Secretive',
  'titanium blisk to drawing',
  'DE24',
  '4400000',
  'AS9100',
];

beforeAll(async () => {
  kit = await startApiKit();
  [buyer, invited, other] = [
    await kit.person('buyer@secretive.example'),
    await kit.person('invited@mill.example'),
    await kit.person('other@mill.example'),
  ];
  const buyerId = await registerBuyer(kit, { name: 'Oem Secretive' }, buyer.token);
  const register = (name: string, token: string): Promise<string> =>
    registerSupplier(kit, { name, postcode: 'B1 1AA', statedCapabilities: ['five axis milling'] }, token);
  supplierId = await register('Invited Mill', invited.token);
  await register('Another Mill', other.token);
  for (const visibility of ['OPEN', 'SECTOR_ONLY', 'INVITED_ONLY']) {
    ids[visibility] = await publishRequirement(
      kit,
      {
        buyerId,
        title: `Confidential rotor ${visibility}`,
        description: 'A titanium blisk to drawing',
        needs: [{ phrase: 'five axis milling of titanium blisk to drawing', importance: 'MUST' }],
        certifications: { desired: ['AS9100'] },
        sectors: ['ADVANCED_MANUFACTURING'],
        valueGbp: 4_400_000,
        visibility,
      },
      buyer.token,
    );
  }
});
afterAll(() => kit.stop());

const fields = `id title description disclosure sectors cpvCodes valueGbp quantityPerYear leadTimeDays postcode region
  maxDriveMinutes regions firstDeliveryOn outcome weights { weight } needs { phrase codes importance }
  certifications { scheme stated } buyer { id name } viewedBy { organisationName }`;
const one = (id: string, token?: string): Promise<Answer> =>
  kit.ask(`query ($id: ID!) { requirement(id: $id) { ${fields} } }`, { id }, token);
const list = async (
  filter: object,
  token?: string,
): Promise<{ total: number; text: string; seen: string[] }> => {
  const { data } = await kit.ask(
    `query ($filter: RequirementFilter) { requirements(filter: $filter) { totalCount edges { node { ${fields} } } } }`,
    { filter },
    token,
  );
  const { totalCount, edges } = data.requirements as {
    totalCount: number;
    edges: { node: { id: string } }[];
  };
  const names = Object.keys(ids).filter((name) => edges.some(({ node }) => node.id === ids[name]));
  return { total: totalCount, text: JSON.stringify(edges), seen: names };
};

it('shows others the sectors and capabilities of a requirement that is not named, and nothing else', async () => {
  for (const token of [undefined, other.token, invited.token]) {
    const outline = await one(ids.SECTOR_ONLY!, token);
    expect(outline.data.requirement).toMatchObject({
      disclosure: 'OUTLINE',
      sectors: ['ADVANCED_MANUFACTURING'],
      buyer: null,
      needs: [{ phrase: '', codes: expect.arrayContaining(['five-axis-milling']), importance: 'MUST' }],
      viewedBy: [],
    });
    const all = await list({}, token);
    expect(all.seen).toEqual(['OPEN', 'SECTOR_ONLY']);
    const hidden = await kit.ask(
      `{ requirements(filter: { states: [OPEN] }) { edges { node { disclosure ${fields} } } } }`,
      {},
      token,
    );
    const outlines = (hidden.data.requirements.edges as { node: { disclosure: string } }[]).filter(
      ({ node }) => node.disclosure === 'OUTLINE',
    );
    for (const secret of secrets) {
      expect(JSON.stringify([outline.data, outlines])).not.toContain(secret);
    }
    expect((await one(ids.INVITED_ONLY!, token)).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
  }
});

it('does not let it be found by what is hidden, nor counted', async () => {
  const { data } = await one(ids.OPEN!, buyer.token);
  const buyerId = data.requirement.buyer.id as string;
  for (const filter of [{ text: 'rotor' }, { buyerId }, { region: 'EAST_MIDLANDS' }]) {
    expect(await list(filter, other.token)).toMatchObject({ total: 1, seen: ['OPEN'] });
    expect(await list(filter, buyer.token)).toMatchObject({ total: 3 });
  }
  const byCapability = { capability: 'five-axis-milling', sectors: ['ADVANCED_MANUFACTURING'] };
  expect(await list(byCapability, other.token)).toMatchObject({ total: 2, seen: ['OPEN', 'SECTOR_ONLY'] });
});

it('shows all of it to whom the buyer invites, notes who saw it, and tells the buyer alone', async () => {
  for (const visibility of ['SECTOR_ONLY', 'INVITED_ONLY']) {
    const sent = await kit.ask(
      `mutation ($input: BeginIntroductionInput!) { inviteSupplier(input: $input) { errors { code message } } }`,
      { input: { requirementId: ids[visibility], supplierId } },
      buyer.token,
    );
    expect([sent.errors, sent.data?.inviteSupplier.errors]).toEqual([[], []]);
    expect((await one(ids[visibility]!, invited.token)).data.requirement).toMatchObject({
      disclosure: 'FULL',
      title: `Confidential rotor ${visibility}`,
      valueGbp: 4_400_000,
      viewedBy: [],
    });
    await one(ids[visibility]!, buyer.token);
    const others = await one(ids[visibility]!, other.token);
    expect(others.data.requirement?.disclosure).toBe(visibility === 'SECTOR_ONLY' ? 'OUTLINE' : undefined);
    const seen = await one(ids[visibility]!, buyer.token);
    expect(seen.data.requirement.viewedBy).toEqual([{ organisationName: 'Invited Mill' }]);
  }
  expect((await list({}, invited.token)).seen).toEqual(['OPEN', 'SECTOR_ONLY', 'INVITED_ONLY']);
});
