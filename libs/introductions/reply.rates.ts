import type { Context } from '#lib/platform';
import type { ReplyRate } from './introduction.types.js';

const sides = {
  supplier: {
    organisation: 'i.supplier_id',
    asked: 'i.invited_at',
    replied: 'i.supplier_replied_at',
    state: 'INVITED',
  },
  buyer: {
    organisation: 'r.buyer_id',
    asked: 'i.interested_at',
    replied: 'i.buyer_replied_at',
    state: 'INTERESTED',
  },
} as const;

/**
 * How organisations answer: suppliers their invitations, buyers the interest expressed in their requirements. A
 * question counts once it has been answered, or its due day has passed without an answer. One statement;
 * organisations that nobody has asked yet are left out.
 */
export async function readReplyRates(
  ctx: Context,
  side: keyof typeof sides,
  organisationIds: readonly string[],
): Promise<Map<string, ReplyRate>> {
  const { organisation, asked, replied, state } = sides[side];
  const rows = await ctx.query<ReplyRate>(
    `SELECT ${organisation} AS "organisationId", count(*)::int AS asked, count(${replied})::int AS answered,
            (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ${replied} - ${asked}) / 86400)
               FILTER (WHERE ${replied} IS NOT NULL))::float8 AS "medianDays"
       FROM introductions i JOIN requirements r ON r.id = i.requirement_id
      WHERE ${organisation} = ANY($1) AND ${asked} IS NOT NULL
        AND (${replied} IS NOT NULL OR i.state = 'LAPSED' OR (i.state = '${state}' AND i.due_on < $2))
      GROUP BY 1`,
    [organisationIds, ctx.today()],
  );
  return new Map(rows.map((row) => [row.organisationId, row]));
}
