import { MatchIndexHolder, NearMissBook } from '#lib/match-lists';
import { type Context, demand } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { readMembersToCome, readTimetable } from './digest.facts.js';
import { isoWeekOf, nextDueAt } from './digest.iso-week.js';

/** So long before a digest is due the pass is made, and kept up to date from then on. */
const AHEAD_MS = 60 * 60_000;

/** Does what takes longest of the digests that are due soon before they are: on Monday at seven it is there. */
@Injectable()
export class DigestPreparing {
  constructor(
    private readonly holder: MatchIndexHolder,
    private readonly nearly: NearMissBook,
  ) {}

  /**
   * Finds the near misses of those whom the digests of the next hour are about, or what has changed of them.
   * @returns how many suppliers that are; 0 when no digest is due so soon
   */
  async prepare(ctx: Context): Promise<number> {
    demand(ctx.actor, 'platform.operate');
    const soonest = (await readTimetable(ctx))
      .flatMap((body) => nextDueAt(body, body, ctx.now()) ?? [])
      .sort((a, b) => a.getTime() - b.getTime())[0];
    if (!soonest || soonest.getTime() - ctx.now().getTime() > AHEAD_MS) return 0;
    // What is owed of an earlier week is written now.
    const week = isoWeekOf(soonest > ctx.now() ? soonest : ctx.now());
    const members = await readMembersToCome(ctx, week);
    await this.holder.catchUp();
    await this.nearly.prepare(ctx, members);
    return members.length;
  }
}
