import type { ClientBase, Pool, QueryResultRow } from 'pg';
import type { EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** Texts prepared at most: more means that some text is put together from values, which would fill the server. */
const MOST_TEXTS = 200;

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= MOST_TEXTS) throw new Error(`Too many prepared statements; the last: ${text}`);
    names.set(text, (name = `prepared ${names.size}`));
  }
  return name;
}

/**
 * Runs a statement under a name, so that a connection has it parsed and planned once: for a short statement that is most
 * of what the server does. Straight to the driver, since the mapper knows no names.
 */
export async function runPrepared<Row>(
  manager: EntityManager,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const runner = manager.queryRunner;
  const connection = runner
    ? ((await runner.connect()) as ClientBase)
    : ((manager.dataSource.driver as PostgresDriver).master as Pool);
  const { rows } = await connection.query<Row & QueryResultRow>({
    name: nameOf(text),
    text,
    values: [...values],
  });
  return rows;
}

/**
 * `ANY` of an array parameter of a prepared statement. The planner does not see how long the array is: if it did, it would
 * find a plan for these few cheaper than one for any number, and plan every time.
 * @param parameter such as `$1`
 */
export const anyOf = (parameter: `$${number}`, type = 'uuid'): string =>
  `ANY((SELECT ${parameter}::${type}[])::${type}[])`;
