import { join } from 'node:path';
import type { Config } from './config.js';
import { dataFolderFailure } from './data.folder.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import type { Logger } from './logger.js';

export interface Store {
  url: string;
  /** Where the data is, for people. */
  place: string;
  /** Ends the embedded server if this call started it and nobody else works with it; does nothing to a server that others run. */
  close(): Promise<void>;
  /** Starts the embedded server again whenever it has gone without having been told to, until it is shut down: likewise. */
  keepUp(log: Logger): void;
  /** Ends the embedded server whoever started it: for the process that is in charge of everything. */
  shutDown(): Promise<void>;
}

/** The store of record: the server DATABASE_URL names, else the embedded one in the data folder. */
export async function openStore(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<Store> {
  const nothing = (): Promise<void> => Promise.resolve();
  if (config.databaseUrl !== undefined) {
    const { host, pathname } = new URL(config.databaseUrl);
    const place = `${host}${pathname}`;
    return { url: config.databaseUrl, place, close: nothing, keepUp: () => undefined, shutDown: nothing };
  }
  const folder = join(config.dataDir, 'postgres');
  const server = await startEmbeddedPostgres({ folder }).catch((error: unknown) => {
    throw dataFolderFailure(error, config.dataDir);
  });
  let endKeeping = nothing;
  return {
    url: server.url,
    place: `embedded PostgreSQL in ${folder}`,
    close: server.adopted ? nothing : () => server.leave(),
    keepUp: (log) => {
      endKeeping = server.keepUp(log);
    },
    shutDown: async () => {
      await endKeeping();
      await server.stop();
    },
  };
}
