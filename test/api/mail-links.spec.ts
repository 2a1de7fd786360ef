import { DigestGatherer, DigestService, DigestSettings } from '#lib/digests';
import { MatchIndexHolder, MatchListService, NearMissBook } from '#lib/match-lists';
import { EconomyBuilder } from '#lib/match-lists/testing';
import { NotificationService, signatureOf } from '#lib/notifications';
import { MailListService, MailService, RunService, toOpaqueId } from '#lib/platform';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, pick, startApiKit } from './api.kit.js';

const secret = 'a secret of sixteen and more';
let kit: ApiKit;
let economy: EconomyBuilder;
let holder: MatchIndexHolder;
let cluster: string;
beforeAll(async () => {
  kit = await startApiKit({ MAIL_WEBHOOK_SECRET: secret });
  const { db } = kit;
  economy = new EconomyBuilder(db);
  const supplier = await economy.supplier();
  cluster = await economy.cluster(
    'Midlands Makers',
    [supplier],
    ['one@makers.example', 'two@makers.example'],
  );
  await kit.person('manager@makers.example', {
    memberships: [{ organisationId: cluster, role: 'CLUSTER_MANAGER' }],
  });
  const requirement = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
  holder = new MatchIndexHolder();
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
  const lists = new MatchListService(holder);
  await economy.write((ctx) => lists.rankAndStore(ctx, [requirement]));
  const digests = new DigestService(
    new DigestGatherer(holder, lists, new NearMissBook(holder)),
    new MailService(),
    new MailListService(),
    new DigestSettings('https://match.example', kit.url),
    new NotificationService(),
    new RunService(),
  );
  await economy.write((ctx) => digests.compose(ctx, cluster, '2026-W48'));
});
afterAll(async () => {
  await holder.stop();
  await kit.stop();
});

interface Row {
  recipient: string;
  subject: string;
  headers: Record<string, string>;
  html: string;
  text: string;
}
const letters = () =>
  kit.db
    .reading()
    .query<Row>(`SELECT recipient, subject, headers, html, text FROM mail_messages ORDER BY recipient`);
const wanted = () =>
  kit.db
    .reading()
    .query(`SELECT address, wanted FROM mail_consents WHERE list = $1 ORDER BY address`, [
      `digest:${cluster}`,
    ]);
const send = (body: string, type: string, key = secret, at = Date.now()) =>
  fetch(`${kit.url}/mail/events`, {
    method: 'POST',
    headers: {
      'content-type': type,
      'midlands-match-signature': signatureOf(key, Math.floor(at / 1_000), body),
    },
    body,
  });
const events = (body: object, key = secret, at?: number) =>
  send(JSON.stringify(body), 'application/json', key, at);
const bounce = [
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  '',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example',
  '',
  'Final-Recipient: rfc822; one@makers.example',
  'Action: failed',
  'Status: 5.1.1',
  '',
  '--b--',
].join('\r\n');

describe('the links of a letter', () => {
  it('take one address off the list in one click, and nobody off it by being looked at', async () => {
    const [first] = await letters();
    const link = /^<(.+)>$/.exec(first!.headers['List-Unsubscribe']!)![1]!;
    expect(first!.html).toContain(link);
    expect(first!.text).toContain(link);
    const looked = await fetch(link);
    expect(looked.status).toBe(200);
    expect(await looked.text()).toContain('one@makers.example');
    expect(await wanted()).toMatchObject([{ wanted: true }, { wanted: true }]);
    const click = () =>
      fetch(link, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
    expect([(await click()).status, (await click()).status]).toEqual([200, 200]);
    expect(await wanted()).toEqual([
      { address: 'one@makers.example', wanted: false },
      { address: 'two@makers.example', wanted: true },
    ]);
  });

  it('do nothing when altered', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await fetch(`${kit.url}/mail/unsubscribe?t=${'A'.repeat(90)}`, { method });
      expect(answer.status).toBe(404);
    }
    expect((await fetch(`${kit.url}/mail/feedback?t=AAAA`)).status).toBe(404);
  });

  it('say what was useful in one click, the later word counting, and nothing by being looked at', async () => {
    const [, second] = await letters();
    const links = [...second!.html.matchAll(/href="([^"]+\/mail\/feedback[^"]+)"/g)].map(([, link]) =>
      link!.replaceAll('&amp;', '&'),
    );
    const opinions = () => kit.db.reading().query(`SELECT facet, useful FROM digest_feedback ORDER BY facet`);
    // Two opinions on each item: of the match across the regions, and of the requirement's list.
    expect(links).toHaveLength(4);
    for (const link of links) {
      const looked = await fetch(link);
      expect(looked.status).toBe(200);
      // A browser sends the form on by itself.
      expect(await looked.text()).toContain('<script>document.forms[0].submit()</script>');
    }
    expect(await opinions()).toEqual([]);
    const [buyer] = await kit.db.reading().query<{ id: string }>(`SELECT buyer_id AS id FROM requirements`);
    for (const link of links) expect((await fetch(link, { method: 'POST' })).status).toBe(200);
    expect(await opinions()).toEqual([
      { facet: `highlight:${buyer!.id}`, useful: false },
      { facet: `match:${buyer!.id}`, useful: false },
    ]);
    expect((await fetch(`${kit.url}/mail/feedback?t=AAAA`, { method: 'POST' })).status).toBe(404);
  });
});

describe('reports of bounces and complaints', () => {
  it('are taken from who knows the secret alone', async () => {
    const body = { event: 'COMPLAINT', address: 'two@makers.example' };
    expect((await events(body, 'another secret of many')).status).toBe(404);
    // What was signed long ago may be a repetition by somebody who listened.
    expect((await events(body, secret, Date.now() - 3_600_000)).status).toBe(404);
    expect((await fetch(`${kit.url}/mail/events`, { method: 'POST' })).status).toBe(404);
    expect((await events({ event: 'PARTY' })).status).toBe(400);
    expect(await kit.db.reading().query(`SELECT FROM mail_suspensions`)).toEqual([]);
  });

  it('suspend the address and tell the manager of the cluster body, once', async () => {
    const body = { event: 'COMPLAINT', address: 'Two@Makers.example', detail: 'abuse report' };
    expect(await (await events(body)).json()).toEqual({ suspended: 1 });
    expect(await (await events(body)).json()).toEqual({ suspended: 0 });
    expect(await told()).toEqual([
      {
        email: 'manager@makers.example',
        title: 'The digest of Midlands Makers no longer reaches Two@Makers.example',
      },
    ]);
  });

  it('are read from what a mail server sent, too', async () => {
    expect(await (await send(bounce, 'message/rfc822')).json()).toEqual({ suspended: 1 });
    expect(await (await send(bounce, 'message/rfc822')).json()).toEqual({ suspended: 0 });
    expect((await told()).map(({ title }) => title)).toContain(
      'The digest of Midlands Makers no longer reaches one@makers.example',
    );
  });
});

describe('an address that letters do not go to', () => {
  const resume = `mutation ($address: String!, $clusterId: ID) {
    resumeMailAddress(address: $address, clusterId: $clusterId) { address errors { code path } } }`;
  const clusterId = () => toOpaqueId('org', cluster);
  const suspended = async (): Promise<string[]> =>
    (
      await kit.db.reading().query<{ address: string }>(`SELECT address FROM mail_suspensions ORDER BY 1`)
    ).map(({ address }) => address);
  const notes = () =>
    kit.db
      .reading()
      .query(`SELECT organisation_id, action, after FROM audit_entries WHERE action = 'ADDRESS_RESUMED'`);
  const codes = async (variables: object, token: string): Promise<unknown> => {
    const { data, errors } = await kit.ask(resume, variables, token);
    return errors[0]?.extensions.code ?? pick(data.resumeMailAddress.errors, 'code');
  };

  it('is tried again by who manages the cluster body, where it only bounced, and noted', async () => {
    expect(await suspended()).toEqual(['one@makers.example', 'two@makers.example']);
    const manager = await kit.person('manager@makers.example');
    const stranger = await kit.person('stranger@example.com');
    const bounced = { address: 'One@makers.example', clusterId: clusterId() };
    expect(await codes(bounced, stranger.token)).toBe('NOT_FOUND');
    expect(await codes({ address: 'one@makers.example' }, manager.token)).toBe('NOT_FOUND');
    expect(await codes({ ...bounced, address: 'somebody@else.example' }, manager.token)).toBe('NOT_FOUND');
    const shown = `query ($id: ID!) { clusterBody(id: $id) { digestSchedule { unreached { address reason mayBeTried } } } }`;
    expect(
      (await kit.ask(shown, { id: clusterId() }, manager.token)).data.clusterBody.digestSchedule.unreached,
    ).toMatchObject([
      // Its owner has left the list as well.
      { address: 'one@makers.example', mayBeTried: false },
      { address: 'two@makers.example', mayBeTried: false },
    ]);
    expect(await codes({ ...bounced, address: 'two@makers.example' }, manager.token)).toEqual([
      'NOT_YOURS_TO_SAY',
    ]);
    expect(await codes(bounced, manager.token)).toEqual([]);
    expect(await codes(bounced, manager.token)).toEqual(['NOT_SUSPENDED']);
    expect(await suspended()).toEqual(['two@makers.example']);
    expect(await notes()).toEqual([
      { organisation_id: cluster, action: 'ADDRESS_RESUMED', after: { address: 'one@makers.example' } },
    ]);
  });

  it('is tried again by an officer where its owner complained', async () => {
    const officer = await kit.person('officer@example.com', { staffRoles: ['OFFICER'] });
    const list = `{ suspendedAddresses { address reason detail } }`;
    const stranger = await kit.person('stranger@example.com');
    expect((await kit.ask(list, {}, stranger.token)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await kit.ask(list, {}, officer.token)).data.suspendedAddresses).toEqual([
      { address: 'two@makers.example', reason: 'COMPLAINT', detail: 'abuse report' },
    ]);
    expect(await codes({ address: 'two@makers.example' }, officer.token)).toEqual([]);
    expect(await suspended()).toEqual([]);
    expect(await notes()).toHaveLength(2);
  });
});

const told = () =>
  kit.db
    .reading()
    .query<{ email: string; title: string }>(
      `SELECT email, title FROM notifications JOIN people ON people.id = person_id WHERE kind = 'ADDRESS_SUSPENDED'`,
    );

describe('digests by address', () => {
  const read = `query ($id: ID!) { clusterBody(id: $id) { feedUrl digestSchedule { weekday hour frequency } digests { csvUrl } } }`;
  const update = `mutation ($input: UpdateDigestScheduleInput!) {
    updateDigestSchedule(input: $input) { schedule { weekday hour frequency sectors } errors { code path } }
  }`;
  const id = () => toOpaqueId('org', cluster);
  const at = (url: string) => url.replace(/^https?:\/\/[^/]+/, kit.url);

  it('give feed and items to who has the link, and the link to who may read them', async () => {
    const stranger = await kit.person('stranger@example.com');
    expect((await kit.ask(read, { id: id() }, stranger.token)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const manager = await kit.person('manager@makers.example');
    const { clusterBody } = (await kit.ask(read, { id: id() }, manager.token)).data;
    const feed = await fetch(at(clusterBody.feedUrl as string));
    expect(feed.headers.get('content-type')).toContain('application/atom+xml');
    const xml = await feed.text();
    expect(xml).toContain('<title>1 new match for 1 member, 1 across the regions</title>');
    const csv = await (await fetch(at(clusterBody.digests[0].csvUrl as string))).text();
    expect(csv.split('\r\n')[1]).toMatch(
      /^2026-W48,match,org_\w{26},Machine Shop 1 Ltd,req_\w{26},Five-axis machined/,
    );
    // A token of one thing opens no other.
    const token = new URL(clusterBody.feedUrl as string).searchParams.get('t');
    const csvAddress = at(clusterBody.digests[0].csvUrl as string).split('?')[0];
    expect((await fetch(`${csvAddress}?t=${token}`)).status).toBe(404);
    expect((await fetch(csvAddress!)).status).toBe(404);
  });

  it('come when the cluster body chose, and nobody else chooses for it', async () => {
    const manager = await kit.person('manager@makers.example');
    const stranger = await kit.person('stranger@example.com');
    const input = { clusterId: id(), weekday: 3, hour: 16, frequency: 'MONTHLY', sectors: ['CREATIVE'] };
    expect((await kit.ask(update, { input }, stranger.token)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const refused = await kit.ask(update, { input: { ...input, hour: 24 } }, manager.token);
    expect(refused.data.updateDigestSchedule.errors).toEqual([{ code: 'INVALID_VALUE', path: ['hour'] }]);
    const usual = (await kit.ask(read, { id: id() }, manager.token)).data.clusterBody.digestSchedule;
    expect(usual).toEqual({ weekday: 1, hour: 7, frequency: 'WEEKLY' });
    const done = await kit.ask(update, { input }, manager.token);
    expect(done.data.updateDigestSchedule).toEqual({
      schedule: { weekday: 3, hour: 16, frequency: 'MONTHLY', sectors: ['CREATIVE'] },
      errors: [],
    });
  });
});
