import { AlertService, MatchAlertService, SavedSearchService } from '#lib/alerts';
import { MatchIndexHolder, NearMissBook } from '#lib/match-lists';
import { isInside, isSigned, NotificationService, send, WebhookService } from '#lib/notifications';
import { fromOpaqueId } from '#lib/platform';
import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningWorker, startWorker } from '../../apps/worker/index.js';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';
import { publishRequirement, registerBuyer, registerSupplier } from './work.kit.js';

let kit: ApiKit;
let worker: RunningWorker;
let receiver: Server;
let receiverUrl: string;
let answerWith = 200;
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
let buyer: Caller;
let seller: Caller;
let stranger: Caller;
let officer: Caller;
let manager: Caller;
let buyerId: string;
let supplierId: string;
let clusterId: string;

const errorCodes = (answer: { errors: { extensions: { code: string } }[] }): string[] =>
  answer.errors.map(({ extensions }) => extensions.code);

const register = (name: string, more: object = {}): Promise<string> =>
  registerSupplier(kit, { name, ...more }, seller.token);

const publish = (title: string, more: object = {}): Promise<string> =>
  publishRequirement(kit, { buyerId, title, ...more }, buyer.token);

beforeAll(async () => {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answerWith).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  kit = await startApiKit({ NODE_ENV: 'test' });
  officer = await kit.person('officer@example.com', { staffRoles: ['OFFICER'] });
  buyer = await kit.person('buyer@example.com');
  seller = await kit.person('seller@example.com');
  stranger = await kit.person('stranger@example.com');
  buyerId = await registerBuyer(kit, { name: 'Soar Motors plc' }, buyer.token);
  supplierId = await register('Soar Turning Ltd', {
    certificates: [{ stated: 'ISO 9001', validTo: '2026-12-20' }],
  });
  const cluster = await kit.db.writing(async (ctx) => {
    const [row] = await ctx.query<{ id: string }>(
      `INSERT INTO organisations (id, name, name_key, origin, cluster_body)
       VALUES (gen_random_uuid(), 'Turners United', 'turners united', 'REGISTERED', true) RETURNING id`,
    );
    await ctx.query(`INSERT INTO cluster_bodies (organisation_id) VALUES ($1)`, [row!.id]);
    await ctx.query(
      `INSERT INTO cluster_memberships (cluster_id, member_id, since)
       SELECT $1, id, '2026-01-01' FROM organisations WHERE name = 'Soar Turning Ltd'`,
      [row!.id],
    );
    return row!.id;
  });
  clusterId = cluster;
  manager = await kit.person('manager@example.com', {
    memberships: [{ organisationId: cluster, role: 'CLUSTER_MANAGER' }],
  });
  worker = await startWorker(kit.config, { databaseUrl: kit.db.url, log: kit.db.log });
});
afterAll(async () => {
  await worker.stop();
  await kit.stop();
  await new Promise((done) => receiver.close(done));
});

describe('an idempotency key', () => {
  const create = `mutation ($input: CreateRequirementInput!) { createRequirement(input: $input) { requirement { id title updatedAt } errors { code } } }`;
  const token = `mutation { createApiToken(input: { name: "erp", days: 1, scopes: [READ] }) { token errors { code } } }`;

  async function askWith(key: string, query: string, variables: object, caller: Caller) {
    const response = await fetch(`${kit.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${caller.token}`,
        'idempotency-key': key,
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as {
      data: Record<string, { errors: { code: string }[] }> | null;
      errors?: { extensions: { code: string } }[];
    };
  }

  it('makes a repeated change happen once, with the same answer', async () => {
    const input = { buyerId, title: 'Asked for twice' };
    const answers = await Promise.all([1, 2, 3].map(() => askWith('erp-order-1', create, { input }, buyer)));
    expect(answers[0]!.data!.createRequirement!.errors).toEqual([]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    const rows = await kit.db.reading().query(`SELECT 1 FROM requirements WHERE title = 'Asked for twice'`);
    expect(rows).toHaveLength(1);
  });

  it('refuses other input, forgets what failed, and is the caller’s own', async () => {
    const other = await askWith(
      'erp-order-1',
      create,
      { input: { buyerId, title: 'Something else' } },
      buyer,
    );
    expect(other.errors?.[0]?.extensions.code).toBe('BAD_INPUT');
    const failed = await askWith('erp-order-2', create, { input: { buyerId, title: ' ' } }, buyer);
    expect(failed.data!.createRequirement!.errors).toEqual([{ code: 'REQUIRED' }]);
    const mended = await askWith('erp-order-2', create, { input: { buyerId, title: 'Mended' } }, buyer);
    expect(mended.data!.createRequirement!.errors).toEqual([]);
    const theirs = await askWith(
      'erp-order-1',
      create,
      { input: { buyerId, title: 'Asked for twice' } },
      stranger,
    );
    expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('does not keep what is shown only once', async () => {
    const first = await askWith('token-1', token, {}, buyer);
    expect(first.data!.createApiToken).toMatchObject({ token: expect.any(String) as unknown, errors: [] });
    const again = await askWith('token-1', token, {}, buyer);
    expect(again.data!.createApiToken).toEqual({ token: null, errors: [{ code: 'DONE_ALREADY' }] });
    const kept = await kit.db
      .reading()
      .query<{ answer: string | null }>(`SELECT answer FROM idempotency_keys WHERE key LIKE 'token-1%'`);
    expect(kept).toEqual([{ answer: null }]);
  });
});

describe('a webhook', () => {
  const createHook = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { id secret errors { code path } } }`;
  const hooks = `query ($id: ID!) { webhooks(organisationId: $id) { id url deliveries { id event state attempts responseStatus } } }`;
  const deliveries = async () => {
    const { data } = await kit.ask(hooks, { id: buyerId }, buyer.token);
    return data.webhooks[0].deliveries as { id: string; event: string; state: string; attempts: number }[];
  };

  it('is told of introductions, signed, tried again after a failure, and replayed when asked', async () => {
    const input = {
      organisationId: buyerId,
      url: receiverUrl,
      events: ['INTRODUCTION_MOVED', 'MATCHES_CHANGED'],
    };
    const { data } = await kit.ask(createHook, { input }, buyer.token);
    const { secret } = data.createWebhook;
    expect(data.createWebhook.errors).toEqual([]);
    answerWith = 503;
    const requirementId = await publish('Hooked pins');
    await kit.ask(
      `mutation ($input: BeginIntroductionInput!) { expressInterest(input: $input) { errors { code } } }`,
      { input: { requirementId, supplierId } },
      seller.token,
    );
    await eventually('a refused delivery', async () =>
      (await deliveries()).some(
        // It is tried again: not failed yet.
        ({ event, state, attempts }) => event === 'INTRODUCTION_MOVED' && state === 'WAITING' && attempts > 0,
      ),
    );
    answerWith = 200;
    await eventually('both events to arrive', async () => {
      const states = (await deliveries()).filter(({ state }) => state === 'DELIVERED');
      return new Set(pick(states, 'event')).size === 2;
    });
    const moved = received.findLast(
      ({ headers }) => headers['midlands-match-event'] === 'INTRODUCTION_MOVED',
    )!;
    const signature = String(moved.headers['midlands-match-signature']);
    const now = Math.floor(Date.now() / 1_000);
    expect(isSigned(signature, { secret, body: moved.body, now })).toBe(true);
    expect(isSigned(signature, { secret, body: `${moved.body} `, now })).toBe(false);
    expect(isSigned(signature, { secret, body: moved.body, now: now + 400 })).toBe(false);
    expect(JSON.parse(moved.body)).toMatchObject({
      event: 'INTRODUCTION_MOVED',
      data: { requirementId, supplierId, buyerId, action: 'EXPRESS_INTEREST', state: 'INTERESTED' },
    });
    const before = received.length;
    const [delivered] = (await deliveries()).filter(({ event }) => event === 'INTRODUCTION_MOVED');
    expect(delivered!.attempts).toBeGreaterThanOrEqual(2);
    await kit.ask(
      `mutation ($id: ID!) { replayWebhookDelivery(id: $id) { errors { code } } }`,
      { id: delivered!.id },
      buyer.token,
    );
    await eventually('the replay', () => Promise.resolve(received.length > before));
    expect(received.at(-1)!.headers['midlands-match-delivery']).toBe(delivered!.id);
  });

  it('has a delivery that is not tried again called a failure', async () => {
    const failed = async () => (await deliveries()).find(({ event }) => event === 'INTRODUCTION_MOVED')!;
    const { id } = await failed();
    const deliveryId = fromOpaqueId('delivery', id);
    const set = (state: string) =>
      kit.db.writing((ctx) =>
        ctx.query(`UPDATE webhook_deliveries SET state = $2 WHERE id = $1`, [deliveryId, state]),
      );
    const [handler] = new WebhookService().handlers(kit.db.unitOfWork, true);
    const run = { requestId: 'a-test', jobId: '1', attempt: 15, log: kit.db.reading().log };
    // A replay may have arrived in the meantime.
    await handler!.givenUp!({ deliveryId }, run);
    expect((await failed()).state).toBe('DELIVERED');
    await set('WAITING');
    await handler!.givenUp!({ deliveryId }, run);
    expect((await failed()).state).toBe('FAILED');
    await set('DELIVERED');
  });

  it('is signed with another secret once that is renewed, by those whose it is', async () => {
    const renew = `mutation ($id: ID!) { renewWebhookSecret(id: $id) { secret errors { code } } }`;
    const trial = `mutation ($id: ID!) { testWebhook(id: $id) { id } }`;
    const [{ id }] = (await kit.ask(hooks, { id: buyerId }, buyer.token)).data.webhooks as [{ id: string }];
    expect(errorCodes(await kit.ask(renew, { id }, stranger.token))).toEqual(['NOT_FOUND']);
    const { secret } = (await kit.ask(renew, { id }, buyer.token)).data.renewWebhookSecret;
    const sent = (await kit.ask(trial, { id }, buyer.token)).data.testWebhook.id;
    const find = () => received.find(({ headers }) => headers['midlands-match-delivery'] === sent);
    await eventually('the trial to arrive', () => Promise.resolve(find() !== undefined));
    const { headers, body } = find()!;
    const signature = String(headers['midlands-match-signature']);
    const now = Math.floor(Date.now() / 1_000);
    expect(isSigned(signature, { secret, body, now })).toBe(true);
    expect(isSigned(signature, { secret: `${secret}x`, body, now })).toBe(false);
  });

  it('is told nothing while paused, but answers a trial', async () => {
    const of = async (): Promise<{ id: string; pausedAt: string | null }> =>
      (
        await kit.ask(
          `query ($id: ID!) { webhooks(organisationId: $id) { id pausedAt } }`,
          { id: buyerId },
          buyer.token,
        )
      ).data.webhooks[0] as { id: string; pausedAt: string | null };
    const pause = `mutation ($id: ID!, $paused: Boolean!) { pauseWebhook(id: $id, paused: $paused) { errors { code } } }`;
    const trial = `mutation ($id: ID!) { testWebhook(id: $id) { id errors { code } } }`;
    const { id } = await of();
    for (const [document, variables] of [
      [pause, { id, paused: true }],
      [trial, { id }],
    ] as const) {
      const before = (await deliveries()).length;
      expect(errorCodes(await kit.ask(document, variables, stranger.token))).toEqual(['NOT_FOUND']);
      expect([(await of()).pausedAt, (await deliveries()).length]).toEqual([null, before]);
    }
    await kit.ask(pause, { id, paused: true }, buyer.token);
    expect((await of()).pausedAt).not.toBeNull();
    const before = (await deliveries()).length;
    const requirementId = await publish('Unheard pins');
    await kit.ask(
      `mutation ($input: BeginIntroductionInput!) { expressInterest(input: $input) { errors { code } } }`,
      { input: { requirementId, supplierId } },
      seller.token,
    );
    expect((await deliveries()).length).toBe(before);
    const sent = await kit.ask(trial, { id }, buyer.token);
    await eventually('the trial to arrive', () =>
      Promise.resolve(
        received.some(({ headers }) => headers['midlands-match-delivery'] === sent.data.testWebhook.id),
      ),
    );
    expect(received.at(-1)!.headers['midlands-match-event']).toBe('PING');
    const asked = await kit.ask(
      createHook,
      { input: { organisationId: buyerId, url: receiverUrl, events: ['PING'] } },
      buyer.token,
    );
    expect(asked.data.createWebhook.errors).toEqual([{ code: 'REQUIRED', path: ['events'] }]);
    await kit.ask(pause, { id, paused: false }, buyer.token);
    expect((await of()).pausedAt).toBeNull();
  });

  it('is its organisation’s alone', async () => {
    const [hook] = (await kit.ask(hooks, { id: buyerId }, buyer.token)).data.webhooks as { id: string }[];
    const input = { organisationId: buyerId, url: receiverUrl, events: ['INTRODUCTION_MOVED'] };
    expect(errorCodes(await kit.ask(createHook, { input }, stranger.token))).toEqual(['NOT_FOUND']);
    expect(errorCodes(await kit.ask(hooks, { id: buyerId }, seller.token))).toEqual(['NOT_FOUND']);
    const remove = `mutation ($id: ID!) { deleteWebhook(id: $id) { errors { code } } }`;
    expect(errorCodes(await kit.ask(remove, { id: hook!.id }, stranger.token))).toEqual(['NOT_FOUND']);
    for (const url of [
      'ftp://example.com',
      'https://me:secret@example.com',
      `https://example.com/${'x'.repeat(2_000)}`,
    ]) {
      const wrong = await kit.ask(createHook, { input: { ...input, url } }, buyer.token);
      expect(wrong.data.createWebhook.errors).toEqual([{ code: 'INVALID_VALUE', path: ['url'] }]);
    }
    expect((await kit.ask(hooks, { id: buyerId }, buyer.token)).data.webhooks).toHaveLength(1);
  });

  it('never leads into a private network outside of demonstrations', async () => {
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '169.254.169.254',
      '192.168.0.1',
      '::1',
      'fd00::1',
      '::ffff:10.0.0.1',
    ]) {
      expect([address, isInside(address)]).toEqual([address, true]);
    }
    for (const address of ['93.184.216.34', '2606:2800:220:1::1']) expect(isInside(address)).toBe(false);
    const outgoing = { body: '{}', headers: {}, allowInside: false };
    const count = received.length;
    await expect(send({ ...outgoing, url: receiverUrl })).rejects.toThrow('private network');
    await expect(send({ ...outgoing, url: receiverUrl.replace('127.0.0.1', 'localhost') })).rejects.toThrow(
      'private network',
    );
    expect(received).toHaveLength(count);
  });

  it('say of a receiver that keeps silent that it does', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const sending = send({ url, body: '{}', headers: {}, allowInside: true, timeoutMs: 20 });
    await expect(sending).rejects.toThrow('no answer within 0.02 s');
    silent.closeAllConnections();
    await new Promise((done) => silent.close(done));
  });
});

describe('news', () => {
  const news = `query { notifications { totalCount edges { node { id kind title } } } unreadNotificationCount }`;

  it('reminds of certificates at 90, 30 and 7 days, once each', async () => {
    const notifications = new NotificationService();
    const alerts = new AlertService(new SavedSearchService(new MatchIndexHolder()), notifications);
    const told: [string, number][] = [];
    for (const day of [
      '09-20',
      '09-21',
      '09-22',
      '11-19',
      '11-20',
      '11-21',
      '12-13',
      '12-14',
      '12-20',
      '12-21',
    ]) {
      kit.db.clock.now = new Date(`2026-${day}T06:30:00Z`);
      told.push([day, await kit.db.writing((ctx) => alerts.remindOfCertificates(ctx))]);
    }
    kit.db.clock.now = undefined;
    expect(told.filter(([, count]) => count > 0)).toEqual([
      ['09-21', 1],
      ['11-20', 1],
      ['12-13', 1],
    ]);
    const { data } = await kit.ask(news, {}, seller.token);
    expect(pick(pick(data.notifications.edges, 'node'), 'title')).toContain(
      'Runs out in 7 days: ISO 9001 quality management',
    );
  });

  it('leads to a kept search as it was kept: narrowed, and without what was taken out of it', async () => {
    const found = await kit.ask(
      `{ searchSuppliers(query: "CNC turning within 30 minutes of Derby") { understood { facets { key kind } } } }`,
      {},
    );
    const parts = found.data.searchSuppliers.understood.facets as { key: string; kind: string }[];
    const without = parts.filter(({ kind }) => kind !== 'CAPABILITY').map(({ key }) => key);
    expect(without).not.toEqual([]);
    const search = {
      query: 'CNC turning within 30 minutes of Derby',
      filter: { regions: ['WEST_MIDLANDS'], certifications: null },
      without,
    };
    const { data } = await kit.ask(
      `mutation ($input: SaveSearchInput!) { saveSearch(input: $input) { id errors { code } } }`,
      { input: { organisationId: buyerId, name: 'Turners in the west', ...search } },
      buyer.token,
    );
    expect(data.saveSearch.errors).toEqual([]);
    const kept = await kit.ask(
      `query ($id: ID!) { savedSearches(organisationId: $id) { id query without filter { dimension values } } }`,
      { id: buyerId },
      buyer.token,
    );
    expect(kept.data.savedSearches).toEqual([
      {
        id: data.saveSearch.id,
        query: search.query,
        without,
        filter: [{ dimension: 'regions', values: ['WEST_MIDLANDS'] }],
      },
    ]);
    await kit.db.writing((ctx) => ctx.query(`UPDATE saved_searches SET seen = '{}'`));
    const holder = new MatchIndexHolder();
    await holder.load({ unitOfWork: kit.db.unitOfWork, databaseUrl: kit.db.url, log: kit.db.log });
    const alerts = new AlertService(new SavedSearchService(holder), new NotificationService());
    expect(await kit.db.writing((ctx) => alerts.runSearches(ctx))).toBe(1);
    await holder.stop();
    const told = await kit.ask(`{ notifications(first: 1) { edges { node { link } } } }`, {}, buyer.token);
    const address = new URL(told.data.notifications.edges[0].node.link as string, 'http://portal.example');
    expect(address.searchParams.getAll('regions')).toEqual(['WEST_MIDLANDS']);
    expect(address.searchParams.getAll('without')).toEqual(without);
    await kit.ask(
      `mutation ($id: ID!) { deleteSavedSearch(id: $id) { errors { code } } }`,
      { id: data.saveSearch.id },
      buyer.token,
    );
  });

  it('tells suppliers of what they have come to fit, and buyers of new finds, once', async () => {
    const saved = await kit.ask(
      `mutation ($input: SaveSearchInput!) { saveSearch(input: $input) { id errors { code } } }`,
      { input: { organisationId: buyerId, name: 'Turners', query: 'CNC turning' } },
      buyer.token,
    );
    expect(saved.data.saveSearch.errors).toEqual([]);
    const unknown = await kit.ask(
      `mutation ($input: SaveSearchInput!) { saveSearch(input: $input) { id errors { code path } } }`,
      {
        input: {
          organisationId: buyerId,
          name: 'Mistyped',
          query: '',
          filter: { certifications: ['ISO_9001', 'ISO9001'], zones: ['nowhere'] },
        },
      },
      buyer.token,
    );
    expect(unknown.data.saveSearch).toEqual({
      id: null,
      errors: [
        { code: 'UNKNOWN_CODE', path: ['filter', 'certifications', '1'] },
        { code: 'UNKNOWN_CODE', path: ['filter', 'zones', '0'] },
      ],
    });
    const refused = await kit.ask(
      `mutation ($input: SaveSearchInput!) { saveSearch(input: $input) { id } }`,
      { input: { organisationId: buyerId, name: 'Turners', query: 'CNC turning' } },
      stranger.token,
    );
    expect(errorCodes(refused)).toEqual(['NOT_FOUND']);
    await register('Newly Turned Ltd');
    const requirementId = await publish('New chance');
    const holder = new MatchIndexHolder();
    await holder.load({ unitOfWork: kit.db.unitOfWork, databaseUrl: kit.db.url, log: kit.db.log });
    const alerts = new AlertService(new SavedSearchService(holder), new NotificationService());
    await eventually('the list of the requirement', async () => {
      const { data } = await kit.ask(
        `query ($id: ID!) { requirement(id: $id) { matches { totalCount computedAt } } }`,
        { id: requirementId },
        buyer.token,
      );
      return data.requirement.matches.computedAt !== null && data.requirement.matches.totalCount === 2;
    });
    expect(await kit.db.writing((ctx) => alerts.runSearches(ctx))).toBe(1);
    expect(await kit.db.writing((ctx) => alerts.runSearches(ctx))).toBe(0);
    const [found] = await kit.db
      .reading()
      .query<{ body: string }>(
        `SELECT body FROM notifications WHERE kind = 'SAVED_SEARCH' ORDER BY id DESC LIMIT 1`,
      );
    expect(found!.body).toMatch(
      /^Your saved search for “CNC turning” now finds a supplier that it had not found before:\n\nNewly Turned Ltd, [A-Z]\w+/,
    );
    const matches = new MatchAlertService(holder, new NearMissBook(holder), new NotificationService());
    expect(await kit.db.writing((ctx) => matches.tellOpportunities(ctx))).toBe(2);
    expect(await kit.db.writing((ctx) => matches.tellOpportunities(ctx))).toBe(0);
    await holder.stop();
    const theirs = await kit.ask(news, {}, buyer.token);
    expect(pick(pick(theirs.data.notifications.edges, 'node'), 'title')).toContain('1 new supplier: Turners');
  });

  it('is read by who it is for, and mailed unless they do not want it', async () => {
    const mine = await kit.ask(news, {}, seller.token);
    const ids = pick(pick(mine.data.notifications.edges, 'node'), 'id');
    const mark = `mutation ($ids: [ID!]) { markNotificationsRead(ids: $ids) { marked } }`;
    expect((await kit.ask(mark, { ids }, stranger.token)).data.markNotificationsRead.marked).toBe(0);
    expect((await kit.ask(mark, { ids }, seller.token)).data.markNotificationsRead.marked).toBe(ids.length);
    expect((await kit.ask(news, {}, seller.token)).data.unreadNotificationCount).toBe(0);
    const letters = () =>
      kit.db
        .reading()
        .query<{ subject: string }>(
          `SELECT subject FROM mail_messages WHERE recipient = 'buyer@example.com'`,
        );
    await eventually('a letter to the buyer', async () =>
      pick(await letters(), 'subject').includes('Soar Turning Ltd is interested in Hooked pins'),
    );
    await kit.ask(`mutation { setMailedNotificationKinds(kinds: [AWARD]) { kinds } }`, {}, buyer.token);
    const count = (await letters()).length;
    const requirementId = await publish('Quiet work');
    await kit.ask(
      `mutation ($input: BeginIntroductionInput!) { expressInterest(input: $input) { errors { code } } }`,
      { input: { requirementId, supplierId } },
      seller.token,
    );
    await eventually('the news of it', async () => {
      const { data } = await kit.ask(news, {}, buyer.token);
      return pick(pick(data.notifications.edges, 'node'), 'title').includes(
        'Soar Turning Ltd is interested in Quiet work',
      );
    });
    expect(await letters()).toHaveLength(count);
  });
});

describe('a profile', () => {
  it('is filled in from the register and from free text', async () => {
    await kit.db.writing((ctx) =>
      ctx.query(
        `INSERT INTO organisations (id, name, name_key, company_number, sic_codes, origin)
         VALUES (gen_random_uuid(), 'REGISTERED ONLY LTD', 'registered only', '01234567', '{25620}', 'COMPANIES_HOUSE')`,
      ),
    );
    const byNumber = `query ($number: String!) { companyByNumber(number: $number) { name sicCodes taken } }`;
    const known = await kit.ask(byNumber, { number: '1234567' }, seller.token);
    expect(known.data.companyByNumber).toEqual({
      name: 'REGISTERED ONLY LTD',
      sicCodes: ['25620'],
      taken: false,
    });
    expect((await kit.ask(byNumber, { number: '07654321' }, seller.token)).data.companyByNumber).toBeNull();
    expect(errorCodes(await kit.ask(byNumber, { number: 'nonsense' }, seller.token))).toEqual(['BAD_INPUT']);
    const read = await kit.ask(
      `{ recogniseCapabilities(text: "We do five-axis milling and wire erosion.") { code label weight } }`,
      {},
      seller.token,
    );
    expect(pick(read.data.recogniseCapabilities, 'code')).toEqual(
      expect.arrayContaining(['five-axis-milling']),
    );
  });

  it('says in plain words who sees it, to its own people', async () => {
    await publish('Certified turning', { certifications: { required: ['AS9100'] } });
    const health = `query ($id: ID!) { supplier(id: $id) { health { visible reasons openRequirementsSeen hiddenCount hidden { code reason count } } } }`;
    await eventually('the new requirement to be known', async () => {
      const { data } = await kit.ask(health, { id: supplierId }, seller.token);
      return data.supplier.health.hiddenCount === 1;
    });
    const { data } = await kit.ask(health, { id: supplierId }, seller.token);
    const found = data.supplier.health;
    expect(found).toMatchObject({
      visible: true,
      hidden: [
        {
          code: 'CERTIFICATE_MISSING',
          reason: 'a certificate that is required is not in your profile',
          count: 1,
        },
      ],
    });
    expect((found.reasons as string[]).slice(0, 2)).toEqual([
      'Visible to buyers: yes.',
      `${found.openRequirementsSeen} open requirements could see you; 1 in your trade is out of reach for now.`,
    ]);
    expect((await kit.ask(health, { id: supplierId }, buyer.token)).data.supplier.health).toBeNull();
  });

  it('says so where nothing but the name says what a supplier does', async () => {
    const owner = await kit.person('joe@joes.example');
    const id = await registerSupplier(kit, { name: "Joe's Machining", statedCapabilities: [] }, owner.token);
    const { data } = await kit.ask(
      `query ($id: ID!) { supplier(id: $id) { capabilities { source } health { visible reasons } } }`,
      { id },
      owner.token,
    );
    const { capabilities, health } = data.supplier;
    expect(capabilities).toEqual([{ source: 'PROSE' }]);
    expect(health.reasons).toEqual(
      expect.arrayContaining([
        `Visible to buyers: ${health.visible ? 'yes, by what your name says' : 'no'}.`,
        'Add your capabilities: buyers are matched by them.',
      ]),
    );
  });

  it('is vouched for by the cluster body it belongs to, and verified by officers', async () => {
    const vouch = `mutation ($input: VouchForClaimInput!) { vouchForClaim(input: $input) { supplier { capabilities { code evidence evidenceOn } } errors { code } } }`;
    const verify = `mutation ($input: VerifyClaimInput!) { verifyClaim(input: $input) { supplier { capabilities { code evidence } } errors { code } } }`;
    const known = await kit.ask(`query ($id: ID!) { supplier(id: $id) { capabilities { code } } }`, {
      id: supplierId,
    });
    const code = known.data.supplier.capabilities[0].code as string;
    const claim = { capabilityCode: code };
    const input = { clusterId, supplierId, claim };
    expect(errorCodes(await kit.ask(vouch, { input }, stranger.token))).toEqual(['NOT_FOUND']);
    expect(
      errorCodes(
        await kit.ask(
          vouch,
          { input: { ...input, claim: { capabilityCode: 'die-casting' } } },
          manager.token,
        ),
      ),
    ).toEqual(['NOT_FOUND']);
    const vouched = await kit.ask(vouch, { input }, manager.token);
    expect(vouched.data.vouchForClaim.supplier.capabilities).toContainEqual({
      code,
      evidence: 'CLUSTER_VOUCHED',
      evidenceOn: new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date()),
    });
    const finding = { supplierId, claim, finding: 'SITE_AUDITED' };
    expect(errorCodes(await kit.ask(verify, { input: finding }, manager.token))).toEqual(['NOT_FOUND']);
    expect((await kit.ask(verify, { input: finding }, officer.token)).data.verifyClaim.errors).toEqual([]);
    const lower = await kit.ask(
      verify,
      { input: { ...finding, finding: 'REGISTER_CHECKED' } },
      officer.token,
    );
    expect(lower.data.verifyClaim.errors).toEqual([{ code: 'BETTER_ALREADY' }]);
  });
});
