import { fromOpaqueId, toOpaqueId } from '#lib/platform';
import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isListType,
  isObjectType,
} from 'graphql';
import { readFile } from 'node:fs/promises';
import { startWorker } from '../../apps/worker/index.js';
import { selectionOf } from '../access/access.documents.js';
import { emptyDigest } from '../access/access.world.js';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';
import { commitSomething, statementsOf, statementsOfOnce, textsOf } from './statement.counter.js';

const LITTLE = 2;
const MUCH = 10;
const THERE = 12;

let kit: ApiKit;
let officer: Caller;
let schema: GraphQLSchema;
const ids: Record<string, string> = {};
const requirementIds: string[] = [];
const supplierIds: string[] = [];

/** Pages of lists: where each is asked for as officer; FIRST stands for the size. */
const pages: Readonly<Record<string, string>> = {
  'Query.alikeSuppliers': 'alikeSuppliers(first: FIRST)',
  'Query.auditTrail': 'auditTrail(first: FIRST)',
  'Query.capabilities': 'capabilities(first: FIRST, query: "m")',
  'Query.claims': 'claims(first: FIRST)',
  'Query.introductions': 'introductions(first: FIRST)',
  'Query.notifications': 'notifications(first: FIRST)',
  'Query.opportunities': 'opportunities(supplierId: "$supplier", first: FIRST)',
  'Query.outbox': 'outbox(first: FIRST)',
  'Query.requirements': 'requirements(first: FIRST)',
  'Query.runs': 'runs(first: FIRST)',
  'Query.searchSuppliers': 'searchSuppliers(query: "turning", first: FIRST)',
  'Query.suspendedAddresses': 'suspendedAddresses(first: FIRST)',
  'ClusterBody.digests': 'clusterBody(id: "$cluster") { digests(first: FIRST)',
  'ClusterBody.openings': 'clusterBody(id: "$cluster") { openings(first: FIRST)',
  'ClusterBody.members': 'clusterBody(id: "$cluster") { members(first: FIRST)',
  'Organisation.auditTrail': 'organisation(id: "$supplier") { auditTrail(first: FIRST)',
  'Requirement.introductions': 'requirement(id: "$requirement") { introductions(first: FIRST)',
  'Requirement.matches': 'requirement(id: "$requirement") { matches(first: FIRST)',
  'Supplier.introductions': 'supplier(id: "$supplier") { introductions(first: FIRST)',
  'Webhook.deliveries': 'webhooks(organisationId: "$buyer") { deliveries(first: FIRST)',
};

/** Lists that are given whole, and the statement that puts one more into each: $1 to $3 are officer, supplier and buyer. */
const wholes: Readonly<Record<string, readonly [call: string, add: string]>> = {
  'Query.accessRequests': [
    'accessRequests',
    `WITH person AS (INSERT INTO people (id, email, name) SELECT gen_random_uuid(), gen_random_uuid() || '@a.example', 'x' RETURNING id)
     INSERT INTO access_requests (id, organisation_id, person_id, kind, evidence) SELECT gen_random_uuid(), $2, id, 'JOIN', 'x' FROM person`,
  ],
  'Query.apiTokens': [
    'apiTokens',
    `INSERT INTO api_tokens (id, person_id, name, hash, expires_at) VALUES (gen_random_uuid(), $1, 'x', gen_random_uuid(), now() + interval '1 day')`,
  ],
  'Query.clusterBodies': [
    'clusterBodies',
    `WITH made AS (INSERT INTO organisations (id, name, name_key, origin, cluster_body)
       VALUES (gen_random_uuid(), 'x', 'x', 'REGISTERED', true) RETURNING id)
     INSERT INTO cluster_bodies (organisation_id) SELECT id FROM made`,
  ],
  'Query.myAccessRequests': [
    'myAccessRequests',
    `WITH made AS (INSERT INTO organisations (id, name, name_key, origin) VALUES (gen_random_uuid(), 'x', 'x', 'REGISTERED') RETURNING id)
     INSERT INTO access_requests (id, organisation_id, person_id, kind, evidence) SELECT gen_random_uuid(), id, $1, 'JOIN', 'x' FROM made`,
  ],
  'Query.myInvitations': [
    'myInvitations',
    `WITH made AS (INSERT INTO organisations (id, name, name_key, origin) VALUES (gen_random_uuid(), 'x', 'x', 'REGISTERED') RETURNING id)
     INSERT INTO invitations (id, organisation_id, email, role, expires_at)
     SELECT gen_random_uuid(), id, 'officer@example.com', 'VIEWER', now() + interval '1 day' FROM made`,
  ],
  'Query.savedSearches': [
    'savedSearches(organisationId: "$buyer")',
    `INSERT INTO saved_searches (id, organisation_id, person_id, name, query) VALUES (gen_random_uuid(), $3, $1, 'x', 'x')`,
  ],
  'Query.sessions': [
    'sessions',
    `INSERT INTO sessions (id, person_id, hash, method, expires_at) VALUES (gen_random_uuid(), $1, gen_random_uuid(), 'LINK', now() + interval '1 day')`,
  ],
  'Query.webhooks': [
    'webhooks(organisationId: "$supplier")',
    `INSERT INTO webhooks (id, organisation_id, url, secret, events) VALUES (gen_random_uuid(), $2, 'https://a.example', 'x', ARRAY['MATCHES_CHANGED'])`,
  ],
  'Introduction.events': [
    'introduction(id: "$introduction") { events',
    `INSERT INTO introduction_events (id, introduction_id, action, state, side, standing)
     SELECT gen_random_uuid(), $4, 'INVITE', 'INVITED', 'BUYER', '{"score":0.5,"eligible":true,"crossRegional":false,
            "criteria":[],"needs":[],"blockers":[],"summary":"x","rank":1,"engineVersion":"1"}'`,
  ],
  'Introduction.messages': [
    'introduction(id: "$introduction") { messages',
    `INSERT INTO introduction_messages (id, introduction_id, side, person_id, body) VALUES (gen_random_uuid(), $4, 'BUYER', $1, 'x')`,
  ],
  'Organisation.invitations': [
    'organisation(id: "$supplier") { invitations',
    `INSERT INTO invitations (id, organisation_id, email, role, expires_at)
     VALUES (gen_random_uuid(), $2, gen_random_uuid() || '@b.example', 'VIEWER', now() + interval '1 day')`,
  ],
  'Organisation.members': [
    'organisation(id: "$supplier") { members',
    `WITH person AS (INSERT INTO people (id, email, name) SELECT gen_random_uuid(), gen_random_uuid() || '@c.example', 'x' RETURNING id)
     INSERT INTO memberships (person_id, organisation_id, role) SELECT id, $2, 'VIEWER' FROM person`,
  ],
  'Attachment.downloads': [
    'requirement(id: "$requirement") { attachments { downloads',
    `INSERT INTO file_downloads (id, file_id, person_id, at) SELECT gen_random_uuid(), id, $1, now() FROM files WHERE requirement_id = $5 LIMIT 1`,
  ],
  'Confidentiality.acceptances': [
    'requirement(id: "$requirement") { confidentiality { acceptances',
    `INSERT INTO confidentiality_acceptances (id, requirement_id, organisation_id, person_id, text, text_hash, accepted_at)
     VALUES (gen_random_uuid(), $5, $2, $1, 'x', gen_random_uuid()::text, now())`,
  ],
  'Requirement.attachments': [
    'requirement(id: "$requirement") { attachments',
    `INSERT INTO files (id, requirement_id, name, media_type, bytes, created_at, stored_at)
     VALUES (gen_random_uuid(), $5, 'x', 'application/pdf', 1, now(), now())`,
  ],
  'Run.requirements': [
    'run(id: "$run") { requirements(first: 12)',
    `UPDATE import_files SET record_ids = array_append(record_ids, (SELECT id FROM requirements
        WHERE id <> ALL(record_ids) ORDER BY id LIMIT 1))`,
  ],
  'Supplier.mergers': [
    'supplier(id: "$supplier") { mergers',
    `INSERT INTO supplier_mergers (id, merged_id, merged_name, into_id, reason, person_id, at)
     VALUES (gen_random_uuid(), gen_random_uuid(), 'x', $2, 'x', $1, now())`,
  ],
  'Supplier.checks': [
    'supplier(id: "$supplier") { checks',
    `INSERT INTO claim_checks (id, organisation_id, capability_code, finding, person_id, before, at)
     VALUES (gen_random_uuid(), $2, 'x', 'SITE_AUDITED', $1, '[]', now())`,
  ],
  'Requirement.amendments': [
    'requirement(id: "$requirement") { amendments',
    `INSERT INTO requirement_amendments (id, requirement_id, person_id, changes) VALUES (gen_random_uuid(), $5, $1, '[]')`,
  ],
  'Requirement.viewedBy': [
    'requirement(id: "$requirement") { viewedBy',
    `WITH made AS (INSERT INTO organisations (id, name, name_key, origin) VALUES (gen_random_uuid(), 'x', 'x', 'REGISTERED') RETURNING id)
     INSERT INTO requirement_viewings (requirement_id, organisation_id, first_at, last_at) SELECT $5, id, now(), now() FROM made`,
  ],
};

/**
 * Lists that are part of one row, of reference data or of a computed answer: they come with what they belong to, and
 * the lists above ask for them in each of their rows.
 */
const parts = [
  /^(Explanation|MatchEdge|OpportunityEdge|Standing)\.(blockers|criteria|needs)$/,
  /^Contacts\.(buyer|supplier)$/,
  /^Facet\.values$/,
  /^ImportSummary\./,
  /^Query\.(importFindings|requirementTemplateColumns)$/,
  /^(MergeRecord|SupplierMergePlan)\./,
  /^Me\.memberships$/,
  /^Place\.zones$/,
  /^ProfileHealth\./,
  /^Query\.(certifications|demoPeople|knownClusterBodies|recogniseCapabilities|sectors|supportProgrammes|zones)$/,
  /^Requirement\.(certifications|needs|publicationBlockers|weights)$/,
  /^SavedSearch\.filter$/,
  // As many as the service has parts and queues.
  /^(Query\.serviceStatus|ServiceHealth\..*)$/,
  /^Requirement(Amendment|Effect|Preview)\./,
  /^Supplier\.(capabilities|certificates|contacts|registeredActivities|sites)$/,
  /^Certificate\.documents$/,
  /^Claim\.checks$/,
  /^DigestSchedule\.unreached$/,
  // As many as weeks are asked for.
  /^(Query|ClusterBody|Supplier)\.activity$/,
  // What is read in a text that was sent.
  /^Query\.recogniseMembers$/,
  /^RecognisedMember\.meant$/,
  /^SupplierSearchConnection\.facets$/,
  /^UnderstoodQuery\./,
  /Connection\.edges$/,
  // What the engine works out on the spot; advice.spec.ts counts their statements.
  /^Query\.(pathways|suggestQueries|supplyGaps|transitionSteps|unlocks)$/,
  /^(Scorecard(Row)?|SupplyGap|SupplyGapConnection|TransitionStep)\./,
  /^Requirement\.(consortia|reweigh)$/,
  /^(Consortium\.members|Pathway\.steps|ReweighedEdge\.(blockers|criteria|needs)|SearchRelaxation\.filter)$/,
  /^(SupplierSearchConnection\.relaxations|SupportProgramme\..*|Unlock\.(opens|programmes))$/,
];

beforeAll(async () => {
  schema = buildSchema(await readFile('schema.graphql', 'utf8'));
  kit = await startApiKit();
  officer = await kit.person('officer@example.com', { staffRoles: ['ADMINISTRATOR'] });
  const other = await kit.person('other@example.com', { staffRoles: ['OFFICER'] });
  const did = async (
    field: string,
    type: string,
    input: object,
    shown: string,
    caller = officer,
  ): Promise<Record<string, { id: string }>> => {
    const document = `mutation ($input: ${type}!) { ${field}(input: $input) { ${shown} errors { code message } } }`;
    const { data, errors } = await kit.ask(document, { input }, caller.token);
    expect([errors, data?.[field].errors]).toEqual([[], []]);
    return data[field] as Record<string, { id: string }>;
  };
  for (let n = 0; n < THERE; n++) {
    const input = {
      name: `Turned Parts ${n} Ltd`,
      postcode: 'DE24 8SE',
      statedCapabilities: ['CNC turning'],
      certificates: [{ stated: 'ISO 9001', validTo: '2099-01-01' }],
    };
    const made = await did('registerSupplier', 'RegisterSupplierInput', input, 'supplier { id }');
    supplierIds.push(made.supplier!.id);
  }
  // Five of one name are ten pairs.
  for (let n = 0; n < 5; n++) {
    const input = { name: 'Namesake Ltd', postcode: 'DE24 8SE', statedCapabilities: ['pottery'] };
    await did('registerSupplier', 'RegisterSupplierInput', input, 'supplier { id }');
  }
  const buyer = await did(
    'registerBuyer',
    'RegisterBuyerInput',
    { name: 'Counting plc', postcode: 'DE24 8SE' },
    'buyer { id }',
  );
  for (let n = 0; n < THERE; n++) {
    const needs = [{ phrase: 'CNC turning', importance: 'MUST' }];
    const input = { buyerId: buyer.buyer!.id, title: `Turned pins ${n}`, needs };
    const made = await did('createRequirement', 'CreateRequirementInput', input, 'requirement { id }');
    requirementIds.push(made.requirement!.id);
    await kit.ask(
      `mutation ($id: ID!) { publishRequirement(id: $id) { errors { code } } }`,
      { id: made.requirement!.id },
      officer.token,
    );
  }
  const cluster = await kit.ask(
    `mutation { createClusterBody(input: { name: "Counted Cluster" }) { id } }`,
    {},
    officer.token,
  );
  Object.assign(ids, {
    buyer: buyer.buyer!.id,
    supplier: supplierIds[0]!,
    requirement: requirementIds[0]!,
    cluster: cluster.data.createClusterBody.id as string,
  });
  await kit.ask(
    `mutation ($c: ID!, $o: [ID!]!) { addClusterMembers(clusterId: $c, organisationIds: $o) { added } }`,
    { c: ids.cluster, o: supplierIds },
    officer.token,
  );
  const invite = (requirementId: string, supplierId: string): Promise<Record<string, { id: string }>> =>
    did(
      'inviteSupplier',
      'BeginIntroductionInput',
      { requirementId, supplierId },
      'introduction { id }',
      other,
    );
  ids.introduction = (await invite(ids.requirement!, ids.supplier!)).introduction!.id;
  for (let n = 1; n < THERE; n++) {
    await invite(ids.requirement!, supplierIds[n]!);
    await invite(requirementIds[n]!, ids.supplier!);
  }
  await kit.db.writing(async (ctx) => {
    const many = `generate_series(1, ${THERE}) AS n`;
    await ctx.query(
      `INSERT INTO mail_messages (id, dedup_key, recipient, subject, html, text)
       SELECT gen_random_uuid(), 'list ' || n, 'a@b.example', 'x', 'x', 'x' FROM ${many}`,
    );
    await ctx.query(
      `INSERT INTO mail_suspensions (address, reason, detail, suspended_at)
       SELECT 'a' || n || '@b.example', 'BOUNCE', 'x', now() FROM ${many}`,
    );
    await ctx.query(
      `INSERT INTO files (id, requirement_id, name, media_type, bytes, created_at, stored_at)
       VALUES (gen_random_uuid(), $1, 'x', 'application/pdf', 1, now(), now())`,
      [fromOpaqueId('req', ids.requirement!)],
    );
    await ctx.query(
      `INSERT INTO digests (id, cluster_id, iso_week, subject, content, html, text, composed_at)
       SELECT gen_random_uuid(), $1, '2026-W' || 10 + n, 'x', $2, 'x', 'x', now() FROM ${many}`,
      [fromOpaqueId('org', ids.cluster!), JSON.stringify(emptyDigest)],
    );
    await ctx.query(
      `INSERT INTO audit_entries (id, at, organisation_id, person_id, request_id, subject_kind, subject_id, action)
       SELECT gen_random_uuid(), now(), $1, $2, 'x', 'supplier', $1, 'CHANGED' FROM ${many}`,
      [fromOpaqueId('org', ids.supplier!), officer.personId],
    );
    await ctx.query(
      `INSERT INTO runs (id, kind, subject, requested_by) SELECT gen_random_uuid(), 'MATCH', 'x', $1 FROM ${many}`,
      [officer.personId],
    );
    const [run] = await ctx.query<{ id: string }>(
      `INSERT INTO runs (id, kind, subject, requested_by) VALUES ($2, 'IMPORT', 'x', $1) RETURNING id`,
      // The last of its page: what it brought is asked for in no page of the others.
      [officer.personId, '00000000-0000-7000-8000-000000000001'],
    );
    ids.run = toOpaqueId('run', run!.id);
    await ctx.query(
      `INSERT INTO import_files (run_id, format, buyer_id) VALUES ($1, 'REQUIREMENT_CSV', $2)`,
      [run!.id, fromOpaqueId('org', ids.buyer!)],
    );
    await ctx.query(
      `WITH hook AS (INSERT INTO webhooks (id, organisation_id, url, secret, events)
         VALUES (gen_random_uuid(), $1, 'https://a.example', 'x', ARRAY['MATCHES_CHANGED']) RETURNING id)
       INSERT INTO webhook_deliveries (id, webhook_id, event, data)
       SELECT gen_random_uuid(), id, 'MATCHES_CHANGED', '{}' FROM hook, ${many}`,
      [fromOpaqueId('org', ids.buyer!)],
    );
  });
  const worker = await startWorker(kit.config, { databaseUrl: kit.db.url, log: kit.db.log });
  await eventually('the worker to match all requirements', async () => {
    const { data } = await kit.ask(
      `query ($id: ID!) { searchSuppliers(query: "turning") { totalCount } opportunities(supplierId: $id) { totalCount } }`,
      { id: ids.supplier },
      officer.token,
    );
    return data?.searchSuppliers.totalCount === THERE && data.opportunities.totalCount === THERE;
  });
  await worker.stop();
});
afterAll(() => kit.stop());

const typeOf = (list: string): GraphQLObjectType => {
  const [type, field] = list.split('.') as [string, string];
  return getNamedType(
    (schema.getType(type) as GraphQLObjectType).getFields()[field]!.type,
  ) as GraphQLObjectType;
};

/** Asks for a list with all its rows hold; how many rows came, and how many statements that took. */
async function costOf(list: string, call: string): Promise<{ rows: number; statements: number }> {
  const type = typeOf(list);
  const named = call.replace(/\$(\w+)/g, (_, key: string) => ids[key]!);
  const document = `{ ${named}${selectionOf(type, ROW_DEPTH, [], oneAtATime)} ${'}'.repeat(call.split('{').length - 1)} }`;
  let rows = 0;
  const statements = await statementsOf(kit, async () => {
    const { data, errors } = await kit.ask(document, {}, officer.token);
    expect([list, errors]).toEqual([list, []]);
    rows = rowsOf(data, call);
  });
  return { rows, statements };
}

const ROW_DEPTH = 4;
/** Asked of one object: what they cost lets no document ask them of a page. Nor of one thing under two names. */
const oneAtATime = new Set([
  'ClusterBody.openings',
  'OpportunityEdge.requirement',
  'Requirement.consortia',
  'Requirement.effect',
  'Supplier.health',
]);

/** The length of the list that a call is about: the innermost one. */
function rowsOf(data: unknown, call: string): number {
  let value: unknown = data;
  call.split('{').forEach(() => {
    const parent: unknown = Array.isArray(value) ? value[0] : value;
    value = Object.values(parent as Record<string, unknown>)[0];
  });
  return (Array.isArray(value) ? value : (value as { edges: unknown[] }).edges).length;
}

describe('a list costs the same number of statements however long it is', () => {
  const supplier = `id name certificates { scheme } capabilities { code } sites { postcode }`;

  it('and no list of the schema is forgotten', () => {
    const lists = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith('__') && !name.endsWith('Payload'))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter(({ type: field }) => {
            const inner = getNamedType(field);
            return isListType(getNullableType(field))
              ? isObjectType(inner)
              : inner.name.endsWith('Connection');
          })
          .map(({ name }) => `${type.name}.${name}`),
      );
    const known = [...Object.keys(pages), ...Object.keys(wholes)];
    expect(lists.filter((list) => !parts.some((part) => part.test(list))).sort()).toEqual(known.sort());
  });

  it.each(Object.entries(pages))('a page of %s', async (list, call) => {
    const little = await costOf(list, call.replace('FIRST', String(LITTLE)));
    const much = await costOf(list, call.replace('FIRST', String(MUCH)));
    expect([little.rows, much.rows]).toEqual([LITTLE, MUCH]);
    expect(much.statements).toBe(little.statements);
  });

  it.each(Object.entries(wholes))('all of %s', async (list, [call, add]) => {
    const people = [officer.personId, ...['supplier', 'buyer'].map((key) => fromOpaqueId('org', ids[key]!))];
    const values = [
      ...people,
      fromOpaqueId('intro', ids.introduction!),
      fromOpaqueId('req', ids.requirement!),
    ];
    const more = (times: number): Promise<void> =>
      kit.db.writing(async (ctx) => {
        const used = [...add.matchAll(/\$(\d)/g)].map(([, at]) => Number(at));
        const order = [...new Set(used)];
        const sql = add.replace(/\$(\d)/g, (_, at: string) => `$${order.indexOf(Number(at)) + 1}`);
        for (let n = 0; n < times; n++)
          await ctx.query(
            sql,
            order.map((at) => values[at - 1]),
          );
      });
    await more(LITTLE);
    const little = await costOf(list, call);
    await more(MUCH);
    const much = await costOf(list, call);
    expect(much.rows - little.rows).toBe(MUCH);
    expect(much.statements).toBe(little.statements);
  });

  it('and what a document asks for under several names is worked out once', async () => {
    const page = (name: string, first: number, shown = 'totalCount edges { node { title } }'): string =>
      `${name}: requirements(first: ${first}) { ${shown} }`;
    const countOf = (...pages: string[]): Promise<number> =>
      statementsOf(kit, async () => {
        const { data, errors } = await kit.ask(`{ ${pages.join(' ')} }`, {}, officer.token);
        expect([errors, Object.keys(data as object)]).toEqual([[], 'abc'.slice(0, pages.length).split('')]);
      });
    const once = await countOf(page('a', 5));
    expect(await countOf(page('a', 5), page('b', 5), page('c', 5))).toBe(once);
    expect(await countOf(page('a', 5), page('b', 6))).toBeGreaterThan(once);
    // Other fields below it are another question.
    const { data } = await kit.ask(`{ ${page('a', 5, 'totalCount')} ${page('b', 5)} }`, {}, officer.token);
    expect([data.a.totalCount, data.b.edges.length]).toEqual([THERE, 5]);
  });

  it('and a count alone reads nothing that is counted', async () => {
    const texts = await textsOf(async () => {
      await commitSomething(kit);
      const { data } = await kit.ask(`{ requirements(first: 100) { totalCount } }`, {}, officer.token);
      expect(data.requirements.totalCount).toBe(THERE);
    });
    expect(texts.filter((text) => text.includes('requirement_needs'))).toEqual([]);
  });

  it('and one look at the store while nothing is committed', async () => {
    const query = `{ searchSuppliers(query: "turning", first: 6) { edges { node { ${supplier} } } } }`;
    const ask = async (): Promise<void> =>
      expect((await kit.ask(query, {}, officer.token)).errors).toEqual([]);
    const counts: number[] = [];
    // Tests of other files write in the same server: one try undisturbed by them is enough.
    for (let tries = 0; tries < 10; tries++) {
      await ask();
      counts.push(await statementsOfOnce(ask));
    }
    expect(Math.min(...counts)).toBe(1);
  });

  it('and everything anew once something is, so that nobody reads what was', async () => {
    const names = async (): Promise<unknown[]> => {
      const { data } = await kit.ask(
        `{ searchSuppliers(query: "turning", first: 12) { edges { node { name } } } }`,
      );
      return pick(pick(data.searchSuppliers.edges, 'node'), 'name');
    };
    await names();
    await kit.db.writing((ctx) =>
      ctx.query(`UPDATE organisations SET name = 'Renamed Ltd' WHERE id = $1`, [
        fromOpaqueId('org', supplierIds[0]!),
      ]),
    );
    expect(await names()).toContain('Renamed Ltd');
  });
});
