import { readConfig } from '#lib/platform';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type ApiKit, startApiKit } from './api.kit.js';

interface Account {
  email: string;
  email_verified: boolean;
  name: string;
}

/** As much of the package as is used here; it ships no types of its own. */
interface OpenIdProvider {
  Grant: new (init: object) => { addOIDCScope(scope: string): void; save(): Promise<string> };
  callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
}
const openIdPackage = 'oidc-provider';

const PORTAL = 'https://portal.example';
const accounts: Record<string, Account> = {
  ann: { email: 'Ann@authority.example', email_verified: true, name: 'Ann Officer' },
  new: { email: 'new@oem.example', email_verified: true, name: 'New Buyer' },
  loose: { email: 'officer@authority.example', email_verified: false, name: 'Not Ann' },
};

let server: Server;
let kit: ApiKit;
let env: Record<string, string>;
/** Who signs in at the provider next. */
let whoever = 'ann';

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  env = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'midlands', OIDC_CLIENT_SECRET: 'secret', OIDC_NAME: 'WMCA' };
  const { default: Provider } = (await import(openIdPackage)) as {
    default: new (issuer: string, settings: object) => OpenIdProvider;
  };
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'midlands', client_secret: 'secret', redirect_uris: [`${PORTAL}/sign-in/openid`] },
    ],
    cookies: { keys: ['key'] },
    features: { devInteractions: { enabled: false } },
    pkce: { methods: ['S256'], required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...accounts[id]! }),
    }),
    interactions: { url: () => '/interaction' },
    // Whoever is signed in has agreed already: what is tried here is what we make of it.
    loadExistingGrant: async (ctx: {
      oidc: { client: { clientId: string }; session: { accountId: string } };
    }) => {
      const { client, session } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const callback = provider.callback();
  server.on('request', (request, response) => {
    if (request.url !== '/interaction') void callback(request, response);
    else void provider.interactionFinished(request, response, { login: { accountId: whoever } });
  });
  kit = await startApiKit({ ...env, PUBLIC_URL: PORTAL });
});
afterAll(async () => {
  await kit.stop();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const newNonce = (): string => randomBytes(24).toString('base64url');

async function begin(nonce: string): Promise<string> {
  const { data, errors } = await kit.ask(
    `mutation ($nonce: String!) { beginOpenIdSignIn(nonce: $nonce) { url errors { code } } }`,
    { nonce },
  );
  expect([errors, data.beginOpenIdSignIn.errors]).toEqual([[], []]);
  return data.beginOpenIdSignIn.url as string;
}

/** A browser at the provider, until it is sent back to the portal. */
async function signInThere(address: string, account: string): Promise<URLSearchParams> {
  whoever = account;
  const cookies = new Map<string, string>();
  for (let url = new URL(address), hop = 0; hop < 10; hop++) {
    if (url.origin === PORTAL) return url.searchParams;
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      cookies.set(name!, value!);
    }
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`${url.href}: ${answer.status} ${await answer.text()}`);
    url = new URL(next, url);
  }
  throw new Error('The provider sends the browser round and round.');
}

const finish = (back: URLSearchParams, nonce: string, changed: object = {}): Promise<Answer> =>
  kit.ask(
    `mutation ($input: OpenIdSignInInput!) { finishOpenIdSignIn(input: $input) { token errors { code } } }`,
    {
      input: {
        code: back.get('code'),
        state: back.get('state'),
        issuer: back.get('iss'),
        nonce,
        device: 'A browser',
        ...changed,
      },
    },
  );
const refusal = { token: null, errors: [{ code: 'SIGN_IN_NOT_VALID' }] };

it('signs in whom the provider vouches for, once, in the browser that began', async () => {
  const officer = await kit.person('ann@authority.example', { staffRoles: ['OFFICER'] });
  const nonce = newNonce();
  const url = await begin(nonce);
  expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
    code_challenge_method: 'S256',
    redirect_uri: `${PORTAL}/sign-in/openid`,
    scope: 'openid email profile',
  });
  const back = await signInThere(url, 'ann');
  expect((await finish(back, newNonce())).data.finishOpenIdSignIn).toEqual(refusal);
  const { token, errors } = (await finish(back, nonce)).data.finishOpenIdSignIn as {
    token: string;
    errors: [];
  };
  expect(errors).toEqual([]);
  const { data } = await kit.ask(`{ me { email staffRoles } sessions { method device } }`, {}, token);
  expect(data).toEqual({
    me: { email: 'ann@authority.example', staffRoles: ['OFFICER'] },
    sessions: [{ method: 'OPENID', device: 'A browser' }],
  });
  expect(officer.personId).toBeDefined();
  expect((await finish(back, nonce)).data.finishOpenIdSignIn).toEqual(refusal);
});

it('gives nobody more than an account', async () => {
  const nonce = newNonce();
  const back = await signInThere(await begin(nonce), 'new');
  const { token } = (await finish(back, nonce)).data.finishOpenIdSignIn as { token: string };
  const { data } = await kit.ask(`{ me { email name staffRoles memberships { role } } }`, {}, token);
  expect(data.me).toEqual({ email: 'new@oem.example', name: 'New Buyer', staffRoles: [], memberships: [] });
});

it('links no account to an address that the provider has not verified', async () => {
  await kit.person('officer@authority.example', { staffRoles: ['OFFICER'] });
  const nonce = newNonce();
  const back = await signInThere(await begin(nonce), 'loose');
  expect((await finish(back, nonce)).data.finishOpenIdSignIn).toEqual({
    token: null,
    errors: [{ code: 'EMAIL_NOT_VERIFIED' }],
  });
});

it('refuses what was altered, mixed up or left lying', async () => {
  const nonce = newNonce();
  const [one, other] = [
    await signInThere(await begin(nonce), 'ann'),
    await signInThere(await begin(nonce), 'new'),
  ];
  const state = one.get('state')!;
  for (const changed of [
    { state: `${state.slice(0, -2)}AA` },
    { state: 'x' },
    { code: 'x' },
    { code: other.get('code') },
    { issuer: 'https://somebody.example' },
  ]) {
    expect((await finish(one, nonce, changed)).data.finishOpenIdSignIn).toEqual(refusal);
  }
  kit.db.clock.now = new Date(Date.now() + 16 * 60_000);
  expect((await finish(other, nonce)).data.finishOpenIdSignIn).toEqual(refusal);
  kit.db.clock.now = undefined;
});

it('is told of where it is configured, all of it, and over HTTPS in production', async () => {
  expect((await kit.ask('{ openIdProvider { name } }')).data).toEqual({ openIdProvider: { name: 'WMCA' } });
  const { OIDC_CLIENT_SECRET: _, ...incomplete } = env;
  expect(() => readConfig(incomplete)).toThrow('set all three, or none');
  expect(() => readConfig({ ...env, NODE_ENV: 'production', DATABASE_URL: 'postgres://x/y' })).toThrow(
    'https://',
  );
  expect(readConfig({}).openId).toBeUndefined();
});
