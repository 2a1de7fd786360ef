import { expect } from '@jest/globals';
import type { ApiKit } from './api.kit.js';

async function made(kit: ApiKit, document: string, variables: object, token: string): Promise<string> {
  const { data, errors } = await kit.ask(document, variables, token);
  expect(errors).toEqual([]);
  const [payload] = Object.values(data as Record<string, { errors: unknown[] } & Record<string, unknown>>);
  expect(payload!.errors).toEqual([]);
  return (payload!.made as { id: string }).id;
}

/** Id of a supplier that the caller registers, and that turns and stands in Birmingham unless told otherwise. */
export const registerSupplier = (
  kit: ApiKit,
  input: { name: string } & Record<string, unknown>,
  token: string,
): Promise<string> =>
  made(
    kit,
    `mutation ($input: RegisterSupplierInput!) { registerSupplier(input: $input) { made: supplier { id } errors { code message path } } }`,
    { input: { postcode: 'B7 4BB', statedCapabilities: ['CNC turning'], ...input } },
    token,
  );

/** Id of a buyer in Derby that the caller registers. */
export const registerBuyer = (
  kit: ApiKit,
  input: { name: string } & Record<string, unknown>,
  token: string,
): Promise<string> =>
  made(
    kit,
    `mutation ($input: RegisterBuyerInput!) { registerBuyer(input: $input) { made: buyer { id } errors { code message path } } }`,
    { input: { postcode: 'DE24 8SE', ...input } },
    token,
  );

/** Id of a requirement that the caller drafts; it needs turning unless told otherwise. */
const draftRequirement = (
  kit: ApiKit,
  input: { buyerId: string; title: string } & Record<string, unknown>,
  token: string,
): Promise<string> =>
  made(
    kit,
    `mutation ($input: CreateRequirementInput!) { createRequirement(input: $input) { made: requirement { id } errors { code message path } } }`,
    { input: { needs: [{ phrase: 'CNC turning', importance: 'MUST' }], ...input } },
    token,
  );

/** Id of a requirement that the caller drafts and publishes. */
export async function publishRequirement(
  kit: ApiKit,
  input: { buyerId: string; title: string } & Record<string, unknown>,
  token: string,
): Promise<string> {
  const id = await draftRequirement(kit, input, token);
  return made(
    kit,
    `mutation ($id: ID!) { publishRequirement(id: $id) { made: requirement { id } errors { code message path } } }`,
    { id },
    token,
  );
}
