import type { NotificationService } from '#lib/notifications';
import {
  type Context,
  type MailMessage,
  type Suspension,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';

const PREFIX = 'digest:';

/** The list that the digests of a cluster body are sent to. */
export const listOf = (clusterId: string): string => `${PREFIX}${clusterId}`;

/**
 * Why a letter is not to be sent when its turn comes: the cluster body has gone, wants no digests any more, or no
 * longer names the address. Undefined when it is to be sent, and for letters that are no digests.
 */
export async function digestObstacle(
  ctx: Context,
  { list, recipient }: Pick<MailMessage, 'list' | 'recipient'>,
): Promise<string | undefined> {
  if (!list?.startsWith(PREFIX)) return undefined;
  const [row] = await ctx.query<{ named: boolean; wanted: boolean }>(
    `SELECT EXISTS (SELECT FROM unnest(digest_addresses) AS address WHERE lower(address) = lower($2)) AS named,
            coalesce(s.frequency, 'WEEKLY') <> 'NEVER' AS wanted
       FROM cluster_bodies LEFT JOIN digest_schedules s ON s.cluster_id = organisation_id
      WHERE organisation_id = $1`,
    [list.slice(PREFIX.length), recipient],
  );
  if (!row) return 'The cluster body has gone.';
  if (!row.wanted) return 'The cluster body wants no digests any more.';
  return row.named ? undefined : 'The cluster body no longer names this address.';
}

/** Tells those who work for cluster bodies that name a suspended address, in the portal and by letter. */
export async function tellManagers(
  ctx: TransactionContext,
  notifications: NotificationService,
  { address, reason, detail }: Suspension,
): Promise<void> {
  const bodies = await ctx.query<{ id: string; name: string }>(
    `SELECT organisations.id, organisations.name
       FROM cluster_bodies JOIN organisations ON organisations.id = organisation_id
      WHERE EXISTS (SELECT FROM unnest(digest_addresses) AS named WHERE lower(named) = lower($1))`,
    [address],
  );
  const what = reason === 'BOUNCE' ? 'letters to it come back' : 'its owner complained about them';
  await notifications.notify(
    ctx,
    bodies.map(({ id, name }) => ({
      organisationId: id,
      kind: 'ADDRESS_SUSPENDED',
      title: `The digest of ${name} no longer reaches ${address}`,
      body: [
        `The digest no longer goes to ${address}: ${what}.`,
        ...(detail.trim() === '' ? [] : [detail.trim()]),
        reason === 'BOUNCE'
          ? 'Name another address, or have this one tried again, on the page of your cluster body.'
          : 'Name another address. Should its owner want the digest after all, tell us.',
      ].join('\n\n'),
      link: `/clusters/${toOpaqueId('org', id)}#schedule`,
      dedupKey: `suspended:${address.toLowerCase()}:${ctx.now().toISOString()}`,
    })),
  );
}
