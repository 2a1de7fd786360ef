import { isDeepStrictEqual } from 'node:util';
import type { Context, TransactionContext } from '#lib/platform';
import { CLOCKWORK, MERGED_TABLES, type MergedTable } from './merge.tables.js';

type Row = Record<string, unknown>;
/** Rows by table, each table's by key. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** What a merger did to one row: `before` alone was taken out, `after` alone put in, both changed, each with what differs. */
export interface RowChange {
  table: string;
  key: Row;
  before: Row | null;
  after: Row | null;
}

const pick = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column]]));

/** Every row that hangs on the organisations, as it stands. */
export async function snapshotOf(ctx: Context, organisationIds: readonly string[]): Promise<Snapshot> {
  const snapshot = new Map<string, Map<string, Row>>();
  for (const { name, key, of } of MERGED_TABLES) {
    // A journal within a journal would double with every merger.
    const rows = await ctx.query<{ row: Row }>(
      `SELECT to_jsonb(t) - 'journal' AS row FROM ${name} t WHERE ${of}`,
      [organisationIds],
    );
    snapshot.set(name, new Map(rows.map(({ row }) => [JSON.stringify(pick(row, key)), row])));
  }
  return snapshot;
}

/** What differs between two snapshots, row by row. */
export function changesBetween(before: Snapshot, after: Snapshot): RowChange[] {
  return MERGED_TABLES.flatMap(({ name, whole }) => {
    const [was, is] = [before.get(name)!, after.get(name)!];
    const changes: RowChange[] = [];
    for (const [text, row] of was) {
      const key = JSON.parse(text) as Row;
      const now = is.get(text);
      if (!now) changes.push({ table: name, key, before: row, after: null });
      else {
        const columns = Object.keys(row).filter((column) => !isDeepStrictEqual(row[column], now[column]));
        if (columns.length === 0) continue;
        const after = whole ? now : pick(now, columns);
        changes.push({ table: name, key, before: pick(row, columns), after });
      }
    }
    for (const [text, row] of is) {
      if (!was.has(text))
        changes.push({ table: name, key: JSON.parse(text) as Row, before: null, after: row });
    }
    return changes;
  });
}

const inTable = (changes: readonly RowChange[], { name }: MergedTable): RowChange[] =>
  changes.filter(({ table }) => table === name);

const matches = (key: readonly string[], one: string, other: string): string =>
  `(${key.map((column) => `${one}.${column}`).join(', ')}) = (${key.map((column) => `${other}.${column}`).join(', ')})`;

/**
 * What has changed of these rows since, in the words people use, rows held until the transaction ends. Nothing, where
 * every row stands as the merger left it.
 */
export async function changedSince(
  ctx: TransactionContext,
  journal: readonly RowChange[],
): Promise<string[]> {
  const changed = new Set<string>();
  for (const table of MERGED_TABLES) {
    const left = inTable(journal, table).filter(({ after }) => after !== null);
    if (left.length === 0) continue;
    const rows = await ctx.query<{ row: Row }>(
      `SELECT to_jsonb(t) - 'journal' AS row
         FROM ${table.name} t JOIN jsonb_populate_recordset(NULL::${table.name}, $1) k ON ${matches(table.key, 't', 'k')}
          FOR UPDATE OF t`,
      [JSON.stringify(left.map(({ key }) => key))],
    );
    const found = new Map(rows.map(({ row }) => [JSON.stringify(pick(row, table.key)), row]));
    for (const { key, after } of left) {
      const row = found.get(JSON.stringify(pick(key, table.key)));
      const same =
        row &&
        Object.entries(after!).every(
          ([column, value]) => CLOCKWORK.has(column) || isDeepStrictEqual(row[column], value),
        );
      if (!same && !table.passing) changed.add(table.called);
    }
  }
  return [...changed];
}

/** Puts every row back as it stood before. The caller has made sure that nothing has changed since. */
export async function restore(ctx: TransactionContext, journal: readonly RowChange[]): Promise<void> {
  for (const table of [...MERGED_TABLES].reverse()) await takeOut(ctx, table, journal);
  for (const table of MERGED_TABLES) {
    // First what the one that stays got from the other, such as its company number: it is the other's again.
    await putBack(ctx, table, journal);
    await bringBack(ctx, table, journal);
  }
}

/** Rows that the merger put in. */
async function takeOut(
  ctx: TransactionContext,
  table: MergedTable,
  journal: readonly RowChange[],
): Promise<void> {
  const rows = inTable(journal, table).filter(({ before }) => before === null);
  if (rows.length === 0) return;
  await ctx.query(
    `DELETE FROM ${table.name} t USING jsonb_populate_recordset(NULL::${table.name}, $1) k
      WHERE ${matches(table.key, 't', 'k')}`,
    [JSON.stringify(rows.map(({ key }) => key))],
  );
}

/** Rows that the merger took out. */
async function bringBack(
  ctx: TransactionContext,
  table: MergedTable,
  journal: readonly RowChange[],
): Promise<void> {
  const rows = inTable(journal, table).flatMap(({ before, after }) => (after === null ? [before!] : []));
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).join(', ');
  await ctx.query(
    `INSERT INTO ${table.name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table.name}, $1) d
      WHERE ${table.standing ?? 'true'} ${table.passing ? 'ON CONFLICT DO NOTHING' : ''}`,
    [JSON.stringify(rows)],
  );
}

/** Rows that the merger changed, those with the same columns at once. */
async function putBack(
  ctx: TransactionContext,
  table: MergedTable,
  journal: readonly RowChange[],
): Promise<void> {
  const byColumns = new Map<string, Row[]>();
  for (const { key, before, after } of inTable(journal, table)) {
    if (before === null || after === null) continue;
    const columns = Object.keys(before).filter((column) => column !== 'version' && column !== 'updated_at');
    const sets = columns.map((column) => `${column} = d.${column}`).join(', ');
    if (sets !== '') byColumns.set(sets, [...(byColumns.get(sets) ?? []), { ...before, ...key }]);
  }
  for (const [sets, rows] of byColumns) {
    await ctx.query(
      `UPDATE ${table.name} t SET ${sets} FROM jsonb_populate_recordset(NULL::${table.name}, $1) d
        WHERE ${matches(table.key, 't', 'd')}`,
      [JSON.stringify(rows)],
    );
  }
}
