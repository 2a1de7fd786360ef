import { rereadProfiles } from '#lib/directory';
import {
  defineJob,
  enqueue,
  handles,
  type JobHandler,
  recordChange,
  systemActor,
  type TransactionContext,
  type UnitOfWork,
} from '#lib/platform';
import { rankAll, rereadNeeds } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Pace } from './event-loop.turn.js';
import { noteReadingCode } from './reading-code.store.js';

/** Reads a portion of all words again, and asks for the next. */
export const rereadWords = defineJob({
  name: 'matching.reread-words',
  payload: z.object({ what: z.enum(['profiles', 'needs']), after: z.int().min(0) }),
  attempts: 8,
  backoffMs: 2_000,
  keepCompleted: 50,
  keepFailed: 200,
});

/** Profiles or requirements a job: they cannot be edited meanwhile, a tenth of a second where nothing else runs. */
const PORTION = 500;

const actor = systemActor('rereading');

/**
 * Brings what was read in words in step with the code: a lexicon that knows more names is of use to the profiles that
 * are there already, and lists must not mix the scores of two engines.
 */
@Injectable()
export class RereadingService {
  handlers(unitOfWork: UnitOfWork): JobHandler[] {
    return [
      handles(rereadWords, ({ what, after }, { requestId, log }) =>
        unitOfWork.transaction({ actor, requestId, log }, (ctx) => this.reread(ctx, what, after)),
      ),
    ];
  }

  /**
   * Asks for all words to be read again when other code read them, once, however many processes ask.
   * @returns whether it was asked for now
   */
  async startAfterUpgrade(ctx: TransactionContext): Promise<boolean> {
    if (!(await noteReadingCode(ctx))) return false;
    const [stored] = await ctx.query<{ any: boolean }>(
      `SELECT EXISTS (SELECT FROM supplier_profiles) OR EXISTS (SELECT FROM requirements) AS any`,
    );
    if (!stored?.any) return false;
    await enqueue(ctx, rereadWords, { what: 'profiles', after: 0 });
    return true;
  }

  private async reread(
    ctx: TransactionContext,
    what: 'profiles' | 'needs',
    after: number,
  ): Promise<number | undefined> {
    const pace = new Pace();
    const reread = what === 'profiles' ? rereadProfiles : rereadNeeds;
    const reached = await reread(ctx, after, PORTION, () => pace.rest());
    if (reached !== undefined) await enqueue(ctx, rereadWords, { what, after: reached });
    else if (what === 'profiles') await enqueue(ctx, rereadWords, { what: 'needs', after: 0 });
    else {
      // What is rare among suppliers is counted anew by every process, and everything ranked by the new code.
      await recordChange(ctx, 'everything', {});
      await enqueue(ctx, rankAll, {});
    }
    return reached;
  }
}
