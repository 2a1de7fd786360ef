import type { DataSource } from 'typeorm';

/** Tables with positions in the change log: wherever a column is called so, it holds a transaction of the server. */
const POSITIONS = `SELECT quote_ident(table_name) AS name FROM information_schema.columns
 WHERE table_schema = current_schema() AND column_name = 'xid' AND data_type = 'bigint'`;

/**
 * Moves the positions of a store that was dumped on one server and restored on another. They are numbers of transactions, and the new server may
 * count from lower ones: whatever is written from then on would stand before what readers have behind them, and nobody would ever be given it.
 * Order and distances stay as they are.
 *
 * @returns whether there was anything to move
 */
export async function adoptRestoredLog(writer: DataSource): Promise<boolean> {
  const tables = (await writer.query<{ name: string }[]>(POSITIONS)).map(({ name }) => name);
  if (tables.length === 0) return false;
  const latest = tables.map((name) => `(SELECT max(xid) FROM ${name})`).join(', ');
  const excess = `SELECT greatest(${latest}) - pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1 AS excess`;
  const beyond = async (query: DataSource['query']): Promise<bigint> => {
    const [row] = await query<{ excess: string | null }[]>(excess);
    return BigInt(row?.excess ?? 0);
  };
  if ((await beyond((statement) => writer.query(statement))) <= 0n) return false;
  return writer.transaction(async (manager) => {
    // Several processes start at a time: the first one moves, the others look again and find nothing to do.
    await manager.query(`LOCK TABLE ${tables.join(', ')} IN EXCLUSIVE MODE`);
    const distance = await beyond((statement) => manager.query(statement));
    if (distance <= 0n) return false;
    for (const name of tables) await manager.query(`UPDATE ${name} SET xid = xid - $1`, [String(distance)]);
    return true;
  });
}
