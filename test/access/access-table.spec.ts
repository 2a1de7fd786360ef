import { UnitOfWork, permissionTable } from '#lib/platform';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { createClient } from 'graphql-ws';
import { readFile, writeFile } from 'node:fs/promises';
import WebSocket from 'ws';
import type { Answer } from '../api/api.kit.js';
import { documentOf, engineAtWork, fullSelection, leastSelection } from './access.documents.js';
import { lookingElsewhere, samples } from './access.samples.js';
import { type AccessWorld, type Role, roles, startAccessWorld } from './access.world.js';
import { markdownTable } from './markdown.table.js';

// Thousands of requests: a machine that is shared takes its time over them.
const PATIENCE_MS = 600_000;

let world: AccessWorld;
let schema: GraphQLSchema;
let answers: ReadonlyMap<string, ReadonlyMap<Role, string>>;

beforeAll(async () => {
  schema = buildSchema(await readFile('schema.graphql', 'utf8'));
  world = await startAccessWorld();
  answers = await askEverything();
}, PATIENCE_MS);
afterAll(() => world?.kit.stop());

type Asked = Pick<Answer, 'data' | 'errors'>;

function ask(operation: string, given: string, selection: string, role: Role): Promise<Asked> {
  const document = documentOf(operation, given, selection);
  const token = world.tokens[role];
  return operation.startsWith('Subscription.') ? listen(document, token) : world.kit.ask(document, {}, token);
}

/** The first thing a subscription says. */
async function listen(query: string, token: string | undefined): Promise<Asked> {
  const client = createClient({
    url: `${world.kit.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  try {
    const said = await client
      .iterate({ query })
      .next()
      .then(
        ({ value }) => value as { data?: unknown; errors?: Asked['errors'] },
        (errors: unknown) => ({ data: null, errors: errors as Asked['errors'] }),
      );
    return { data: said.data ?? null, errors: said.errors ?? [] };
  } finally {
    await client.dispose();
  }
}

/** In one word, how an operation answered. */
function wordOf({ data, errors }: Asked): string {
  const [error] = errors;
  if (error) return refusals[error.extensions.code] ?? error.extensions.code;
  const [value] = Object.values(data as Record<string, unknown>);
  if (value === null || typeof value !== 'object') return 'yes';
  if ('errors' in value) {
    const [failure] = value.errors as { code: string }[];
    return failure ? `yes: ${failure.code}` : 'yes';
  }
  const length = Array.isArray(value)
    ? value.length
    : 'totalCount' in value
      ? Number(value.totalCount)
      : undefined;
  if (length === 0) return 'none';
  // How much reference data there is has nothing to do with access.
  return length === undefined || length > MOST_COUNTED ? 'yes' : `yes: ${length}`;
}

const MOST_COUNTED = 6;

const refusals: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'sign in',
  NOT_FOUND: 'no',
  OUT_OF_SCOPE: 'scope',
};
const isRefusal = (word: string): boolean => Object.values(refusals).includes(word);

/**
 * Asks every operation as every role. Whatever a mutation does is undone as soon as it has answered, so that each is
 * asked of the same world.
 */
async function askEverything(): Promise<ReadonlyMap<string, ReadonlyMap<Role, string>>> {
  type Transact = (
    this: UnitOfWork,
    outer: unknown,
    work: (ctx: unknown) => Promise<unknown>,
  ) => Promise<unknown>;
  const prototype = UnitOfWork.prototype as unknown as { transaction: Transact };
  const { transaction } = prototype;
  const undone = jest.spyOn(prototype, 'transaction').mockImplementation(async function (
    this: UnitOfWork,
    outer,
    work,
  ) {
    let outcome: unknown;
    await transaction
      .call(this, outer, async (ctx) => {
        outcome = await work(ctx);
        throw new Undone();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
    return outcome;
  });
  const table = new Map<string, Map<Role, string>>();
  for (const operation of Object.keys(samples)) {
    const row = new Map<Role, string>();
    for (const role of roles) {
      const given = samples[operation]!(world.ids);
      row.set(role, wordOf(await ask(operation, given, leastSelection(schema, operation), role)));
    }
    table.set(operation, row);
  }
  undone.mockRestore();
  return table;
}

class Undone extends Error {}

/** Every row of every table, but those that count requests. */
async function fingerprint(): Promise<Record<string, unknown>> {
  const ctx = world.kit.db.reading();
  const tables = await ctx.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'request_counts' ORDER BY 1`,
  );
  const prints: Record<string, unknown> = {};
  for (const { name } of tables) {
    const [row] = await ctx.query<{ print: string }>(
      `SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS print FROM "${name}" t`,
    );
    prints[name] = row!.print;
  }
  return prints;
}

const rows = (): [string, Role, string][] =>
  [...answers].flatMap(([operation, row]) =>
    [...row].map(([role, word]): [string, Role, string] => [operation, role, word]),
  );

describe('access', () => {
  it('has been asked for of every operation there is', () => {
    const declared = world.kit.operations
      .filter(({ kind }) => ['Query', 'Mutation', 'Subscription'].includes(kind))
      .map(({ kind, name }) => `${kind}.${name}`);
    expect(Object.keys(samples).sort()).toEqual(declared.sort());
  });

  it('is the table of docs/access.md; UPDATE_ACCESS=1 writes it anew', async () => {
    const text = await accessPage();
    const file = 'docs/access.md';
    if (process.env.UPDATE_ACCESS === '1') await writeFile(file, text);
    expect(text).toBe(await readFile(file, 'utf8'));
  });

  it('is refused without a trace: nothing in the store differs, and nothing is answered', async () => {
    const refused = rows().filter(([, , word]) => isRefusal(word));
    expect(refused.length).toBeGreaterThan(200);
    const before = await fingerprint();
    for (const [operation, role] of refused) {
      const given = samples[operation]!(world.ids);
      const { data, errors } = await ask(operation, given, leastSelection(schema, operation), role);
      const value: unknown = data === null ? null : Object.values(data as object)[0];
      expect([operation, role, value, errors.length]).toEqual([operation, role, null, 1]);
      expect(Object.keys(errors[0]!.extensions).sort()).toEqual(
        operation.startsWith('Subscription.') ? ['code'] : ['code', 'requestId'],
      );
    }
    expect(await fingerprint()).toEqual(before);
  });

  it('keeps each secret from everybody but those it is for, wherever they look', async () => {
    const places = [
      ...Object.entries(samples).filter(([operation]) => !operation.startsWith('Mutation.')),
      ['Mutation.requestDataExport', samples['Mutation.requestDataExport']!] as const,
      ['Mutation.requestDataExport', () => ''] as const,
      ...lookingElsewhere,
    ];
    const readers = new Map(world.secrets.map(({ of }) => [of, new Set<Role>()] as const));
    for (const role of people) {
      for (const [operation, sample] of places) {
        const { data, errors } = await ask(
          operation,
          sample(world.ids),
          fullSelection(schema, operation, 4, engineAtWork(operation)),
          role,
        );
        expect([operation, ...errors.map(({ extensions }) => extensions.code)]).not.toContain('TOO_COSTLY');
        const text = JSON.stringify([data, errors]);
        for (const secret of world.secrets) {
          if (!text.includes(secret.text)) continue;
          readers.get(secret.of)!.add(role);
          expect([operation, role, secret.of, secret.readers.includes(role)]).toEqual([
            operation,
            role,
            secret.of,
            true,
          ]);
        }
      }
    }
    // Each is there to be read: a secret that nobody finds would prove nothing.
    for (const { of, readers: meant } of world.secrets) {
      expect([of, people.filter((role) => readers.get(of)!.has(role))]).toEqual([
        of,
        people.filter((role) => meant.includes(role)),
      ]);
    }
  });
});

/** What fields are read of, and how it is asked for. */
const objects: readonly (readonly [label: string, operation: string, key: string])[] = [
  ['supplier', 'Query.supplier', 'supplier'],
  ['requirement, draft', 'Query.requirement', 'draft'],
  ['requirement, open', 'Query.requirement', 'interesting'],
  ['requirement, in outline', 'Query.requirement', 'outline'],
  ['requirement, by invitation', 'Query.requirement', 'named'],
  ['introduction', 'Query.introduction', 'interested'],
  ['organisation', 'Query.organisation', 'supplier'],
  ['cluster body', 'Query.clusterBody', 'cluster'],
  ['digest', 'Query.digest', 'digest'],
];
/** Tokens see what their owner sees. */
const people: readonly Role[] = roles.filter((role) => !role.endsWith('token'));

/** Whole objects, then fields that do not look alike to all who see the object: how each role finds them. */
async function fieldRows(): Promise<string[][]> {
  const found: string[][] = [];
  for (const [label, operation, key] of objects) {
    const whole = new Map<Role, string>();
    const fields = new Map<string, Map<Role, string>>();
    for (const role of people) {
      const given = `id: "${world.ids[key]}"`;
      const { data, errors } = await ask(operation, given, fullSelection(schema, operation, 2), role);
      const value = data === null ? null : Object.values(data as Record<string, unknown>)[0];
      whole.set(role, value ? 'yes' : 'no');
      const refused = new Set(errors.map(({ path }) => String(path?.[1] ?? '')));
      for (const [field, shown] of Object.entries((value ?? {}) as Record<string, unknown>)) {
        const word = refused.has(field) ? 'no' : isEmpty(shown) ? 'empty' : 'yes';
        const row = fields.get(field) ?? new Map<Role, string>();
        fields.set(field, row.set(role, word));
      }
    }
    found.push([label, 'itself', ...people.map((role) => whole.get(role)!)]);
    for (const [field, row] of fields) {
      if (new Set(row.values()).size > 1)
        found.push([label, field, ...people.map((role) => row.get(role) ?? '')]);
    }
  }
  return found;
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value)
    ? value.length === 0
    : typeof value === 'object' && 'totalCount' in value && value.totalCount === 0);

async function accessPage(): Promise<string> {
  const intro = await readFile('test/access/access.intro.md', 'utf8');
  const permissions = Object.entries(permissionTable).map(([name, { members, staff }]) => [
    name,
    members.join(', ').toLowerCase().replaceAll('_', ' '),
    staff.join(', ').toLowerCase(),
  ]);
  const access = new Map(
    world.kit.operations.map(({ kind, name, access: level }) => [`${kind}.${name}`, level]),
  );
  const operations = [...answers].map(([operation, row]) => [
    operation,
    access.get(operation)!.toLowerCase().replace('_', ' '),
    ...roles.map((role) => row.get(role)!),
  ]);
  return `${intro}
## Permissions

${markdownTable(['permission', 'members of the organisation', 'staff'], permissions)}

## Operations

${markdownTable(['operation', 'declared', ...roles], operations)}

## Fields

Those that do not look alike to all who see the object; its other fields are for whoever sees it at all.

${markdownTable(['object', 'field', ...people], await fieldRows())}
`;
}
