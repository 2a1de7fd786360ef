import { schema } from '#lib/schema';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { findDrift } from './migration.generator.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase(schema);
});
afterAll(() => db.close());

it('leaves nothing to generate: the migrated tables are those of the entities', async () => {
  expect(await findDrift(db.database.writer)).toEqual({ up: [], down: [] });
});

it('finds a column that the database lacks', async () => {
  await db.database.writer.query('ALTER TABLE sites DROP COLUMN address');
  const { up } = await findDrift(db.database.writer);
  expect(up).toEqual([`ALTER TABLE "sites" ADD "address" text`]);
});
