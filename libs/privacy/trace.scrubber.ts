import { type TransactionContext } from '#lib/platform';

interface TextColumn {
  table: string;
  column: string;
  json: boolean;
}

/**
 * Tables in which the system writes about others, and in which words about somebody are therefore not anybody's own:
 * there a name is struck out. What other organisations say of themselves and of their needs stays theirs.
 */
const WRITTEN_BY_THE_SYSTEM = [
  'mail_messages',
  'digests',
  'digest_items',
  'notifications',
  'runs',
  'import_files',
  'audit_entries',
  'claim_checks',
  'introductions',
  'introduction_events',
  'introduction_messages',
  'requirement_amendments',
  'supplier_mergers',
  'supplier_distinctions',
  'idempotency_keys',
  'webhook_deliveries',
] as const;

const entities: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": '#39',
};
const htmlNamed = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&${entities[character]};`);
const htmlNumbered = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A phrase as it may stand in text, in HTML, and in either of them inside JSON. */
function formsOf(phrase: string): string[] {
  const plain = [phrase, htmlNamed(phrase), htmlNumbered(phrase)];
  return [...new Set([...plain, ...plain.map(inJson)])];
}

/**
 * Strikes phrases out of everything the system has written.
 * @returns in how many rows
 */
export async function strikeOut(
  ctx: TransactionContext,
  phrases: readonly string[],
  instead: string,
): Promise<number> {
  const forms = [...new Set(phrases.filter((phrase) => phrase.trim() !== '').flatMap(formsOf))].sort(
    (a, b) => b.length - a.length,
  );
  if (forms.length === 0) return 0;
  const columns = await ctx.query<TextColumn>(
    `SELECT table_name AS "table", column_name AS "column", data_type = 'jsonb' AS json
       FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = ANY($1) AND data_type IN ('text', 'jsonb')
      ORDER BY table_name, ordinal_position`,
    [WRITTEN_BY_THE_SYSTEM],
  );
  let rows = 0;
  for (const { table, column, json } of columns) {
    const text = json ? `"${column}"::text` : `"${column}"`;
    const struck = forms.reduce((sql, _, at) => `replace(${sql}, $${at + 2}, $1)`, text);
    const found = await ctx.query(
      `UPDATE "${table}" SET "${column}" = ${json ? `(${struck})::jsonb` : struck}
        WHERE ${forms.map((_, at) => `position($${at + 2} IN ${text}) > 0`).join(' OR ')} RETURNING 1`,
      [instead, ...forms],
    );
    rows += found.length;
  }
  return rows;
}

/** Empties every column that may be empty and holds this id, such as who sent a message. */
export async function letGoOf(ctx: TransactionContext, id: string): Promise<void> {
  const columns = await ctx.query<{ table: string; column: string }>(
    `SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = 'uuid' AND c.is_nullable = 'YES'`,
  );
  for (const { table, column } of columns) {
    await ctx.query(`UPDATE "${table}" SET "${column}" = NULL WHERE "${column}" = $1`, [id]);
  }
}
