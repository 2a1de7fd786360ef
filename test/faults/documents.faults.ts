import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type AccessWorld, startAccessWorld } from '../access/access.world.js';
import { storm } from '../api/document.storm.js';

const DOCUMENTS = Number(process.env.FAULT_DOCUMENTS ?? 100_000);
const MOST_GROWTH = 50 * 1024 * 1024;

let world: AccessWorld;
beforeAll(async () => {
  world = await startAccessWorld({ RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0' });
});
afterAll(() => world?.kit.stop());

it(
  'withstands a hundred thousand documents, valid, mutated and hostile',
  async () => {
    const { statuses, wrong, growth } = await storm(world, DOCUMENTS, 42, (sofar) =>
      process.stdout.write(`${sofar}\n`),
    );
    process.stdout.write(
      `${DOCUMENTS} documents: ${JSON.stringify(statuses)}; heap ${(growth / 1024 / 1024).toFixed(1)} MB more after than after the first tenth\n`,
    );
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(growth).toBeLessThan(MOST_GROWTH);
  },
  4 * 3_600_000,
);
