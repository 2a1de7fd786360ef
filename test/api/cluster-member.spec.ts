import { fromOpaqueId } from '#lib/platform';
import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startWorker } from '../../apps/worker/index.js';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';

let kit: ApiKit;
let manager: Caller;
let stranger: Caller;
let officer: Caller;
let owner: Caller;
let clusterId: string;
const suppliers: string[] = [];

const recognise = `query ($c: ID!, $text: String!) { recogniseMembers(clusterId: $c, text: $text) {
  line meant { organisationId name because member districtName } } }`;
const add = `mutation ($c: ID!, $o: [ID!]!) { addClusterMembers(clusterId: $c, organisationIds: $o) { added errors { code } } }`;
const remove = `mutation ($c: ID!, $o: [ID!]!) { removeClusterMembers(clusterId: $c, organisationIds: $o) { removed errors { code } } }`;
const inside = `query ($c: ID!, $supplier: ID) { clusterBody(id: $c) { memberCount
  openings(first: 10, supplierId: $supplier) { totalCount edges { cursor node { score supplier { name } requirement { id title } } } }
  activity(weeks: 2) { weekStarting matches interests invitations awards registrations } } }`;

const did = async (
  field: string,
  type: string,
  input: object,
  shown: string,
  caller: Caller,
): Promise<Record<string, { id: string }>> => {
  const { data, errors } = await kit.ask(
    `mutation ($input: ${type}!) { ${field}(input: $input) { ${shown} errors { code message } } }`,
    { input },
    caller.token,
  );
  expect([errors, data?.[field].errors]).toEqual([[], []]);
  return data[field] as Record<string, { id: string }>;
};
const openings = async (supplier?: string): Promise<{ totalCount: number; edges: object[] }> => {
  const { data, errors } = await kit.ask(inside, { c: clusterId, supplier }, manager.token);
  expect(errors).toEqual([]);
  return data.clusterBody.openings as { totalCount: number; edges: object[] };
};

beforeAll(async () => {
  kit = await startApiKit();
  officer = await kit.person('officer@authority.example', { staffRoles: ['OFFICER'] });
  stranger = await kit.person('stranger@else.example');
  owner = await kit.person('owner@makers.example');
  const made = await kit.ask(
    `mutation { createClusterBody(input: { name: "Turners’ Guild" }) { id } }`,
    {},
    officer.token,
  );
  clusterId = made.data.createClusterBody.id as string;
  manager = await kit.person('manager@guild.example', {
    memberships: [{ organisationId: fromOpaqueId('org', clusterId), role: 'CLUSTER_MANAGER' }],
  });
  for (const [name, companyNumber] of [
    ['Ashby Turning Ltd', '01234567'],
    ['Belper Turning Limited', null],
    ['Belper & Sons', null],
  ] as const) {
    const input = { name, companyNumber, postcode: 'DE24 8SE', statedCapabilities: ['CNC turning'] };
    const { supplier } = await did(
      'registerSupplier',
      'RegisterSupplierInput',
      input,
      'supplier { id }',
      owner,
    );
    suppliers.push(supplier!.id);
  }
});
afterAll(() => kit.stop());

describe('members of a cluster body', () => {
  it('are recognised in a pasted list: by number, by name, by part of a name', async () => {
    const text = 'Company,Number\nSomething else,1234567\nBELPER TURNING\nbelper\nNobody Knows Ltd';
    const { data } = await kit.ask(recognise, { c: clusterId, text }, manager.token);
    const lines = (
      data.recogniseMembers as { line: string; meant: { name: string; because: string }[] }[]
    ).map(({ line, meant }) => [line, ...meant.map(({ name, because }) => `${name}: ${because}`)]);
    expect(lines).toEqual([
      ['Something else, 1234567', 'Ashby Turning Ltd: COMPANY_NUMBER'],
      ['BELPER TURNING', 'Belper Turning Limited: NAME'],
      ['belper', 'Belper & Sons: LIKE', 'Belper Turning Limited: LIKE'],
      ['Nobody Knows Ltd'],
    ]);
  });

  it('are added and removed by who manages it, and by nobody else', async () => {
    const variables = { c: clusterId, o: suppliers };
    for (const caller of [stranger, owner]) {
      for (const document of [add, remove]) {
        const { errors } = await kit.ask(document, variables, caller.token);
        expect(errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
      }
      const { errors } = await kit.ask(recognise, { c: clusterId, text: 'Ashby' }, caller.token);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
    }
    expect((await kit.ask(inside, { c: clusterId }, manager.token)).data.clusterBody.memberCount).toBe(0);
    expect((await kit.ask(add, variables, manager.token)).data.addClusterMembers).toEqual({
      added: 3,
      errors: [],
    });
    const removed = await kit.ask(remove, { c: clusterId, o: [suppliers[2]!, clusterId] }, manager.token);
    expect(removed.data.removeClusterMembers).toEqual({ removed: 1, errors: [] });
    const again = await kit.ask(recognise, { c: clusterId, text: '01234567' }, manager.token);
    expect(again.data.recogniseMembers[0].meant[0].member).toBe(true);
  });

  it('and what was done to it stands in its audit trail', async () => {
    const { data } = await kit.ask(
      `query ($id: ID!) { organisation(id: $id) { auditTrail { edges { node { by subjectKind action after } } } } }`,
      { id: clusterId },
      manager.token,
    );
    const entries = (
      pick(data.organisation.auditTrail.edges, 'node') as { subjectKind: string; after: string }[]
    ).filter(({ subjectKind }) => subjectKind === 'CLUSTER_BODY');
    expect(entries.map((entry) => ({ ...entry, after: JSON.parse(entry.after) as object }))).toMatchObject([
      { by: 'manager', action: 'MEMBERS_REMOVED', after: { members: ['Belper & Sons'] } },
      {
        by: 'manager',
        action: 'MEMBERS_ADDED',
        after: { members: ['Ashby Turning Ltd', 'Belper & Sons', 'Belper Turning Limited'] },
      },
      { by: 'officer', action: 'REGISTERED', after: { name: 'Turners’ Guild' } },
    ]);
  });
});

describe('openings for members', () => {
  it('are open requirements that fit them, until somebody brings the two together; others see none', async () => {
    const buyerOwner = await kit.person('owner@buyer.example');
    const { buyer } = await did(
      'registerBuyer',
      'RegisterBuyerInput',
      { name: 'Derby Motors', postcode: 'DE24 8BJ' },
      'buyer { id }',
      buyerOwner,
    );
    for (const [title, visibility] of [
      ['Turned pins', 'OPEN'],
      ['Secret pins', 'INVITED_ONLY'],
    ]) {
      const needs = [{ phrase: 'CNC turning', importance: 'MUST' }];
      const input = { buyerId: buyer!.id, title, visibility, needs };
      const { requirement } = await did(
        'createRequirement',
        'CreateRequirementInput',
        input,
        'requirement { id }',
        buyerOwner,
      );
      await kit.ask(
        `mutation ($id: ID!) { publishRequirement(id: $id) { errors { code } } }`,
        { id: requirement!.id },
        buyerOwner.token,
      );
    }
    const worker = await startWorker(kit.config, { databaseUrl: kit.db.url, log: kit.db.log });
    await eventually('both members to match', async () => (await openings()).totalCount === 2);
    await worker.stop();
    const { edges } = await openings();
    const nodes = pick(edges, 'node') as {
      supplier: { name: string };
      requirement: { id: string; title: string };
    }[];
    expect(nodes.map(({ supplier }) => supplier.name).sort()).toEqual([
      'Ashby Turning Ltd',
      'Belper Turning Limited',
    ]);
    expect(new Set(nodes.map(({ requirement }) => requirement.title))).toEqual(new Set(['Turned pins']));
    expect((await openings(suppliers[0])).totalCount).toBe(1);
    const paged = await kit.ask(
      `query ($c: ID!, $after: String) { clusterBody(id: $c) { openings(first: 1, after: $after) { edges { node { supplier { name } } } } } }`,
      { c: clusterId, after: (edges[0] as { cursor: string }).cursor },
      manager.token,
    );
    expect(pick(paged.data.clusterBody.openings.edges, 'node')).toEqual([
      { supplier: { name: nodes[1]!.supplier.name } },
    ]);

    const seen = await kit.ask(inside, { c: clusterId }, stranger.token);
    expect([seen.data.clusterBody.openings, seen.data.clusterBody.activity]).toEqual([null, []]);

    const pair = { requirementId: nodes[0]!.requirement.id, supplierId: suppliers[0] };
    await did('suggestIntroduction', 'BeginIntroductionInput', pair, 'introduction { id }', manager);
    expect((await openings(suppliers[0])).totalCount).toBe(0);
  });
});

describe('activity', () => {
  it('is counted by week for members, for a supplier and for everybody, each for those it is for', async () => {
    const pair = { requirementId: '', supplierId: suppliers[1] };
    pair.requirementId = (
      (await openings(suppliers[1])).edges[0] as { node: { requirement: { id: string } } }
    ).node.requirement.id;
    await did('expressInterest', 'BeginIntroductionInput', pair, 'introduction { id }', owner);
    const { data } = await kit.ask(inside, { c: clusterId }, manager.token);
    const [before, now] = data.clusterBody.activity;
    const nothing = { matches: 0, interests: 0, invitations: 0, awards: 0, registrations: null };
    expect([before, now]).toMatchObject([nothing, { ...nothing, interests: 1, matches: 2 }]);
    expect(new Date(now.weekStarting as string).getUTCDay()).toBe(1);

    const ofSupplier = `query ($id: ID!) { supplier(id: $id) { activity(weeks: 1) { interests matches } } }`;
    const own = await kit.ask(ofSupplier, { id: suppliers[1] }, owner.token);
    expect(own.data.supplier.activity).toMatchObject([{ interests: 1 }]);
    expect(
      (await kit.ask(ofSupplier, { id: suppliers[0] }, owner.token)).data.supplier.activity,
    ).toMatchObject([{ interests: 0 }]);
    expect((await kit.ask(ofSupplier, { id: suppliers[1] }, manager.token)).data.supplier.activity).toEqual(
      [],
    );

    const all = await kit.ask(`{ activity(weeks: 1) { registrations interests } }`, {}, officer.token);
    expect(all.data.activity).toEqual([{ registrations: 3, interests: 1 }]);
    for (const weeks of [0, 54]) {
      const { errors } = await kit.ask(`{ activity(weeks: ${weeks}) { matches } }`, {}, officer.token);
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_INPUT']);
    }
  });
});
