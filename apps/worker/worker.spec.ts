import { composeDigest, isoWeekOf, weeksBefore } from '#lib/digests';
import { BackgroundImport, ImportsModule } from '#lib/imports';
import { MatchIndexHolder, MatchListService } from '#lib/match-lists';
import { EconomyBuilder } from '#lib/match-lists/testing';
import {
  type Config,
  enqueue,
  MailService,
  type QueueBackend,
  queueBackend,
  readConfig,
  RunService,
} from '#lib/platform';
import {
  drainJobs,
  eventually,
  openTestDatabase,
  type TestDatabase,
  testedBackends,
} from '#lib/platform/testing';
import { rankAll } from '#lib/requirements';
import { schema } from '#lib/schema';
import { NestFactory } from '@nestjs/core';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { jobCatalogue } from './job.catalogue.js';
import { type RunningWorker, startWorker } from './worker.start.js';

describe.each(testedBackends)('the worker on $kind', ({ redisUrl }) => {
  const config: Config = {
    ...readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' }),
    redisUrl,
  };
  const lists = new MatchListService(new MatchIndexHolder());
  let db: TestDatabase;
  let economy: EconomyBuilder;
  let backend: QueueBackend;
  let worker: RunningWorker | undefined;

  beforeEach(async () => {
    db = await openTestDatabase(schema);
    economy = new EconomyBuilder(db);
    backend = queueBackend(config, db.url);
  });
  afterEach(async () => {
    await worker?.stop();
    worker = undefined;
    await backend.close();
    await db.close();
  });

  const start = async () => (worker = await startWorker(config, { databaseUrl: db.url, log: db.log }));
  const drained = () => drainJobs(db.reading(), backend, jobCatalogue);
  const listed = async (id: string): Promise<string[] | undefined> =>
    (await lists.find(db.reading(), [id])).get(id)?.matches.map(({ supplierId }) => supplierId);

  it('matches a requirement soon after it is published, and again when a certificate has run out', async () => {
    await start();
    const supplier = await economy.supplier();
    const id = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
    await eventually('the match list', async () => (await listed(id))?.includes(supplier));
    await economy.expire(supplier, '2021-01-01');
    await eventually('the supplier to leave the list', async () => (await listed(id))?.length === 0);
  });

  it('does the work that was asked for while no worker ran', async () => {
    const supplier = await economy.supplier();
    const id = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
    expect(await listed(id)).toBeUndefined();
    await start();
    await drained();
    expect(await listed(id)).toEqual([supplier]);
  });

  it('reads the words that are stored again after an upgrade, and ranks everything by them', async () => {
    const supplier = await economy.supplier();
    const id = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
    await economy.write(async (ctx) => {
      await ctx.query(`DELETE FROM supplier_capabilities`);
      await ctx.query(`UPDATE requirement_needs SET codes = '{no-longer-in-the-tree}'`);
      await ctx.query(`UPDATE reading_code SET code = 'an older one'`);
    });
    await start();
    await eventually('the list by today’s reading', async () => (await listed(id))?.includes(supplier));
    await drained();
    const [state] = await db
      .reading()
      .query(
        `SELECT (SELECT count(*)::int FROM supplier_capabilities) > 0 AS read, codes FROM requirement_needs`,
      );
    expect(state).toMatchObject({ read: true, codes: expect.not.arrayContaining(['no-longer-in-the-tree']) });
  });

  it('imports a file that was sent in while no worker ran, and matches what it brought', async () => {
    const id = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
    const app = await NestFactory.createApplicationContext(ImportsModule, { logger: false });
    const csv =
      'name,postcode,capabilities,certifications\nSent In Ltd,DE24 8BJ,5-axis milling,AS9100D until 2099-01-01\n';
    const started = await economy.write((ctx) =>
      app.get(BackgroundImport).start(ctx, 'SUPPLIER_CSV', csv, 'list.csv', { field: 'csv' }),
    );
    await app.close();
    const runId = started.ok ? started.value.runId : '';
    expect(await new RunService().find(db.reading(), runId)).toMatchObject({ state: 'QUEUED' });
    await start();
    await eventually(
      'the import to end',
      async () => (await new RunService().find(db.reading(), runId))?.state === 'DONE',
    );
    await eventually('the list', async () => (await listed(id))?.length === 1);
  });

  it('tries again when writing a list fails', async () => {
    // A sequence does not roll back: the first write of a list fails, the second succeeds.
    await db.writing(async (ctx) => {
      await ctx.query(`CREATE SEQUENCE attempts`);
      await ctx.query(`CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('attempts') = 1 THEN RAISE EXCEPTION 'the store is away for a moment'; END IF;
        RETURN NEW; END $$`);
      await ctx.query(
        `CREATE TRIGGER fail_once BEFORE INSERT ON match_lists FOR EACH ROW EXECUTE FUNCTION fail_once()`,
      );
    });
    const supplier = await economy.supplier();
    const id = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
    await start();
    await eventually('the list after the second attempt', async () => (await listed(id))?.includes(supplier));
    const [attempts] = await db.reading().query<{ n: number }>(`SELECT last_value::int AS n FROM attempts`);
    expect(attempts?.n).toBeGreaterThanOrEqual(2);
  });

  it('ranks everything in a run that ends by itself, and writes nothing the second time', async () => {
    const buyer = await economy.buyer('Castlegate Aerosystems');
    await economy.supplier();
    const id = await economy.requirement(buyer);
    await start();
    await drained();
    const before = (await lists.find(db.reading(), [id])).get(id)!.computedAt;
    const runs = new RunService();
    const run = await economy.write((ctx) => runs.begin(ctx, 'MATCH', 'all', null));
    await economy.write((ctx) => enqueue(ctx, rankAll, { runId: run.id }));
    await eventually('the run to end', async () => (await runs.find(db.reading(), run.id))?.state === 'DONE');
    expect((await lists.find(db.reading(), [id])).get(id)!.computedAt).toEqual(before);
  });

  it('composes a digest once, however often it is asked to, and posts it', async () => {
    const supplier = await economy.supplier();
    await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
    const cluster = await economy.cluster('Midlands Makers', [supplier], ['digest@makers.example']);
    await start();
    await drained();
    const isoWeek = isoWeekOf(new Date());
    for (let n = 0; n < 3; n += 1) {
      await economy.write((ctx) => enqueue(ctx, composeDigest, { clusterId: cluster, isoWeek }));
    }
    await drained();
    const digests = await db
      .reading()
      .query<{ subject: string }>(`SELECT subject FROM digests WHERE cluster_id = $1`, [cluster]);
    expect(digests).toEqual([{ subject: '1 new match for 1 member, 1 across the regions' }]);
    const mail = await new MailService().latest(db.reading(), 10);
    // Without an SMTP server the letter stays in the outbox.
    expect(mail).toMatchObject([{ recipient: 'digest@makers.example', state: 'WAITING' }]);
  });

  it('sends digests over SMTP: chart inside, a way out of the list in one click', async () => {
    const received: { to: string; mail: ParsedMail }[] = [];
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        void simpleParser(stream).then((mail) => {
          received.push({ to: session.envelope.rcptTo[0]!.address, mail });
          done();
        });
      },
    });
    await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
    const { port } = smtp.server.address() as { port: number };
    try {
      const buyer = await economy.buyer('Castlegate Aerosystems');
      const supplier = await economy.supplier();
      await economy.requirement(buyer);
      const cluster = await economy.cluster(
        'Midlands Makers',
        [supplier],
        ['one@makers.example', 'two@makers.example'],
      );
      worker = await startWorker(
        { ...config, smtpUrl: `smtp://127.0.0.1:${port}` },
        { databaseUrl: db.url, log: db.log },
      );
      await drained();
      const ask = (isoWeek: string) =>
        economy.write((ctx) => enqueue(ctx, composeDigest, { clusterId: cluster, isoWeek }));
      await ask(weeksBefore(isoWeekOf(new Date()), 1));
      await eventually('the first digest', () => received.length === 2);
      await economy.requirement(buyer, { title: 'Machined housings' });
      await drained();
      await ask(isoWeekOf(new Date()));
      await eventually('the second digest', () => received.length === 4);
      await drained();
      expect(received.map(({ to }) => to).sort()).toEqual([
        'one@makers.example',
        'one@makers.example',
        'two@makers.example',
        'two@makers.example',
      ]);
      const { mail } = received[3]!;
      expect(mail.attachments).toMatchObject([{ contentType: 'image/png', contentDisposition: 'inline' }]);
      expect(mail.html).toContain('Machined housings');
      expect(mail.text).toContain('Machined housings');
      const header = (name: string) => mail.headerLines.find(({ key }) => key === name)?.line;
      expect(header('list-unsubscribe-post')).toContain('List-Unsubscribe=One-Click');
      expect(header('list-unsubscribe')).toMatch(/mail\/unsubscribe\?t=/);
    } finally {
      await worker?.stop();
      worker = undefined;
      await new Promise<void>((done) => smtp.close(done));
    }
  });
});
