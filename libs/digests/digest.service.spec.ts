import { MatchIndexHolder, MatchListService, NearMissBook } from '#lib/match-lists';
import { EconomyBuilder } from '#lib/match-lists/testing';
import { NotificationService } from '#lib/notifications';
import { type Actor, MailListService, MailService, newId, RunService } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DigestScheduleChange, DigestScheduleService } from './digest-schedule.service.js';
import { DigestGatherer } from './digest.gatherer.js';
import { DigestPreparing } from './digest.preparing.js';
import { DigestService, DigestSettings } from './digest.service.js';

let db: TestDatabase;
let economy: EconomyBuilder;
let holder: MatchIndexHolder;
let lists: MatchListService;
let digests: DigestService;
let nearly: NearMissBook;
let buyer: string;
let supplier: string;
let cluster: string;

beforeEach(async () => {
  db = await openTestDatabase(schema);
  db.clock.now = new Date('2026-11-23T09:00:00Z');
  economy = new EconomyBuilder(db);
  buyer = await economy.buyer('Castlegate Aerosystems');
  supplier = await economy.supplier({ name: 'Derwent Machining Ltd' });
  cluster = await economy.cluster(
    'Midlands Makers',
    [supplier],
    ['one@makers.example', 'two@makers.example'],
  );
  holder = new MatchIndexHolder();
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
  lists = new MatchListService(holder);
  const mail = new MailService();
  const settings = new DigestSettings('https://match.example', 'https://api.match.example');
  nearly = new NearMissBook(holder);
  digests = new DigestService(
    new DigestGatherer(holder, lists, nearly),
    mail,
    new MailListService(),
    settings,
    new NotificationService(),
    new RunService(),
  );
});
afterEach(async () => {
  await holder.stop();
  await db.close();
});

const matched = async (draft: Parameters<EconomyBuilder['requirement']>[1] = {}): Promise<string> => {
  const id = await economy.requirement(buyer, draft);
  await economy.write((ctx) => lists.rankAndStore(ctx, [id]));
  return id;
};
/** The supplier has been shortlisted; or invited, where an answer is due. */
const introduced = async (requirementId: string, { dueOn }: { dueOn?: string } = {}): Promise<string> => {
  const introduction = newId();
  const state = dueOn ? 'INVITED' : 'SHORTLISTED';
  await db.writing(async (ctx) => {
    await ctx.query(
      `INSERT INTO introductions (id, requirement_id, supplier_id, state, cross_regional, due_on, created_at, updated_at)
       VALUES ($1, $2, $3, $4, true, $5, $6, $6)`,
      [introduction, requirementId, supplier, state, dueOn ?? null, ctx.now()],
    );
    await ctx.query(
      `INSERT INTO introduction_events (id, introduction_id, state, action, side, at)
       VALUES ($1, $2, $3, $4, 'BUYER', $5)`,
      [newId(), introduction, state, dueOn ? 'INVITE' : 'SHORTLIST', ctx.now()],
    );
  });
  return introduction;
};
const compose = (isoWeek = '2026-W48') => economy.write((ctx) => digests.compose(ctx, cluster, isoWeek));
const stored = async (id: string) => (await digests.find(db.reading(), [id])).get(id)!;
const letters = () =>
  db
    .reading()
    .query<{ recipient: string; subject: string }>(
      `SELECT recipient, subject FROM mail_messages ORDER BY created_at, recipient`,
    );
const manager = (organisationId: string): Actor => ({
  kind: 'person',
  personId: '018f0000-0000-7000-8000-000000000001',
  email: 'm@example.org',
  staffRoles: [],
  memberships: [{ organisationId, role: 'CLUSTER_MANAGER' }],
});

describe('a digest', () => {
  it('tells of new matches with the reason, stores what it says, and is posted to each address', async () => {
    await matched();
    const { id, composed } = await compose();
    expect(composed).toBe(true);
    const { content, text, html } = await stored(id);
    expect(content.groups).toMatchObject([
      {
        requirement: { title: 'Five-axis machined brackets', buyerName: 'Castlegate Aerosystems' },
        matches: [{ member: { name: 'Derwent Machining Ltd' }, rank: 1, crossRegional: true }],
      },
    ]);
    expect(content.groups[0]!.matches[0]!.reason).toMatch(
      /^Offers 5-axis milling; holds AS9100 in date; about [^;]+ by road\.$/,
    );
    expect(content.highlights).toHaveLength(1);
    expect(html).toContain('Derwent Machining Ltd');
    expect(text).toContain('Derwent Machining Ltd');
    expect(await letters()).toEqual([
      { recipient: 'one@makers.example', subject: '1 new match for 1 member, 1 across the regions' },
      { recipient: 'two@makers.example', subject: '1 new match for 1 member, 1 across the regions' },
    ]);
  });

  it('is composed once a week: a second time changes nothing', async () => {
    await matched();
    const first = await compose();
    const before = await stored(first.id);
    await matched({ title: 'Another' });
    expect(await compose()).toEqual({ id: first.id, composed: false });
    expect(await stored(first.id)).toEqual(before);
    expect(await letters()).toHaveLength(2);
  });

  it('is composed once by two at the same time', async () => {
    await matched();
    const [a, b] = await Promise.all([compose(), compose()]);
    expect(a.id).toBe(b.id);
    expect([a.composed, b.composed].sort()).toEqual([false, true]);
    expect(await letters()).toHaveLength(2);
  });

  it('tells each match once, and stands beside the digest before', async () => {
    await matched();
    await compose();
    db.clock.now = new Date('2026-11-30T09:00:00Z');
    await matched({ title: 'Housings' });
    const { id } = await compose('2026-W49');
    const { content } = await stored(id);
    expect(content.groups.map((group) => group.requirement.title)).toEqual(['Housings']);
    expect(content.figures.newMatches).toMatchObject({ now: 1, before: 1 });
  });

  it('stands beside that of a quarter before, which is not of the same week for who has none each week', async () => {
    const week = async (isoWeek: string) => {
      await db.writing((ctx) =>
        ctx.query(`UPDATE digests SET iso_week = $2 WHERE cluster_id = $1`, [cluster, isoWeek]),
      );
      return (await digests.preview(db.reading(), cluster)).content.figures.newMatches.quarterAgo;
    };
    await matched();
    await compose();
    expect([await week('2026-W35'), await week('2026-W34')]).toEqual([1, null]);
    const change = (given: DigestScheduleChange) =>
      economy.write((ctx) => new DigestScheduleService().change(ctx, cluster, given));
    await change({ frequency: 'FORTNIGHTLY' });
    expect([await week('2026-W34'), await week('2026-W33')]).toEqual([1, null]);
    await change({ frequency: 'MONTHLY' });
    expect([await week('2026-W36'), await week('2026-W31'), await week('2026-W30')]).toEqual([null, 1, null]);
  });

  it('is kept but not posted when there is no news', async () => {
    const { id } = await compose();
    expect((await stored(id)).content.quiet).toBe(true);
    expect(await letters()).toEqual([]);
  });

  it('is one line in a week without news, for who asked for that', async () => {
    await db.writing((ctx) =>
      ctx.query(`INSERT INTO digest_schedules (cluster_id, tell_when_quiet) VALUES ($1, true)`, [cluster]),
    );
    const { id } = await compose();
    expect((await stored(id)).content.lines).toEqual(['Nothing new since the last digest.']);
    expect((await letters()).map(({ subject }) => subject)).toEqual([
      'Nothing new since the last digest',
      'Nothing new since the last digest',
    ]);
  });

  it('names the one step that keeps members from a requirement, once', async () => {
    await matched({ certifications: { required: ['AS9100', 'Cyber Essentials'] }, valueGbp: 120_000 });
    const { content } = await stored((await compose()).id);
    expect(content.steps.map(({ sentence }) => sentence)).toEqual([
      'One member lacks only Cyber Essentials: 1 requirement, £120,000 a year.',
    ]);
    db.clock.now = new Date('2026-11-30T09:00:00Z');
    expect((await stored((await compose('2026-W49')).id)).content.steps).toEqual([]);
  });

  it('is about the sectors and the scores that its cluster body chose, and goes where it said', async () => {
    const brackets = await matched({ title: 'Brackets', sectors: ['ADVANCED_MANUFACTURING'] });
    const housings = await matched({ title: 'Housings', sectors: ['CLEAN_ENERGY'] });
    const told = async () =>
      (await digests.preview(db.reading(), cluster)).content.groups
        .map(({ requirement }) => requirement.title)
        .sort();
    const happened = async () =>
      (await digests.preview(db.reading(), cluster)).content.happenings
        .map(({ kind, requirement }) => `${kind} ${requirement.title}`)
        .sort();
    await introduced(housings, { dueOn: '2026-11-20' });
    await introduced(brackets);
    const change = (given: DigestScheduleChange) =>
      economy.write((ctx) => new DigestScheduleService().change(ctx, cluster, given));
    expect(await told()).toEqual(['Brackets', 'Housings']);
    expect(await happened()).toEqual(['MOVED Brackets', 'OVERDUE Housings']);
    await change({ sectors: ['CLEAN_ENERGY'] });
    expect(await told()).toEqual(['Housings']);
    expect(await happened()).toEqual(['OVERDUE Housings']);
    await change({ sectors: ['ADVANCED_MANUFACTURING'] });
    expect(await happened()).toEqual(['MOVED Brackets']);
    await change({ sectors: [], leastScore: 100 });
    expect(await told()).toEqual([]);
    await change({ leastScore: 1, addresses: ['three@makers.example'] });
    expect(await told()).toEqual(['Brackets', 'Housings']);
    expect(await change({ addresses: ['nobody'] })).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_VALUE', path: ['addresses'] }],
    });
    await compose();
    expect((await letters()).map(({ recipient }) => recipient)).toEqual(['three@makers.example']);
  });

  it('tells how far introductions have come, and not of one that has ended since', async () => {
    const introduction = await introduced(await matched());
    const told = async () =>
      (await digests.preview(db.reading(), cluster)).content.happenings.map(({ sentence }) => sentence);
    expect(await told()).toEqual([
      'Derwent Machining Ltd was shortlisted for “Five-axis machined brackets” of Castlegate Aerosystems.',
    ]);
    await db.writing((ctx) =>
      ctx.query(`UPDATE introductions SET state = 'DECLINED' WHERE id = $1`, [introduction]),
    );
    expect(await told()).toEqual([]);
  });

  it('tells of no match with a member that has won the work, while its buyer looks for more', async () => {
    const id = await matched({ title: 'Won', closesOn: '2026-12-03' });
    await matched({ title: 'Still to win' });
    const introduction = await introduced(id);
    await db.writing(async (ctx) => {
      await ctx.query(
        `UPDATE introductions SET state = 'AWARDED', award_value_gbp = 120000, awarded_on = '2026-11-20' WHERE id = $1`,
        [introduction],
      );
      await ctx.query(
        `INSERT INTO introduction_events (id, introduction_id, state, action, side, at)
         VALUES ($1, $2, 'AWARDED', 'AWARD', 'BUYER', $3)`,
        [newId(), introduction, new Date(ctx.now().getTime() + 60_000)],
      );
    });
    const { content } = await stored((await compose()).id);
    expect(content.happenings).toMatchObject([{ kind: 'AWARDED', requirement: { title: 'Won' } }]);
    expect(content.groups.map(({ requirement }) => requirement.title)).toEqual(['Still to win']);
    expect([content.closing, content.figures.newMatches.now]).toEqual([[], 1]);
  });

  it('tells of no step before a requirement has been ranked: everybody would be among its ten best', async () => {
    const id = await economy.requirement(buyer, {
      certifications: { required: ['AS9100', 'Cyber Essentials'] },
    });
    const steps = async () => (await digests.preview(db.reading(), cluster)).content.steps.length;
    expect(await steps()).toBe(0);
    await economy.write((ctx) => lists.rankAndStore(ctx, [id]));
    expect(await steps()).toBe(1);
  });

  it('tells a monthly reader in time of all that closes before the next, and a weekly one of two weeks', async () => {
    await matched({ title: 'In ten days', closesOn: '2026-12-03' });
    await matched({ title: 'In five weeks', closesOn: '2026-12-28' });
    await matched({ title: 'In seven weeks', closesOn: '2027-01-11' });
    const closing = async () => {
      const { content } = await digests.preview(db.reading(), cluster);
      return [content.closingWeeks, ...content.closing.map(({ requirement }) => requirement.title)];
    };
    expect(await closing()).toEqual([2, 'In ten days']);
    await economy.write((ctx) => new DigestScheduleService().change(ctx, cluster, { frequency: 'MONTHLY' }));
    expect(await closing()).toEqual([6, 'In ten days', 'In five weeks']);
  });

  it('says of one composed before it was kept that it looked two weeks ahead', async () => {
    await matched({ closesOn: '2026-12-03' });
    const { id } = await compose();
    await db.writing((ctx) =>
      ctx.query(`UPDATE digests SET content = content - 'closingWeeks' WHERE id = $1`, [id]),
    );
    expect(await digests.page(db.reading(), await stored(id))).toContain('close within two weeks');
  });

  it('says nothing of requirements by invitation', async () => {
    await matched({ visibility: 'INVITED_ONLY' });
    expect((await stored((await compose()).id)).content.quiet).toBe(true);
  });

  it('leaves no trace when it cannot be posted', async () => {
    await matched();
    await db.writing((ctx) =>
      ctx.query(`ALTER TABLE mail_messages ADD CHECK (recipient <> 'two@makers.example')`),
    );
    await expect(compose()).rejects.toThrow();
    const [count] = await db.reading().query<{ digests: number; items: number; letters: number }>(
      `SELECT (SELECT count(*)::int FROM digests) AS digests, (SELECT count(*)::int FROM digest_items) AS items,
                (SELECT count(*)::int FROM mail_messages) AS letters`,
    );
    expect(count).toEqual({ digests: 0, items: 0, letters: 0 });
  });
});

describe('a preview', () => {
  it('says what the next digest would, and tells nothing', async () => {
    await matched();
    const preview = await digests.preview(db.reading(), cluster);
    expect(preview.subject).toBe('1 new match for 1 member, 1 across the regions');
    expect((await compose()).composed).toBe(true);
    expect((await letters())[0]!.subject).toBe(preview.subject);
  });
});

describe('who may read a digest', () => {
  it('is its cluster body and staff; to others it is not there', async () => {
    await matched();
    const { id } = await compose();
    const own = db.reading(manager(cluster));
    const stranger = db.reading(manager(buyer));
    expect((await digests.find(own, [id])).size).toBe(1);
    expect((await digests.latest(own, cluster, 5)).map((digest) => digest.id)).toEqual([id]);
    expect((await digests.find(stranger, [id])).size).toBe(0);
    expect(await digests.latest(stranger, cluster, 5)).toEqual([]);
    await expect(digests.preview(stranger, cluster)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the digests of a week', () => {
  const request = (early?: boolean) => economy.write((ctx) => digests.requestDue(ctx, { early }));

  it('are asked for from Monday at seven, for cluster bodies that have none', async () => {
    db.clock.now = new Date('2026-11-23T06:59:00Z');
    expect(await request()).toBe(0);
    expect(await request(true)).toBe(1);
    db.clock.now = new Date('2026-11-23T07:00:00Z');
    expect(await request()).toBe(1);
    await compose();
    expect(await request()).toBe(0);
    // The Monday was missed: any later hour of the week will do.
    db.clock.now = new Date('2026-12-04T15:20:00Z');
    expect(await request()).toBe(1);
  });

  it('have their near misses found in the hour before, and not earlier', async () => {
    await matched({ certifications: { required: ['AS9100', 'Cyber Essentials'] } });
    const preparing = new DigestPreparing(holder, nearly);
    const prepare = () => preparing.prepare(db.reading());
    const change = (given: DigestScheduleChange) =>
      economy.write((ctx) => new DigestScheduleService().change(ctx, cluster, given));
    await change({ weekday: 2 });
    db.clock.now = new Date('2026-11-24T05:59:00Z');
    expect([await prepare(), nearly.size]).toEqual([0, 0]);
    db.clock.now = new Date('2026-11-24T06:00:00Z');
    expect([await prepare(), nearly.size]).toEqual([1, 1]);
    // What changes until then is in it all the same.
    await matched({ title: 'Housings', certifications: { required: ['Cyber Essentials'] } });
    db.clock.now = new Date('2026-11-24T07:00:00Z');
    expect((await stored((await compose()).id)).content.steps).toMatchObject([
      { members: [{ name: 'Derwent Machining Ltd' }], requirements: [{}, {}] },
    ]);
    expect(await prepare()).toBe(0);
    await change({ frequency: 'NEVER' });
    db.clock.now = new Date('2026-12-01T07:00:00Z');
    expect(await prepare()).toBe(0);
  });

  it('leave no gap for who has chosen months since the last: one more comes in its old turn', async () => {
    await matched({ title: 'In ten days', closesOn: '2026-12-03' });
    await compose();
    await matched({ title: 'In two months', closesOn: '2027-01-02' });
    const schedules = new DigestScheduleService();
    await economy.write((ctx) => schedules.change(ctx, cluster, { frequency: 'MONTHLY' }));
    const next = async () => (await schedules.read(db.reading(), cluster)).nextDueAt?.toISOString();
    expect([await request(), await next()]).toEqual([0, '2026-11-30T07:00:00.000Z']);
    db.clock.now = new Date('2026-11-30T07:30:00Z');
    expect(await request()).toBe(1);
    const { content } = await stored((await compose('2026-W49')).id);
    expect(content.closing.map(({ requirement }) => requirement.title)).toEqual(['In two months']);
    expect([await request(), await next()]).toEqual([0, '2026-12-07T07:00:00.000Z']);
  });

  it('are caught up with once for a monthly reader whose week passed without one, not for who chose since', async () => {
    const schedules = new DigestScheduleService();
    const change = (given: DigestScheduleChange) =>
      economy.write((ctx) => schedules.change(ctx, cluster, given));
    const next = async () => (await schedules.read(db.reading(), cluster)).nextDueAt?.toISOString();
    await change({ frequency: 'MONTHLY' });
    // Nothing ran in the week of 7 December.
    db.clock.now = new Date('2026-12-14T03:01:00Z');
    expect([await request(), await next()]).toEqual([1, '2026-12-07T07:00:00.000Z']);
    await change({ hour: 8 });
    expect([await request(), await next()]).toEqual([0, '2027-01-04T08:00:00.000Z']);
    // Other wishes leave the times as they were chosen.
    db.clock.now = new Date('2027-01-12T09:00:00Z');
    await change({ leastScore: 10 });
    expect([await request(), await next()]).toEqual([1, '2027-01-04T08:00:00.000Z']);
    await compose('2027-W02');
    expect([await request(), await next()]).toEqual([0, '2027-02-01T08:00:00.000Z']);
  });
});
