import { eventually } from '#lib/platform/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { createLogger } from './logger.js';

/** A folder whose server has been started and stopped. */
let used: string;
let folder: string;
let server: EmbeddedPostgres | undefined;
beforeAll(async () => {
  used = await mkdtemp(join(tmpdir(), 'midlands-embedded-'));
  await (await startEmbeddedPostgres({ folder: used, throwAway: true })).stop();
});
afterAll(() => rm(used, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midlands-embedded-'));
});
afterEach(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Most of a first start goes into making a cluster. */
const likeUsed = (place = folder) => promisify(execFile)('cp', ['-a', `${used}/.`, place]);

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
  await likeUsed();
  await start();
  const second = await startEmbeddedPostgres({ folder, throwAway: true });
  expect(second.adopted).toBe(true);
  expect(second.url).toBe(server!.url);
});

it('comes back after kill -9, with what was committed', async () => {
  await likeUsed();
  const first = await start(false);
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(await pidOf(), 'SIGKILL');
  const second = await eventually('the server to come back', () => start(false).catch(() => undefined));
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

/** Kills the server, and lets its number belong to another program, as after a restart of the machine. */
async function killAndGiveNumberTo(pid: number): Promise<void> {
  const lock = join(folder, 'cluster', 'postmaster.pid');
  const text = await readFile(lock, 'utf8');
  const killed = await pidOf();
  process.kill(killed, 'SIGKILL');
  await eventually('the server to go', async () =>
    (await readFile(`/proc/${killed}/stat`, 'utf8').catch(() => ' Z ')).includes(' Z '),
  );
  await writeFile(lock, text.replace(String(killed), String(pid)));
}

it('comes back when the number of the server that was killed belongs to another program', async () => {
  await likeUsed();
  const first = await start(false);
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const other = spawn('sleep', ['120'], { stdio: 'ignore' });
  await killAndGiveNumberTo(other.pid!);
  expect(await query((await start(false)).url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect(other.exitCode).toBe(null);
  other.kill();

  const elsewhere = await mkdtemp(join(tmpdir(), 'midlands-embedded-'));
  await likeUsed(elsewhere);
  const another = await startEmbeddedPostgres({ folder: elsewhere, throwAway: true });
  try {
    const lock = await readFile(join(elsewhere, 'cluster', 'postmaster.pid'), 'utf8');
    await killAndGiveNumberTo(Number(lock.split('\n')[0]));
    const { url, adopted } = await start(false);
    expect(adopted).toBe(false);
    expect(await query(url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(await query(another.url, 'SELECT 42 AS answer')).toEqual([{ answer: 42 }]);
  } finally {
    await another.stop();
    await rm(elsewhere, { recursive: true, force: true });
  }
});

it('is one server for two who start it at once in a fresh folder', async () => {
  const both = await Promise.all([start(), startEmbeddedPostgres({ folder, throwAway: true })]);
  expect(both[0].url).toBe(both[1].url);
  expect(both.filter(({ adopted }) => adopted)).toHaveLength(1);
  expect(await query(both[0].url, 'SELECT 42 AS answer')).toEqual([{ answer: 42 }]);
});

it('starts where somebody was killed while the cluster was made', async () => {
  const script = `import { startEmbeddedPostgres } from '#lib/platform'; await startEmbeddedPostgres({ folder: process.argv[1] });`;
  const first = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    detached: true,
    stdio: 'ignore',
  });
  await eventually('initdb to be in the middle', async () =>
    (await readdir(folder, { recursive: true })).some((name) => name.endsWith('PG_VERSION')),
  );
  process.kill(-first.pid!, 'SIGKILL');
  const { url } = await start();
  expect(await query(url, 'SELECT 42 AS answer')).toEqual([{ answer: 42 }]);
});

it('is started again where it was when it is killed, for as long as it is kept up', async () => {
  await likeUsed();
  const kept = await start(false);
  const { url } = kept;
  await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const end = kept.keepUp(createLogger({ logLevel: 'silent', logFormat: 'json' }, 'test'));
  try {
    process.kill(await pidOf(), 'SIGKILL');
    const rows = await eventually('the server to be back', () =>
      query(url, 'SELECT answer FROM kept').catch(() => undefined),
    );
    expect(rows).toEqual([{ answer: 42 }]);
  } finally {
    await end();
  }
});

it('is left to whoever else works with it, and ends with the last', async () => {
  await likeUsed();
  const left = await start();
  const { url } = left;
  const other = new Client({ connectionString: url });
  await other.connect();
  await left.leave();
  expect((await other.query('SELECT 42 AS answer')).rows).toEqual([{ answer: 42 }]);
  await other.end();
  const pid = await pidOf();
  await left.leave();
  expect(() => process.kill(pid, 0)).toThrow();
});

it('goes with the process that threw it away, even one that is killed', async () => {
  await likeUsed();
  const starting = `
    const { startEmbeddedPostgres } = await import('#lib/platform');
    await startEmbeddedPostgres({ folder: process.argv[1], throwAway: true });
    console.log('ready');
    for (;;);`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', starting, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(starter.stdout, 'data');
  await pidOf();
  starter.kill('SIGKILL');
  // It removes the file itself when it has ended in order.
  await eventually('the server to go', () =>
    pidOf().then(
      () => false,
      () => true,
    ),
  );
});

it('has the extensions the product may use', async () => {
  await likeUsed();
  const { url } = await start();
  const rows = await query<{ name: string }>(
    url,
    `SELECT name FROM pg_available_extensions WHERE name IN ('pg_trgm', 'unaccent', 'intarray', 'pg_stat_statements') ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(['intarray', 'pg_stat_statements', 'pg_trgm', 'unaccent']);
});
