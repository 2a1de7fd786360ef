import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { type Answer, type ApiKit, startApiKit } from './api.kit.js';

let kit: ApiKit;
beforeAll(async () => {
  kit = await startApiKit({ PUBLIC_URL: 'https://portal.example/' });
});
afterAll(() => kit.stop());
afterEach(() => {
  kit.db.clock.now = undefined;
});

const minutesOn = (minutes: number): void => {
  kit.db.clock.now = new Date(Date.now() + minutes * 60_000);
};
const newNonce = (): string => randomBytes(24).toString('base64url');

const requestLink = (email: string, nonce: string): Promise<Answer> =>
  kit.ask(
    `mutation ($input: RequestSignInLinkInput!) { requestSignInLink(input: $input) { sent errors { code path } } }`,
    { input: { email, nonce } },
  );
const signIn = (token: string, nonce: string, device?: string): Promise<Answer> =>
  kit.ask(
    `mutation ($input: SignInInput!) { signIn(input: $input) { token expiresAt errors { code path } } }`,
    { input: { token, nonce, device } },
  );
const lettersTo = (email: string): Promise<{ id: string; text: string; secret: boolean }[]> =>
  kit.db
    .reading()
    .query(
      `SELECT id, text, secret FROM mail_messages WHERE recipient = $1 ORDER BY created_at DESC, id DESC`,
      [email],
    );

/** The token of the latest link that an address was sent. */
async function tokenSentTo(email: string): Promise<string> {
  const [letter] = await lettersTo(email);
  return /https:\/\/portal\.example\/sign-in\/finish\?token=([\w-]{43})(?:\s|$)/.exec(letter!.text)![1]!;
}

/** Signs in by a link; the token of the session. */
async function signedIn(email: string, device?: string): Promise<string> {
  const nonce = newNonce();
  await requestLink(email, nonce);
  const { data } = await signIn(await tokenSentTo(email), nonce, device);
  return data.signIn.token as string;
}

interface Listed {
  id: string;
  device: string;
  current: boolean;
}
interface Made {
  id: string;
  token: string;
  scopes: string[];
}

const dump = async (): Promise<string> =>
  JSON.stringify(await kit.db.reading().query(`SELECT * FROM sign_in_links, sessions, api_tokens`));

describe('a link by e-mail', () => {
  it('signs in once, in the browser that asked for it', async () => {
    const nonce = newNonce();
    expect((await requestLink(' Ann@Works.example', nonce)).data.requestSignInLink).toEqual({
      sent: true,
      errors: [],
    });
    const token = await tokenSentTo('ann@works.example');
    const refusal = { token: null, expiresAt: null, errors: [{ code: 'LINK_NOT_VALID', path: ['token'] }] };
    expect((await signIn(token, newNonce())).data.signIn).toEqual(refusal);
    expect((await signIn(`${token.slice(0, -1)}_`, nonce)).data.signIn).toEqual(refusal);
    const both = await Promise.all([signIn(token, nonce), signIn(token, nonce)]);
    const sessions = both.flatMap(({ data }) => (data.signIn.token as string | null) ?? []);
    expect(sessions).toEqual([expect.stringMatching(/^mms_[\w-]{43}$/)]);
    expect((await signIn(token, nonce)).data.signIn).toEqual(refusal);
    expect((await kit.ask(`{ me { email name memberships { role } } }`, {}, sessions[0])).data.me).toEqual({
      email: 'ann@works.example',
      name: 'ann',
      memberships: [],
    });
    expect(await dump()).not.toMatch(new RegExp([token, nonce, sessions[0]!.slice(4)].join('|')));
  });

  it('runs out after a quarter of an hour, and with the link that was used instead', async () => {
    const [first, second] = [newNonce(), newNonce()];
    await requestLink('late@works.example', first);
    const early = await tokenSentTo('late@works.example');
    minutesOn(16);
    expect((await signIn(early, first)).data.signIn.errors).toHaveLength(1);
    kit.db.clock.now = undefined;
    await requestLink('late@works.example', second);
    expect((await signIn(await tokenSentTo('late@works.example'), second)).data.signIn.errors).toEqual([]);
    expect((await signIn(early, first)).data.signIn.errors).toHaveLength(1);
  });

  it('answers alike for those who have an account and those who have none, and not without end', async () => {
    await kit.person('known@works.example');
    for (const email of ['known@works.example', 'unknown@works.example']) {
      const answers: Answer[] = [];
      for (let at = 0; at < 6; at += 1) answers.push(await requestLink(email, newNonce()));
      expect(answers.map(({ data }) => data.requestSignInLink as unknown)).toEqual([
        ...Array.from({ length: 5 }, () => ({ sent: true, errors: [] })),
        { sent: null, errors: [{ code: 'TOO_MANY_LINKS', path: ['email'] }] },
      ]);
      expect(await lettersTo(email)).toHaveLength(5);
    }
    expect(await kit.db.reading().query(`SELECT 1 FROM people WHERE email LIKE 'unknown@%'`)).toEqual([]);
    minutesOn(16);
    expect((await requestLink('known@works.example', newNonce())).data.requestSignInLink.sent).toBe(true);
  });

  it('is refused where the address or the nonce cannot be meant', async () => {
    const codes = async (email: string, nonce: string): Promise<unknown> =>
      (await requestLink(email, nonce)).data.requestSignInLink.errors as unknown;
    expect(await codes('nobody', newNonce())).toEqual([{ code: 'INVALID_EMAIL', path: ['email'] }]);
    expect(await codes('a@b.example\nBcc: c@d.example', newNonce())).toMatchObject([
      { code: 'INVALID_EMAIL' },
    ]);
    expect(await codes('a@b.example', 'short')).toEqual([{ code: 'INVALID_VALUE', path: ['nonce'] }]);
    expect(await lettersTo('a@b.example')).toEqual([]);
  });

  it('stays between the letter and its recipient: officers read the outbox, not the link', async () => {
    const officer = await kit.person('officer@authority.example', { staffRoles: ['OFFICER'] });
    await requestLink('private@works.example', newNonce());
    const token = await tokenSentTo('private@works.example');
    const { data } = await kit.ask(`{ outbox(first: 100) { id recipient html text } }`, {}, officer.token);
    const letters = data.outbox as { id: string; recipient: string }[];
    const letter = letters.find(({ recipient }) => recipient === 'private@works.example')!;
    const one = await kit.ask(
      `query ($id: ID!) { mail(id: $id) { html text } }`,
      { id: letter.id },
      officer.token,
    );
    expect(one.data.mail.text).toMatch(/Only its recipient/);
    expect(JSON.stringify([data, one.data])).not.toContain(token);
  });
});

describe('sessions', () => {
  it('are listed and ended by those whose they are, and by nobody else', async () => {
    const [laptop, phone] = [
      await signedIn('two@works.example', 'Firefox on Linux'),
      await signedIn('two@works.example', 'A phone'),
    ];
    const stranger = await signedIn('stranger@works.example');
    const list = async (token: string): Promise<Listed[]> =>
      (await kit.ask(`{ sessions { id method device current } }`, {}, token)).data.sessions as Listed[];
    expect(await list(laptop)).toMatchObject([
      { method: 'LINK', device: 'A phone', current: false },
      { method: 'LINK', device: 'Firefox on Linux', current: true },
    ]);
    const [lost] = await list(laptop);
    const revoke = `mutation ($id: ID!) { revokeSession(id: $id) { id errors { code } } }`;
    const refused = await kit.ask(revoke, { id: lost!.id }, stranger);
    expect(refused.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(await list(phone)).toHaveLength(2);
    expect((await kit.ask(revoke, { id: lost!.id }, laptop)).data.revokeSession.errors).toEqual([]);
    expect((await kit.ask(`{ me { id } }`, {}, phone)).status).toBe(401);
    const out = await kit.ask(`mutation { signOut { id errors { code } } }`, {}, laptop);
    expect(out.data.signOut.errors).toEqual([]);
    expect((await kit.ask(`{ sectors { code } }`, {}, laptop)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect((await list(stranger)).map(({ current }) => current)).toEqual([true]);
  });

  it('run out', async () => {
    const token = await signedIn('out@works.example');
    minutesOn(14 * 24 * 60 + 1);
    expect((await kit.ask(`{ me { id } }`, {}, token)).status).toBe(401);
  });
});

describe('tokens of the API', () => {
  const create = (input: object, token: string): Promise<Answer> =>
    kit.ask(
      `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { id token scopes errors { code } } }`,
      { input },
      token,
    );
  const codeOf = ({ errors }: Answer): string | undefined => errors[0]?.extensions.code;

  it('do no more than their scopes say, whatever the person may', async () => {
    const session = await signedIn('erp@works.example');
    const made = (answer: Answer): Made => answer.data.createApiToken as Made;
    const reader = made(await create({ name: 'report', scopes: ['READ'] }, session));
    const writer = made(await create({ name: 'ERP' }, session));
    expect([reader.scopes, writer.scopes]).toEqual([['READ'], ['READ', 'WRITE']]);
    const register = (token: string): Promise<Answer> =>
      kit.ask(
        `mutation { registerBuyer(input: { name: "Erp Buying", postcode: "DE24 8SE" }) { buyer { id } errors { code } } }`,
        {},
        token,
      );
    const before = await kit.db.reading().query(`SELECT count(*) FROM organisations`);
    expect(codeOf(await register(reader.token))).toBe('OUT_OF_SCOPE');
    expect(await kit.db.reading().query(`SELECT count(*) FROM organisations`)).toEqual(before);
    expect((await register(writer.token)).data.registerBuyer.errors).toEqual([]);
    for (const { token } of [reader, writer]) {
      expect((await kit.ask(`{ me { email } }`, {}, token)).data.me.email).toBe('erp@works.example');
      expect(codeOf(await kit.ask(`{ sessions { id } }`, {}, token))).toBe('OUT_OF_SCOPE');
      expect(codeOf(await kit.ask(`{ apiTokens { id } }`, {}, token))).toBe('OUT_OF_SCOPE');
      expect(codeOf(await create({ name: 'more', scopes: ['WRITE'] }, token))).toBe('OUT_OF_SCOPE');
    }
    const listed = await kit.ask(`{ apiTokens { id name scopes } }`, {}, session);
    expect(listed.data.apiTokens).toEqual([
      { id: writer.id, name: 'ERP', scopes: ['READ', 'WRITE'] },
      { id: reader.id, name: 'report', scopes: ['READ'] },
    ]);
    expect(JSON.stringify(listed.data)).not.toContain(writer.token);
    const revoke = `mutation ($id: ID!) { revokeApiToken(id: $id) { errors { code } } }`;
    expect(codeOf(await kit.ask(revoke, { id: reader.id }, await signedIn('thief@works.example')))).toBe(
      'NOT_FOUND',
    );
    expect((await kit.ask(revoke, { id: reader.id }, session)).data.revokeApiToken.errors).toEqual([]);
    expect((await kit.ask(`{ me { id } }`, {}, reader.token)).status).toBe(401);
    expect((await kit.ask(`{ me { id } }`, {}, writer.token)).status).toBe(200);
  });
});
