import {
  AppError,
  type Context,
  demand,
  fail,
  permitted,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { readClusters, type ScheduleRow } from './digest.facts.js';

/** When a cluster body wants its digest, and what in it. */
export type DigestScheduleView = ScheduleRow;

/** What is left out stays as it is. */
export type DigestScheduleChange = { [K in keyof ScheduleRow]?: ScheduleRow[K] | null };

const within = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** Lets cluster bodies choose when their digests come and what is in them. */
@Injectable()
export class DigestScheduleService {
  /** @throws AppError NOT_FOUND unless there is such a cluster body and the actor may read its digests */
  async read(ctx: Context, clusterId: string): Promise<DigestScheduleView> {
    const schedule = (await this.readMany(ctx, [clusterId])).get(clusterId);
    if (!schedule) throw new AppError('NOT_FOUND');
    return schedule;
  }

  /** Schedules of those cluster bodies whose digests the actor may read. One statement. */
  async readMany(ctx: Context, clusterIds: readonly string[]): Promise<Map<string, DigestScheduleView>> {
    const clusters = await readClusters(ctx, [...permitted(ctx.actor, 'digest.view', clusterIds)]);
    return new Map(
      clusters.map(({ id, weekday, hour, frequency, sectors, leastScore, tellWhenQuiet }) => [
        id,
        { weekday, hour, frequency, sectors, leastScore, tellWhenQuiet },
      ]),
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
    const before = await this.read(ctx, clusterId);
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
    ].flat();
    if (errors.length > 0) return fail(...errors);
    await ctx.query(
      `INSERT INTO digest_schedules (cluster_id, weekday, hour, frequency, sectors, least_score, tell_when_quiet)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (cluster_id) DO UPDATE SET weekday = $2, hour = $3, frequency = $4, sectors = $5, least_score = $6,
         tell_when_quiet = $7`,
      [clusterId, next.weekday, next.hour, next.frequency, next.sectors, next.leastScore, next.tellWhenQuiet],
    );
    return succeed(next);
  }
}
