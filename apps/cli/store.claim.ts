import type { Config, Store } from '#lib/platform';
import { Client } from 'pg';
import { CommandFailed } from './command.failure.js';

export interface StoreClaim {
  end(): Promise<void>;
}

/**
 * Puts this process in charge of the embedded store: it fills an empty one, and ends its server when it ends. The server gives the claim of a process
 * that is killed back by itself.
 * @throws CommandFailed when another process is in charge
 */
export async function claimStore({ databaseUrl, dataDir }: Config, store: Store): Promise<StoreClaim> {
  if (databaseUrl !== undefined) return { end: () => Promise.resolve() };
  const client = new Client({ connectionString: store.url, application_name: 'midlands-match start' });
  // A server that is killed takes the claim with it, and is started again by whoever is in charge.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ claimed: boolean }>(
    `SELECT pg_try_advisory_lock(hashtext('midlands-match start')) AS claimed`,
  );
  if (rows[0]?.claimed) return { end: () => client.end() };
  await client.end();
  await store.close();
  throw new CommandFailed(
    `Another "npm start" runs, or is just starting, with DATA_DIR=${dataDir}. Stop that one first, or give this one a folder and ports of its own: DATA_DIR=${dataDir}-2 API_PORT=4010 WEB_PORT=3010 npm start`,
  );
}
