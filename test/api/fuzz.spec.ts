import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type AccessWorld, startAccessWorld } from '../access/access.world.js';
import { storm } from './document.storm.js';

/** `npm run test:faults` sends a hundred thousand. */
const DOCUMENTS = 400;

let world: AccessWorld;
beforeAll(async () => {
  world = await startAccessWorld({ RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0' });
});
afterAll(() => world?.kit.stop());

it('answers whatever document with sense, and says nothing of its own workings', async () => {
  const { statuses, wrong } = await storm({ ...world, url: world.kit.url }, DOCUMENTS, 20_261_128);
  expect(wrong).toEqual([]);
  // Documents that are all refused would prove little.
  expect(statuses[200]).toBeGreaterThan(DOCUMENTS / 4);
  expect(statuses[400]).toBeGreaterThan(DOCUMENTS / 10);
});
