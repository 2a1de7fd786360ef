import {
  type DigestContent,
  type DigestFrequency,
  DigestGatherer,
  DigestScheduleService,
  DigestService,
  DigestSettings,
  dueAt,
  isoWeekOf,
  usualTimes,
} from '#lib/digests';
import { MatchIndexHolder, MatchListService, NearMissBook } from '#lib/match-lists';
import { EconomyBuilder } from '#lib/match-lists/testing';
import { NotificationService } from '#lib/notifications';
import { MailListService, MailService, newId, RunService } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

/**
 * A year of Mondays on an injected clock. The reckoning beside it knows only what it did itself: all firms of this
 * economy are alike, so each fits every requirement that there is.
 */
const WEEKS = 52;
const DAY = 86_400_000;
const START = Date.parse('2026-01-07T10:00:00Z');
/** Weeks in which nothing runs from Monday to Sunday night: twice the turn of all three readers, once two on end. */
const LOST_WEEKS = new Set([25, 32, 33, 40, 47]);
/** How far ahead each reader is told of what closes, days. */
const AHEAD: Readonly<Record<string, number>> = { WEEKLY: 14, FORTNIGHTLY: 21, MONTHLY: 42 };

interface Told {
  week: number;
  what: string;
}

interface Requirement {
  id: string;
  title: string;
  /** Asks for a certificate that no firm of this economy holds: all that it wants else, all of them have. */
  guarded: boolean;
  closesOn: string | null;
}

let db: TestDatabase;
let economy: EconomyBuilder;
let holder: MatchIndexHolder;
let lists: MatchListService;
let digests: DigestService;
beforeAll(async () => {
  db = await openTestDatabase(schema);
  db.clock.now = new Date(START);
  economy = new EconomyBuilder(db);
  holder = new MatchIndexHolder();
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 20 });
  lists = new MatchListService(holder);
  digests = new DigestService(
    new DigestGatherer(holder, lists, new NearMissBook(holder)),
    new MailService(),
    new MailListService(),
    new DigestSettings('https://match.example', 'https://api.match.example'),
    new NotificationService(),
    new RunService(),
  );
});
afterAll(async () => {
  await holder.stop();
  await db.close();
});

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

it('tells every event of a year to every entitled cluster body exactly once', async () => {
  const buyer = await economy.buyer('Castlegate Aerosystems');
  const firms: string[] = [];
  for (let n = 0; n < 4; n += 1) firms.push(await economy.supplier({ name: `Firm ${n + 1} Ltd` }));
  const weekly = await economy.cluster('Weekly Makers', firms.slice(0, 2), ['weekly@makers.example']);
  const fortnightly = await economy.cluster('Fortnightly', firms.slice(1, 3), ['fortnightly@makers.example']);
  const monthly = await economy.cluster('Monthly Makers', firms.slice(2, 4), ['monthly@makers.example']);
  const rhythms = new Map<string, DigestFrequency>([
    [weekly, 'WEEKLY'],
    [fortnightly, 'FORTNIGHTLY'],
    [monthly, 'MONTHLY'],
  ]);
  for (const [id, frequency] of rhythms)
    await economy.write((ctx) => new DigestScheduleService().change(ctx, id, { frequency }));
  const clusters = [weekly, fortnightly, monthly];
  // What the reckoning knows.
  const members = new Map(clusters.map((id, at) => [id, new Set(firms.slice(at, at + 2))]));
  const owed = new Set<string>();
  const requirements: Requirement[] = [];
  const events: { id: string; firm: string; requirement: Requirement; at: number }[] = [];
  const overdue: { firm: string; requirement: Requirement; dueOn: string }[] = [];
  const expected = new Map(clusters.map((id) => [id, new Map<string, number>()]));
  /** Per reader, requirements that a digest found open and closing some day: no such day may pass unannounced. */
  const mayNotPass = new Map(clusters.map((id) => [id, new Set<string>()]));

  /** Notes what the digest of a cluster body must tell at a moment, by what was done so far. */
  const reckon = (cluster: string, week: number, now: number): void => {
    const book = expected.get(cluster)!;
    const note = (what: string): void => void (book.has(what) || book.set(what, week));
    const today = isoDay(now);
    for (const { firm, requirement, dueOn } of overdue) {
      if (members.get(cluster)!.has(firm) && dueOn < today) note(`overdue ${requirement.title} ${firm}`);
    }
    const until = isoDay(now + AHEAD[rhythms.get(cluster)!]! * DAY);
    for (const { title, closesOn, guarded } of requirements) {
      for (const firm of members.get(cluster)!) note(`${guarded ? 'step' : 'match'} ${title} ${firm}`);
      if (guarded || !closesOn || closesOn < today) continue;
      mayNotPass.get(cluster)!.add(`closing ${title}`);
      if (closesOn <= until) note(`closing ${title}`);
    }
    for (const { firm, requirement, at, id } of events) {
      // Events are news to those who are members when a digest looks back on them: a day before the last one.
      if (members.get(cluster)!.has(firm) && at >= lastTold(cluster) - DAY)
        note(`event ${requirement.title} ${firm} ${id}`);
    }
    toldAt.set(cluster, now);
  };

  for (let week = 0; week < WEEKS; week += 1) {
    // Wednesday: things happen.
    const wednesday = START + week * 7 * DAY;
    db.clock.now = new Date(wednesday);
    if (week % 3 !== 2) {
      const closesOn = week % 4 !== 3 ? isoDay(wednesday + (9 + 13 * (week % 5)) * DAY) : null;
      const title = `Requirement of week ${week}`;
      const guarded = week % 6 === 4;
      const required = guarded ? ['AS9100', 'Cyber Essentials'] : ['AS9100'];
      const id = await economy.requirement(buyer, { title, closesOn, certifications: { required } });
      requirements.push({ id, title, closesOn, guarded });
      await economy.write((ctx) => lists.rankAndStore(ctx, [id]));
    }
    if (week === 20) {
      // A fourth firm joins both; all that it fits by now is news of it.
      for (const cluster of clusters) {
        await economy.write((ctx) => economy.clusters.addMembers(ctx, cluster, [firms[3]!]));
        members.get(cluster)!.add(firms[3]!);
      }
    }
    if (week === 30) {
      await economy.write((ctx) => economy.clusters.setMembers(ctx, weekly, [firms[1]!, firms[3]!]));
      members.set(weekly, new Set([firms[1]!, firms[3]!]));
    }
    const latest = requirements.at(-1)!;
    if (week % 2 === 1) {
      const firm = firms[week % 4]!;
      const [introduction, event] = [newId(), newId()];
      await db.writing(async (ctx) => {
        await ctx.query(
          `INSERT INTO introductions (id, requirement_id, supplier_id, state, cross_regional, created_at, updated_at)
           VALUES ($1, $2, $3, 'SHORTLISTED', true, $4, $4) ON CONFLICT (requirement_id, supplier_id) DO NOTHING`,
          [introduction, latest.id, firm, ctx.now()],
        );
        const rows = await ctx.query<{ id: string }>(
          `SELECT id FROM introductions WHERE requirement_id = $1 AND supplier_id = $2`,
          [latest.id, firm],
        );
        await ctx.query(
          `INSERT INTO introduction_events (id, introduction_id, state, action, side, at)
           VALUES ($1, $2, 'SHORTLISTED', 'SHORTLIST', 'BUYER', $3)`,
          [event, rows[0]!.id, ctx.now()],
        );
      });
      events.push({ id: event, firm, requirement: latest, at: wednesday });
      if (week % 10 === 5) {
        const dueOn = isoDay(wednesday + DAY);
        await db.writing((ctx) =>
          ctx.query(
            `UPDATE introductions SET state = 'INVITED', due_on = $3 WHERE requirement_id = $1 AND supplier_id = $2`,
            [latest.id, firm, dueOn],
          ),
        );
        overdue.push({ firm, requirement: latest, dueOn });
      }
    }
    // Monday at seven by British clocks; every ninth week the machine is down until Thursday, some weeks altogether.
    const monday = dueAt(isoWeekOf(new Date(wednesday + 5 * DAY)), usualTimes)!.getTime();
    const turn = clusters.filter((id) => {
      if (id === monthly) return new Date(monday).getUTCDate() <= 7;
      return id === weekly || week % 2 === 1;
    });
    if (LOST_WEEKS.has(week)) {
      // Whoever has a turn of its own next week need not be caught up with.
      turn.forEach((id) => owed.add(id));
      continue;
    }
    turn.forEach((id) => owed.delete(id));
    const down = week % 9 === 8;
    // What a lost week left owing is asked for as soon as the machine is back, a minute before the others.
    for (const [now, due] of [
      [monday - 60_000, [...owed]],
      [down ? monday + 3 * DAY : monday, turn],
    ] as const) {
      db.clock.now = new Date(now);
      const isoWeek = isoWeekOf(db.clock.now);
      expect([week, await economy.write((ctx) => digests.requestDue(ctx))]).toEqual([week, due.length]);
      for (const cluster of due) {
        await economy.write((ctx) => digests.compose(ctx, cluster, isoWeek));
        // The queue may ask twice; nothing comes of it.
        expect(await economy.write((ctx) => digests.compose(ctx, cluster, isoWeek))).toMatchObject({
          composed: false,
        });
        reckon(cluster, week, now);
      }
      expect(await economy.write((ctx) => digests.requestDue(ctx))).toBe(0);
    }
    owed.clear();
  }

  /** Whether a requirement that is to be told of as closing had closed by a moment. */
  const closesBy = (what: string, at: number): boolean =>
    requirements.some(({ title, closesOn }) => what === `closing ${title}` && closesOn! < isoDay(at));

  for (const cluster of clusters) {
    const rows = await db.reading().query<{ content: DigestContent; letters: number }>(
      `SELECT content, (SELECT count(*)::int FROM mail_messages WHERE dedup_key LIKE 'digest:' || digests.id || ':%') AS letters
           FROM digests WHERE cluster_id = $1 ORDER BY iso_week`,
      [cluster],
    );
    const told: Told[] = rows.flatMap(({ content }) => {
      const week = Math.round((dueAt(content.isoWeek, usualTimes)!.getTime() - START) / (7 * DAY) - 0.7);
      return [
        ...content.groups.flatMap(({ requirement, matches }) =>
          matches.map(({ member }) => `match ${requirement.title} ${member.id}`),
        ),
        ...content.closing.map(({ requirement }) => `closing ${requirement.title}`),
        ...content.steps.flatMap(({ members: firmsOf, requirements: wanted, pairs }) =>
          pairs.map(([firm, requirement]) => `step ${wanted[requirement]!.title} ${firmsOf[firm]!.id}`),
        ),
        ...content.happenings.map(
          ({ kind, requirement, member }) =>
            `${kind === 'OVERDUE' ? 'overdue' : 'event'} ${requirement.title} ${member.id}`,
        ),
      ].map((what) => ({ week, what }));
    });
    const withoutEventIds = [...expected.get(cluster)!].map(([what, week]) => ({
      week,
      what: what.startsWith('event') ? what.split(' ').slice(0, -1).join(' ') : what,
    }));
    const ordered = (items: Told[]): string[] => items.map(({ week, what }) => `${week} ${what}`).sort();
    expect(told.length).toBeGreaterThan(60);
    expect(ordered(told)).toEqual(ordered(withoutEventIds));
    const closed = [...mayNotPass.get(cluster)!].filter((what) => closesBy(what, toldAt.get(cluster)!));
    expect(closed.length).toBeGreaterThan(10);
    expect(closed.filter((what) => !told.some((item) => item.what === what))).toEqual([]);
    // One letter for each digest with news, none for a quiet one.
    expect(rows.map(({ letters }) => letters)).toEqual(rows.map(({ content }) => (content.quiet ? 0 : 1)));
  }
}, 240_000);

const toldAt = new Map<string, number>();
const lastTold = (cluster: string): number => toldAt.get(cluster) ?? 0;
