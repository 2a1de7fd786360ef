/** A server under test in a process of its own, as it is started when it serves. */
import { childEnvironment, freePort } from '#lib/platform';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nodeArguments } from '../node.arguments.js';
import type { BenchStore } from './bench.store.js';
import { product } from './changed.taxonomy.js';

export interface BenchServer {
  url: string;
  process: ChildProcess;
  /** Milliseconds from its start until it could answer everything. */
  readyMs: number;
  /** Longest time for which its event loop was held up since this was last asked, milliseconds. */
  longestTurnMs(): Promise<number>;
  /** A figure of its metrics. */
  metric(name: string): Promise<number>;
  /** Resident memory, MB. */
  memoryMb(): Promise<number>;
  /** Processor time used so far, seconds. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/** So long with the same answer to whether it is ready, and a server will not get ready. */
const PATIENCE_MS = 180_000;

const ports = {
  'api/main.js': 'API_PORT',
  'worker/main.js': 'WORKER_PORT',
  'web/main.js': 'WEB_PORT',
  'cli/bench/peers/express.process.js': 'API_PORT',
} as const;

/**
 * @param script below dist/apps, such as `api/main.js`
 * @param folder of the product, when it is another than this
 */
export async function startServer(
  { url: databaseUrl, config }: BenchStore,
  script: keyof typeof ports,
  env: Record<string, string> = {},
  folder = product,
): Promise<BenchServer> {
  const port = await freePort();
  const path = join(folder, 'dist/apps', script);
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeArguments, path], {
    // It ends with us, also when we are killed.
    stdio: ['pipe', 'inherit', 'inherit'],
    env: childEnvironment({
      END_WITH_INPUT: '1',
      DATABASE_URL: databaseUrl,
      DATA_DIR: config.dataDir,
      DEMO: '0',
      LOG_LEVEL: 'fatal',
      RATE_LIMIT_TOKEN: '0',
      RATE_LIMIT_ADDRESS: '0',
      ...env,
      [ports[script]]: String(port),
    }),
  });
  const url = `http://127.0.0.1:${port}`;
  // The portal has no store to get ready; its page about itself asks the API.
  const answers = script === 'web/main.js' ? '/status' : '/readyz';
  let [last, since] = ['', started];
  for (;;) {
    const said = await readiness(url + answers);
    if (said === READY) break;
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    if (said !== last) [last, since] = [said, performance.now()];
    if (performance.now() - since > PATIENCE_MS) throw new Error(`${script} did not get ready: ${last}`);
    await sleep(20);
  }
  return {
    url,
    process: child,
    readyMs: performance.now() - started,
    metric: (name) => metric(url, name),
    longestTurnMs: async () => (await metric(url, 'nodejs_eventloop_lag_max_seconds')) * 1_000,
    memoryMb: async () => (await metric(url, 'process_resident_memory_bytes')) / 2 ** 20,
    cpuSeconds: async () =>
      (await processorSeconds(child.pid!)) ??
      // The portal tells no metrics.
      (script === 'web/main.js' ? 0 : metric(url, 'process_cpu_seconds_total')),
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Processor time of all threads of a process, to the nanosecond, without asking it; undefined where there is no /proc. */
async function processorSeconds(pid: number): Promise<number | undefined> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => undefined);
  if (!threads) return undefined;
  const taken = await Promise.all(
    threads.map(async (thread) => {
      // One that has ended in the meantime.
      const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0');
      return Number(text.split(' ')[0]);
    }),
  );
  return taken.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e9;
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
}

const READY = 'ready';

/** What a server says of itself, which changes as it gets on. */
const readiness = (url: string): Promise<string> =>
  fetch(url).then(
    async (response) => (response.ok ? READY : response.text()),
    () => 'nothing answers',
  );
