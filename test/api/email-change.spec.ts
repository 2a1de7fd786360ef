import { toOpaqueId } from '#lib/platform';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, type Caller, startApiKit } from './api.kit.js';

let kit: ApiKit;
beforeAll(async () => {
  kit = await startApiKit({ PUBLIC_URL: 'https://portal.example/', CONTACT_EMAIL: 'help@portal.example' });
});
afterAll(() => kit.stop());
afterEach(() => {
  kit.db.clock.now = undefined;
});

const minutesOn = (minutes: number): void => {
  kit.db.clock.now = new Date(Date.now() + minutes * 60_000);
};
const request = async (email: string, { token }: Caller) =>
  (
    await kit.ask(
      `mutation ($email: String!) { requestEmailChange(email: $email) { sent errors { code path } } }`,
      { email },
      token,
    )
  ).data.requestEmailChange as unknown;
const confirm = async (link: string, { token }: Caller) =>
  (
    await kit.ask(
      `mutation ($token: String!) { confirmEmailChange(token: $token) { email errors { code path } } }`,
      { token: link },
      token,
    )
  ).data.confirmEmailChange as unknown;
const me = async ({ token }: Caller): Promise<unknown> =>
  (await kit.ask(`{ me { email awaitedEmail } }`, {}, token)).data.me as unknown;
const lettersTo = (email: string): Promise<{ text: string; secret: boolean }[]> =>
  kit.db
    .reading()
    .query(`SELECT text, secret FROM mail_messages WHERE recipient = $1 ORDER BY created_at DESC, id DESC`, [
      email,
    ]);
async function linkSentTo(email: string): Promise<string> {
  const [letter] = await lettersTo(email);
  expect(letter).toMatchObject({ secret: true });
  return /https:\/\/portal\.example\/account\/address\?token=([\w-]{43})(?:\s|$)/.exec(letter!.text)![1]!;
}
const sent = { sent: true, errors: [] };
const notValid = { email: null, errors: [{ code: 'LINK_NOT_VALID', path: ['token'] }] };

describe('another address for one’s account', () => {
  it('is taken once the link sent to it is opened by who asked, and the one before is told', async () => {
    const ann = await kit.person('ann@works.example');
    const other = await kit.person('other@works.example');
    const inviting = await kit.person('owner@firm.example');
    const registered = await kit.ask(
      `mutation { registerSupplier(input: { name: "Firm", postcode: "DE24 8SE", statedCapabilities: ["turning"] }) { supplier { id } } }`,
      {},
      inviting.token,
    );
    await kit.ask(
      `mutation ($id: ID!) { inviteMember(input: { organisationId: $id, email: "ann@works.example", role: VIEWER }) { errors { code } } }`,
      { id: registered.data.registerSupplier.supplier.id as string },
      inviting.token,
    );
    expect(await request(' Ann@Home.example ', ann)).toEqual(sent);
    const link = await linkSentTo('ann@home.example');
    expect(await me(ann)).toEqual({ email: 'ann@works.example', awaitedEmail: 'ann@home.example' });
    expect(await confirm(link, other)).toEqual(notValid);
    const both = await Promise.all([confirm(link, ann), confirm(link, ann)]);
    expect(both).toEqual(expect.arrayContaining([{ email: 'ann@home.example', errors: [] }, notValid]));
    expect(await me(ann)).toEqual({ email: 'ann@home.example', awaitedEmail: null });
    const [told] = await lettersTo('ann@works.example');
    expect(told).toMatchObject({ text: expect.stringMatching(/ann@home\.example[^]*help@portal\.example/) });
    const { data } = await kit.ask(`{ myInvitations { organisationName } }`, {}, ann.token);
    expect(data.myInvitations).toEqual([{ organisationName: 'Firm' }]);
  });

  it('asked for twice is the one asked for last, and within an hour', async () => {
    const ben = await kit.person('ben@works.example');
    await request('ben@first.example', ben);
    const first = await linkSentTo('ben@first.example');
    await request('ben@second.example', ben);
    const second = await linkSentTo('ben@second.example');
    expect(await confirm(first, ben)).toEqual(notValid);
    minutesOn(61);
    expect(await me(ben)).toEqual({ email: 'ben@works.example', awaitedEmail: null });
    expect(await confirm(second, ben)).toEqual(notValid);
  });

  it('answers alike for an address that has an account, whose owner alone is told', async () => {
    const cat = await kit.person('cat@works.example');
    await kit.person('taken@works.example');
    expect(await request('taken@works.example', cat)).toEqual(sent);
    const [letter] = await lettersTo('taken@works.example');
    expect(letter!.text).toContain('It has an account of its own, so nothing was changed.');
    expect(letter!.text).not.toContain('token=');
    await request('late@works.example', cat);
    const link = await linkSentTo('late@works.example');
    await kit.person('late@works.example');
    expect(await confirm(link, cat)).toEqual({
      email: null,
      errors: [{ code: 'EMAIL_TAKEN', path: ['token'] }],
    });
    expect(await me(cat)).toMatchObject({ email: 'cat@works.example' });
  });

  it('is refused where it cannot be meant, and not sent to without end', async () => {
    const dan = await kit.person('dan@works.example');
    const refusal = (code: string) => ({ sent: null, errors: [{ code, path: ['email'] }] });
    expect(await request('nobody', dan)).toEqual(refusal('INVALID_EMAIL'));
    expect(await request('DAN@works.example', dan)).toEqual(refusal('SAME_EMAIL'));
    for (let at = 0; at < 5; at += 1) expect(await request(`dan${at}@home.example`, dan)).toEqual(sent);
    expect(await request('dan6@home.example', dan)).toEqual(refusal('TOO_MANY_LINKS'));
    expect(await confirm(await linkSentTo('dan4@home.example'), dan)).toMatchObject({ errors: [] });
  });

  it('leaves what was sent to the one before in the export, and goes with the account', async () => {
    const eve = await kit.person('eve.before@works.example');
    await request('eve.after@works.example', eve);
    await confirm(await linkSentTo('eve.after@works.example'), eve);
    const { data } = await kit.ask(`mutation { requestDataExport { content } }`, {}, eve.token);
    const content = JSON.parse(data.requestDataExport.content as string) as Record<string, object[]>;
    expect(content.mail_messages).toMatchObject([{ recipient: 'eve.before@works.example' }]);
    expect(content.address_changes).toMatchObject([{ from_email: 'eve.before@works.example' }]);
    await kit.ask(
      `mutation ($id: ID!) { erasePerson(id: $id) { erased } }`,
      { id: toOpaqueId('person', eve.personId) },
      eve.token,
    );
    expect(await lettersTo('eve.before@works.example')).toEqual([]);
    expect(await lettersTo('eve.after@works.example')).toEqual([]);
    const left = await kit.db
      .reading()
      .query(`SELECT FROM address_changes WHERE person_id = $1`, [eve.personId]);
    expect(left).toEqual([]);
  });
});
