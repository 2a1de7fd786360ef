import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';

export interface Drift {
  up: string[];
  down: string[];
}

/** The statements that would bring the database to the entities; none when they agree. */
export async function findDrift(database: DataSource): Promise<Drift> {
  const sql = await database.driver.createSchemaBuilder().log();
  return {
    up: sql.upQueries.map(({ query }) => query),
    down: sql.downQueries.map(({ query }) => query).reverse(),
  };
}

const literal = (sql: string): string =>
  `    await runner.query(\`${sql.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\`);`;

/**
 * Writes a migration with the statements that are missing.
 * @returns the path of the file, or undefined when nothing is missing
 */
export async function generateMigration(
  database: DataSource,
  folder: string,
  name: string,
  timestamp: number,
): Promise<string | undefined> {
  const drift = await findDrift(database);
  if (drift.up.length === 0) return undefined;
  const className = `${name
    .split(/[^a-z0-9]+/i)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}${timestamp}`;
  const source = `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  readonly name = '${className}';

  async up(runner: QueryRunner): Promise<void> {
${drift.up.map(literal).join('\n')}
  }

  async down(runner: QueryRunner): Promise<void> {
${drift.down.map(literal).join('\n')}
  }
}
`;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${timestamp}-${name}.migration.ts`);
  await writeFile(path, source);
  return path;
}
