import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Actor, Context, TransactionContext } from '../context.js';
import { systemActor } from '../context.js';
import { type Database, openDatabase, type Schema } from '../database.js';
import { createLogger, type Logger } from '../logger.js';
import { UnitOfWork } from '../unit-of-work.js';
import { purgeQueues } from './queue-backends.js';

/** Set by the global set-up of the test run: a migrated database that nobody connects to. */
export const templateVariable = 'TEST_TEMPLATE_DATABASE_URL';

export interface TestDatabase {
  url: string;
  database: Database;
  unitOfWork: UnitOfWork;
  log: Logger;
  /** The clock of every context made here; set it to travel. */
  clock: { now: Date | undefined };
  reading(actor?: Actor): Context;
  writing<T>(work: (ctx: TransactionContext) => Promise<T>, actor?: Actor): Promise<T>;
  close(): Promise<void>;
}

export const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

export async function administer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The name of the database in a connection string. */
export const databaseNameOf = (url: string): string => new URL(url).pathname.slice(1);

/** A database of one's own: a clone of the migrated template, gone after `close`. */
export async function openTestDatabase(schema: Schema): Promise<TestDatabase> {
  const template = process.env[templateVariable];
  if (template === undefined) {
    throw new Error(`${templateVariable} is not set: run the tests through "npm test" or "npm run jest".`);
  }
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`;
  // Files are copied by the system: half the processor time of a copy through the log, PostgreSQL's default.
  await administer(template, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${databaseNameOf(template)} STRATEGY FILE_COPY`),
  );
  const url = withDatabase(template, name);
  const database = await openDatabase({ url, schema, applicationName: 'tests', poolSize: 5 });
  const log = createLogger({ logLevel: 'silent', logFormat: 'json' }, 'tests');
  const clock: { now: Date | undefined } = { now: undefined };
  const unitOfWork = new UnitOfWork(database.writer, database.reader, log, () => clock.now ?? new Date());
  const testing = systemActor('tests');
  return {
    url,
    database,
    unitOfWork,
    log,
    clock,
    reading: (actor = testing) => unitOfWork.reading({ actor }),
    writing: (work, actor = testing) => unitOfWork.transaction({ actor }, work),
    close: async () => {
      await database.close();
      await administer(template, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      await purgeQueues(name);
    },
  };
}
