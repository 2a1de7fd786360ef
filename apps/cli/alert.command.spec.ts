import { EconomyBuilder } from '#lib/match-lists/testing';
import { newId } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

let db: TestDatabase;
let folder: string;

beforeAll(async () => {
  db = await openTestDatabase(schema);
  folder = await mkdtemp(join(tmpdir(), 'midlands-match-alerts-'));
  const economy = new EconomyBuilder(db);
  const [buyer, person] = [await economy.buyer('Castlegate Aerosystems'), newId()];
  await economy.supplier({ name: 'Derwent Machining Ltd' });
  // A search finds it as well, among the less likely.
  await economy.supplier({ name: 'Soar Milling Ltd', phrases: ['CNC milling'] });
  await db.writing(async (ctx) => {
    await ctx.query(`INSERT INTO people (id, email, name) VALUES ($1, 'b@castlegate.example', 'B')`, [
      person,
    ]);
    await ctx.query(`INSERT INTO memberships (person_id, organisation_id, role) VALUES ($1, $2, 'OWNER')`, [
      person,
      buyer,
    ]);
    await ctx.query(
      `INSERT INTO saved_searches (id, organisation_id, name, query, filter, seen)
       VALUES ($1, $2, 'Turners', 'CNC turning', '{}', '{}')`,
      [newId(), buyer],
    );
  });
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true });
});

it('tells what is new by hand, once', async () => {
  const send = async (): Promise<string> => {
    const env = { ...process.env, DATABASE_URL: db.url, DATA_DIR: folder, LOG_LEVEL: 'silent' };
    const line = ['dist/apps/cli/main.js', 'alerts', 'send'];
    return (await promisify(execFile)(process.execPath, line, { env })).stdout;
  };
  expect(await send()).toContain('searches 1.');
  const told = await db.reading().query(`SELECT kind, title, body FROM notifications`);
  expect(told).toEqual([
    {
      kind: 'SAVED_SEARCH',
      title: '1 new supplier: Turners',
      body: expect.stringMatching(/ finds a supplier .*:\n\nDerwent Machining Ltd, Derby$/),
    },
  ]);
  expect(await send()).toContain('searches 0.');
}, 120_000);
