import { MatchIndexHolder, MatchListService, NearMissBook } from '#lib/match-lists';
import { EconomyBuilder } from '#lib/match-lists/testing';
import { NotificationMailer, NotificationService } from '#lib/notifications';
import { MailListService, MailService, newId, toOpaqueId } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MatchAlertService } from './match-alert.service.js';

let db: TestDatabase;
let economy: EconomyBuilder;
let holder: MatchIndexHolder;
let lists: MatchListService;
let alerts: MatchAlertService;
let buyer: string;
let supplier: string;
beforeAll(async () => {
  db = await openTestDatabase(schema);
  db.clock.now = new Date('2026-11-23T09:00:00Z');
  economy = new EconomyBuilder(db);
  buyer = await economy.buyer('Castlegate Aerosystems');
  supplier = await economy.supplier({ name: 'Derwent Machining Ltd' });
  holder = new MatchIndexHolder();
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
  lists = new MatchListService(holder);
  alerts = new MatchAlertService(holder, new NearMissBook(holder), new NotificationService());
  await worksFor('sandra@derwent.example', supplier);
  await worksFor('bashir@castlegate.example', buyer);
});
afterAll(async () => {
  await holder.stop();
  await db.close();
});

async function worksFor(email: string, organisationId: string): Promise<void> {
  const id = newId();
  await db.writing(async (ctx) => {
    await ctx.query(`INSERT INTO people (id, email, name) VALUES ($1, $2, 'Somebody')`, [id, email]);
    await ctx.query(`INSERT INTO memberships (person_id, organisation_id, role) VALUES ($1, $2, 'OWNER')`, [
      id,
      organisationId,
    ]);
  });
}
const matched = async (draft: Parameters<EconomyBuilder['requirement']>[1]): Promise<string> => {
  const id = await economy.requirement(buyer, draft);
  await economy.write((ctx) => lists.rankAndStore(ctx, [id]));
  return id;
};
const told = (kind: string) =>
  db.reading().query<{ email: string; title: string; body: string; link: string }>(
    `SELECT email, title, body, link FROM notifications JOIN people ON people.id = person_id WHERE kind = $1
        ORDER BY notifications.id`,
    [kind],
  );

describe('a supplier', () => {
  it('is told once of the step that keeps it from requirements, and what it opens', async () => {
    const wanting = { certifications: { required: ['AS9100', 'Cyber Essentials'] } };
    await matched({ ...wanting, title: 'Guarded housings', valueGbp: 400_000 });
    await matched({ ...wanting, title: 'Guarded brackets', valueGbp: 100_000 });
    await matched({ ...wanting, title: 'By invitation', visibility: 'INVITED_ONLY' });
    expect(await economy.write((ctx) => alerts.tellUnlocks(ctx))).toBe(1);
    expect(await told('UNLOCK')).toEqual([
      {
        email: 'sandra@derwent.example',
        title: 'One step from 2 requirements',
        link: `/work/${toOpaqueId('org', supplier)}/unlocks`,
        body:
          'Your firm lacks only Cyber Essentials: 2 requirements worth £500,000 a year, such as ' +
          'Guarded housings (Castlegate Aerosystems).',
      },
    ]);
    expect(await economy.write((ctx) => alerts.tellUnlocks(ctx))).toBe(0);
    await matched({ ...wanting, title: 'Guarded frames', valueGbp: null });
    expect(await economy.write((ctx) => alerts.tellUnlocks(ctx))).toBe(1);
    expect((await told('UNLOCK'))[1]).toMatchObject({
      title: 'One step from: Guarded frames',
      body: 'Your firm lacks only Cyber Essentials: Guarded frames (Castlegate Aerosystems).',
    });
  });
});

describe('a supplier that fits', () => {
  it('is told once of the requirements, the best first, each with the reason', async () => {
    const far = await matched({ title: 'Frames from afar', maxDriveMinutes: 300 });
    expect(await economy.write((ctx) => alerts.tellOpportunities(ctx))).toBe(1);
    const [one] = await told('OPPORTUNITY');
    expect(one).toMatchObject({
      email: 'sandra@derwent.example',
      title: 'You fit: Frames from afar',
      link: `/requirements/${toOpaqueId('req', far)}`,
    });
    expect(one!.body).toMatch(
      /^Frames from afar \(Castlegate Aerosystems\), across the regions: You offer 5-axis milling; you hold AS9100 in date; about [^;]+ by road\.$/,
    );
    expect(await economy.write((ctx) => alerts.tellOpportunities(ctx))).toBe(0);
    const both = {
      needs: [
        { phrase: '5-axis milling', importance: 'must' as const },
        { phrase: 'video production', importance: 'should' as const },
      ],
    };
    await matched({ title: 'Filmed frames', ...both });
    await matched({ title: 'Plain frames' });
    expect(await economy.write((ctx) => alerts.tellOpportunities(ctx))).toBe(1);
    const [, two] = await told('OPPORTUNITY');
    expect(two).toMatchObject({
      title: 'You fit 2 new requirements',
      link: `/work/${toOpaqueId('org', supplier)}/opportunities`,
    });
    expect(two!.body.split('\n').map((line) => line.slice(0, 15))).toEqual([
      '• Plain frames ',
      '• Filmed frames',
    ]);
  });
});

describe('a buyer', () => {
  it('is told once, with the reason, of suppliers that come to fit after publication', async () => {
    const id = await matched({ title: 'Brackets' });
    db.clock.now = new Date('2026-11-24T06:30:00Z');
    // Who fitted on the day of publication is on the page that the buyer was looking at.
    expect(await economy.write((ctx) => alerts.tellNewSuppliers(ctx))).toBe(0);
    await economy.supplier({ name: 'Soar Precision Ltd' });
    await economy.write((ctx) => lists.rankAndStore(ctx, [id]));
    expect(await economy.write((ctx) => alerts.tellNewSuppliers(ctx))).toBe(1);
    const [notice] = await told('NEW_SUPPLIERS');
    expect(notice).toMatchObject({
      email: 'bashir@castlegate.example',
      title: '1 new supplier fits: Brackets',
    });
    expect(notice!.body).toMatch(
      /^Soar Precision Ltd, across the regions: Offers 5-axis milling; holds AS9100 in date; about [^;]+ by road\.$/,
    );
    expect(await economy.write((ctx) => alerts.tellNewSuppliers(ctx))).toBe(0);
  });
});

describe('letters of news', () => {
  it('say to whoever only asked for access that they get it for having asked', async () => {
    const asked = newId();
    await economy.write((ctx) =>
      ctx.query(`INSERT INTO people (id, email, name) VALUES ($1, 'ash@elsewhere.example', 'Ash')`, [asked]),
    );
    const news = { organisationId: supplier, title: 'Not approved', body: 'Not approved.', link: '/work' };
    await economy.write((ctx) =>
      new NotificationService().notify(ctx, [
        { ...news, kind: 'ACCESS', dedupKey: 'asked', personIds: [asked] },
        { ...news, kind: 'ACCESS', dedupKey: 'told' },
      ]),
    );
    const mailer = new NotificationMailer(new MailService(), new MailListService());
    const [job] = mailer.handlers(db.unitOfWork, {
      publicUrl: 'https://match.example',
      apiPublicUrl: 'https://api.match.example',
    });
    const ids = await db
      .reading()
      .query<{ id: string }>(`SELECT id FROM notifications WHERE kind = 'ACCESS'`);
    const run = { requestId: 'test', log: db.log } as Parameters<NonNullable<typeof job>['handle']>[1];
    await job!.handle({ notificationIds: ids.map(({ id }) => id) }, run);
    const sent = await db.reading().query<{ recipient: string; basis: string; text: string }>(
      `SELECT recipient, basis, text FROM mail_messages m
         JOIN mail_consents c ON c.address = m.recipient AND c.list = m.list
        WHERE m.list = 'notice:ACCESS' ORDER BY recipient`,
    );
    expect(sent.map(({ recipient, basis }) => [recipient, basis])).toEqual([
      ['ash@elsewhere.example', 'asked to act for Derwent Machining Ltd'],
      ['sandra@derwent.example', 'acts for Derwent Machining Ltd'],
    ]);
    expect(sent[0]!.text).toContain('because you asked to act for Derwent Machining Ltd on Midlands Match.');
    expect(sent[1]!.text).toContain('because you act for Derwent Machining Ltd on Midlands Match.');
  });

  it('carry a way out, and go only to who still belongs and still wants them when their turn comes', async () => {
    const mailLists = new MailListService();
    const mailer = new NotificationMailer(new MailService(), mailLists);
    const [job] = mailer.handlers(db.unitOfWork, {
      publicUrl: 'https://match.example',
      apiPublicUrl: 'https://api.match.example',
    });
    const ids = await db
      .reading()
      .query<{ id: string }>(`SELECT id FROM notifications WHERE kind = 'UNLOCK' ORDER BY id`);
    const run = { requestId: 'test', log: db.log } as Parameters<NonNullable<typeof job>['handle']>[1];
    await job!.handle({ notificationIds: ids.map(({ id }) => id) }, run);
    const letters = await db
      .reading()
      .query<{ dedupKey: string; list: string; headers: Record<string, string>; text: string }>(
        `SELECT dedup_key AS "dedupKey", list, headers, text FROM mail_messages WHERE list = 'notice:UNLOCK'`,
      );
    expect(letters).toHaveLength(2);
    const link = /^<(https:\/\/api\.match\.example\/mail\/unsubscribe\?t=(.+))>$/.exec(
      letters[0]!.headers['List-Unsubscribe']!,
    )!;
    expect(letters[0]!.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(letters[0]!.text).toContain(link[1]!);
    expect(await mailer.obstacle(db.reading(), letters[0]!)).toBeUndefined();
    const { address } = await db.writing((ctx) => mailLists.unsubscribe(ctx, link[2]!));
    expect(await mailLists.obstacle(db.reading(), address, 'notice:UNLOCK')).toContain('left the list');
    await db.writing((ctx) => mailer.leave(ctx, address, 'UNLOCK'));
    expect(await mailer.obstacle(db.reading(), letters[0]!)).toContain('no letters of this kind');
    await db.writing((ctx) => ctx.query(`DELETE FROM notification_refusals`));
    await db.writing((ctx) => ctx.query(`DELETE FROM memberships WHERE organisation_id = $1`, [supplier]));
    expect(await mailer.obstacle(db.reading(), letters[0]!)).toContain('no longer belongs');
  });
});
