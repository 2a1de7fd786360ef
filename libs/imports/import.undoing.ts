import { enqueue, recordChange, type TransactionContext } from '#lib/platform';
import { rankAll } from '#lib/requirements';
import type { UploadFormat } from './import-file.entity.js';

/** Beyond so many, everything is read again rather than one record after another. */
const ONE_BY_ONE = 2_000;

/**
 * Suppliers that nobody has had to do with: not looked after, changed, vouched for or a member anywhere, nor in an
 * introduction. What people have done since counts for more than the mistake of a file.
 */
const LONE_SUPPLIERS = `DELETE FROM organisations o
  WHERE o.id = ANY($1) AND o.version = 1 AND NOT o.claimed AND NOT o.buyer AND NOT o.cluster_body
    AND NOT EXISTS (SELECT FROM memberships WHERE organisation_id = o.id)
    AND NOT EXISTS (SELECT FROM access_requests WHERE organisation_id = o.id)
    AND NOT EXISTS (SELECT FROM introductions WHERE supplier_id = o.id)
    AND NOT EXISTS (SELECT FROM cluster_memberships WHERE member_id = o.id)
    AND NOT EXISTS (SELECT FROM claim_checks WHERE organisation_id = o.id)
    AND NOT EXISTS (SELECT FROM audit_entries WHERE organisation_id = o.id)
  RETURNING o.id`;

/** Requirements that nobody has changed, and about which nobody talks. */
const LONE_REQUIREMENTS = `DELETE FROM requirements r
  WHERE r.id = ANY($1) AND r.version = 1
    AND NOT EXISTS (SELECT FROM introductions WHERE requirement_id = r.id)
    AND NOT EXISTS (SELECT FROM files WHERE requirement_id = r.id)
    AND NOT EXISTS (SELECT FROM audit_entries WHERE subject_id = r.id AND action <> 'DRAFTED')
  RETURNING r.id`;

/** Removes records that an import made and nobody has touched since, and tells the engine; returns how many went. */
export async function removeUntouched(
  ctx: TransactionContext,
  format: UploadFormat,
  ids: readonly string[],
): Promise<number> {
  const suppliers = format === 'SUPPLIER_CSV';
  const gone = await ctx.query<{ id: string }>(suppliers ? LONE_SUPPLIERS : LONE_REQUIREMENTS, [ids]);
  if (gone.length === 0) return 0;
  if (gone.length > ONE_BY_ONE) await recordChange(ctx, 'everything', {});
  else await recordChange(ctx, suppliers ? 'supplier' : 'requirement', { ids: gone.map(({ id }) => id) });
  await enqueue(ctx, rankAll, {});
  return gone.length;
}
