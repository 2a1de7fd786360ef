import { readConfig, type Store } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { CommandFailed } from './command.failure.js';
import { claimStore } from './store.claim.js';

let db: TestDatabase;
beforeEach(async () => {
  db = await openTestDatabase(schema);
});
afterEach(() => db.close());

const config = readConfig({ NODE_ENV: 'test', DATA_DIR: '/srv/matches' });
const storeThat = (closed: () => void): Store => ({
  url: db.url,
  place: 'here',
  close: () => Promise.resolve(closed()),
  keepUp: () => undefined,
  shutDown: () => Promise.reject(new Error('must not be shut down')),
});

it('puts one process in charge of a store, tells the next of it without ending the store, and another once the first has gone', async () => {
  let closed = 0;
  const store = storeThat(() => (closed += 1));
  const first = await claimStore(config, store);
  const refused: unknown = await claimStore(config, store).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(CommandFailed);
  expect(String(refused)).toContain('DATA_DIR=/srv/matches');
  expect(closed).toBe(1);
  await first.end();
  const second = await claimStore(config, store);
  await second.end();
});

it('leaves a server of somebody else’s to any number', async () => {
  const shared = { ...config, databaseUrl: db.url };
  const claims = [
    await claimStore(
      shared,
      storeThat(() => undefined),
    ),
    await claimStore(
      shared,
      storeThat(() => undefined),
    ),
  ];
  await Promise.all(claims.map((claim) => claim.end()));
});
