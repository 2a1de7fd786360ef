import { DataSource, type DataSourceOptions } from 'typeorm';
import type { EntitySchema, MixedList } from 'typeorm';
import { ConfigError } from './config.js';
import type { Logger } from './logger.js';
import { adoptRestoredLog } from './restored.log.js';

/** Tables and their history, as the apps hand them to the database. */
export interface Schema {
  entities: MixedList<(new () => object) | EntitySchema>;
  migrations: (new () => object)[];
}

export interface DatabaseOptions {
  url: string;
  schema: Schema;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  poolSize?: number;
  log?: Logger;
  /**
   * Each statement is served by one process of the server: for background work. A few large statements at once otherwise take a
   * dozen processes, and whoever searches waits for a core (docs/performance/digests.md).
   */
  unhurried?: boolean;
}

function options(
  { url, schema, applicationName, poolSize, unhurried }: DatabaseOptions,
  readOnly: boolean,
): DataSourceOptions {
  const settings = [
    ...(readOnly ? ['-c default_transaction_read_only=on'] : []),
    ...(unhurried ? ['-c max_parallel_workers_per_gather=0'] : []),
  ];
  return {
    type: 'postgres',
    url,
    entities: schema.entities as DataSourceOptions['entities'],
    migrations: readOnly ? [] : schema.migrations,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    applicationName,
    poolSize: poolSize ?? 10,
    extra: {
      keepAlive: true,
      ...(settings.length > 0 ? { options: settings.join(' ') } : {}),
    },
  };
}

export interface Database {
  writer: DataSource;
  /** The same database over connections that the server keeps read-only. */
  reader: DataSource;
  close(): Promise<void>;
}

/** What keeps a server from being reached at all, and what to look at. */
const obstacles: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Is the server running, and is this its port?',
  ENOTFOUND: 'there is no machine of that name',
  EAI_AGAIN: 'the name of the machine cannot be looked up just now',
  ETIMEDOUT: 'it does not answer. Does a firewall stand between?',
  EHOSTUNREACH: 'there is no way to that machine',
  '28P01': 'it refuses the password of this user',
  '28000': 'it refuses this user',
  '3D000': 'it has no such database. "createdb" makes one',
};

/** @throws ConfigError that names the place and never the password */
async function connected(source: DataSource, url: string): Promise<DataSource> {
  try {
    return await source.initialize();
  } catch (error) {
    const obstacle = error instanceof Error && 'code' in error ? obstacles[String(error.code)] : undefined;
    if (obstacle === undefined) throw error;
    const { username, host, pathname } = new URL(url);
    const place = `${username}${username && '@'}${host}${pathname}`;
    throw new ConfigError(`The PostgreSQL server cannot be used (DATABASE_URL, ${place}): ${obstacle}`, {
      cause: error,
    });
  }
}

/**
 * Opens both pools. Does not migrate.
 * @throws ConfigError when the server cannot be reached
 */
export async function openDatabase(given: DatabaseOptions): Promise<Database> {
  const writer = await connected(new DataSource(options(given, false)), given.url);
  if (await adoptRestoredLog(writer))
    given.log?.warn('the store was restored from another server: its change log goes on from here');
  const reader = await new DataSource(options(given, true)).initialize();
  return {
    writer,
    reader,
    close: async () => {
      await Promise.all([writer.destroy(), reader.destroy()]);
    },
  };
}
