import { RateLimiter } from '../../apps/api/rate.limiter.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { type ApiKit, startApiKit } from './api.kit.js';

let kit: ApiKit;
beforeAll(async () => {
  kit = await startApiKit();
});
afterAll(() => kit.stop());

const codesOf = (errors: { extensions: { code: string } }[]): string[] =>
  errors.map(({ extensions }) => extensions.code);

describe('a query that comes again runs compiled, and answers the same', () => {
  it.each([
    ['what is public', '{ sectors { code label } zones(region: EAST_MIDLANDS) { code } }', {}],
    ['what asks to be signed in', '{ outbox { id } }', {}],
    ['what is not there', '{ requirement(id: "req_01h455vb4pex5vsknk084sn02q") { id } }', {}],
    ['an argument out of range', 'query ($n: Int!) { searchSuppliers(first: $n) { totalCount } }', { n: 0 }],
    [
      'a variable of another type',
      'query ($n: Int!) { searchSuppliers(first: $n) { totalCount } }',
      { n: 'x' },
    ],
    ['a condition', 'query ($s: Boolean!) { sectors { code @skip(if: $s) label } }', { s: true }],
    ['fragments', '{ sectors { ...f } } fragment f on Sector { code ... on Sector { label } }', {}],
  ])('%s', async (_, document, variables) => {
    const { token } = await kit.person('again@example.com');
    for (const caller of [undefined, token]) {
      const answers = [];
      for (let time = 0; time < 3; time++) {
        const { status, data, errors } = await kit.ask(document, variables, caller);
        const shown = errors.map(({ extensions, ...error }) => ({ ...error, code: extensions.code }));
        answers.push({ status, data, errors: shown });
      }
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
    }
  });

  it('looks at who calls each time', async () => {
    const { token } = await kit.person('officer@example.com', { staffRoles: ['OFFICER'] });
    const document = '{ outbox { id subject } }';
    for (let time = 0; time < 3; time++) {
      expect((await kit.ask(document, {}, token)).errors).toEqual([]);
      const refused = await kit.ask(document);
      expect([refused.data, codesOf(refused.errors)]).toEqual([null, ['UNAUTHENTICATED']]);
    }
  });
});

describe('what a document costs', () => {
  it('is told in a header', async () => {
    const { headers } = await kit.ask('{ sectors { code label } }');
    expect(headers.get('x-graphql-cost')).toBe('1075; limit=50000');
  });

  it('is refused for many fields at the root, however they are written', async () => {
    const aliases = Array.from({ length: 31 }, (_, n) => `a${n}: overview { suppliers }`).join(' ');
    for (const document of [`{ ${aliases} }`, `{ ...f } fragment f on Query { ${aliases} }`]) {
      const { status, data, errors } = await kit.ask(document);
      expect([status, data, codesOf(errors)]).toEqual([400, null, ['TOO_COSTLY']]);
    }
  });

  it('is counted for pages that are not shown, and the refusal says what it is and what is allowed', async () => {
    const counts = Array.from({ length: 25 }, (_, n) => `a${n}: requirements(first: 100) { totalCount }`);
    const { errors } = await kit.ask(`{ ${counts.join(' ')} }`);
    expect(codesOf(errors)).toEqual(['TOO_COSTLY']);
    expect(errors[0]!.message).toMatch(/it costs \d+, and 50000 are allowed; ask for fewer/);
  });

  it.each([
    ['fields of one name', `{ sectors { ${'code '.repeat(60)} } }`],
    [
      'fields of one name in inline fragments',
      `{ sectors { ${'... { code } ... on Sector { code } '.repeat(30)} } }`,
    ],
    [
      'fragments',
      `{ ...f0 } ${Array.from({ length: 60 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} }`).join(' ')} fragment f60 on Query { sectors { code } }`,
    ],
  ])('is not even looked for where many %s would have to be compared', async (_, document) => {
    const { data, errors } = await kit.ask(document);
    expect([data, codesOf(errors)]).toEqual([null, ['TOO_COSTLY']]);
  });

  it('and what names no operation of it is told so', async () => {
    for (const body of [
      { query: '{ me { id } }', operationName: 'Another' },
      { query: 'query A { me { id } } query B { me { id } }' },
      { query: '{ me { id } }', extensions: { persistedQuery: { version: 2, sha256Hash: 'a' } } },
    ]) {
      const answer = await fetch(`${kit.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
      expect([answer.status, codesOf(errors)]).toEqual([400, [expect.not.stringMatching('INTERNAL')]]);
    }
  });

  it('lets six searches be asked at once and not seven, however they are written', async () => {
    const searches = (count: number): string =>
      Array.from({ length: count }, (_, n) => `a${n}: searchSuppliers(first: 1) { totalCount }`).join(' ');
    expect((await kit.ask(`{ ${searches(6)} }`)).errors).toEqual([]);
    for (const document of [
      `{ ${searches(7)} }`,
      `{ ...f } fragment f on Query { ${searches(7)} }`,
      `{ ${searches(3)} ... on Query { b: overview { suppliers } ${searches(4).replaceAll(/a(\d)/g, 'c$1')} } }`,
    ]) {
      const { status, data, errors } = await kit.ask(document);
      expect([status, data, codesOf(errors)]).toEqual([400, null, ['TOO_COSTLY']]);
    }
  });

  it.each([
    ['opportunities', '(supplierId: "org_01h455vb4pex5vsknk084sn02q", first: 1) { totalCount }'],
    ['supplyGaps', '(first: 1) { totalCount }'],
    ['unlocks', '(supplierId: "org_01h455vb4pex5vsknk084sn02q", first: 1) { totalCount }'],
    [
      'previewRequirement',
      '(input: { buyerId: "org_01h455vb4pex5vsknk084sn02q", title: "x" }) { errors { code } }',
    ],
  ])('lets %s run the engine no more often', async (field, rest) => {
    const seven = Array.from({ length: 7 }, (_, n) => `a${n}: ${field}${rest}`).join(' ');
    const { data, errors } = await kit.ask(`{ ${seven} }`);
    expect([data, codesOf(errors)]).toEqual([null, ['TOO_COSTLY']]);
  });

  it('lets what sets the engine to work be asked of one object and not of a page', async () => {
    const { token } = await kit.person('costly@example.com', { staffRoles: ['OFFICER'] });
    const page = (first: number): string =>
      `{ requirements(first: ${first}) { edges { node { effect { eligibleCount } } } } }`;
    expect((await kit.ask(page(2), {}, token)).errors).toEqual([]);
    expect(codesOf((await kit.ask(page(10), {}, token)).errors)).toEqual(['TOO_COSTLY']);
  });

  it.each(['__schema', '__type', 'IntrospectionQuery'])('counts in an operation named %s', async (name) => {
    const nested = `${'digests(first: 1) { cluster { '.repeat(7)} name ${'} }'.repeat(7)}`;
    const { status, errors } = await kit.ask(`query ${name} { clusterBodies { ${nested} } }`);
    expect([status, codesOf(errors)]).toEqual([400, ['TOO_COSTLY']]);
  });
});

describe('values at the edge of what can be stored', () => {
  it.each(['12.5', '1e308', '-1', '9007199254740993'])(
    'takes %s pounds as a number like any other',
    async (value) => {
      const { token } = await kit.person('gaps@example.com', { staffRoles: ['OFFICER'] });
      const { errors } = await kit.ask(
        `{ supplyGaps(filter: { leastValueGbp: ${value} }) { totalCount } }`,
        {},
        token,
      );
      expect(errors).toEqual([]);
    },
  );

  it('says that U+0000 cannot be stored, wherever it stands', async () => {
    const { token } = await kit.person('nought@example.com');
    const { errors } = await kit.ask(
      `mutation ($input: RegisterBuyerInput!) { registerBuyer(input: $input) { errors { code } } }`,
      { input: { name: '\u0000', postcode: 'DE24 8SE' } },
      token,
    );
    expect(codesOf(errors)).toEqual(['BAD_INPUT']);
    // Two statements fail for it: one that nothing waited for would end this process.
    const listed = await kit.ask('{ requirements(filter: { text: "\\u0000" }) { totalCount } }');
    expect(codesOf(listed.errors)).toEqual(['BAD_INPUT']);
  });
});

describe('requests of pages of other sites', () => {
  const get = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${kit.url}/graphql?query=${encodeURIComponent('{ sectors { code } }')}`, { headers });

  it('are refused, whatever else they carry, and those of programs are served', async () => {
    expect((await get({ origin: 'https://elsewhere.example' })).status).toBe(400);
    expect((await get({ origin: 'null' })).status).toBe(400);
    expect((await get({})).status).toBe(200);
  });

  it('change nothing by GET', async () => {
    const document = 'mutation { rerankAll { errors { code } } }';
    const response = await fetch(`${kit.url}/graphql?query=${encodeURIComponent(document)}`);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await kit.db.reading().query('SELECT 1 FROM runs')).toEqual([]);
  });
});

describe('the protocol under the queries', () => {
  const send = (init: RequestInit): Promise<Response> =>
    fetch(`${kit.url}/graphql`, { headers: { 'content-type': 'application/json' }, ...init });
  const told = async (response: Response): Promise<unknown[]> => {
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    return [response.status, ...codesOf(errors)];
  };

  it('says which methods there are', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const response = await send({ method, body: '{}' });
      expect(response.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
      expect(await told(response)).toEqual([405, 'BAD_REQUEST']);
    }
  });

  it.each<[string, RequestInit, number, string]>([
    ['no JSON', { method: 'POST', body: '{"query":' }, 400, 'BAD_REQUEST'],
    ['a list of operations', { method: 'POST', body: '[]' }, 400, 'BAD_REQUEST'],
    [
      'variables that are none',
      { method: 'POST', body: '{"query":"{ me { id } }","variables":"x"}' },
      400,
      'BAD_REQUEST',
    ],
    ['a form', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }, 400, 'BAD_REQUEST'],
    [
      'no token of ours',
      { method: 'POST', headers: { authorization: 'Bearer x' }, body: '{}' },
      401,
      'UNAUTHENTICATED',
    ],
    ['a method that is none', { method: 'PUT', body: '{}' }, 405, 'BAD_REQUEST'],
    [
      'too much',
      { method: 'POST', body: JSON.stringify({ query: `{ me { id } } #${'x'.repeat(300_000)}` }) },
      413,
      'TOO_LARGE',
    ],
    [
      'more than any import',
      { method: 'POST', headers: { authorization: 'Bearer x' }, body: ' '.repeat(16 * 1024 * 1024) },
      413,
      'TOO_LARGE',
    ],
  ])('says the id of a request that has %s', async (_what, init, status, code) => {
    const headers = { 'content-type': 'application/json', 'x-request-id': 'refused-0001', ...init.headers };
    const response = await send({ ...init, headers });
    const text = await response.text();
    const length = response.headers.get('content-length');
    expect([response.status, length]).toEqual([status, `${Buffer.byteLength(text)}`]);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code, requestId: 'refused-0001' } }] });
  });

  it('says that bodies come unpacked', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const response = await send({
      method: 'POST',
      headers,
      body: gzipSync('{"query":"{ sectors { code } }"}'),
    });
    expect(response.headers.get('accept-encoding')).toBe('identity');
    expect(await told(response)).toEqual([415, 'BAD_REQUEST']);
  });

  it('says by what one is let in', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Basic Zm9vOmJhcg==' };
    const response = await send({ method: 'POST', headers, body: '{"query":"{ me { id } }"}' });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await told(response)).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('limits of requests', () => {
  const at = Date.UTC(2026, 10, 23, 9, 0, 10);
  const limiter = (limits: { perToken: number; perAddress: number }): RateLimiter =>
    new RateLimiter(kit.db.unitOfWork, kit.db.log, limits, () => at);

  it('are shared by processes', async () => {
    const [one, other] = [0, 1].map(() => limiter({ perToken: 10, perAddress: 100 }));
    for (let n = 0; n < 6; n++) {
      expect(one!.hit('10.0.0.1', 'Bearer a').allowed).toBe(true);
      expect(other!.hit('10.0.0.1', 'Bearer a').allowed).toBe(n < 10);
    }
    await one!.share();
    await other!.share();
    expect(other!.hit('10.0.0.1', 'Bearer a')).toEqual({ allowed: false, retryAfter: 50 });
    expect(other!.hit('10.0.0.1', 'Bearer b').allowed).toBe(true);
  });

  it('are not got round by changing tokens', () => {
    const one = limiter({ perToken: 10, perAddress: 20 });
    const answers = Array.from({ length: 21 }, (_, n) => one.hit('10.0.0.2', `Bearer ${n}`).allowed);
    expect(answers.filter((allowed) => !allowed)).toHaveLength(1);
    expect(one.hit('10.0.0.3', undefined).allowed).toBe(true);
  });

  it('answer 429, say when to come back, and run nothing', async () => {
    const small = await startApiKit({ RATE_LIMIT_ADDRESS: '3' });
    try {
      const statuses = [];
      for (let n = 0; n < 4; n++) statuses.push((await small.ask('{ sectors { code } }')).status);
      expect(statuses).toContain(429);
      const { status, data, errors, headers } = await small.ask('{ sectors { code } }');
      expect([status, data, codesOf(errors)]).toEqual([429, null, ['RATE_LIMITED']]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await small.stop();
    }
  });
});
