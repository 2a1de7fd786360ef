import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 240_000;

export interface Product {
  /** Address of the portal, without a slash at its end. */
  web: string;
  api: string;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

/**
 * Runs `npm start` as a newcomer would, with a small sample economy in a folder of its own.
 * @throws Error with all it printed, when it does not come up or ends
 */
export async function startProduct(suppliers: number): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'midlands-browser-'));
  const [api, web] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      SAMPLE_SIZE: String(suppliers),
      API_PORT: String(api),
      WEB_PORT: String(web),
      DATABASE_URL: '',
      REDIS_URL: '',
      SMTP_URL: '',
      PUBLIC_URL: '',
      DEMO: '1',
      NODE_ENV: 'development',
      NODE_OPTIONS: '',
      // People click faster here than any person does.
      RATE_LIMIT_ADDRESS: '0',
      RATE_LIMIT_TOKEN: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const stop = async (): Promise<void> => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  const deadline = Date.now() + PATIENCE_MS;
  while (!output.includes('Ready.')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The product did not start:\n${output}`);
    }
    await sleep(50);
  }
  return { web: `http://localhost:${web}`, api: `http://localhost:${api}`, stop };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGINT');
  await gone;
}
