import { DIGEST_ADDRESS_LIMITS } from '#lib/directory';
import {
  AppError,
  type Context,
  demand,
  fail,
  isOfficer,
  MailListService,
  recordAudit,
  type Result,
  succeed,
  type Suspension,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';

export type SuspendedAddress = Suspension & { suspendedAt: Date };

/** Lets letters go again to addresses that they came back from. */
@Injectable()
export class AddressResuming {
  constructor(private readonly lists: MailListService) {}

  /**
   * Addresses that letters do not go to, latest first.
   * @throws AppError NOT_FOUND unless the actor runs the service
   */
  suspended(ctx: Context, limit: number): Promise<SuspendedAddress[]> {
    demand(ctx.actor, 'platform.operate');
    return this.lists.suspended(ctx, limit);
  }

  /**
   * Has an address tried again, and notes it where the organisations concerned read what was changed.
   * @param clusterId a cluster body that the actor manages and that names the address; without one it takes an officer
   * @throws AppError NOT_FOUND when the actor may not, or the cluster body does not name the address
   */
  async resume(
    ctx: TransactionContext,
    address: string,
    clusterId: string | null,
  ): Promise<Result<{ address: string }>> {
    if (clusterId === null) demand(ctx.actor, 'platform.operate');
    else demand(ctx.actor, 'cluster.manage', clusterId);
    if (address.length > DIGEST_ADDRESS_LIMITS.longest)
      return fail(userError('TOO_LONG', 'That is longer than any address.', ['address']));
    const clusters = await naming(ctx, address);
    if (clusterId !== null && !clusters.includes(clusterId)) throw new AppError('NOT_FOUND');
    const [found] = await ctx.query<{ reason: Suspension['reason'] }>(
      `SELECT reason FROM mail_suspensions WHERE address = lower($1) FOR UPDATE`,
      [address],
    );
    if (!found) return fail(userError('NOT_SUSPENDED', `Letters go to ${address} already.`, ['address']));
    // Whoever complained has said no, which only somebody who has asked them may set aside.
    if (found.reason === 'COMPLAINT' && !isOfficer(ctx.actor)) {
      return fail(
        userError('NOT_YOURS_TO_SAY', 'Its owner complained about letters. Ask them, then ask us.', [
          'address',
        ]),
      );
    }
    await this.lists.resume(ctx, address);
    await recordAudit(
      ctx,
      (await concerned(ctx, address, clusters)).map(({ kind, organisationId, subjectId }) => ({
        organisationId,
        subjectKind: kind,
        subjectId,
        action: 'ADDRESS_RESUMED',
        after: { address: address.toLowerCase() },
      })),
    );
    return succeed({ address });
  }
}

/** Cluster bodies whose digests go to an address. */
async function naming(ctx: Context, address: string): Promise<string[]> {
  const rows = await ctx.query<{ id: string }>(
    `SELECT organisation_id AS id FROM cluster_bodies
      WHERE EXISTS (SELECT FROM unnest(digest_addresses) AS named WHERE lower(named) = lower($1))`,
    [address],
  );
  return rows.map(({ id }) => id);
}

interface Concerned {
  kind: 'cluster-body' | 'person';
  organisationId: string;
  subjectId: string;
}

/** Cluster bodies that name an address, and organisations that its owner works for. */
async function concerned(ctx: Context, address: string, clusters: readonly string[]): Promise<Concerned[]> {
  const people = await ctx.query<{ organisationId: string; subjectId: string }>(
    `SELECT organisation_id AS "organisationId", person_id AS "subjectId"
       FROM memberships JOIN people ON people.id = person_id WHERE lower(email) = lower($1)`,
    [address],
  );
  return [
    ...clusters.map((id): Concerned => ({
      kind: 'cluster-body',
      organisationId: id,
      subjectId: id,
    })),
    ...people.map((person): Concerned => ({ kind: 'person', ...person })),
  ];
}
