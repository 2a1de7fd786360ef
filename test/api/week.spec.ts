import { IntroductionSteps, ReplyClock } from '#lib/introductions';
import { MatchIndexHolder } from '#lib/match-lists';
import { NotificationService } from '#lib/notifications';
import { eventually } from '#lib/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { type ApiKit, pick, startApiKit } from './api.kit.js';

/*
 * A week of two buyers, thirty suppliers, two cluster bodies and an officer. Everything people do goes through the
 * API, sign-in included; the test's hands are the mail they read, the clock, and the job that the clock would start.
 */

interface Person {
  email: string;
  token: string;
}
interface Firm extends Person {
  id: string;
  name: string;
}

let kit: ApiKit;
let officer: Person;
let administrator: Person;
const buyers: Firm[] = [];
const suppliers: Firm[] = [];
const clusters: Firm[] = [];
const requirements: string[] = [];
/** Introductions by `requirement index:supplier index`. */
const introductions = new Map<string, string>();

const clockTo = (day: number, hour = 9): void => {
  kit.db.clock.now = new Date(Date.UTC(2026, 10, day, hour));
};

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Data = any;

/** Asks, and expects nothing to be wrong with the document; the payload's own errors are the caller's to look at. */
async function ask(person: Person, document: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await kit.ask(document, variables, person.token);
  expect(errors).toEqual([]);
  return data;
}

/** A mutation with one input, that must be done; its payload. */
async function done(
  person: Person,
  name: string,
  type: string,
  input: object,
  fields: string,
): Promise<Data> {
  const data = await ask(
    person,
    `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} errors { code path message } } }`,
    { input },
  );
  expect([name, data[name].errors]).toEqual([name, []]);
  return data[name];
}

/** Signs in by the link in the letter. */
async function signIn(email: string): Promise<Person> {
  const nonce = randomBytes(24).toString('base64url');
  await kit.ask(`mutation ($input: RequestSignInLinkInput!) { requestSignInLink(input: $input) { sent } }`, {
    input: { email, nonce },
  });
  const [letter] = await kit.db
    .reading()
    .query<{ text: string }>(`SELECT text FROM mail_messages WHERE recipient = $1 ORDER BY id DESC LIMIT 1`, [
      email,
    ]);
  const token = /[?&]token=([\w-]{43})/.exec(letter!.text)![1]!;
  const { data } = await kit.ask(
    `mutation ($input: SignInInput!) { signIn(input: $input) { token errors { code } } }`,
    { input: { token, nonce } },
  );
  return { email, token: data.signIn.token as string };
}

async function introduce(
  name: 'expressInterest' | 'inviteSupplier',
  at: number,
  supplier: number,
): Promise<void> {
  const by = name === 'expressInterest' ? suppliers[supplier]! : buyers[at % 2]!;
  const input = { requirementId: requirements[at], supplierId: suppliers[supplier]!.id };
  const { introduction } = await done(by, name, 'BeginIntroductionInput', input, 'introduction { id state }');
  introductions.set(`${at}:${supplier}`, introduction.id as string);
}

const step = (by: Person, name: string, type: string, key: string, more: object = {}): Promise<Data> =>
  done(
    by,
    name,
    type,
    { introductionId: introductions.get(key), ...more },
    'introduction { id state reasonCode }',
  );

async function sweep(): Promise<{ reminded: number; lapsed: number }> {
  const notifications = new NotificationService();
  const steps = new IntroductionSteps(notifications, new MatchIndexHolder());
  const [handler] = new ReplyClock(steps, notifications).handlers(kit.db.unitOfWork);
  const run = { requestId: 'week-sweep', jobId: '1', attempt: 1, log: kit.db.log };
  return (await handler!.handle({}, run)) as { reminded: number; lapsed: number };
}

const statesOf = async (at: number): Promise<string[]> => {
  const data = await ask(
    buyers[at % 2]!,
    `query ($id: ID!) { requirement(id: $id) { introductions(first: 100) { edges { node { state } } } } }`,
    { id: requirements[at] },
  );
  return (pick(pick(data.requirement.introductions.edges, 'node'), 'state') as string[]).sort();
};

const newsOf = async (person: Person): Promise<string[]> => {
  const data = await ask(person, `{ notifications(first: 100) { edges { node { title } } } }`);
  return pick(pick(data.notifications.edges, 'node'), 'title') as string[];
};

beforeAll(async () => {
  kit = await startApiKit();
  clockTo(2, 8);
  // The first staff cannot be made through the API: the command line does.
  officer = {
    email: 'officer@authority.example',
    ...(await kit.person('officer@authority.example', { staffRoles: ['OFFICER'] })),
  };
  administrator = {
    email: 'administrator@authority.example',
    ...(await kit.person('administrator@authority.example', { staffRoles: ['ADMINISTRATOR'] })),
  };
});
afterAll(() => kit.stop());

describe('a week', () => {
  it('Monday: everybody signs in and registers', async () => {
    for (const [name, postcode] of [
      ['Derwent Aero plc', 'DE24 8SE'],
      ['Arden Vehicles plc', 'CV3 4LF'],
    ] as const) {
      const person = await signIn(`buying@${name.split(' ')[0]!.toLowerCase()}.example`);
      const { buyer } = await done(
        person,
        'registerBuyer',
        'RegisterBuyerInput',
        { name, postcode },
        'buyer { id }',
      );
      buyers.push({ ...person, name, id: buyer.id as string });
    }
    // Two of the thirty come from a file of the authority, and are claimed by their people.
    const csv =
      'name,postcode,capabilities\nSoar Turned Parts Ltd,LE4 5SP,CNC turning\nTame Turned Parts Ltd,B7 4BB,CNC turning\n';
    const { importSuppliers } = await ask(
      officer,
      `mutation ($csv: String!) { importSuppliers(input: { csv: $csv }) { run { state importSummary { accepted rejected } } errors { code } } }`,
      { csv },
    );
    expect(importSuppliers).toMatchObject({
      run: { importSummary: { accepted: 2, rejected: 0 } },
      errors: [],
    });
    for (let n = 0; n < 28; n += 1) {
      const name = `Works ${n} Ltd`;
      const person = await signIn(`works${n}@example.com`);
      const input = {
        name,
        postcode: n % 2 === 0 ? 'DE24 9FU' : 'B7 4BB',
        statedCapabilities: ['CNC turning', ...(n < 10 ? ['5-axis milling'] : [])],
        certificates: n < 5 ? [{ stated: 'AS9100D', validTo: '2028-01-01' }] : [],
        annualTurnoverGbp: 5_000_000,
      };
      const { supplier } = await done(
        person,
        'registerSupplier',
        'RegisterSupplierInput',
        input,
        'supplier { id }',
      );
      suppliers.push({ ...person, name, id: supplier.id as string });
    }
    for (const [n, name] of ['Soar Turned Parts Ltd', 'Tame Turned Parts Ltd'].entries()) {
      const person = await signIn(`owner${n}@turned.example`);
      const found = await eventuallyFound(person, name);
      const input = { organisationId: found, evidence: 'I am its managing director, see the register.' };
      const { request } = await done(
        person,
        'claimOrganisation',
        'AccessRequestInput',
        input,
        'request { id }',
      );
      await done(
        officer,
        'decideAccessRequest',
        'DecideAccessRequestInput',
        { id: request.id, approve: true },
        'request { state }',
      );
      suppliers.push({ ...person, name, id: found });
    }
    for (const [n, name] of ['Midlands Turners', 'Heart of Milling'].entries()) {
      const { id } = await done(officer, 'createClusterBody', 'CreateClusterBodyInput', { name }, 'id');
      const email = `manager${n}@cluster.example`;
      await done(
        administrator,
        'inviteMember',
        'InviteMemberInput',
        { organisationId: id, email, role: 'CLUSTER_MANAGER' },
        'id',
      );
      const person = await signIn(email);
      const { myInvitations } = await ask(person, `{ myInvitations { id } }`);
      const { acceptInvitation } = await ask(
        person,
        `mutation ($id: ID!) { acceptInvitation(id: $id) { errors { code } } }`,
        { id: myInvitations[0].id },
      );
      expect(acceptInvitation.errors).toEqual([]);
      clusters.push({ ...person, name, id: id as string });
      const members = suppliers.filter((_, at) => at % 2 === n).map((supplier) => supplier.id);
      const { addClusterMembers } = await ask(
        person,
        `mutation ($clusterId: ID!, $organisationIds: [ID!]!) { addClusterMembers(clusterId: $clusterId, organisationIds: $organisationIds) { added errors { code } } }`,
        { clusterId: id, organisationIds: members },
      );
      expect(addClusterMembers).toEqual({ added: 15, errors: [] });
    }
    expect(suppliers).toHaveLength(30);
  }, 60_000);

  it('Monday afternoon: buyers publish, and see at once who fits', async () => {
    for (const [at, title] of [
      'Turned pins',
      'Milled brackets',
      'Turned rings',
      'Prototype shafts',
    ].entries()) {
      const milled = title.startsWith('Milled');
      const input = {
        buyerId: buyers[at % 2]!.id,
        title,
        needs: [{ phrase: milled ? 'five-axis milling' : 'CNC turning', importance: 'MUST' }],
        certifications: milled ? { required: ['AS9100'] } : null,
        replyDays: at === 2 ? 2 : 10,
        valueGbp: 100_000,
      };
      const { requirement } = await done(
        buyers[at % 2]!,
        'createRequirement',
        'CreateRequirementInput',
        input,
        'requirement { id }',
      );
      requirements.push(requirement.id as string);
      const published = await ask(
        buyers[at % 2]!,
        `mutation ($id: ID!) { publishRequirement(id: $id) { errors { code } } }`,
        { id: requirement.id },
      );
      expect(published.publishRequirement.errors).toEqual([]);
    }
    await eventually('matches of every requirement', async () => {
      const counts = await Promise.all(
        requirements.map(async (id, at) => {
          const data = await ask(
            buyers[at % 2]!,
            `query ($id: ID!) { requirement(id: $id) { matches { eligibleCount } } }`,
            { id },
          );
          return data.requirement.matches.eligibleCount as number;
        }),
      );
      return counts.join() === '30,5,30,30';
    });
  });

  it('Tuesday: interest, invitations and a suggestion', async () => {
    clockTo(3);
    for (let n = 0; n < 10; n += 1) await introduce('expressInterest', 0, n);
    for (let n = 0; n < 5; n += 1) await introduce('inviteSupplier', 1, n);
    for (let n = 10; n < 14; n += 1) await introduce('expressInterest', 2, n);
    for (let n = 14; n < 16; n += 1) await introduce('inviteSupplier', 2, n);
    await introduce('expressInterest', 3, 29);
    const input = { requirementId: requirements[3], supplierId: suppliers[28]!.id };
    await done(clusters[0]!, 'suggestIntroduction', 'BeginIntroductionInput', input, 'introduction { id }');
    await done(
      clusters[0]!,
      'vouchForClaim',
      'VouchForClaimInput',
      {
        clusterId: clusters[0]!.id,
        supplierId: suppliers[0]!.id,
        claim: { capabilityCode: 'five-axis-milling' },
      },
      'supplier { id }',
    );
    expect(await newsOf(suppliers[28]!)).toContain('Suggested to you: Prototype shafts');
    expect(await newsOf(buyers[0]!)).toHaveLength(14);
  });

  it('Wednesday: answers and refusals, and nobody does what is not theirs', async () => {
    clockTo(4);
    for (let n = 0; n < 3; n += 1) {
      const input = { requirementId: requirements[1], supplierId: suppliers[n]!.id };
      await done(suppliers[n]!, 'expressInterest', 'BeginIntroductionInput', input, 'introduction { state }');
    }
    await step(suppliers[3]!, 'declineIntroduction', 'TurnAwayInput', '1:3', { reason: 'NO_CAPACITY' });
    for (let n = 0; n < 4; n += 1) await step(buyers[0]!, 'shortlistSupplier', 'ShortlistInput', `0:${n}`);
    await step(buyers[0]!, 'declineIntroduction', 'TurnAwayInput', '0:4', {
      reason: 'PRICE',
      message: 'Too dear this time.',
    });
    await step(suppliers[5]!, 'withdrawIntroduction', 'TurnAwayInput', '0:5', { reason: 'LEAD_TIME' });
    const before = await statesOf(0);
    for (const person of [suppliers[7]!, buyers[1]!, clusters[0]!]) {
      const { errors } = await kit.ask(
        `mutation ($input: ShortlistInput!) { shortlistSupplier(input: $input) { errors { code } } }`,
        { input: { introductionId: introductions.get('0:6') } },
        person.token,
      );
      expect(pick(pick(errors, 'extensions'), 'code')).toEqual(['NOT_FOUND']);
    }
    expect(await statesOf(0)).toEqual(before);
  });

  it('Thursday: an amendment is told to those it concerns', async () => {
    clockTo(5);
    await done(
      buyers[1]!,
      'updateRequirement',
      'UpdateRequirementInput',
      { id: requirements[1], valueGbp: 140_000 },
      'requirement { id }',
    );
    for (const n of [0, 1, 2, 4]) expect(await newsOf(suppliers[n]!)).toContain('Changed: Milled brackets');
    expect(await newsOf(suppliers[20]!)).not.toContain('Changed: Milled brackets');
    expect((await sweep()).lapsed).toBe(0);
  });

  it('Friday: what was not answered lapses, and counts', async () => {
    clockTo(6);
    // Two working days from Tuesday have passed: four who asked, two who were asked.
    expect((await sweep()).lapsed).toBe(6);
    expect(await statesOf(2)).toEqual(Array(6).fill('LAPSED'));
    const { requirement } = await ask(
      suppliers[10]!,
      `query ($id: ID!) { requirement(id: $id) { buyer { replyRate { asked answered } } } }`,
      { id: requirements[2] },
    );
    // Derwent answered five of the nine it has answered or let lapse.
    expect(requirement.buyer.replyRate).toEqual({ asked: 9, answered: 5 });
  });

  it('Friday afternoon: awards, and everybody hears back', async () => {
    clockTo(6, 15);
    await step(buyers[0]!, 'recordAward', 'RecordAwardInput', '0:0', {
      valueGbp: 95_000,
      jobs: 2,
      startsOn: '2027-01-04',
    });
    expect(await statesOf(0)).toEqual(['AWARDED', ...Array<string>(8).fill('DECLINED'), 'WITHDRAWN']);
    await step(buyers[1]!, 'shortlistSupplier', 'ShortlistInput', '1:1');
    await step(buyers[1]!, 'recordAward', 'RecordAwardInput', '1:1', { valueGbp: 140_000 });
    for (const at of [2, 3]) {
      const closed = await ask(
        buyers[at % 2]!,
        `mutation ($id: ID!) { closeRequirement(id: $id, outcome: "No budget this year") { errors { code } } }`,
        { id: requirements[at] },
      );
      expect(closed.closeRequirement.errors).toEqual([]);
    }
    for (const at of requirements.keys()) {
      for (const state of await statesOf(at))
        expect(['AWARDED', 'DECLINED', 'WITHDRAWN', 'LAPSED']).toContain(state);
    }
    // Whoever waited for word has had some.
    for (const [key, wanted] of [
      ['0:6', 'Closed: Turned pins'],
      ['1:4', 'Closed: Milled brackets'],
      ['2:11', 'No answer from Derwent Aero plc: Turned rings'],
      ['3:29', 'Closed: Prototype shafts'],
    ] as const) {
      expect(await newsOf(suppliers[Number(key.split(':')[1])]!)).toContain(wanted);
    }
    expect((await newsOf(suppliers[0]!))[0]).not.toBe('Closed: Turned pins');
  });

  it('the Monday after: a supplier is erased, and its name with it', async () => {
    clockTo(9);
    const gone = suppliers[4]!;
    const { eraseOrganisation } = await ask(
      gone,
      `mutation ($id: ID!) { eraseOrganisation(id: $id, reason: "We have closed.") { erased errors { code } } }`,
      { id: gone.id },
    );
    expect(eraseOrganisation).toEqual({ erased: true, errors: [] });
    const tables = await kit.db
      .reading()
      .query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
      );
    const traces: string[] = [];
    for (const { name } of tables) {
      const rows = await kit.db
        .reading()
        .query(`SELECT 1 FROM "${name}" AS row WHERE row::text ILIKE $1 LIMIT 1`, [`%${gone.name}%`]);
      if (rows.length > 0) traces.push(name);
    }
    expect(traces).toEqual([]);
    const seen = await kit.ask(
      `query ($id: ID!) { supplier(id: $id) { name } }`,
      { id: gone.id },
      officer.token,
    );
    expect(pick(pick(seen.errors, 'extensions'), 'code')).toEqual(['NOT_FOUND']);
  });
});

/** The id of a supplier that search finds by its name. */
async function eventuallyFound(person: Person, name: string): Promise<string> {
  let id: string | undefined;
  await eventually(`search to find ${name}`, async () => {
    const data = await ask(
      person,
      `query ($query: String!) { searchSuppliers(query: $query, first: 50) { edges { node { id name claimed } } } }`,
      { query: 'CNC turning' },
    );
    const nodes = pick(data.searchSuppliers.edges, 'node') as {
      id: string;
      name: string;
      claimed: boolean;
    }[];
    id = nodes.find((node) => node.name === name && !node.claimed)?.id;
    return id !== undefined;
  });
  return id!;
}
