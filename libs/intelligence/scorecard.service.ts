import { type Context, isFailure, isOfficer, type Result, succeed } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import {
  type AwardFact,
  composeScorecard,
  type IntroductionFact,
  type MatchFact,
  type ReplyFact,
  type Scorecard,
  type ScorecardFacts,
} from './scorecard.figures.js';
import { before, type Period, readPeriod } from './scorecard.period.js';

/** The annual figures of cross-regional working. */
@Injectable()
export class ScorecardService {
  /** Officers have the figures as they are, everybody else under disclosure control. */
  async scorecard(ctx: Context, period?: string | null): Promise<Result<Scorecard>> {
    return this.compose(ctx, period, !isOfficer(ctx.actor));
  }

  /** The figures as anybody may have them. */
  async open(ctx: Context, period?: string | null): Promise<Result<Scorecard>> {
    return this.compose(ctx, period, true);
  }

  private async compose(
    ctx: Context,
    text: string | null | undefined,
    isControlled: boolean,
  ): Promise<Result<Scorecard>> {
    const read = readPeriod(text, ctx.today());
    if (isFailure(read)) return read;
    const period = read.value;
    const previous = before(period);
    const facts = await readFacts(ctx, { ...previous, until: period.until });
    return succeed(composeScorecard(facts, period, previous, isControlled));
  }
}

const day = (column: string): string => `(${column} AT TIME ZONE 'Europe/London')::date`;

async function readFacts(ctx: Context, { from, until }: Period): Promise<ScorecardFacts> {
  const range = [from, until];
  const matches = await ctx.query<MatchFact>(
    `SELECT date_trunc('month', ${day('s.since')})::date::text AS day, r.sectors, s.across AS "crossRegional", count(*)::int AS count
       FROM match_lists l JOIN requirements r ON r.id = l.requirement_id
      CROSS JOIN LATERAL unnest(l.since, l.cross_regional) AS s (since, across)
      WHERE ${day('s.since')} >= $1::date AND ${day('s.since')} < $2::date
      GROUP BY 1, 2, 3`,
    range,
  );
  const introductions = await ctx.query<IntroductionFact>(
    `SELECT ${day('i.created_at')}::text AS day, r.sectors, i.cross_regional AS "crossRegional"
       FROM introductions i JOIN requirements r ON r.id = i.requirement_id
      WHERE ${day('i.created_at')} >= $1::date AND ${day('i.created_at')} < $2::date`,
    range,
  );
  const awards = await ctx.query<AwardFact>(
    `SELECT i.awarded_on::text AS day, r.sectors, i.cross_regional AS "crossRegional",
            i.award_value_gbp::float8 AS "valueGbp", i.award_jobs AS jobs, false AS erased
       FROM introductions i JOIN requirements r ON r.id = i.requirement_id
      WHERE i.state = 'AWARDED' AND i.awarded_on >= $1::date AND i.awarded_on < $2::date
      UNION ALL
     SELECT month::text, '{}'::text[], cross_regional, value_gbp::float8, jobs, true FROM erased_awards
      WHERE month >= $1::date AND month < $2::date`,
    range,
  );
  const replies = await ctx.query<ReplyFact>(
    `SELECT ${day('asked')}::text AS day, side, answered IS NOT NULL AS answered
       FROM introductions i
      CROSS JOIN LATERAL (VALUES ('SUPPLIER', i.invited_at, i.supplier_replied_at, 'INVITED'),
                                 ('BUYER', i.interested_at, i.buyer_replied_at, 'INTERESTED'))
            AS q (side, asked, answered, waiting)
      WHERE asked IS NOT NULL AND ${day('asked')} >= $1::date AND ${day('asked')} < $2::date
        AND (answered IS NOT NULL OR i.state = 'LAPSED' OR (i.state = waiting AND i.due_on < $3::date))`,
    [...range, ctx.today()],
  );
  return { matches, introductions, awards, replies };
}
