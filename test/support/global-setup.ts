import 'reflect-metadata';
import { openDatabase, startEmbeddedPostgres } from '#lib/platform';
import { administer, databaseNameOf, templateVariable, withDatabase } from '#lib/platform/testing';
import { migrate, schema } from '#lib/schema';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One server for the whole run: the one DATABASE_URL names, else an embedded one in a temporary folder. Its template
 * database is migrated once; every test file clones it.
 */
export default async function setUp(): Promise<void> {
  const given = process.env.DATABASE_URL;
  const folder = given ? undefined : await mkdtemp(join(tmpdir(), 'midlands-match-tests-'));
  const server = folder ? await startEmbeddedPostgres({ folder, throwAway: true }) : undefined;
  const serverUrl = given ?? server!.url;
  const template = `midlands_template_${process.pid}`;
  await administer(serverUrl, (client) => client.query(`CREATE DATABASE ${template}`));
  const url = withDatabase(serverUrl, template);
  const database = await openDatabase({ url, schema, applicationName: 'test set-up' });
  await migrate(database.writer, url);
  await database.close();
  process.env[templateVariable] = url;
  Object.assign(globalThis, {
    tearDownTestServer: async () => {
      await administer(serverUrl, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${databaseNameOf(url)} WITH (FORCE)`);
      });
      await server?.stop();
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  });
}
