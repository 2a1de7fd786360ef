import { type DeclaredOperation, startApi } from '../../apps/api/index.js';
import { PersonService, TokenService } from '#lib/identity';
import { type Config, type OrganisationRole, readConfig, type StaffRole } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; requestId?: string };
}

export interface Answer {
  status: number;
  headers: Headers;
  // Answers are as various as the documents; each test says what it expects of its own.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data: any;
  errors: GraphqlError[];
}

export interface Caller {
  token: string;
  personId: string;
}

/** An API on a database of its own, and callers to it. */
export interface ApiKit {
  config: Config;
  db: TestDatabase;
  url: string;
  operations: DeclaredOperation[];
  ask(document: string, variables?: object, token?: string): Promise<Answer>;
  /** A person with a token. */
  person(
    email: string,
    options?: {
      staffRoles?: StaffRole[];
      memberships?: { organisationId: string; role: OrganisationRole }[];
    },
  ): Promise<Caller>;
  stop(): Promise<void>;
}

export async function startApiKit(env: Record<string, string> = {}): Promise<ApiKit> {
  const db = await openTestDatabase(schema);
  const config = readConfig({ DEMO: '0', LOG_LEVEL: 'silent', DATABASE_URL: db.url, ...env });
  const api = await startApi(config, {
    databaseUrl: db.url,
    port: 0,
    log: db.log,
    clock: () => db.clock.now ?? new Date(),
  });
  await api.ready;
  const people = new PersonService();
  const tokens = new TokenService();
  return {
    config,
    db,
    url: api.url,
    operations: api.operations,
    ask: async (query, variables, token) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as { data?: unknown; errors?: GraphqlError[] };
      return {
        status: response.status,
        headers: response.headers,
        data: body.data ?? null,
        errors: body.errors ?? [],
      };
    },
    person: (email, { staffRoles, memberships = [] } = {}) =>
      db.writing(async (ctx) => {
        const { id } = await people.ensure(ctx, { email, name: email.split('@')[0]!, staffRoles });
        for (const { organisationId, role } of memberships) {
          await people.addMembership(ctx, id, organisationId, role);
        }
        return { token: (await tokens.issue(ctx, id, { name: 'tests', days: 90 })).token, personId: id };
      }),
    stop: async () => {
      await api.stop();
      await db.close();
    },
  };
}

/** One field of each item of a list in an answer. */
export const pick = (list: unknown, field: string): unknown[] =>
  (list as Record<string, unknown>[]).map((item) => item[field]);

/** The sum of one field over a list in an answer. */
export const sumOf = (list: unknown, field: string): number =>
  pick(list, field).reduce<number>((sum, value) => sum + Number(value), 0);

/** The edge of a list of matches that is about a supplier. */
export const edgeOf = (edges: unknown, supplierId: string): MatchAnswer | undefined =>
  (edges as MatchAnswer[]).find(({ supplier }) => supplier.id === supplierId);

export interface MatchAnswer {
  rank: number | null;
  blockers: { code: string; message: string }[];
  supplier: { id: string };
}
