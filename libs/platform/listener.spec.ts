import { schema } from '#lib/schema';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Listener } from './listener.js';
import { eventually, type Gate, openGate, openTestDatabase, type TestDatabase } from './testing/index.js';

let db: TestDatabase;
let gate: Gate;
beforeEach(async () => {
  db = await openTestDatabase(schema);
  gate = await openGate(db.url);
});
afterEach(async () => {
  await gate.close();
  await db.close();
});

const tell = (payload: string): Promise<unknown> =>
  db.writing((ctx) => ctx.query(`SELECT pg_notify('spec', $1)`, [payload]));

it('asks a server that is away less and less often, and hears again when it is back', async () => {
  const heard: string[] = [];
  let back = 0;
  const listener = await Listener.start({
    url: gate.url,
    channel: 'spec',
    name: 'spec listener',
    log: db.log,
    onTold: (payload) => heard.push(payload),
    onBack: () => (back += 1),
  });
  try {
    await tell('before');
    await eventually('the first to be heard', () => heard.includes('before'));
    gate.shut();
    // Attempts after 200, 600 and 1,400 ms; not one more for each that failed.
    await sleep(2_500);
    expect(gate.refused).toBeLessThanOrEqual(3);
    await eventually('more than one attempt', () => gate.refused > 1);
    gate.open();
    await eventually('it to listen again', () => back === 1);
    await tell('after');
    await eventually('what came after to be heard', () => heard.includes('after'));
    expect(heard).toEqual(['before', 'after']);
  } finally {
    await listener.stop();
  }
});

it('stays away once it was stopped', async () => {
  const quiet = { channel: 'spec', name: 'spec listener', log: db.log, onTold: () => undefined };
  const listener = await Listener.start({ ...quiet, url: gate.url });
  gate.shut();
  await listener.stop();
  await sleep(500);
  expect(gate.refused).toBe(0);
});

it('says so when there is nobody to listen to at first', async () => {
  gate.shut();
  const start = Listener.start({
    url: gate.url,
    channel: 'spec',
    name: 'spec',
    log: db.log,
    onTold: () => undefined,
  });
  await expect(start).rejects.toThrow();
  await sleep(500);
  expect(gate.refused).toBe(1);
});
