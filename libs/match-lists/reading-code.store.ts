import type { Context, TransactionContext } from '#lib/platform';
import { engineCode } from './engine.code.js';

const note = (condition: string): string =>
  `INSERT INTO reading_code AS r (id, code, since) SELECT 1, $1, now() ${condition}
   ON CONFLICT (id) DO UPDATE SET code = excluded.code, since = excluded.since WHERE r.code <> excluded.code
   RETURNING id`;

/** Notes that this code reads words from now on. @returns false when it did already */
export async function noteReadingCode(ctx: TransactionContext): Promise<boolean> {
  return (await ctx.query(note(''), [await engineCode()])).length > 0;
}

/** Whether it is this code that words are to be read by. */
export async function isReadingCode(ctx: Context, code: string): Promise<boolean> {
  return (await ctx.query(`SELECT FROM reading_code WHERE code = $1`, [code])).length > 0;
}

/** In a store without words all that come will be read by this code, or by a later one that reads them again. */
export async function noteReadingCodeOfEmptyStore(query: Context['query']): Promise<void> {
  const empty = `WHERE NOT EXISTS (SELECT FROM supplier_profiles) AND NOT EXISTS (SELECT FROM requirements)`;
  await query(note(empty), [await engineCode()]);
}
