import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { mailTransport } from './mail.handler.js';

interface Taken {
  secure: boolean;
  connection: string;
  mail: ParsedMail;
}

let server: SMTPServer | undefined;
let folder: string;
const taken: Taken[] = [];

/** Where a server of one's own listens. */
async function listen(options: SMTPServerOptions): Promise<string> {
  const made = new SMTPServer({
    authOptional: true,
    onData: (stream, session, done) => {
      void simpleParser(stream).then((mail) => {
        taken.push({ secure: session.secure, connection: session.id, mail });
        done();
      });
    },
    ...options,
  });
  server = made;
  made.on('error', () => undefined);
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done));
  return `127.0.0.1:${(made.server.address() as { port: number }).port}`;
}

/** The server's certificate is its own: the address says that this will do. */
const trusting = 'tls.rejectUnauthorized=false';

beforeEach(async () => {
  taken.length = 0;
  // The server warns that its certificate is everybody's: here that is just what is wanted.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  folder = await mkdtemp(join(tmpdir(), 'midlands-mail-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await new Promise<void>((done) => (server ? server.close(done) : done()));
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function send(url: string, letters = 1, mailDkim?: Parameters<typeof mailTransport>[0]['mailDkim']) {
  const transport = mailTransport({ smtpUrl: url, mailDkim })!;
  try {
    for (let n = 0; n < letters; n += 1) {
      await transport.sendMail({
        from: 'a@match.example',
        to: 'b@makers.example',
        subject: `${n}`,
        text: 'x',
      });
    }
  } finally {
    transport.close();
  }
}

describe('the way out for letters', () => {
  it('is none without a server', () => {
    expect(mailTransport({ smtpUrl: undefined, mailDkim: undefined })).toBeUndefined();
  });

  it('takes TLS where it is offered, and sends many letters over one connection', async () => {
    await send(`smtp://${await listen({})}/?${trusting}`, 5);
    expect(taken.map(({ secure }) => secure)).toEqual([true, true, true, true, true]);
    expect(new Set(taken.map(({ connection }) => connection)).size).toBe(1);
  });

  it('speaks TLS from the first byte where the address says so', async () => {
    await send(`smtps://${await listen({ secure: true })}/?${trusting}`);
    expect(taken).toMatchObject([{ secure: true }]);
  });

  it('sends nothing in the clear where TLS is insisted on', async () => {
    const place = await listen({ disabledCommands: ['STARTTLS'] });
    await expect(send(`smtp://${place}/?requireTLS=true&${trusting}`)).rejects.toThrow();
    expect(taken).toEqual([]);
  });

  it('does not trust a certificate that nobody vouches for', async () => {
    await expect(send(`smtps://${await listen({ secure: true })}`)).rejects.toThrow(/certificate/);
    expect(taken).toEqual([]);
  });

  it('signs with the key of the configuration', async () => {
    const keyFile = join(folder, 'dkim.pem');
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    await writeFile(keyFile, privateKey);
    await send(`smtp://${await listen({})}/?${trusting}`, 1, {
      domain: 'match.example',
      selector: 'k1',
      keyFile,
    });
    const signature = taken[0]!.mail.headerLines.find(({ key }) => key === 'dkim-signature');
    expect(signature?.line).toMatch(/d=match\.example;[\s\S]*s=k1;/);
  });
});
