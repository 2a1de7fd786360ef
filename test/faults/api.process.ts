import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { childEnvironment, freePort } from '#lib/platform';
import { nodeArguments } from '../../apps/cli/node.arguments.js';

const PATIENCE_MS = 180_000;

/** The API alone in a process, as it is started when it serves. */
export interface ApiProcess {
  url: string;
  /** Bytes it holds after a collection of garbage: of its heap, and in all. */
  held(): Promise<{ heapUsed: number; rss: number }>;
  stop(): Promise<void>;
}

/** @throws Error when it ends, or does not get ready */
export async function startApiProcess(databaseUrl: string): Promise<ApiProcess> {
  const [port, folder] = [await freePort(), await mkdtemp(join(tmpdir(), 'midlands-faults-'))];
  const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
  const child = spawn(
    process.execPath,
    [...nodeArguments, '--import', path('heap.probe.js'), path('../../apps/api/main.js')],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: childEnvironment({
        DATABASE_URL: databaseUrl,
        DATA_DIR: folder,
        DEMO: '0',
        LOG_LEVEL: 'fatal',
        RATE_LIMIT_TOKEN: '0',
        RATE_LIMIT_ADDRESS: '0',
        API_PORT: String(port),
      }),
    },
  );
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(child, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, held: () => askHeld(child), stop };
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`The API ended with ${child.exitCode}.`);
    if (Date.now() > until) throw new Error('The API did not get ready.');
    await sleep(50);
  }
}

async function askHeld(child: ChildProcess): Promise<NodeJS.MemoryUsage> {
  const answered = once(child, 'message');
  child.send('held');
  const [held] = (await answered) as [NodeJS.MemoryUsage];
  return held;
}
