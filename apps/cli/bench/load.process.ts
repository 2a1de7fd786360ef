/** The process that makes load: an order on standard input, its result on standard output. */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendFlatOut } from './flat-out.load.js';
import type { LoadOrder, LoadResult } from './load.generator.js';

const order = JSON.parse(await text(process.stdin)) as LoadOrder;
const { url, bodies = [], paths, connections, seconds, rate } = order;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
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

async function onTime(perSecond: number): Promise<number[]> {
  const took: number[] = [];
  const started = performance.now();
  const running: Promise<void>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const due = started + (n * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    running.push(ask(next()).then(() => void took.push(performance.now() - due)));
  }
  await Promise.all(running);
  agent.destroy();
  return took;
}

async function flatOut(): Promise<LoadResult> {
  const started = performance.now();
  const took = await sendFlatOut({ url: new URL(url), headers: json, bodies, connections, seconds });
  return resultSince(started, took);
}

async function openLoop(perSecond: number): Promise<LoadResult> {
  const started = performance.now();
  return resultSince(started, await onTime(perSecond));
}

function resultSince(started: number, took: number[]): LoadResult {
  const elapsed = (performance.now() - started) / 1_000;
  took.sort((a, b) => a - b);
  const at = (share: number): number => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
  return { rate: took.length / elapsed, p50: at(0.5), p95: at(0.95), p99: at(0.99), answers: took.length };
}

process.stdout.write(JSON.stringify(await (rate === undefined ? flatOut() : openLoop(rate))));
