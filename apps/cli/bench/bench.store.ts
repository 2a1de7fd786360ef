/** A throw-away store that holds the sample economy, for benches of what lies around the engine. */
import {
  type Config,
  createLogger,
  type Database,
  type Logger,
  openDatabase,
  readConfig,
  startEmbeddedPostgres,
  systemActor,
  UnitOfWork,
} from '#lib/platform';
import { generateEconomy, loadEconomy } from '#lib/sample';
import { migrate, schema } from '#lib/schema';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Services, withServices } from '../services.js';
import type { BenchReport } from './bench.report.js';
import { temporaryFolder } from './temporary.folder.js';

export const benchActor = systemActor('bench');

export interface BenchStore {
  config: Config;
  log: Logger;
  url: string;
  database: Database;
  unitOfWork: UnitOfWork;
  services: Services;
  /** A token of somebody who may read everything. */
  token: string;
}

interface Sizes {
  suppliers: number;
  requirements: number;
}

/**
 * Starts a server, loads an economy into it, and takes both away afterwards; a folder that is asked for keeps them, and
 * is used again for an economy of the same size.
 */
export async function withBenchStore(
  report: BenchReport,
  usual: Sizes,
  work: (store: BenchStore) => Promise<void>,
): Promise<void> {
  const { suppliers = usual.suppliers, requirements = usual.requirements, store: kept } = report.options;
  const sizes = { suppliers, requirements };
  const folder = kept ? resolve(kept) : await temporaryFolder('bench');
  const server = await startEmbeddedPostgres({
    folder: join(folder, 'store'),
    throwAway: kept === undefined,
    settings: { shared_buffers: '256MB', max_wal_size: '4GB' },
  });
  const config = readConfig({
    DATA_DIR: folder,
    DEMO: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: server.url,
    // One address sends everything here.
    RATE_LIMIT_TOKEN: '0',
    RATE_LIMIT_ADDRESS: '0',
  });
  const log = createLogger(config, 'bench');
  const database = await openDatabase({ url: server.url, schema, applicationName: 'bench' });
  try {
    await migrate(database.writer, server.url);
    const unitOfWork = new UnitOfWork(database.writer, database.reader, log);
    const runtime = { config, log, url: server.url, database, unitOfWork };
    await withServices(runtime, async (services) => {
      await load(runtime, services, sizes);
      report.note(
        `${suppliers.toLocaleString('en-GB')} suppliers, ${requirements.toLocaleString('en-GB')} requirements in PostgreSQL`,
      );
      await work({ ...runtime, services, token: await newToken(runtime, services) });
    });
  } finally {
    await database.close();
    await server.stop();
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function load(
  { unitOfWork, database }: Pick<BenchStore, 'unitOfWork' | 'database'>,
  services: Services,
  { suppliers, requirements }: Sizes,
): Promise<void> {
  const ctx = unitOfWork.reading({ actor: benchActor });
  const [held] = await ctx.query<Sizes>(
    `SELECT (SELECT count(*)::int FROM supplier_profiles) AS suppliers,
            (SELECT count(*)::int FROM requirements) AS requirements`,
  );
  if (held!.suppliers === suppliers && held!.requirements === requirements) return;
  if (held!.suppliers > 0) throw new Error('The store that was kept holds an economy of another size.');
  const economy = generateEconomy({ suppliers, requirements, today: ctx.today() });
  await loadEconomy({ unitOfWork, ...services }, economy);
  await database.writer.query('VACUUM (ANALYZE)');
}

const newToken = ({ unitOfWork }: Pick<BenchStore, 'unitOfWork'>, services: Services): Promise<string> =>
  unitOfWork.transaction({ actor: benchActor }, async (ctx) => {
    const person = await services.people.ensure(ctx, {
      email: 'bench@example.com',
      name: 'Bench',
      staffRoles: ['OFFICER'],
    });
    return (await services.tokens.issue(ctx, person.id, { name: 'bench', days: 1 })).token;
  });
