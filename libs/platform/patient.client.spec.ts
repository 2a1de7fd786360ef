import { type Gate, openGate, openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { patientClient } from './patient.client.js';

let db: TestDatabase;
let gate: Gate;
let pools: Pool[];
beforeEach(async () => {
  db = await openTestDatabase(schema);
  gate = await openGate(db.url);
  const Patient = patientClient();
  pools = [1, 2, 3].map(() => new Pool({ connectionString: gate.url, max: 2, Client: Patient }));
  for (const pool of pools) pool.on('error', () => undefined);
});
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await gate.close();
  await db.close();
});

const ask = async (pool: Pool): Promise<number> =>
  (await pool.query<{ answer: number }>('SELECT 42 AS answer')).rows[0]!.answer;

it('asks a server that is away less and less often, all together, and goes on when it is back', async () => {
  expect(await Promise.all(pools.map(ask))).toEqual([42, 42, 42]);
  gate.shut();
  let asking = true;
  const loops = pools.map(async (pool) => {
    while (asking) {
      await ask(pool).catch(() => undefined);
      await sleep(5);
    }
  });
  await sleep(3_000);
  // At 0, 0.2, 0.6, 1.4 and 3 s, three each.
  expect(gate.refused).toBeGreaterThan(6);
  expect(gate.refused).toBeLessThan(25);
  gate.open();
  asking = false;
  await Promise.all(loops);
  expect(await Promise.all(pools.map(ask))).toEqual([42, 42, 42]);
});
