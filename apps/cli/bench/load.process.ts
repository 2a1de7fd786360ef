/** The process that makes load: an order on standard input, its result on standard output. */
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadOrder, LoadResult } from './load.generator.js';

const order = JSON.parse(await text(process.stdin)) as LoadOrder;
const { url, bodies = [], paths, connections, seconds, rate } = order;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const took: number[] = [];
let sent = 0;

const json = { 'content-type': 'application/json', ...order.headers };

/** Posts a body, or gets a page. */
const ask = (item: string): Promise<void> =>
  new Promise((done, fail) => {
    const asked = request(
      paths ? url + item : url,
      paths ? { agent, headers: order.headers } : { agent, method: 'POST', headers: json },
      (answer) => {
        answer.on('error', fail);
        if (answer.statusCode !== 200) return fail(new Error(`status ${answer.statusCode}`));
        answer.resume().on('end', done);
        return undefined;
      },
    );
    asked.on('error', fail);
    asked.end(paths ? undefined : item);
  });

const items = paths ?? bodies;
const next = (): string => items[sent++ % items.length]!;

async function onTime(perSecond: number): Promise<void> {
  const started = performance.now();
  const running: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const due = started + (n * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    running.push(ask(next()).then(() => void took.push(performance.now() - due)));
  }
  await Promise.all(running);
}

/** autocannon, as far as it is used here; it comes without types. */
type Autocannon = (options: object) => Promise<{
  requests: { average: number; total: number };
  latency: { p50: number; p97_5: number; p99: number };
  non2xx: number;
  errors: number;
}>;

/** As many requests as the connections carry, by a client that costs less than the server it measures. */
async function flatOut(): Promise<LoadResult> {
  const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon;
  const requests = bodies.map((body) => ({ method: 'POST', body, headers: json }));
  let clients = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests,
    // Connections begin at different requests, or all would ask the same at the same moment.
    setupClient: (client: { setRequests: (given: object[]) => void }) => {
      const from = (clients++ * 7) % requests.length;
      client.setRequests([...requests.slice(from), ...requests.slice(0, from)]);
    },
  });
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  const { requests: answered, latency } = result;
  return {
    rate: answered.average,
    p50: latency.p50,
    p95: latency.p97_5,
    p99: latency.p99,
    answers: answered.total,
  };
}

async function openLoop(perSecond: number): Promise<LoadResult> {
  const started = performance.now();
  await onTime(perSecond);
  const elapsed = (performance.now() - started) / 1_000;
  agent.destroy();
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return { rate: took.length / elapsed, p50: at(0.5), p95: at(0.95), p99: at(0.99), answers: took.length };
}

process.stdout.write(JSON.stringify(await (rate === undefined ? flatOut() : openLoop(rate))));
