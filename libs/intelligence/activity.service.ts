import type { Context } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';

/** What happened in a week, Monday to Sunday by British clocks. */
export interface ActivityWeek {
  /** Its Monday. */
  weekStarting: string;
  /** Suppliers registered or imported; of everything alone. */
  registrations: number | null;
  /** Matches that stand now, by the week in which they began. */
  matches: number;
  interests: number;
  invitations: number;
  awards: number;
}

/** Of whom: each supplier, the members of each cluster body, or of everybody together. */
export type ActivityScope = 'SUPPLIER' | 'CLUSTER' | 'EVERYTHING';
/** The key of everything. */
export const EVERYTHING = 'everything';

const zone = 'Europe/London';

const owners: Readonly<Record<ActivityScope, { owner: string; join: string; where: string }>> = {
  SUPPLIER: { owner: 'p.organisation_id::text', join: '', where: 'p.organisation_id = ANY($2::uuid[])' },
  CLUSTER: {
    owner: 'm.cluster_id::text',
    join: 'JOIN cluster_memberships m ON m.member_id = p.organisation_id',
    where: 'm.cluster_id = ANY($2::uuid[])',
  },
  EVERYTHING: { owner: `'${EVERYTHING}'`, join: '', where: '$2::text[] IS NOT NULL' },
};

type Counted = Omit<ActivityWeek, 'weekStarting'>;
type CountedRow = { owner: string; week: string } & Partial<Counted>;

/** Activity week by week. Who may see whose is for the caller to say. */
@Injectable()
export class ActivityService {
  /** The latest weeks of each, oldest first, this week's last; weeks without anything are there as well. */
  async weeks(
    ctx: Context,
    scope: ActivityScope,
    ids: readonly string[],
    count: number,
  ): Promise<Map<string, ActivityWeek[]>> {
    const monday = DateTime.fromISO(ctx.today(), { zone }).startOf('week');
    const mondays = Array.from({ length: count }, (_, back) =>
      monday.minus({ weeks: count - 1 - back }).toISODate()!,
    );
    const from = DateTime.fromISO(mondays[0]!, { zone }).toJSDate();
    const rows = [
      ...(await this.matches(ctx, scope, ids, from)),
      ...(await this.events(ctx, scope, ids, from)),
      ...(scope === 'EVERYTHING' ? await this.registrations(ctx, from) : []),
    ];
    return new Map(
      ids.map((id) => [
        id,
        mondays.map((weekStarting) => {
          const week: ActivityWeek = {
            weekStarting,
            registrations: scope === 'EVERYTHING' ? 0 : null,
            matches: 0,
            interests: 0,
            invitations: 0,
            awards: 0,
          };
          for (const { owner, week: of, ...counted } of rows) {
            if (owner === id && of === weekStarting) Object.assign(week, counted);
          }
          return week;
        }),
      ]),
    );
  }

  private matches(
    ctx: Context,
    scope: ActivityScope,
    ids: readonly string[],
    from: Date,
  ): Promise<CountedRow[]> {
    const { owner, join, where } = owners[scope];
    // The index of the lists finds those of a few suppliers.
    const narrowed =
      scope === 'SUPPLIER'
        ? 'list.supplier_nos && ARRAY(SELECT no FROM supplier_profiles WHERE organisation_id = ANY($2::uuid[])) AND'
        : '';
    // A requirement by invitation must not be guessed from a count.
    const seen = scope === 'EVERYTHING' ? 'true' : `r.visibility <> 'INVITED_ONLY'`;
    return ctx.query<CountedRow>(
      `SELECT ${owner} AS owner, ${mondayOf('entry.since')} AS week, count(*)::int AS matches
         FROM match_lists list CROSS JOIN LATERAL unnest(list.supplier_nos, list.since) AS entry (no, since)
         JOIN requirements r ON r.id = list.requirement_id AND ${seen}
         JOIN supplier_profiles p ON p.no = entry.no ${join}
        WHERE ${narrowed} ${where} AND entry.since >= $1 GROUP BY 1, 2`,
      [from, ids],
    );
  }

  private events(
    ctx: Context,
    scope: ActivityScope,
    ids: readonly string[],
    from: Date,
  ): Promise<CountedRow[]> {
    const { owner, join, where } = owners[scope];
    const counted = (action: string): string => `count(*) FILTER (WHERE e.action = '${action}')::int`;
    return ctx.query<CountedRow>(
      `SELECT ${owner} AS owner, ${mondayOf('e.at')} AS week, ${counted('EXPRESS_INTEREST')} AS interests,
              ${counted('INVITE')} AS invitations, ${counted('AWARD')} AS awards
         FROM introduction_events e JOIN introductions i ON i.id = e.introduction_id
         JOIN supplier_profiles p ON p.organisation_id = i.supplier_id ${join}
        WHERE ${where} AND e.at >= $1 GROUP BY 1, 2`,
      [from, ids],
    );
  }

  private registrations(ctx: Context, from: Date): Promise<CountedRow[]> {
    return ctx.query<CountedRow>(
      `SELECT '${EVERYTHING}' AS owner, ${mondayOf('created_at')} AS week, count(*)::int AS registrations
         FROM organisations WHERE supplier AND created_at >= $1 GROUP BY 1, 2`,
      [from],
    );
  }
}

const mondayOf = (moment: string): string =>
  `date_trunc('week', ${moment} AT TIME ZONE '${zone}')::date::text`;
