import { join } from 'node:path';
import type { Config } from './config.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';

export interface Store {
  url: string;
  /** Where the data is, for people. */
  place: string;
  /** Ends the embedded server if this call started it; does nothing to a server that others run. */
  close(): Promise<void>;
  /** Ends the embedded server whoever started it: for the process that is in charge of everything. */
  shutDown(): Promise<void>;
}

/** The store of record: the server DATABASE_URL names, else the embedded one in the data folder. */
export async function openStore(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Store> {
  const nothing = (): Promise<void> => Promise.resolve();
  if (config.databaseUrl !== undefined) {
    const { host, pathname } = new URL(config.databaseUrl);
    return { url: config.databaseUrl, place: `${host}${pathname}`, close: nothing, shutDown: nothing };
  }
  const folder = join(config.dataDir, 'postgres');
  const server = await startEmbeddedPostgres({ folder });
  return {
    url: server.url,
    place: `embedded PostgreSQL in ${folder}`,
    close: server.adopted ? nothing : () => server.stop(),
    shutDown: () => server.stop(),
  };
}
