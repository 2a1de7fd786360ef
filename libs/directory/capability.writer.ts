import { anyOf, type TransactionContext } from '#lib/platform';
import type { PreparedCapability } from './supplier.draft.js';

/** A capability of a stored organisation. */
export type CapabilityRow = PreparedCapability & { organisation_id: string };

/** Which stored rows go when they are not among the new ones. */
const leaving = {
  all: 'true',
  readAlone: `c.source <> 'DECLARED' AND c.evidence = 'SELF_DECLARED' AND c.refused_on IS NULL AND c.limits IS NULL`,
};

/**
 * Stores capabilities by difference: what vouches for one that stays is kept.
 * @param rows all that the organisations have from now on
 * @param organisations whose stored rows may go when they are not among `rows`
 * @param leave `readAlone` keeps what people have picked from the tree, checked, refused or given limits
 */
export async function writeCapabilities(
  ctx: TransactionContext,
  rows: readonly CapabilityRow[],
  organisations: readonly string[],
  leave: keyof typeof leaving,
): Promise<void> {
  await ctx.prepared(
    `WITH staged AS MATERIALIZED (
       SELECT * FROM json_to_recordset($1) AS d(organisation_id uuid, code text, role text, source text, weight real)
     ), gone AS (
       DELETE FROM supplier_capabilities c WHERE c.organisation_id = ${anyOf('$2')} AND ${leaving[leave]} AND NOT EXISTS (
         SELECT FROM staged d WHERE (d.organisation_id, d.code, d.role) = (c.organisation_id, c.code, c.role))
     )
     INSERT INTO supplier_capabilities AS c (organisation_id, code, role, source, weight)
     SELECT organisation_id, code, role, source, weight FROM staged
     ON CONFLICT (organisation_id, code, role) DO UPDATE SET source = excluded.source, weight = excluded.weight
       WHERE (c.source, c.weight) IS DISTINCT FROM (excluded.source, excluded.weight)`,
    [JSON.stringify(rows), organisations],
  );
}
