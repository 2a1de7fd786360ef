import { eventually } from '#lib/platform/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';

let folder: string;
let server: EmbeddedPostgres | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midlands-embedded-'));
});
afterEach(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = async (throwAway = true) => (server = await startEmbeddedPostgres({ folder, throwAway }));

async function query<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const pidOf = async () =>
  Number((await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);

it('starts, keeps what was written over a restart, and stops', async () => {
  const first = await start();
  expect(first.adopted).toBe(false);
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pid = await pidOf();
  await first.stop();
  expect(() => process.kill(pid, 0)).toThrow();
  const second = await start();
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

it('is adopted by a second command in the same folder', async () => {
  await start();
  const second = await startEmbeddedPostgres({ folder, throwAway: true });
  expect(second.adopted).toBe(true);
  expect(second.url).toBe(server!.url);
});

it('comes back after kill -9, with what was committed', async () => {
  const first = await start(false);
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(await pidOf(), 'SIGKILL');
  const second = await eventually(
    'the server to come back',
    () => start(false).catch(() => undefined),
    20_000,
  );
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

it('has the extensions the product may use', async () => {
  const { url } = await start();
  const rows = await query<{ name: string }>(
    url,
    `SELECT name FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent', 'intarray', 'pg_stat_statements') ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['intarray', 'pg_stat_statements', 'pg_trgm', 'unaccent']);
});
