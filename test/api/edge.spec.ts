import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, pick, startApiKit } from './api.kit.js';

let kit: ApiKit;
beforeAll(async () => {
  kit = await startApiKit();
});
afterAll(() => kit.stop());

const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${kit.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('with nothing in it yet', () => {
  it('finds nothing, and says so', async () => {
    const { data, errors } = await kit.ask(
      `{ searchSuppliers(query: "5 axis milling AS9100 near Derby") { totalCount blockedCount edges { score } pageInfo { hasNextPage endCursor } } overview { suppliers matches crossRegionalShare } requirements { totalCount edges { cursor } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.searchSuppliers).toMatchObject({ totalCount: 0, blockedCount: 0, edges: [] });
    expect(data.overview).toEqual({ suppliers: 0, matches: 0, crossRegionalShare: null });
    expect(data.requirements).toEqual({ totalCount: 0, edges: [] });
  });

  it('has its reference facts', async () => {
    const { data, errors } = await kit.ask(
      `{ sectors { code label } zones(region: EAST_MIDLANDS) { code kind } capabilities(query: "five axis") { code label }
         certifications(sector: AUTOMOTIVE_RAIL) { code } place(postcode: "de24 8se") { place { postcode districtName region } errors { code } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.sectors).toHaveLength(5);
    expect(data.zones.length).toBeGreaterThan(3);
    expect(data.capabilities[0].code).toBe('five-axis-milling');
    expect(pick(data.certifications, 'code')).toContain('IATF_16949');
    expect(data.place).toMatchObject({
      place: { districtName: 'Derby', region: 'EAST_MIDLANDS' },
      errors: [],
    });
  });

  it('explains a postcode that it cannot place', async () => {
    const { data } = await kit.ask(
      `{ place(postcode: "nowhere") { place { lat } errors { code message path } } }`,
    );
    expect(data.place.place).toBeNull();
    expect(data.place.errors[0]).toMatchObject({ code: 'INVALID_POSTCODE', path: ['postcode'] });
  });
});

describe('who calls', () => {
  it('is nobody without a token, and the person of a good one', async () => {
    const { token } = await kit.person('someone@example.com');
    expect((await kit.ask('{ me { email } }')).data).toEqual({ me: null });
    expect((await kit.ask('{ me { email } }', {}, token)).data).toEqual({
      me: { email: 'someone@example.com' },
    });
  });

  it.each([
    ['an unknown token', 'Bearer mm_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['a token of another shape', 'Bearer nonsense'],
    ['another scheme', 'Basic YTpi'],
  ])('is refused with %s, even for what is public', async (_, authorization) => {
    const response = await post('{"query":"{ sectors { code } }"}', { authorization });
    const body = (await response.json()) as { errors: { extensions: { code: string } }[]; data?: unknown };
    expect(response.status).toBe(401);
    expect(body.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect(body.data).toBeUndefined();
  });

  it('makes a token that works and is stored as a hash', async () => {
    const { token } = await kit.person('maker@example.com');
    const document = `mutation ($days: Int!) { createApiToken(input: { name: "erp", days: $days }) { token errors { code path } } }`;
    const made = await kit.ask(document, { days: 30 }, token);
    const issued = made.data.createApiToken.token as string;
    expect((await kit.ask('{ me { email } }', {}, issued)).data.me.email).toBe('maker@example.com');
    const [row] = await kit.db
      .reading()
      .query<{ n: number }>(
        `SELECT count(*)::int AS n FROM api_tokens t WHERE t::text LIKE '%' || $1 || '%'`,
        [issued.slice(3)],
      );
    expect(row?.n).toBe(0);
    const refused = await kit.ask(document, { days: 1_000 }, token);
    expect(refused.data.createApiToken).toEqual({
      token: null,
      errors: [{ code: 'OUT_OF_RANGE', path: ['days'] }],
    });
  });

  it.each([
    '{ outbox { id } }',
    '{ mail(id: "mail_x") { id } }',
    'mutation { rerankAll { errors { code } } }',
  ])('needs to be an officer for %s', async (document) => {
    const { token } = await kit.person('plain@example.com');
    expect((await kit.ask(document)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await kit.ask(document, {}, token)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const [row] = await kit.db.reading().query<{ n: number }>('SELECT count(*)::int AS n FROM runs');
    expect(row?.n).toBe(0);
  });

  it('is not offered a one-click sign-in outside demo mode', async () => {
    await kit.person('officer@midlands-match.example', { staffRoles: ['OFFICER'] });
    const people = await kit.ask('{ demoPeople { email } }');
    const token = await kit.ask('mutation { demoSignIn(email: "officer@midlands-match.example") { token } }');
    for (const { errors } of [people, token]) expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
  });
});

describe('a document that asks for too much', () => {
  const nested = (levels: number): string =>
    `{ clusterBodies { ${'digests(first: 1) { cluster { '.repeat(levels)} name ${'} }'.repeat(levels)} } }`;

  it('goes too deep', async () => {
    const { token } = await kit.person('deep@example.com');
    expect((await kit.ask(nested(5), {}, token)).errors).toEqual([]);
    const { errors, status } = await kit.ask(nested(6), {}, token);
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'TOO_COSTLY']);
    expect(errors[0]?.message).toContain('levels deep');
  });

  it('multiplies itself by the pages it does not size', async () => {
    const { errors } = await kit.ask(nested(4).replaceAll('(first: 1)', ''));
    expect(errors[0]?.message).toMatch(/it costs \d+/);
  });

  it('may answer too many fields', async () => {
    const { errors, status } = await kit.ask(
      `query ($n: Int!) { requirements(first: $n) { edges { node { matches(first: $n) { edges { supplier { id name summary } } } } } } }`,
      { n: 100 },
    );
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'TOO_COSTLY']);
  });

  it('multiplies itself by aliases', async () => {
    const aliases = Array.from(
      { length: 60 },
      (_, n) => `a${n}: searchSuppliers(first: 100) { edges { score explanation { summary } node { id } } }`,
    );
    const { errors } = await kit.ask(`{ ${aliases.join(' ')} }`);
    expect(errors[0]?.extensions.code).toBe('TOO_COSTLY');
  });

  it('has too many tokens', async () => {
    const { errors, status } = await kit.ask(`{ ${'sectors { code } '.repeat(3_000)} }`);
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
  });

  it.each([0, 101, -1])('asks for a page of %s', async (first) => {
    const { errors } = await kit.ask(
      'query ($first: Int!) { searchSuppliers(first: $first) { totalCount } }',
      { first },
    );
    expect(errors[0]?.extensions.code).toBe('BAD_INPUT');
  });

  it.each(['nonsense', 'e:x:1'])('gives a cursor that is none: %s', async (after) => {
    const { errors } = await kit.ask(
      'query ($after: String) { searchSuppliers(after: $after) { totalCount } }',
      { after },
    );
    expect(errors[0]?.extensions.code).toBe('BAD_INPUT');
  });
});

describe('over HTTP', () => {
  it('keeps the caller’s correlation id, in the header and in errors', async () => {
    const response = await post('{"query":"{ outbox { id } }"}', { 'x-request-id': 'caller-0001' });
    const body = (await response.json()) as { errors: { extensions: { requestId: string } }[] };
    expect(response.headers.get('x-request-id')).toBe('caller-0001');
    expect(body.errors[0]?.extensions.requestId).toBe('caller-0001');
  });

  it('replaces a correlation id that could do harm', async () => {
    const response = await post('{"query":"{ __typename }"}', { 'x-request-id': 'a b\u00e9<script>' });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('hides what goes wrong inside, and its stack', async () => {
    await kit.db.database.writer.query('ALTER TABLE cluster_bodies RENAME TO cluster_bodies_away');
    try {
      const { token } = await kit.person('curious@example.com');
      const { errors } = await kit.ask('{ clusterBodies { name } }', {}, token);
      expect(errors[0]?.extensions).toEqual({ code: 'INTERNAL', requestId: expect.any(String) });
      expect(JSON.stringify(errors)).not.toMatch(/relation|stack|\.js|SELECT/);
    } finally {
      await kit.db.database.writer.query('ALTER TABLE cluster_bodies_away RENAME TO cluster_bodies');
    }
  });

  it('tells nothing of its schema unless configured to', async () => {
    const { errors } = await kit.ask('{ __schema { types { name } } }');
    expect(errors[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('refuses what another site could send: simple requests, batches', async () => {
    const simple = await fetch(`${kit.url}/graphql?query={sectors{code}}`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(simple.status).toBe(400);
    const text = await post('{"query":"{ sectors { code } }"}', { 'content-type': 'text/plain' });
    expect(text.status).toBeGreaterThanOrEqual(400);
    const batch = await post('[{"query":"{ sectors { code } }"},{"query":"{ sectors { code } }"}]');
    expect(batch.status).toBe(400);
  });

  it('refuses large bodies', async () => {
    const large = JSON.stringify({ query: '{ sectors { code } }', variables: { pad: 'x'.repeat(300_000) } });
    expect((await post(large)).status).toBe(413);
    const { token } = await kit.person('large@example.com');
    expect((await post(large, { authorization: `Bearer ${token}` })).status).toBe(413);
    expect((await kit.ask('{ sectors { code } }', { pad: 'x'.repeat(100_000) })).errors).toEqual([]);
  });

  it('serves a page to browsers that loads nothing from elsewhere', async () => {
    const response = await fetch(`${kit.url}/graphql`, { headers: { accept: 'text/html' } });
    const html = await response.text();
    expect(html).toContain('<title>Midlands Match API</title>');
    expect(html).not.toMatch(/src="http|href="http/);
  });

  it('says how it is', async () => {
    expect((await fetch(`${kit.url}/livez`)).status).toBe(200);
    const ready = await fetch(`${kit.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', reasons: [] }]);
    const metrics = await (await fetch(`${kit.url}/metrics`)).text();
    expect(metrics).toMatch(/^match_index_suppliers 0$/m);
    expect(metrics).toMatch(/graphql_operation_duration_seconds_count\{[^}]*field="searchSuppliers"/);
    expect(metrics).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/readyz"/);
    expect((await fetch(`${kit.url}/nothing`)).status).toBe(404);
  });

  it('is not ready when migrations are missing', async () => {
    const away = `UPDATE schema_migrations SET name = name || '-away'`;
    const back = `UPDATE schema_migrations SET name = replace(name, '-away', '')`;
    await kit.db.database.writer.query(away);
    try {
      const ready = await fetch(`${kit.url}/readyz`);
      expect(ready.status).toBe(503);
      expect(JSON.stringify(await ready.json())).toContain('migrations');
    } finally {
      await kit.db.database.writer.query(back);
    }
  });
});
