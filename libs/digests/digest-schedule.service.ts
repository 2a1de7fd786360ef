import { DIGEST_ADDRESS_LIMITS, isEmailAddress } from '#lib/directory';
import {
  AppError,
  type Context,
  demand,
  fail,
  permitted,
  recordAudit,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { readClusters, type ScheduleRow } from './digest.facts.js';
import { nextDueAt } from './digest.iso-week.js';
import { listOf } from './digest.recipients.js';

/** An address of a cluster body that its letters do not go to, and why. */
export interface UnreachedAddress {
  address: string;
  reason: string;
  /** Whether those who manage the cluster body may have it tried again: letters came back, and nobody said no to them. */
  mayBeTried: boolean;
}

/** When a cluster body wants its digest, what in it, and where it goes. */
export interface DigestScheduleView extends ScheduleRow {
  unreached: UnreachedAddress[];
  /** When the next digest is due; null when none is wanted. One in the past is about to be written. */
  nextDueAt: Date | null;
}

/** What is left out stays as it is. */
export type DigestScheduleChange = { [K in keyof ScheduleRow]?: ScheduleRow[K] | null };

const within = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** Addresses of cluster bodies that letters do not go to. */
const readUnreached = (
  ctx: Context,
  clusterIds: readonly string[],
): Promise<(UnreachedAddress & { clusterId: string })[]> =>
  ctx.query(
    `SELECT organisation_id AS "clusterId", a.address,
            CASE s.reason WHEN 'BOUNCE' THEN 'Letters to it came back.'
                          WHEN 'COMPLAINT' THEN 'Its owner complained about letters.'
                          ELSE 'Its owner has stopped these letters.' END AS reason,
            c.address IS NULL AND s.reason = 'BOUNCE' AS "mayBeTried"
       FROM cluster_bodies CROSS JOIN unnest(digest_addresses) AS a (address)
       LEFT JOIN mail_suspensions s ON s.address = lower(a.address)
       LEFT JOIN mail_consents c ON c.address = lower(a.address) AND list = $2 || organisation_id::text AND NOT wanted
      WHERE organisation_id = ANY($1) AND (s.address IS NOT NULL OR c.address IS NOT NULL)
      ORDER BY a.address`,
    [clusterIds, listOf('')],
  );

/** What a cluster body chose, without what follows from it. */
const chosenOf = ({
  unreached: _unreached,
  nextDueAt: _nextDueAt,
  ...chosen
}: DigestScheduleView): ScheduleRow => chosen;

/** Lets cluster bodies choose when their digests come and what is in them. */
@Injectable()
export class DigestScheduleService {
  /** @throws AppError NOT_FOUND unless there is such a cluster body and the actor may read its digests */
  async read(ctx: Context, clusterId: string): Promise<DigestScheduleView> {
    const schedule = (await this.readMany(ctx, [clusterId])).get(clusterId);
    if (!schedule) throw new AppError('NOT_FOUND');
    return schedule;
  }

  /** Schedules of those cluster bodies whose digests the actor may read. Two statements. */
  async readMany(ctx: Context, clusterIds: readonly string[]): Promise<Map<string, DigestScheduleView>> {
    const ids = [...permitted(ctx.actor, 'digest.view', clusterIds)];
    const [clusters, unreached] = [await readClusters(ctx, ids), await readUnreached(ctx, ids)];
    return new Map(
      clusters.map((cluster) => {
        const { id, weekday, hour, frequency, sectors, leastScore, tellWhenQuiet, addresses } = cluster;
        return [
          id,
          {
            ...{ weekday, hour, frequency, sectors, leastScore, tellWhenQuiet, addresses },
            unreached: unreached.filter(({ clusterId }) => clusterId === id),
            nextDueAt: nextDueAt(cluster, cluster, ctx.now()) ?? null,
          },
        ];
      }),
    );
  }

  /**
   * Changes what is given; it holds from the next digest on.
   * @throws AppError NOT_FOUND unless there is such a cluster body and the actor manages it
   */
  async change(
    ctx: TransactionContext,
    clusterId: string,
    change: DigestScheduleChange,
  ): Promise<Result<DigestScheduleView>> {
    demand(ctx.actor, 'cluster.manage', clusterId);
    const before = chosenOf(await this.read(ctx, clusterId));
    const given = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== null && value !== undefined),
    ) as Partial<ScheduleRow>;
    const next: ScheduleRow = { ...before, ...given };
    const errors = [
      within(next.weekday, 1, 7)
        ? []
        : userError('INVALID_VALUE', 'Choose a day from 1, Monday, to 7.', ['weekday']),
      within(next.hour, 0, 23) ? [] : userError('INVALID_VALUE', 'Choose an hour from 0 to 23.', ['hour']),
      within(next.leastScore, 0, 100)
        ? []
        : userError('INVALID_VALUE', 'Choose a score from 0 to 100.', ['leastScore']),
      next.addresses.length <= DIGEST_ADDRESS_LIMITS.most
        ? []
        : userError('INVALID_VALUE', `Name ${DIGEST_ADDRESS_LIMITS.most} addresses at most.`, ['addresses']),
      next.addresses.flatMap((address) =>
        address.length <= DIGEST_ADDRESS_LIMITS.longest && isEmailAddress(address)
          ? []
          : userError('INVALID_VALUE', `"${address}" is not an e-mail address.`, ['addresses']),
      ),
    ].flat();
    if (errors.length > 0) return fail(...errors);
    await ctx.query(
      `INSERT INTO digest_schedules AS s
         (cluster_id, weekday, hour, frequency, sectors, least_score, tell_when_quiet, chosen_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (cluster_id) DO UPDATE SET weekday = $2, hour = $3, frequency = $4, sectors = $5, least_score = $6,
         tell_when_quiet = $7,
         chosen_at = CASE WHEN (s.weekday, s.hour, s.frequency) = ($2, $3, $4) THEN s.chosen_at ELSE $8 END`,
      [
        clusterId,
        next.weekday,
        next.hour,
        next.frequency,
        next.sectors,
        next.leastScore,
        next.tellWhenQuiet,
        ctx.now(),
      ],
    );
    await ctx.query(`UPDATE cluster_bodies SET digest_addresses = $2 WHERE organisation_id = $1`, [
      clusterId,
      [...new Map(next.addresses.map((address) => [address.toLowerCase(), address])).values()],
    ]);
    const changed = await this.read(ctx, clusterId);
    await recordAudit(ctx, [
      {
        organisationId: clusterId,
        subjectKind: 'cluster-body',
        subjectId: clusterId,
        action: 'DIGEST_CHANGED',
        before,
        after: chosenOf(changed),
      },
    ]);
    return succeed(changed);
  }
}
