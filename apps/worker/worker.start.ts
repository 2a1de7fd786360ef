import { AlertHandlers } from '#lib/alerts';
import { DigestPreparing, DigestService } from '#lib/digests';
import { BackgroundImport } from '#lib/imports';
import { ReplyClock } from '#lib/introductions';
import {
  MatchIndexHolder,
  NearMissBook,
  RankingService,
  RereadingService,
  imageFolderOf,
} from '#lib/match-lists';
import { NotificationMailer, WebhookService } from '#lib/notifications';
import {
  type Config,
  createLogger,
  type Database,
  JobRelay,
  JobWorkers,
  type Logger,
  MailListService,
  MailSender,
  MailService,
  NestLogger,
  openDatabase,
  queueBackend,
  QueueWatch,
  systemActor,
  UnitOfWork,
} from '#lib/platform';
import { schema } from '#lib/schema';
import { NestFactory } from '@nestjs/core';
import { prepareAhead } from './digest.ahead.js';
import { startHealthServer } from './health.server.js';
import { jobCatalogue } from './job.catalogue.js';
import { keepSchedules } from './job.schedules.js';
import { mailHandlers, mailTransport } from './mail.handler.js';
import { registerServiceGauges } from './service.gauges.js';
import { pruneHandler, trimHandler } from './upkeep.jobs.js';
import { WorkerMetrics } from './worker.metrics.js';
import { WorkerModule } from './worker.module.js';

export interface WorkerOptions {
  databaseUrl: string;
  log?: Logger;
  /** Jobs of one queue that run side by side; default 4. */
  concurrency?: number;
}

export interface RunningWorker {
  /** Address of the health endpoint; undefined when WORKER_PORT is 0. */
  healthUrl: string | undefined;
  /** Takes no more jobs, lets those that run finish, closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the worker: index, relay, job handlers, schedules, health endpoint. The database must be migrated.
 * @throws Error when a job has no handler or the database cannot be reached; nothing is left running then
 */
export async function startWorker(config: Config, options: WorkerOptions): Promise<RunningWorker> {
  const { databaseUrl } = options;
  const log = options.log ?? createLogger(config, 'worker');
  const closing = new ClosingList(log);
  try {
    const database = await openDatabase({
      url: databaseUrl,
      schema,
      applicationName: 'worker',
      log,
      unhurried: true,
    });
    closing.add('database', () => database.close());
    const unitOfWork = new UnitOfWork(database.writer, database.reader, log);
    const backend = queueBackend(config, databaseUrl);
    closing.add('queues', () => backend.close());
    const app = await NestFactory.createApplicationContext(WorkerModule.with(config), {
      logger: new NestLogger(log),
      abortOnError: false,
    });
    closing.add('services', () => app.close());
    const holder = app.get(MatchIndexHolder, { strict: false });
    const mail = app.get(MailService);
    const transport = mailTransport(config);
    closing.add('mail', () => Promise.resolve(transport?.close()));
    const digests = app.get(DigestService, { strict: false });
    const rereading = app.get(RereadingService, { strict: false });
    const notices = app.get(NotificationMailer, { strict: false });
    const sender = new MailSender({
      unitOfWork,
      lists: app.get(MailListService),
      transport,
      from: config.mailFrom,
      perDomainPerMinute: config.mailPerDomainPerMinute,
      obstacle: async (ctx, letter) =>
        (await digests.obstacle(ctx, letter)) ?? (await notices.obstacle(ctx, letter)),
      onSuspended: (ctx, suspension) => digests.tellOfSuspension(ctx, suspension),
    });
    const metrics = new WorkerMetrics(holder, app.get(NearMissBook, { strict: false }));
    const handlers = [
      ...app.get(RankingService, { strict: false }).handlers(unitOfWork),
      ...rereading.handlers(unitOfWork),
      ...app.get(BackgroundImport, { strict: false }).handlers(unitOfWork),
      ...digests.handlers(unitOfWork),
      ...app.get(ReplyClock, { strict: false }).handlers(unitOfWork),
      ...notices.handlers(unitOfWork, config),
      ...app.get(AlertHandlers, { strict: false }).handlers(unitOfWork),
      ...app
        .get(WebhookService, { strict: false })
        .handlers(unitOfWork, config.demo || config.environment === 'test'),
      ...mailHandlers(mail, sender, unitOfWork, transport),
      pruneHandler(unitOfWork),
      trimHandler(backend, jobCatalogue),
    ].map((handler) => metrics.timed(handler));
    // Checks that each job has its handler before anything starts.
    const workers = new JobWorkers(backend, jobCatalogue, handlers, log, {
      concurrency: options.concurrency,
      storeAnswers: () => answers(database),
    });

    const watched = new QueueWatch(() => queueBackend(config, databaseUrl, 1));
    closing.add('look at the queues', () => watched.close());
    registerServiceGauges(metrics.registry, { unitOfWork, queues: watched });
    let takesJobs = false;
    const health =
      config.workerPort === 0
        ? undefined
        : await startHealthServer({
            port: config.workerPort,
            registry: metrics.registry,
            reasons: () => whyNotReady({ database, holder, takesJobs }),
          });
    if (health) closing.add('health endpoint', () => health.stop());
    await holder.load({ unitOfWork, databaseUrl, log, imageFolder: imageFolderOf(config) });
    const relay = new JobRelay(unitOfWork, backend, jobCatalogue, log, databaseUrl);
    await relay.start();
    closing.add('relay', () => relay.stop());
    await workers.start();
    closing.add('job handlers', () => workers.stop());
    closing.add(
      'preparation of digests',
      prepareAhead(app.get(DigestPreparing, { strict: false }), unitOfWork, log),
    );
    closing.add('schedules', await keepSchedules(backend, log));
    const upgraded = await unitOfWork.transaction({ actor: systemActor('worker') }, (ctx) =>
      rereading.startAfterUpgrade(ctx),
    );
    if (upgraded) log.info('other code than this has read the words that are stored: reading them again');
    takesJobs = true;
    log.info({ queues: backend.kind, suppliers: holder.size }, 'worker ready');
    return { healthUrl: health?.url, stop: () => closing.close() };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

const answers = (database: Database): Promise<boolean> =>
  database.reader.query('SELECT 1').then(
    () => true,
    () => false,
  );

interface State {
  database: Database;
  holder: MatchIndexHolder;
  takesJobs: boolean;
}

async function whyNotReady({ database, holder, takesJobs }: State): Promise<string[]> {
  const reasons: string[] = [];
  if (!(await answers(database))) reasons.push('the database does not answer');
  if (!holder.ready) reasons.push('the match index is loading');
  else if (!takesJobs) reasons.push('jobs are not taken yet');
  return reasons;
}

/** What to close, last opened first. One that fails to close does not keep the others open. */
class ClosingList {
  private readonly actions: { name: string; close: () => Promise<unknown> }[] = [];

  constructor(private readonly log: Logger) {}

  add(name: string, close: () => Promise<unknown>): void {
    this.actions.unshift({ name, close });
  }

  async close(): Promise<void> {
    for (const { name, close } of this.actions.splice(0)) {
      try {
        await close();
      } catch (error) {
        this.log.error({ err: error, part: name }, 'closing failed');
      }
    }
  }
}
