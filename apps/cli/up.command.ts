import {
  createLogger,
  type Logger,
  openDatabase,
  openStore,
  readConfig,
  systemActor,
  UnitOfWork,
  untilAsked,
} from '#lib/platform';
import { readSampleState } from '#lib/sample';
import { migrate, schema } from '#lib/schema';
import type { Command } from 'commander';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CommandFailed } from './command.failure.js';
import { composeAll } from './digest.command.js';
import { rankingSummary } from './match.command.js';
import type { Runtime } from './runtime.js';
import { watchRun } from './run.watch.js';
import { loadSample, loadSampleHistory } from './sample.load.js';
import { withServices } from './services.js';
import { claimStore } from './store.claim.js';
import { Supervisor } from './supervisor.js';
import { readSummary, showSummary } from './up.summary.js';

const actor = systemActor('start');
const apps = join(dirname(fileURLToPath(import.meta.url)), '..');

export function addUpCommand(program: Command): void {
  program
    .command('up')
    .description('start everything: store, API, worker and portal; in demo mode with the sample economy')
    .action(up);
}

async function up(): Promise<void> {
  const config = readConfig();
  const log = createLogger({ ...config, logLevel: 'warn' }, 'start');
  await assertFree('API_PORT', config.apiPort);
  await assertFree('WEB_PORT', config.webPort);
  if (config.apiPort === config.webPort) {
    throw new CommandFailed(
      `API_PORT and WEB_PORT are both ${config.apiPort}: give each its own, such as WEB_PORT=${config.apiPort + 1}.`,
    );
  }
  let asked = false;
  const end = untilAsked().then(() => {
    asked = true;
  });
  const store = await openStore(config);
  const claim = await claimStore(config, store);
  store.keepUp(log);
  const database = await openDatabase({
    url: store.url,
    schema,
    applicationName: 'midlands-match start',
    log,
  });
  const supervisor = new Supervisor(apps, log);
  try {
    const runtime: Runtime = {
      config,
      log,
      url: store.url,
      database,
      unitOfWork: new UnitOfWork(database.writer, database.reader, log),
    };
    console.log(`Store: ${store.place}`);
    await Promise.race([prepareAndServe(runtime, supervisor), end]);
    await end;
    console.log('\nStopping …');
  } catch (error) {
    // What fails because it is being stopped is no failure.
    if (!asked) throw error;
  } finally {
    await supervisor.stop();
    await database.close();
    await store.shutDown();
    await claim.end();
  }
}

async function prepareAndServe(runtime: Runtime, supervisor: Supervisor): Promise<void> {
  const { config, database, unitOfWork, url, log } = runtime;
  await migrate(database.writer, url);
  await withServices(runtime, async (services) => {
    const reading = () => unitOfWork.reading({ actor });
    // Also what a start that was cut short has left.
    if (config.demo && (await readSampleState(reading())).wanted) {
      await loadSample(unitOfWork, services, config.sampleSize, reading().today());
    }
    const environment = {
      DATABASE_URL: url,
      DEMO: config.demo ? '1' : '0',
      LOG_FORMAT: config.logFormat,
      LOG_LEVEL: config.logLevel === 'info' && config.demo ? 'warn' : config.logLevel,
    };
    for (const name of ['api', 'worker', 'web'] as const) supervisor.start({ name, environment });
    await untilReady('API', `http://127.0.0.1:${config.apiPort}/readyz`, log);
    await untilReady('portal', `http://127.0.0.1:${config.webPort}/livez`, log);
    if (await isUnranked(runtime)) {
      const run = await unitOfWork.transaction({ actor }, (ctx) => services.ranking.startFullRanking(ctx));
      await watchRun(unitOfWork, services.runs, run, 'Matching', rankingSummary);
    }
    if (config.demo && (await readSampleState(reading())).whole) await loadSampleHistory(runtime, services);
    const composed = await composeAll(runtime, (ctx) =>
      services.digests.requestDue(ctx, { early: config.demo }),
    );
    if (composed > 0) console.log(`Digests of this week: ${composed}`);
    showSummary(await readSummary(reading()), config);
  });
}

/** Some open requirement has never been ranked. */
async function isUnranked({ unitOfWork }: Runtime): Promise<boolean> {
  const [row] = await unitOfWork.reading({ actor }).query<{ unranked: boolean }>(
    `SELECT EXISTS (SELECT FROM requirements r WHERE state IN ('OPEN', 'SHORTLISTING')
        AND NOT EXISTS (SELECT FROM match_lists WHERE requirement_id = r.id)) AS unranked`,
  );
  return row?.unranked ?? false;
}

/**
 * Waits for as long as what it says of itself goes on changing: a large economy on a busy machine takes minutes.
 * @param patienceMs how long it may say the same, or nothing
 */
async function untilReady(what: string, url: string, log: Logger, patienceMs = 180_000): Promise<void> {
  let deadline = Date.now() + patienceMs;
  let last = 'nothing answers';
  for (;;) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
      if (response.ok) return;
      const said = await response.text();
      if (said !== last) deadline = Date.now() + patienceMs;
      last = said;
    } catch (error) {
      log.debug({ err: error }, 'not ready yet');
    }
    if (Date.now() > deadline)
      throw new CommandFailed(`The ${what} has not got on for ${patienceMs / 1000} s: ${last}`);
    await sleep(50);
  }
}

/** @throws CommandFailed that names the variable to change */
async function assertFree(variable: string, port: number): Promise<void> {
  if (port === 0) throw new CommandFailed(`${variable}=0 is not possible here: give the port to listen on.`);
  const server = createServer();
  const free = await new Promise<boolean>((done) => {
    server.once('error', () => done(false));
    server.listen(port, () => done(true));
  });
  await new Promise((done) => server.close(done));
  if (!free) {
    throw new CommandFailed(
      `Port ${port} is taken. Stop what uses it, or choose another: ${variable}=${port + 10} npm start`,
    );
  }
}
