import { composeDigest, weeksBefore } from '#lib/digests';
import { EconomyBuilder } from '#lib/match-lists/testing';
import { childEnvironment, enqueue, sweepMail } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { isRunning, untilAtRest } from '../support/busy.watch.js';
import { type RedisServer, startRedis } from '../support/redis.server.js';

const workerFile = 'dist/apps/worker/main.js';
const recipients = ['one@makers.example', 'two@makers.example'];
/** In the order in which a digest goes through them. The server sleeps in those of the store, so that we can look. */
const storeSteps = [
  'change_log_cursors',
  'digests',
  'digest_items',
  'digest_cursors',
  'mail WAITING',
  'mail SENDING',
  'mail SENT',
];
const mailSteps = ['RCPT', 'DATA before its answer', 'DATA after its answer'];
const steps = [...storeSteps, ...mailSteps];
const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1);
const lastWeek = '2026-W52';

interface Received {
  to: string;
  messageId: string;
  text: string;
}

describe.each(['postgres', 'redis'] as const)('digests under kill -9, queues in %s', (kind) => {
  let db: TestDatabase;
  let economy: EconomyBuilder;
  let redis: RedisServer | undefined;
  let smtp: SMTPServer;
  let smtpPort: number;
  let child: ChildProcess | undefined;
  let armed: string | undefined;
  const received: Received[] = [];

  const kill = (): void => {
    armed = undefined;
    child?.kill('SIGKILL');
  };
  const reach = (step: string): boolean => {
    if (armed !== step) return false;
    kill();
    return true;
  };

  beforeAll(async () => {
    db = await openTestDatabase(schema);
    economy = new EconomyBuilder(db);
    redis = kind === 'redis' ? await startRedis() : undefined;
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) => {
        reach('RCPT');
        done();
      },
      onData: (stream, session, done) => {
        void simpleParser(stream).then(
          (mail) => {
            const taken = {
              to: session.envelope.rcptTo[0]!.address,
              messageId: mail.messageId!,
              text: mail.text!,
            };
            // Taken or not, when the sender dies before the answer: a server may do either, so it takes it.
            received.push(taken);
            if (reach('DATA before its answer')) return;
            done();
            reach('DATA after its answer');
          },
          () => undefined /* the sender died in the middle of it */,
        );
      },
    });
    smtp.on('error', () => undefined);
    await new Promise<void>((done) => smtp.listen(0, '127.0.0.1', done));
    smtpPort = (smtp.server.address() as { port: number }).port;
    await db.writing(async (ctx) => {
      await ctx.query(`CREATE TABLE fault_points (step text)`);
      await ctx.query(`CREATE FUNCTION fault_point() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE here text; BEGIN
        here := CASE WHEN TG_TABLE_NAME = 'mail_messages' THEN 'mail ' || (to_jsonb(NEW)->>'state') ELSE TG_TABLE_NAME END;
        IF EXISTS (SELECT FROM fault_points WHERE step = here) THEN PERFORM pg_sleep(3600); END IF;
        RETURN NEW; END $$`);
      for (const table of [
        'change_log_cursors',
        'digests',
        'digest_items',
        'digest_cursors',
        'mail_messages',
      ]) {
        // A relay that starts puts its cursor there, if it is not: the step is that it moves on.
        const event = table === 'change_log_cursors' ? 'UPDATE' : 'INSERT OR UPDATE';
        await ctx.query(
          `CREATE TRIGGER fault_point BEFORE ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION fault_point()`,
        );
      }
    });
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await new Promise<void>((done) => {
      smtp.close(done);
      smtp.connections.forEach((connection) => connection.close());
    });
    await redis?.stop();
    await db.close();
  });

  const start = (): Promise<unknown> => {
    child = spawn(process.execPath, [workerFile], {
      env: childEnvironment({
        DATABASE_URL: db.url,
        REDIS_URL: redis?.url,
        SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
        LOG_LEVEL: 'fatal',
        DEMO: '0',
        WORKER_PORT: '0',
        END_WITH_INPUT: undefined,
      }),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return once(child, 'exit');
  };
  const arm = async (step: string): Promise<void> => {
    armed = step;
    await db.writing((ctx) => ctx.query(`TRUNCATE fault_points`));
    if (storeSteps.includes(step)) {
      await db.writing((ctx) => ctx.query(`INSERT INTO fault_points VALUES ($1)`, [step]));
    }
  };
  const asleep = async (): Promise<boolean> => {
    const rows = await db
      .reading()
      .query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`);
    return rows.length > 0;
  };
  const isBusy = async (): Promise<boolean> => {
    if (child?.pid !== undefined && (await isRunning(child.pid))) return true;
    const rows = await db
      .reading()
      .query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()`,
      );
    return rows.length > 0;
  };
  const until = (what: string, check: () => Promise<boolean> | boolean) =>
    untilAtRest(what, check, isBusy, 90_000);
  /** The server notices only when it wakes that nobody is there any more; until then it would hold the locks. */
  const hangUp = () =>
    db
      .reading()
      .query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'worker'`,
      );
  const ask = (isoWeek: string, clusterId: string) =>
    // Not through the economy, which waits until the log shows all: a relay that sleeps holds that up.
    db.writing((ctx) => enqueue(ctx, composeDigest, { clusterId, isoWeek }));

  it('lose nothing and tell nothing twice', async () => {
    if (kind === 'redis' && !redis) {
      console.warn('redis-server is not installed: nothing is proven of Redis here.');
      return;
    }
    const buyer = await economy.buyer('Castlegate Aerosystems');
    const supplier = await economy.supplier({ name: 'Derwent Machining Ltd' });
    const cluster = await economy.cluster('Midlands Makers', [supplier], recipients);
    const plan = Array.from({ length: ROUNDS }, () => steps).flat();
    const titles: string[] = [];
    for (const [round, step] of plan.entries()) {
      const title = `Bracket number ${round + 1001}`;
      titles.push(title);
      await economy.requirement(buyer, { title });
      await arm(step);
      const ended = start();
      const week = weeksBefore(lastWeek, plan.length - round);
      await until(`a list of ${title}`, async () => {
        const rows = await db
          .reading()
          .query(`SELECT FROM match_lists JOIN requirements ON id = requirement_id WHERE title = $1`, [
            title,
          ]);
        return rows.length > 0;
      });
      await ask(week, cluster);
      if (storeSteps.includes(step)) {
        await until(`the worker to reach ${step}`, asleep);
        kill();
        await ended;
        await hangUp();
      }
      await until(`the worker to reach ${step}`, () => armed === undefined);
      await ended;
    }
    // The store is at peace again; time passes until the sweeps come by.
    await arm('none');
    const ended = start();
    await ask(lastWeek, cluster);
    const open = async () =>
      Number(
        (
          await db
            .reading()
            .query<{ n: string }>(
              `SELECT count(*) AS n FROM mail_messages WHERE state IN ('WAITING', 'SENDING')`,
            )
        )[0]!.n,
      );
    await until('the last digest', async () => {
      const rows = await db.reading().query(`SELECT FROM digests WHERE iso_week = $1`, [lastWeek]);
      return rows.length > 0;
    });
    await db.writing((ctx) =>
      ctx.query(
        `UPDATE mail_messages SET next_attempt_at = next_attempt_at - interval '1 hour',
                claimed_at = claimed_at - interval '1 hour' WHERE state IN ('WAITING', 'SENDING')`,
      ),
    );
    await economy.write((ctx) => enqueue(ctx, sweepMail, {}));
    await until('every letter to go', async () => (await open()) === 0);
    child?.kill('SIGTERM');
    await ended;

    // The reader's side alone decides: what each got, told apart by Message-ID as mail readers do.
    for (const recipient of recipients) {
      const letters = new Map(
        received.filter(({ to }) => to === recipient).map((letter) => [letter.messageId, letter]),
      );
      const told = titles.map(
        (title) => [...letters.values()].filter(({ text }) => text.includes(title)).length,
      );
      expect({ recipient, told }).toEqual({ recipient, told: titles.map(() => 1) });
    }
    const repeats = received.length - new Set(received.map(({ messageId, to }) => messageId + to)).size;
    console.log(
      `${kind}: killed at ${plan.length} steps; ${titles.length} items × ${recipients.length} readers each told once; ` +
        `${received.length} letters taken, ${repeats} of them repeats under the same Message-ID`,
    );
    // No clock ends it: each wait ends when nobody is at work.
  }, 36_000_000);
});
