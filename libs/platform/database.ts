import { DataSource, type DataSourceOptions } from 'typeorm';
import type { EntitySchema, MixedList } from 'typeorm';

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
}

function options(
  { url, schema, applicationName, poolSize }: DatabaseOptions,
  readOnly: boolean,
): DataSourceOptions {
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
      ...(readOnly ? { options: '-c default_transaction_read_only=on' } : {}),
    },
  };
}

export interface Database {
  writer: DataSource;
  /** The same database over connections that the server keeps read-only. */
  reader: DataSource;
  close(): Promise<void>;
}

/** Opens both pools. Does not migrate. */
export async function openDatabase(given: DatabaseOptions): Promise<Database> {
  const writer = await new DataSource(options(given, false)).initialize();
  const reader = await new DataSource(options(given, true)).initialize();
  return {
    writer,
    reader,
    close: async () => {
      await Promise.all([writer.destroy(), reader.destroy()]);
    },
  };
}
