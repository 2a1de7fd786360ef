import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { generateKeyPairSync } from 'node:crypto';
import { createTransport, type Transporter } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { AppError } from './error.catalogue.js';
import { MailListService, type Suspension } from './mail.list.service.js';
import { MailSender, type MailSenderOptions } from './mail.sender.js';
import { type Letter, MailService } from './mail.service.js';
import { MailSeal } from './mail.token.js';

let db: TestDatabase;
let server: SMTPServer;
let transport: Transporter;
const received: ParsedMail[] = [];
const suspended: Suspension[] = [];
/** How often an address was named to the server. */
const named = new Map<string, number>();
const mail = new MailService();
const lists = new MailListService();
const from = 'Midlands Match <digests@midlands-match.example>';
const minute = 60_000;

const refuse = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

beforeAll(async () => {
  db = await openTestDatabase(schema);
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const times = (named.get(address) ?? 0) + 1;
      named.set(address, times);
      if (address.toLowerCase().startsWith('refused')) return done(refuse(550, '5.1.1 no such mailbox'));
      if (address.startsWith('greylisted') && times === 1) return done(refuse(451, '4.7.1 try again later'));
      return done();
    },
    onData: (stream, session, done) => {
      void simpleParser(stream).then((parsed) => {
        const [first] = session.envelope.rcptTo;
        if (first?.address.startsWith('content')) return done(refuse(554, '5.7.1 not with that content'));
        if (first?.address.startsWith('dropped') && named.get(first.address) === 1) {
          // The letter is taken, and the line goes dead before the answer.
          received.push(parsed);
          server.connections.forEach((connection) => connection.close());
          return undefined;
        }
        received.push(parsed);
        return done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as { port: number };
  transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, pool: true });
});
afterEach(() => {
  db.clock.now = undefined;
  received.length = 0;
  suspended.length = 0;
});
afterAll(async () => {
  transport.close();
  await new Promise<void>((done) => server.close(done));
  await db.close();
});

const post = (dedupKey: string, recipient = 'cluster@example.com', more: Partial<Letter> = {}) =>
  db.writing((ctx) =>
    mail.post(ctx, {
      dedupKey,
      recipient,
      subject: 'Seven new matches',
      html: '<p>Seven</p>',
      text: 'Seven',
      ...more,
    }),
  );
const sender = (options: Partial<MailSenderOptions> = {}) =>
  new MailSender({
    unitOfWork: db.unitOfWork,
    lists,
    transport,
    from,
    onSuspended: (_ctx, suspension) => Promise.resolve(void suspended.push(suspension)),
    ...options,
  });
const deliver = (id: string, options: Partial<MailSenderOptions> = {}) =>
  sender(options).deliver(db.reading(), id);
const letter = async (id: string) => (await mail.find(db.reading(), id))!;
const travel = (ms: number) => (db.clock.now = new Date((db.clock.now ?? new Date()).getTime() + ms));

describe('the outbox', () => {
  it('takes a letter once for its key', async () => {
    expect(await post('once')).toBeDefined();
    expect(await post('once')).toBeUndefined();
  });

  it('delivers over SMTP, once, with a Message-ID of its own and its headers', async () => {
    const id = (await post('delivered', undefined, {
      headers: {
        'List-Unsubscribe': '<https://x.example/u>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    }))!;
    expect(await deliver(id)).toBe('sent');
    expect(await deliver(id)).toBe('gone');
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      subject: 'Seven new matches',
      text: 'Seven',
      messageId: `<${id}@midlands-match.example>`,
    });
    expect(received[0]!.headerLines.map(({ line }) => line)).toContain(
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    );
    expect(await letter(id)).toMatchObject({ state: 'SENT', attempts: 1, lastError: null });
  });

  it('is sent by one when two take it in hand at once', async () => {
    const id = (await post('twice'))!;
    const outcomes = await Promise.all([deliver(id), deliver(id)]);
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(1);
    expect(received).toHaveLength(1);
  });

  it('gives up at a refusal for good, suspends the address and says so; later letters to it stay', async () => {
    const id = (await post('refused', 'Refused@example.com'))!;
    expect(await deliver(id)).toBe('failed');
    expect(await letter(id)).toMatchObject({ state: 'FAILED', attempts: 1 });
    expect((await letter(id)).lastError).toContain('no such mailbox');
    expect(suspended).toMatchObject([{ address: 'Refused@example.com', reason: 'BOUNCE' }]);
    const next = (await post('refused again', 'refused@example.com'))!;
    expect(await deliver(next)).toBe('suppressed');
    expect(named.get('refused@example.com')).toBeUndefined();
    expect(await deliver((await post('sign-in', 'refused@example.com', { secret: true }))!)).toBe('failed');
  });

  it('gives up a letter whose content is refused, and leaves its address alone', async () => {
    const id = (await post('content', 'content@example.com'))!;
    expect(await deliver(id)).toBe('failed');
    expect(suspended).toEqual([]);
  });

  it('comes back to a server that greylists, when its time has come and not before', async () => {
    db.clock.now = new Date('2026-11-23T07:00:00Z');
    const id = (await post('greylisted', 'greylisted@example.com'))!;
    expect(await deliver(id)).toBe('later');
    expect(await deliver(id)).toBe('later');
    expect(named.get('greylisted@example.com')).toBe(1);
    travel(minute);
    expect(await deliver(id)).toBe('sent');
    expect(await letter(id)).toMatchObject({ state: 'SENT', attempts: 2 });
  });

  it('repeats a letter whose answer was lost under the same Message-ID, so that the reader gets it once', async () => {
    db.clock.now = new Date('2026-11-23T07:00:00Z');
    const id = (await post('dropped', 'dropped@example.com'))!;
    expect(await deliver(id)).toBe('later');
    travel(minute);
    expect(await deliver(id)).toBe('sent');
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('waits longer each time for a server that is away, gives up in the end, and suspends nobody', async () => {
    db.clock.now = new Date('2026-11-23T07:00:00Z');
    const away = createTransport({ host: '127.0.0.1', port: 1 });
    const id = (await post('away', 'away@example.com'))!;
    const waits: number[] = [];
    while ((await deliver(id, { transport: away })) === 'later') {
      const { nextAttemptAt } = await letter(id);
      waits.push((nextAttemptAt.getTime() - db.clock.now.getTime()) / minute);
      db.clock.now = nextAttemptAt;
    }
    expect(waits).toEqual([1, 5, 15, 60, 240, 480, 720, 1_440, 1_440]);
    expect(await letter(id)).toMatchObject({ state: 'FAILED' });
    expect(suspended).toEqual([]);
  });

  it('asks again for letters that a lost queue left behind, and for no others', async () => {
    db.clock.now = new Date('2026-12-01T07:00:00Z');
    const id = (await post('left', 'left@example.com'))!;
    const asked = () =>
      db.reading().query(`SELECT FROM change_log WHERE payload->'payload'->>'mailId' = $1`, [id]);
    await db.writing((ctx) => mail.sweep(ctx));
    expect(await asked()).toHaveLength(1);
    travel(11 * minute);
    await db.writing((ctx) => mail.sweep(ctx));
    expect(await asked()).toHaveLength(2);
    await deliver(id);
    await db.writing((ctx) => mail.sweep(ctx));
    expect(await asked()).toHaveLength(2);
  });

  it('spreads letters to one domain, and does not make others wait', async () => {
    db.clock.now = new Date('2026-12-02T07:00:00Z');
    const to = async (address: string) =>
      deliver((await post(`rate:${address}`, address))!, { perDomainPerMinute: 2 });
    expect(await to('a@busy.example')).toBe('sent');
    expect(await to('b@busy.example')).toBe('sent');
    expect(await to('c@BUSY.example')).toBe('later');
    expect(await to('a@calm.example')).toBe('sent');
    travel(2 * minute);
    expect(await to('d@busy.example')).toBe('sent');
  });

  it('judges what is wanted when the turn of a letter comes', async () => {
    const list = 'digest:x';
    const id = (await post('left list', 'leaver@example.com', { list }))!;
    const token = await lists.unsubscribeToken(db.reading(), 'Leaver@example.com', list);
    await db.writing((ctx) => lists.unsubscribe(ctx, token));
    // Being named again brings nobody back.
    await db.writing((ctx) => lists.enrol(ctx, list, ['leaver@example.com'], 'named again'));
    expect(await deliver(id)).toBe('suppressed');
    const other = (await post('other list', 'leaver@example.com', { list: 'digest:y' }))!;
    expect(await deliver(other)).toBe('sent');
    const gone = (await post('gone member', 'someone@example.com', { list }))!;
    expect(await deliver(gone, { obstacle: () => Promise.resolve('No longer a member.') })).toBe(
      'suppressed',
    );
    expect(await letter(gone)).toMatchObject({ state: 'SUPPRESSED', lastError: 'No longer a member.' });
  });

  it('signs what it sends when there is a key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const { port } = server.server.address() as { port: number };
    const signing = createTransport({
      host: '127.0.0.1',
      port,
      ignoreTLS: true,
      dkim: { domainName: 'midlands-match.example', keySelector: 'k1', privateKey },
    });
    expect(await deliver((await post('signed'))!, { transport: signing })).toBe('sent');
    signing.close();
    expect(received[0]!.headerLines.find(({ key }) => key === 'dkim-signature')?.line).toContain(
      'd=midlands-match.example',
    );
  });

  it('keeps letters to be read where no server is configured', async () => {
    const id = (await post('kept'))!;
    expect(await deliver(id, { transport: undefined })).toBe('kept');
    expect(await letter(id)).toMatchObject({ state: 'WAITING', attempts: 0 });
  });
});

describe('reports of deliveries', () => {
  const notification = (action: string, status: string) =>
    [
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822;',
      ' Bounced@Example.com',
      `Action: ${action}`,
      `Status: ${status}`,
      'Diagnostic-Code: smtp; 550 5.1.1 unknown user',
      '',
      '--b--',
    ].join('\r\n');

  it('suspend an address once, when the failure is for good', async () => {
    const take = (text: string) => db.writing((ctx) => lists.takeReport(ctx, text));
    expect(await take(notification('delayed', '4.2.2'))).toEqual([]);
    expect(await take('Hello, I am on holiday.')).toEqual([]);
    expect(await take(notification('failed', '5.1.1'))).toMatchObject([
      { address: 'bounced@example.com', detail: expect.stringContaining('unknown user') },
    ]);
    expect(await take(notification('failed', '5.1.1'))).toEqual([]);
  });
});

describe('a sealed token', () => {
  it('opens for its purpose alone, and not when altered', async () => {
    const seal = await MailSeal.of(db.reading());
    const token = seal.seal('a', { n: 1 });
    expect(seal.open('a', token)).toEqual({ n: 1 });
    expect(Buffer.from(token, 'base64url').toString()).not.toContain('"n"');
    for (const [purpose, text] of [
      ['b', token],
      ['a', `${token.slice(0, -2)}AA`],
      ['a', 'x'],
      ['a', ''],
    ] as const) {
      expect(() => seal.open(purpose, text)).toThrow(AppError);
    }
  });
});
