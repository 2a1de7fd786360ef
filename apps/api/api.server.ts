import { imageFolderOf, MatchIndexHolder } from '#lib/match-lists';
import {
  type Config,
  createLogger,
  type Logger,
  lostFailures,
  NestLogger,
  openDatabase,
  UnitOfWork,
} from '#lib/platform';
import { schema } from '#lib/schema';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { AccessScan, type DeclaredOperation } from './access.scan.js';
import { ApiModule } from './api.module.js';
import { addHooks, IMPORT_BODY_LIMIT } from './http.hooks.js';
import { Metrics } from './metrics.service.js';
import { RateLimiter } from './rate.limiter.js';
import { keepRawBodies } from './raw.body.js';
import { requestIdFrom } from './request.context.js';
import { RunWatcher } from './run.watcher.js';
import { SearchWarming } from './search.warming.js';

export interface ApiOptions {
  databaseUrl: string;
  /** 0 takes a free one; default is that of the configuration. */
  port?: number;
  log?: Logger;
  clock?: () => Date;
  /** Whether queries that come again run compiled; default true. */
  compile?: boolean;
}

export interface RunningApi {
  /** Base address, without a slash at its end. */
  url: string;
  /** Every operation and the access it declares. */
  operations: DeclaredOperation[];
  /** Resolves when the match index is loaded; rejects when it cannot be. */
  ready: Promise<void>;
  /** Finishes what is under way, then lets go of everything. */
  stop(): Promise<void>;
}

/**
 * Starts the API. It listens at once and says on /readyz when the match index has been loaded; until then, what
 * needs the index answers NOT_READY.
 */
export async function startApi(config: Config, options: ApiOptions): Promise<RunningApi> {
  const log = options.log ?? createLogger(config, 'api');
  const { databaseUrl } = options;
  const database = await openDatabase({
    url: databaseUrl,
    schema,
    applicationName: 'midlands-match api',
    log,
  });
  const unitOfWork = new UnitOfWork(database.writer, database.reader, log, options.clock);
  const adapter = new FastifyAdapter({
    bodyLimit: IMPORT_BODY_LIMIT,
    genReqId: (request: { headers: IncomingHttpHeaders }) => requestIdFrom(request.headers['x-request-id']),
    forceCloseConnections: 'idle',
    trustProxy: config.trustedProxies ?? false,
  });
  const compile = options.compile ?? true;
  const runtime = { config, log, database, databaseUrl, unitOfWork, compile };
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.with(runtime), adapter, {
    logger: new NestLogger(log),
    abortOnError: false,
  });
  const metrics = app.get(Metrics);
  const index = app.get(MatchIndexHolder);
  const limiter = new RateLimiter(unitOfWork, log, config.rateLimits);
  limiter.start();
  addHooks(adapter.getInstance(), metrics, limiter);
  keepRawBodies(adapter.getInstance(), '/mail/events');
  metrics.gauge('match_index_suppliers', 'Suppliers in the match index.', () => index.size);
  metrics.gauge('lost_failures', 'Failures that nothing waited for.', lostFailures);
  // Sample people may be signed in as without a password: such an API is for this machine alone.
  await app.listen(options.port ?? config.apiPort, config.demo ? 'localhost' : '0.0.0.0');
  await app.get(RunWatcher).start();
  const warming = app.get(SearchWarming);
  const loaded = index.load({ unitOfWork, databaseUrl, log, imageFolder: imageFolderOf(config) });
  void warming.readWords();
  const ready = loaded.then(() => warming.begin());
  ready.catch((error: unknown) => log.fatal({ err: error }, 'the match index could not be loaded'));
  const address = app.getHttpServer().address() as { port: number };
  const url = `http://localhost:${address.port}`;
  log.info({ url }, 'API listening');
  return {
    url,
    operations: app.get(AccessScan).operations(),
    ready,
    stop: async () => {
      await ready.catch(() => undefined);
      await app.close();
      await limiter.stop();
      await database.close();
    },
  };
}
