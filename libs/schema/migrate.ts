import { noteReadingCodeOfEmptyStore } from '#lib/match-lists';
import { migrateQueues } from '#lib/platform';
import type { DataSource } from 'typeorm';

/**
 * Brings the tables of the product and of the queue up to date. Several processes may start at once: an advisory
 * lock lets one migrate while the others wait, and then find nothing to do.
 * @returns names of the migrations that ran
 */
export async function migrate(writer: DataSource, databaseUrl: string): Promise<string[]> {
  const runner = writer.createQueryRunner();
  await runner.connect();
  try {
    await runner.query(`SELECT pg_advisory_lock(hashtext('midlands-match migrations'))`);
    const done = await writer.runMigrations();
    await migrateQueues(databaseUrl);
    await noteReadingCodeOfEmptyStore((sql, values) => runner.query(sql, values));
    return done.map(({ name }) => name);
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(hashtext('midlands-match migrations'))`);
    await runner.release();
  }
}
