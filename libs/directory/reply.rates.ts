import { enqueue, recordChange, type TransactionContext } from '#lib/platform';
import { rankSuppliers } from './ranking.jobs.js';

/**
 * Keeps how suppliers answer invitations (share answered, 0 to 1) where the engine reads it; those whose share has
 * changed are ranked anew.
 */
export async function storeReplyRates(
  ctx: TransactionContext,
  rates: readonly { supplierId: string; rate: number }[],
): Promise<void> {
  if (rates.length === 0) return;
  const changed = await ctx.query<{ id: string }>(
    `UPDATE supplier_profiles p SET reply_rate = d.rate
       FROM unnest($1::uuid[], $2::real[]) AS d (id, rate)
      WHERE p.organisation_id = d.id AND p.reply_rate IS DISTINCT FROM d.rate RETURNING p.organisation_id AS id`,
    [rates.map(({ supplierId }) => supplierId), rates.map(({ rate }) => rate)],
  );
  if (changed.length === 0) return;
  const ids = changed.map(({ id }) => id);
  await recordChange(ctx, 'supplier', { ids });
  await enqueue(ctx, rankSuppliers, { supplierIds: ids });
}
