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
import { rankAll, rereadRequirements } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { engineCode } from './engine.code.js';
import { Pace } from './event-loop.turn.js';
import { isReadingCode, noteReadingCode } from './reading-code.store.js';

/** Reads a portion of all words again, and asks for the next. */
export const rereadWords = defineJob({
  name: 'matching.reread-words',
  // Whose tables are meant: while processes are replaced one after another, a worker may get what is for newer code.
  payload: z.object({
    what: z.enum(['profiles', 'requirements']),
    after: z.int().min(0),
    code: z.string(),
  }),
  attempts: 8,
  backoffMs: 2_000,
  keepCompleted: 50,
  keepFailed: 200,
});

/** Profiles or requirements a job: they cannot be edited meanwhile, a tenth of a second where nothing else runs. */
const PORTION = 500;
/** What a worker waits before it hands on what another should do. */
const HAND_ON_MS = 2_000;

type Portion = z.infer<typeof rereadWords.payload>;

const actor = systemActor('rereading');

/**
 * Brings what was read in words in step with the code: a lexicon that knows more names is of use to the profiles that
 * are there already, and lists must not mix the scores of two engines.
 */
@Injectable()
export class RereadingService {
  handlers(unitOfWork: UnitOfWork, handOnMs = HAND_ON_MS): JobHandler[] {
    return [
      handles(rereadWords, async (portion, { requestId, log }) => {
        const within = <T>(work: (ctx: TransactionContext) => Promise<T>): Promise<T> =>
          unitOfWork.transaction({ actor, requestId, log }, work);
        if (portion.code === (await engineCode())) return within((ctx) => this.reread(ctx, portion));
        log.info('words are to be read again by other code than this: handed on');
        await sleep(handOnMs);
        return within((ctx) => this.handOn(ctx, portion));
      }),
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
    await enqueue(ctx, rereadWords, { what: 'profiles', after: 0, code: await engineCode() });
    return true;
  }

  private async reread(ctx: TransactionContext, { what, after, code }: Portion): Promise<number | undefined> {
    const pace = new Pace();
    const reread = what === 'profiles' ? rereadProfiles : rereadRequirements;
    const reached = await reread(ctx, after, PORTION, () => pace.rest());
    if (reached !== undefined) await enqueue(ctx, rereadWords, { what, after: reached, code });
    else if (what === 'profiles') await enqueue(ctx, rereadWords, { what: 'requirements', after: 0, code });
    else {
      // What is rare among suppliers is counted anew by every process, and everything ranked by the new code.
      await recordChange(ctx, 'everything', {});
      await enqueue(ctx, rankAll, {});
    }
    return reached;
  }

  /** Lets it be, when the code that it is for has been replaced itself. */
  private async handOn(ctx: TransactionContext, portion: Portion): Promise<undefined> {
    if (await isReadingCode(ctx, portion.code)) await enqueue(ctx, rereadWords, portion);
    return undefined;
  }
}
