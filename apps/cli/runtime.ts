import {
  type Config,
  createLogger,
  type Database,
  type Logger,
  openDatabase,
  openStore,
  readConfig,
  UnitOfWork,
} from '#lib/platform';
import { migrate, schema } from '#lib/schema';
import { CommandFailed } from './command.failure.js';

export interface Runtime {
  config: Config;
  log: Logger;
  url: string;
  database: Database;
  unitOfWork: UnitOfWork;
}

/**
 * Opens the store for the length of one command, with its tables up to date: the embedded one is migrated as needed,
 * a server of somebody else's only by the command that says so.
 * @throws CommandFailed when the tables of such a server are behind
 */
export async function withDatabase<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
  return withStore(async (runtime) => {
    if (runtime.config.databaseUrl === undefined) {
      await migrate(runtime.database.writer, runtime.url);
    } else if (await runtime.database.writer.showMigrations()) {
      throw new CommandFailed('The tables are behind this version: run "npm run cli -- migrate" first.');
    }
    return work(runtime);
  });
}

/** Opens the store for the length of one command, as it is. */
export async function withStore<T>(work: (runtime: Runtime) => Promise<T>): Promise<T> {
  const config = readConfig();
  const log = createLogger(
    { ...config, logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel },
    'cli',
  );
  const store = await openStore(config);
  try {
    const database = await openDatabase({
      url: store.url,
      schema,
      applicationName: 'midlands-match cli',
      log,
    });
    try {
      const unitOfWork = new UnitOfWork(database.writer, database.reader, log);
      return await work({ config, log, url: store.url, database, unitOfWork });
    } finally {
      await database.close();
    }
  } finally {
    await store.close();
  }
}
