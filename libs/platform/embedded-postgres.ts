import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { runAfterThisProcess } from './after.process.js';
import { ConfigError } from './config.js';
import { codeOf, makeFolder } from './data.folder.js';
import { makeCluster } from './embedded-postgres.cluster.js';
import { removeLeftLock, runningServer, serves } from './embedded-postgres.lock.js';
import type { Logger } from './logger.js';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** Connection string of the database `midlands_match`. */
  url: string;
  /** True when the server was already running, started by another process. */
  adopted: boolean;
  /** Ends the server (fast shutdown) and waits until it has gone. */
  stop(): Promise<void>;
  /** The same, unless somebody else works with it. */
  leave(): Promise<void>;
  /**
   * Starts it again whenever it has gone without having been told to, where it was: those who work with it know it by its port.
   * @returns ends that
   */
  keepUp(log: Logger): () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Folder that holds the cluster; made when missing. */
  folder: string;
  /** Extra server settings, e.g. { fsync: 'off' } for throw-away clusters. */
  settings?: Record<string, string>;
  /** Need not survive, neither a crash nor the process that started it: tests and benches. */
  throwAway?: boolean;
}

const databaseName = 'midlands_match';
const startDeadlineMs = 30_000;

/**
 * Starts the PostgreSQL server shipped as an npm package, or adopts the one that already serves this folder, also one that another process
 * starts at the same moment. The server runs in a process group of its own, so that Ctrl-C reaches our processes first and they can finish
 * their work before the store goes.
 * @throws Error that says why the server did not start, with the end of its log
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { folder } = options;
  await makeFolder(folder);
  const data = join(folder, 'cluster');
  const secret = join(folder, 'password');
  const binaries = await findBinaries();
  const launcher = await findLauncher(binaries.postgres);
  await makeCluster({ folder, data, secret }, binaries.initdb, launcher.command);
  const password = (await readFile(secret, 'utf8')).trim();
  const urlOf = (port: number, database: string) =>
    `postgres://midlands:${password}@127.0.0.1:${port}/${database}`;
  const start = (at?: number) => launch(binaries.postgres, launcher, data, options, urlOf, at);

  const { port, adopted } = await start();
  await ensureDatabase(urlOf(port, 'postgres'));
  return {
    url: urlOf(port, databaseName),
    adopted,
    stop: () => stopServer(data),
    leave: async () => {
      if (!(await isShared(urlOf(port, 'postgres')))) await stopServer(data);
    },
    keepUp: (log) => keepUp(data, log, () => start(port)),
  };
}

interface Binaries {
  initdb: string;
  postgres: string;
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    return (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform()} on ${arch()}. Set DATABASE_URL to a PostgreSQL server (15 or newer).`,
      { cause },
    );
  }
}

/** How to run the server's programs: PostgreSQL refuses to run as root. */
interface Launcher {
  command: (program: string, args: string[]) => [string, string[]];
}

async function findLauncher(program: string): Promise<Launcher> {
  if (userInfo().uid !== 0) return { command: (name, args) => [name, args] };
  // A user namespace shows root an ordinary user id; files stay ours, so any folder works.
  const inNamespace = (name: string, args: string[]): [string, string[]] => [
    'unshare',
    ['--user', '--map-user=1000', '--map-group=1000', '--', name, ...args],
  ];
  try {
    const [command, args] = inNamespace(program, ['--version']);
    await run(command, args);
    return { command: inNamespace };
  } catch (cause) {
    throw new Error(
      'PostgreSQL refuses to run as root, and this system allows no user namespace. Run as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
      { cause },
    );
  }
}

async function launch(
  postgres: string,
  launcher: Launcher,
  data: string,
  options: EmbeddedPostgresOptions,
  urlOf: (port: number, database: string) => string,
  at?: number,
): Promise<{ port: number; adopted: boolean }> {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '4GB',
    random_page_cost: '1.1',
    jit: 'off',
    ...(options.throwAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const deadline = Date.now() + startDeadlineMs;
  for (;;) {
    const running = await runningServer(data);
    if (running) {
      const there = await isReady(urlOf(running.port, 'postgres'), options.folder, () =>
        serves(running.pid, data),
      );
      if (there) return { port: running.port, adopted: true };
      continue;
    }
    await removeLeftLock(data);
    const port = at ?? (await freePort());
    const log = openSync(join(options.folder, 'server.log'), 'a');
    const [command, args] = launcher.command(postgres, ['-D', data, '-p', String(port), ...flags]);
    const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    child.unref();
    if (options.throwAway) endAfterUs(child);
    const lives = () => child.exitCode === null && child.signalCode === null;
    if (await isReady(urlOf(port, 'postgres'), options.folder, lives)) return { port, adopted: false };
    // Another process may have been first; and a server killed a moment ago may still hold its lock as a zombie: wait for it, never delete the lock.
    if (Date.now() > deadline) {
      throw new ConfigError(`The embedded PostgreSQL did not start:\n${await endOfLog(options.folder)}`);
    }
    await sleep(300);
  }
}

/** Ends a server once this process has gone, however it went. */
function endAfterUs(server: ChildProcess): void {
  const keeper = runAfterThisProcess('kill -INT "$0"', String(server.pid));
  server.once('exit', () => keeper?.kill());
}

const WATCH_MS = 1_000;

function keepUp(data: string, log: Logger, start: () => Promise<unknown>): () => Promise<void> {
  const ending = new AbortController();
  const watching = (async () => {
    while (!ending.signal.aborted) {
      if (!(await runningServer(data))) {
        log.error('the embedded PostgreSQL has gone; starting it again');
        await start().catch((error: unknown) =>
          log.error({ err: error }, 'the embedded PostgreSQL does not start'),
        );
      }
      await sleep(WATCH_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    ending.abort();
    await watching;
  };
}

/**
 * Waits for a server to answer.
 * @returns false when it ends instead
 */
async function isReady(
  url: string,
  folder: string,
  lives: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const deadline = Date.now() + startDeadlineMs;
  for (;;) {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      if (!(await lives())) return false;
      // 57P03: still recovering, or about to end; ECONNREFUSED: not listening yet.
      if (!['57P03', 'ECONNREFUSED', 'ECONNRESET'].includes(codeOf(error))) throw error;
      if (Date.now() > deadline) {
        throw new ConfigError(`The embedded PostgreSQL does not answer:\n${await endOfLog(folder)}`, {
          cause: error,
        });
      }
      await sleep(25);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } catch (error) {
    // Somebody who started at the same moment has made it.
    if (codeOf(error) !== '42P04' && codeOf(error) !== '23505') throw error;
  } finally {
    await client.end();
  }
}

/** Whether anybody else is connected. Our own connections, closed a moment ago, may take another to go. */
async function isShared(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (let look = 0; look < 10; look += 1) {
      const { rowCount } = await client.query(
        `SELECT FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
      );
      if (rowCount === 0) return false;
      await sleep(100);
    }
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function stopServer(data: string): Promise<void> {
  const server = await runningServer(data);
  if (!server) return;
  process.kill(server.pid, 'SIGINT');
  for (let waited = 0; waited < 20_000; waited += 20) {
    if (!(await serves(server.pid, data))) return;
    await sleep(20);
  }
  process.kill(server.pid, 'SIGQUIT');
}

/** A port of 127.0.0.1 that nothing listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('No free port could be found.');
  return address.port;
}

async function endOfLog(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '(no log)');
  return text.split('\n').slice(-12).join('\n');
}
