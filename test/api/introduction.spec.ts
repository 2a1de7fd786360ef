import { IntroductionSteps, ReplyClock, sweepIntroductions } from '#lib/introductions';
import { MatchIndexHolder } from '#lib/match-lists';
import { NotificationService } from '#lib/notifications';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';
import { publishRequirement, registerBuyer, registerSupplier } from './work.kit.js';

const shown = `id state awaiting dueOn overdue reasonCode reason steps crossRegional
  award { valueGbp jobs awardedOn startsOn } awardToApprove
  events { action state side reasonCode } messages { side body } contacts { supplier { email } buyer { email } }`;
const step = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { introduction { ${shown} } errors { code path message } } }`;
const steps = {
  expressInterest: step('expressInterest', 'BeginIntroductionInput'),
  inviteSupplier: step('inviteSupplier', 'BeginIntroductionInput'),
  suggestIntroduction: step('suggestIntroduction', 'BeginIntroductionInput'),
  shortlistSupplier: step('shortlistSupplier', 'ShortlistInput'),
  declineIntroduction: step('declineIntroduction', 'TurnAwayInput'),
  withdrawIntroduction: step('withdrawIntroduction', 'TurnAwayInput'),
  recordAward: step('recordAward', 'RecordAwardInput'),
  sendIntroductionMessage: step('sendIntroductionMessage', 'SendMessageInput'),
};
const read = `query ($id: ID!) { introduction(id: $id) { ${shown} } }`;
const list = `query ($filter: IntroductionFilterInput, $first: Int, $after: String) {
  introductions(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id state supplierName } } } }`;

let kit: ApiKit;
let officer: Caller;
let buyer: Caller;
let colleague: Caller;
let stranger: Caller;
let manager: Caller;
let buyerId: string;
const suppliers: { id: string; caller: Caller; email: string }[] = [];

interface Outcome {
  introduction: { id: string; state: string; dueOn: string | null; steps: string[] } & Record<
    string,
    unknown
  >;
  errors: { code: string; path: string[] }[];
}

async function take(name: keyof typeof steps, input: object, caller: Caller): Promise<Outcome> {
  const { data, errors } = await kit.ask(steps[name], { input }, caller.token);
  expect(errors).toEqual([]);
  return data[name] as Outcome;
}

/** The codes of the errors that keep a step from being taken, whichever way they come. */
async function refused(name: keyof typeof steps, input: object, caller: Caller): Promise<string[]> {
  const { data, errors } = await kit.ask(steps[name], { input }, caller.token);
  return [
    ...errors.map(({ extensions }) => extensions.code),
    ...pick(data?.[name]?.errors ?? [], 'code'),
  ] as string[];
}

const publish = (title: string, more: object = {}): Promise<string> =>
  publishRequirement(kit, { buyerId, title, ...more }, buyer.token);

async function stateOf(id: string): Promise<string> {
  const { data } = await kit.ask(
    `query ($id: ID!) { requirement(id: $id) { state } }`,
    { id },
    officer.token,
  );
  return data.requirement.state as string;
}

/** Titles of the news somebody has, latest first. */
async function newsOf(email: string): Promise<string[]> {
  const rows = await kit.db
    .reading()
    .query<{ title: string }>(
      `SELECT title FROM notifications n JOIN people p ON p.id = n.person_id WHERE p.email = $1 ORDER BY n.id DESC`,
      [email],
    );
  return rows.map(({ title }) => title);
}

/** What is stored of introductions, to prove that a refusal changes nothing. */
const stored = (): Promise<unknown[]> =>
  kit.db.reading().query(
    `SELECT i.*, (SELECT count(*) FROM introduction_events e WHERE e.introduction_id = i.id) AS events,
            (SELECT count(*) FROM notifications) AS news
       FROM introductions i ORDER BY id`,
  );

async function sweep(): Promise<{ reminded: number; lapsed: number }> {
  const notifications = new NotificationService();
  const clock = new ReplyClock(new IntroductionSteps(notifications, new MatchIndexHolder()), notifications);
  const handler = clock.handlers(kit.db.unitOfWork).find(({ job }) => job.name === sweepIntroductions.name)!;
  const run = { requestId: 'test-sweep', jobId: '1', attempt: 1, log: kit.db.log };
  return (await handler.handle({}, run)) as { reminded: number; lapsed: number };
}

beforeAll(async () => {
  kit = await startApiKit();
  kit.db.clock.now = new Date('2026-11-02T09:00:00Z');
  officer = await kit.person('officer@example.com', { staffRoles: ['OFFICER'] });
  buyer = await kit.person('buyer@example.com');
  stranger = await kit.person('stranger@example.com');
  buyerId = await registerBuyer(kit, { name: 'Trent Aero plc' }, buyer.token);
  const [{ id: buyerUuid }] = (await kit.db
    .reading()
    .query<{ id: string }>(`SELECT id FROM organisations WHERE name = 'Trent Aero plc'`)) as [{ id: string }];
  colleague = await kit.person('colleague@example.com', {
    memberships: [{ organisationId: buyerUuid, role: 'EDITOR' }],
  });
  for (const [n, postcode] of ['B1 1AA', 'B7 4BB', 'NG11 0EE', 'WV10 9RU'].entries()) {
    const email = `supplier${n}@example.com`;
    const caller = await kit.person(email);
    const id = await registerSupplier(kit, { name: `Turner ${n} Ltd`, postcode }, caller.token);
    suppliers.push({ id, caller, email });
  }
  const cluster = await kit.db.writing(async (ctx) => {
    const [row] = await ctx.query<{ id: string }>(
      `INSERT INTO organisations (id, name, name_key, origin, cluster_body) VALUES (gen_random_uuid(), 'Turners United', 'turners united', 'REGISTERED', true) RETURNING id`,
    );
    await ctx.query(`INSERT INTO cluster_bodies (organisation_id) VALUES ($1)`, [row!.id]);
    await ctx.query(
      `INSERT INTO cluster_memberships (cluster_id, member_id, since) SELECT $1, id, '2026-01-01' FROM organisations WHERE name = 'Turner 0 Ltd'`,
      [row!.id],
    );
    return row!.id;
  });
  manager = await kit.person('manager@example.com', {
    memberships: [{ organisationId: cluster, role: 'CLUSTER_MANAGER' }],
  });
});
afterAll(() => kit.stop());
beforeEach(() => {
  kit.db.clock.now = new Date('2026-11-02T09:00:00Z');
});

describe('from match to award', () => {
  it('goes step by step, each told to the other side', async () => {
    const requirementId = await publish('Pins');
    const [first, second] = [suppliers[0]!, suppliers[1]!];
    const interest = await take(
      'expressInterest',
      { requirementId, supplierId: first.id, message: 'We turn titanium.' },
      first.caller,
    );
    expect(interest.introduction).toMatchObject({
      state: 'INTERESTED',
      awaiting: 'BUYER',
      dueOn: '2026-11-16',
      crossRegional: true,
      steps: ['WITHDRAW'],
      contacts: null,
    });
    expect(await newsOf('buyer@example.com')).toEqual(['Turner 0 Ltd is interested in Pins']);
    expect(await newsOf('colleague@example.com')).toHaveLength(1);
    expect(await newsOf(first.email)).toEqual([]);

    const invited = await take(
      'inviteSupplier',
      { requirementId, supplierId: second.id, dueOn: '2026-11-09' },
      buyer,
    );
    expect(invited.introduction).toMatchObject({
      state: 'INVITED',
      awaiting: 'SUPPLIER',
      dueOn: '2026-11-09',
    });
    const accepted = await take('expressInterest', { requirementId, supplierId: second.id }, second.caller);
    expect(accepted.introduction).toMatchObject({
      id: invited.introduction.id,
      state: 'INTERESTED',
      contacts: {
        supplier: [{ email: second.email }],
        buyer: [{ email: 'buyer@example.com' }, { email: 'colleague@example.com' }],
      },
    });

    const { id } = interest.introduction;
    const shortlisted = await take('shortlistSupplier', { introductionId: id }, buyer);
    expect(shortlisted.introduction).toMatchObject({
      state: 'SHORTLISTED',
      dueOn: null,
      steps: ['AWARD', 'DECLINE'],
    });
    expect(await stateOf(requirementId)).toBe('SHORTLISTING');
    await take('sendIntroductionMessage', { introductionId: id, body: 'When can you start?' }, buyer);
    const answered = await take(
      'sendIntroductionMessage',
      { introductionId: id, body: 'In March.' },
      first.caller,
    );
    expect(answered.introduction.messages).toEqual([
      { side: 'BUYER', body: 'When can you start?' },
      { side: 'SUPPLIER', body: 'In March.' },
    ]);

    const award = { valueGbp: 180_000, jobs: 4, startsOn: '2027-03-01' };
    const awarded = await take('recordAward', { introductionId: id, ...award }, buyer);
    expect(awarded.introduction).toMatchObject({
      state: 'AWARDED',
      award: { ...award, awardedOn: '2026-11-02' },
      steps: [],
      events: [
        { action: 'EXPRESS_INTEREST', side: 'SUPPLIER' },
        { action: 'SHORTLIST', side: 'BUYER' },
        { action: 'AWARD', side: 'BUYER' },
      ],
    });
    expect(await stateOf(requirementId)).toBe('AWARDED');
    // The other one hears back at once.
    const other = await kit.ask(read, { id: accepted.introduction.id }, second.caller.token);
    expect(other.data.introduction).toMatchObject({ state: 'DECLINED', reasonCode: 'AWARDED_ELSEWHERE' });
    expect(await newsOf(second.email)).toEqual(['Closed: Pins', 'Trent Aero plc invites you: Pins']);
    expect((await newsOf(first.email))[0]).toBe('Awarded to you: Pins');
  });

  it('needs a second person for an award when the buyer wants two', async () => {
    await kit.db.writing((ctx) => ctx.query(`UPDATE buyer_profiles SET two_person_awards = true`));
    const requirementId = await publish('Two pairs of eyes');
    const [supplier] = suppliers;
    const { introduction } = await take(
      'expressInterest',
      { requirementId, supplierId: supplier!.id },
      supplier!.caller,
    );
    const input = { introductionId: introduction.id };
    await take('shortlistSupplier', input, buyer);
    const recorded = await take('recordAward', { ...input, valueGbp: 1_000 }, buyer);
    expect(recorded.introduction).toMatchObject({ state: 'SHORTLISTED', awardToApprove: true });
    const seen = await kit.ask(read, { id: introduction.id }, supplier!.caller.token);
    expect(seen.data.introduction).toMatchObject({ award: null, awardToApprove: false });
    expect((await newsOf('colleague@example.com'))[0]).toBe('To approve: award of Two pairs of eyes');
    const approve = `mutation ($id: ID!) { approveAward(introductionId: $id) { introduction { state } errors { code } } }`;
    const own = await kit.ask(approve, { id: introduction.id }, buyer.token);
    expect(own.data.approveAward).toEqual({ introduction: null, errors: [{ code: 'SECOND_PERSON_NEEDED' }] });
    const theirs = await kit.ask(approve, { id: introduction.id }, colleague.token);
    expect(theirs.data.approveAward).toEqual({ introduction: { state: 'AWARDED' }, errors: [] });
    await kit.db.writing((ctx) => ctx.query(`UPDATE buyer_profiles SET two_person_awards = false`));
  });

  it('keeps how a supplier stood when it was decided on, for the buyer alone', async () => {
    const requirementId = await publish('Kept for the file', {
      certifications: { desired: ['ISO 9001'] },
    });
    const { id: supplierId, caller } = suppliers[1]!;
    const { introduction } = await take('inviteSupplier', { requirementId, supplierId }, buyer);
    const kept = `query ($id: ID!, $requirement: ID!) {
      introduction(id: $id) { events { action standing {
        score eligible rank engineVersion summary needs { phrase fit } blockers { code }
        criteria { name weight value contribution reason } } } }
      requirement(id: $requirement) { matches(first: 100, includeBlocked: true) { edges {
        score summary node { id } blockers { code } needs { phrase fit }
        criteria { name weight value contribution reason } } } } }`;
    const look = async (who: Caller) => {
      const { data } = await kit.ask(kept, { id: introduction.id, requirement: requirementId }, who.token);
      const edges = (data.requirement.matches?.edges ?? []) as { node: { id: string }; score: number }[];
      const today = edges.find(({ node }) => node.id === supplierId);
      const events = data.introduction.events as { action: string; standing: { score: number } | null }[];
      return { today, events };
    };
    const before = await look(buyer);
    const { node: _, ...then } = before.today!;
    expect(before.events).toMatchObject([{ action: 'INVITE', standing: { ...then, eligible: true } }]);

    const { data } = await kit.ask(
      `mutation ($input: UpdateSupplierInput!) { updateSupplier(input: $input) { errors { message } } }`,
      { input: { id: supplierId, certificates: [{ stated: 'ISO 9001', validTo: '2028-01-01' }] } },
      caller.token,
    );
    expect(data.updateSupplier.errors).toEqual([]);
    let after = await look(buyer);
    while (after.today!.score === then.score) after = await look(buyer);
    await take('shortlistSupplier', { introductionId: introduction.id }, buyer);
    const { node: __, ...now } = after.today!;
    expect(now.score).toBeGreaterThan(then.score);
    expect((await look(buyer)).events).toMatchObject([
      { action: 'INVITE', standing: then },
      { action: 'SHORTLIST', standing: now },
    ]);
    expect((await look(caller)).events.map(({ standing }) => standing)).toEqual([null, null]);
  });

  it('may begin with a suggestion of the supplier’s cluster body, and of no other', async () => {
    const requirementId = await publish('Suggested work');
    const pair = { requirementId, supplierId: suppliers[0]!.id };
    expect(await refused('suggestIntroduction', { ...pair, supplierId: suppliers[1]!.id }, manager)).toEqual([
      'NOT_FOUND',
    ]);
    expect(await refused('suggestIntroduction', pair, stranger)).toEqual(['NOT_FOUND']);
    expect((await take('suggestIntroduction', pair, manager)).introduction).toBeNull();
    const { data } = await kit.ask(
      list,
      { filter: { requirementId, states: ['SUGGESTED'] } },
      suppliers[0]!.caller.token,
    );
    expect(data.introductions.totalCount).toBe(1);
    const id = data.introductions.edges[0].node.id as string;
    const declined = await take(
      'declineIntroduction',
      { introductionId: id, reason: 'NOT_OUR_WORK' },
      suppliers[0]!.caller,
    );
    expect(declined.introduction).toMatchObject({ state: 'DECLINED', reasonCode: 'NOT_OUR_WORK' });
    expect((await newsOf('buyer@example.com'))[0]).toBe('Turner 0 Ltd declines: Suggested work');
  });
});

describe('the reply clock', () => {
  it('reminds, then ends what is not answered, and counts it', async () => {
    const requirementId = await publish('Slow answers', { replyDays: 5 });
    const [first, second] = [suppliers[2]!, suppliers[3]!];
    const interest = await take('expressInterest', { requirementId, supplierId: first.id }, first.caller);
    expect(interest.introduction.dueOn).toBe('2026-11-09');
    await take('inviteSupplier', { requirementId, supplierId: second.id }, buyer);
    expect(await sweep()).toEqual({ reminded: 0, lapsed: 0 });
    kit.db.clock.now = new Date('2026-11-04T09:00:00Z');
    // Two people of the buyer, one of the supplier; asked again, nobody is told again.
    expect(await sweep()).toEqual({ reminded: 3, lapsed: 0 });
    expect(await sweep()).toEqual({ reminded: 0, lapsed: 0 });
    expect((await newsOf(second.email))[0]).toBe('Answer by 9 November 2026: Slow answers');
    kit.db.clock.now = new Date('2026-11-09T09:00:00Z');
    expect(await sweep()).toEqual({ reminded: 3, lapsed: 0 });
    kit.db.clock.now = new Date('2026-11-10T09:00:00Z');
    expect(await sweep()).toEqual({ reminded: 0, lapsed: 2 });
    const lapsed = await kit.ask(read, { id: interest.introduction.id }, first.caller.token);
    expect(lapsed.data.introduction).toMatchObject({
      state: 'LAPSED',
      reasonCode: 'NO_REPLY',
      steps: ['EXPRESS_INTEREST'],
    });
    expect((await newsOf(first.email))[0]).toBe('No answer from Trent Aero plc: Slow answers');
    const rates = await kit.ask(
      `query ($supplier: ID!, $requirement: ID!) {
        supplier(id: $supplier) { replyRate { asked answered rate } }
        requirement(id: $requirement) { buyer { replyRate { asked answered rate medianDays } } } }`,
      { supplier: second.id, requirement: requirementId },
    );
    expect(rates.data.supplier.replyRate).toEqual({ asked: 1, answered: 0, rate: 0 });
    expect(rates.data.requirement.buyer.replyRate).toMatchObject({ asked: 4, answered: 3, rate: 0.75 });
    // Late is better than never.
    const late = await take('expressInterest', { requirementId, supplierId: second.id }, second.caller);
    expect(late.introduction).toMatchObject({ state: 'INTERESTED', dueOn: '2026-11-17' });
  });

  it('answers every supplier when a requirement closes', async () => {
    const requirementId = await publish('To be closed');
    const ids: string[] = [];
    for (const { id, caller } of suppliers.slice(0, 3)) {
      ids.push((await take('expressInterest', { requirementId, supplierId: id }, caller)).introduction.id);
    }
    const close = `mutation ($id: ID!, $outcomes: [ClosingOutcomeInput!]) {
      closeRequirement(id: $id, outcome: "Made in house", outcomes: $outcomes) { requirement { state outcome } errors { code path } } }`;
    const wrong = await kit.ask(
      close,
      {
        id: requirementId,
        outcomes: [{ introductionId: '01890000-0000-7000-8000-000000000000', reason: 'PRICE' }],
      },
      buyer.token,
    );
    expect(wrong.data.closeRequirement.errors).toEqual([
      { code: 'NOT_WAITING', path: ['outcomes', '0', 'introductionId'] },
    ]);
    expect(await stateOf(requirementId)).toBe('OPEN');
    const closed = await kit.ask(
      close,
      {
        id: requirementId,
        outcomes: [{ introductionId: ids[0], reason: 'PRICE', message: 'Close, though.' }],
      },
      buyer.token,
    );
    expect(closed.data.closeRequirement).toEqual({
      requirement: { state: 'CLOSED', outcome: 'Made in house' },
      errors: [],
    });
    const { data } = await kit.ask(
      `query ($id: ID!) { requirement(id: $id) { introductions { totalCount edges { node { state reasonCode reason } } } } }`,
      { id: requirementId },
      buyer.token,
    );
    expect(data.requirement.introductions.totalCount).toBe(3);
    expect(pick(pick(data.requirement.introductions.edges, 'node'), 'reasonCode').sort()).toEqual([
      'PRICE',
      'REQUIREMENT_CLOSED',
      'REQUIREMENT_CLOSED',
    ]);
    for (const { email } of suppliers.slice(0, 3))
      expect((await newsOf(email))[0]).toBe('Closed: To be closed');
  });
});

describe('who may not', () => {
  it('changes nothing and learns nothing', async () => {
    const requirementId = await publish('Private matters', { visibility: 'INVITED_ONLY' });
    const [first, second] = [suppliers[0]!, suppliers[1]!];
    const invited = await take('inviteSupplier', { requirementId, supplierId: first.id }, buyer);
    const { id } = invited.introduction;
    const before = await stored();
    const input = { introductionId: id };
    for (const caller of [stranger, second.caller, manager]) {
      expect(await refused('expressInterest', { requirementId, supplierId: first.id }, caller)).toEqual([
        'NOT_FOUND',
      ]);
      expect(await refused('inviteSupplier', { requirementId, supplierId: second.id }, caller)).toEqual([
        'NOT_FOUND',
      ]);
      expect(await refused('shortlistSupplier', input, caller)).toEqual(['NOT_FOUND']);
      expect(await refused('declineIntroduction', { ...input, reason: 'PRICE' }, caller)).toEqual([
        'NOT_FOUND',
      ]);
      expect(await refused('withdrawIntroduction', { ...input, reason: 'PRICE' }, caller)).toEqual([
        'NOT_FOUND',
      ]);
      expect(await refused('recordAward', { ...input, valueGbp: 1 }, caller)).toEqual(['NOT_FOUND']);
      expect(await refused('sendIntroductionMessage', { ...input, body: 'Hello' }, caller)).toEqual([
        'NOT_FOUND',
      ]);
      const one = await kit.ask(read, { id }, caller.token);
      expect(pick(pick(one.errors, 'extensions'), 'code')).toEqual(['NOT_FOUND']);
      const { data } = await kit.ask(list, { filter: { requirementId } }, caller.token);
      expect(data.introductions).toMatchObject({ totalCount: 0, edges: [] });
    }
    // A supplier cannot ask for work it was not invited to, nor do the buyer's part.
    expect(await refused('expressInterest', { requirementId, supplierId: second.id }, second.caller)).toEqual(
      ['NOT_FOUND'],
    );
    expect(await refused('shortlistSupplier', input, first.caller)).toEqual(['NOT_FOUND']);
    expect(await refused('recordAward', { ...input, valueGbp: 1 }, buyer)).toEqual(['NOT_POSSIBLE_NOW']);
    expect(await refused('withdrawIntroduction', { ...input, reason: 'PRICE' }, first.caller)).toEqual([
      'NOT_POSSIBLE_NOW',
    ]);
    expect(
      await refused('inviteSupplier', { requirementId, supplierId: second.id, dueOn: '2026-11-02' }, buyer),
    ).toEqual(['OUT_OF_RANGE']);
    const anonymous = await kit.ask(list);
    expect(pick(pick(anonymous.errors, 'extensions'), 'code')).toEqual(['UNAUTHENTICATED']);
    expect(await stored()).toEqual(before);
  });

  it('shows each side its own list, page by page', async () => {
    const all = await kit.ask(list, { filter: {} }, officer.token);
    const total = all.data.introductions.totalCount as number;
    const mine = await kit.ask(
      list,
      { filter: { organisationId: suppliers[0]!.id } },
      suppliers[0]!.caller.token,
    );
    expect(new Set(pick(pick(mine.data.introductions.edges, 'node'), 'supplierName'))).toEqual(
      new Set(['Turner 0 Ltd']),
    );
    expect(mine.data.introductions.totalCount).toBeLessThan(total);
    const seen: unknown[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await kit.ask(list, { first: 4, after }, buyer.token);
      seen.push(...pick(pick(data.introductions.edges, 'node'), 'id'));
      if (!data.introductions.pageInfo.hasNextPage) break;
      after = data.introductions.pageInfo.endCursor;
    }
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });
});
