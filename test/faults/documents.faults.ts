import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type AccessWorld, startAccessWorld } from '../access/access.world.js';
import { storm } from '../api/document.storm.js';
import { type ApiProcess, startApiProcess } from './api.process.js';

const DOCUMENTS = Number(process.env.FAULT_DOCUMENTS ?? 100_000);
const MB = 2 ** 20;
const MOST_GROWTH_MB = 50;

let world: AccessWorld;
let api: ApiProcess;
beforeAll(async () => {
  world = await startAccessWorld();
  api = await startApiProcess(world.kit.db.url);
});
afterAll(async () => {
  await api?.stop();
  await world?.kit.stop();
});

it(
  'withstands a hundred thousand documents, valid, mutated and hostile',
  async () => {
    const { tokens, ids } = world;
    const heaps: number[] = [];
    let shown = 0;
    const { wrong } = await storm({ url: api.url, tokens, ids }, DOCUMENTS, 42, async (sent, sofar) => {
      const { heapUsed, rss } = await api.held();
      heaps.push(heapUsed / MB);
      process.stdout.write(
        `${sent} documents: ${JSON.stringify(sofar.statuses)}, ${sofar.wrong.length} wrong; ${(heapUsed / MB).toFixed(1)} MB of heap after collection, ${(rss / MB).toFixed(0)} MB resident\n`,
      );
      // At once: a run of hours must not keep what it found to its end.
      for (const one of sofar.wrong.slice(shown)) process.stdout.write(`${JSON.stringify(one)}\n`);
      shown = sofar.wrong.length;
      return world.renew();
    });
    expect(wrong.slice(0, 5)).toEqual([]);
    // A process goes on after one, so that no answer need show it.
    const metrics = await (await fetch(`${api.url}/metrics`)).text();
    expect(/^lost_failures (\d+)$/m.exec(metrics)?.[1]).toBe('0');
    // From the end of the first tenth, by when what is kept for good has been read and compiled.
    expect(heaps.at(-1)! - heaps[0]!).toBeLessThan(MOST_GROWTH_MB);
  },
  4 * 3_600_000,
);
