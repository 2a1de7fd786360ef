import { type Notice, NotificationService } from '#lib/notifications';
import {
  dayInWords,
  type Context,
  defineJob,
  handles,
  type JobHandler,
  systemActor,
  type TransactionContext,
  type UnitOfWork,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { introductionLink } from './introduction.notices.js';
import { IntroductionSteps } from './introduction.steps.js';
import { factsOfRequirement, lockRequirement } from './introduction.writer.js';
import { addWorkingDays } from './working-days.js';

/** Reminds those whose answer is due, and ends what has waited past its day. */
export const sweepIntroductions = defineJob({
  name: 'introductions.sweep',
  payload: z.object({}),
  attempts: 5,
  backoffMs: 5_000,
  keepCompleted: 50,
  keepFailed: 200,
});

/** Working days before the due day on which a first reminder goes out; a second goes on the day itself. */
const REMIND_BEFORE = 3;
const actor = systemActor('reply clock');

interface DueRow {
  id: string;
  requirementId: string;
  requirementTitle: string;
  state: 'INVITED' | 'INTERESTED';
  dueOn: string;
  supplierId: string;
  supplierName: string;
  buyerId: string;
  buyerName: string;
}

/** The reply clock: nobody waits for word without end. */
@Injectable()
export class ReplyClock {
  constructor(
    private readonly steps: IntroductionSteps,
    private readonly notifications: NotificationService,
  ) {}

  /** The handlers of the queue `introductions`. */
  handlers(unitOfWork: UnitOfWork): JobHandler[] {
    return [
      handles(sweepIntroductions, async (_payload, run) => {
        const options = { actor, requestId: run.requestId, log: run.log };
        const reading = unitOfWork.reading(options);
        const reminded = await unitOfWork.transaction(options, (ctx) => this.remind(ctx));
        let lapsed = 0;
        // A requirement at a time: each is locked only while its own introductions end.
        for (const requirementId of await this.requirementsOverdue(reading)) {
          lapsed += await unitOfWork.transaction(options, (ctx) => this.lapse(ctx, requirementId));
        }
        return { reminded, lapsed };
      }),
    ];
  }

  /** Reminds each awaited side of what is due within three working days, and again on the day; each once. */
  async remind(ctx: TransactionContext): Promise<number> {
    const rows = await ctx.query<DueRow>(
      `SELECT i.id, i.requirement_id AS "requirementId", r.title AS "requirementTitle", i.state,
              i.due_on::text AS "dueOn", i.supplier_id AS "supplierId", s.name AS "supplierName",
              r.buyer_id AS "buyerId", b.name AS "buyerName"
         FROM introductions i JOIN requirements r ON r.id = i.requirement_id
         JOIN organisations b ON b.id = r.buyer_id JOIN organisations s ON s.id = i.supplier_id
        WHERE i.due_on BETWEEN $1 AND $2 ORDER BY i.due_on, i.id`,
      [ctx.today(), addWorkingDays(ctx.today(), REMIND_BEFORE)],
    );
    return this.notifications.notify(
      ctx,
      rows.map((row) => reminderOf(row, row.dueOn === ctx.today())),
    );
  }

  /** Ends the introductions of a requirement whose due day has passed without an answer. */
  async lapse(ctx: TransactionContext, requirementId: string): Promise<number> {
    await lockRequirement(ctx, requirementId);
    const overdue = new Set(
      (
        await ctx.query<{ id: string }>(
          `SELECT id FROM introductions WHERE requirement_id = $1 AND due_on < $2`,
          [requirementId, ctx.today()],
        )
      ).map(({ id }) => id),
    );
    const facts = await factsOfRequirement(ctx, requirementId, ['INVITED', 'INTERESTED']);
    const taken = await this.steps.take(
      ctx,
      facts
        .filter(({ id }) => overdue.has(id!))
        .map((found) => ({
          facts: found,
          action: 'LAPSE' as const,
          side: 'SYSTEM' as const,
          to: 'LAPSED' as const,
          reasonCode: 'NO_REPLY' as const,
        })),
    );
    return taken.length;
  }

  private async requirementsOverdue(ctx: Context): Promise<string[]> {
    const rows = await ctx.query<{ id: string }>(
      `SELECT DISTINCT requirement_id AS id FROM introductions WHERE due_on < $1 ORDER BY 1`,
      [ctx.today()],
    );
    return rows.map(({ id }) => id);
  }
}

function reminderOf(row: DueRow, lastDay: boolean): Notice {
  const when = lastDay ? 'today' : `by ${dayInWords(row.dueOn)}`;
  const common = {
    kind: 'REMINDER' as const,
    link: introductionLink(row.id),
    dedupKey: `reminder:${row.id}:${row.dueOn}:${lastDay ? 'last' : 'first'}`,
  };
  return row.state === 'INVITED'
    ? {
        ...common,
        organisationId: row.supplierId,
        title: `Answer ${when}: ${row.requirementTitle}`,
        body: `${row.buyerName} waits for your answer to its invitation ${when}. Accept or decline in one click.`,
      }
    : {
        ...common,
        organisationId: row.buyerId,
        title: `Answer ${when}: ${row.supplierName} for ${row.requirementTitle}`,
        body: `${row.supplierName} waits for your answer ${when}. Shortlist it or decline in one click; without an answer it lapses and counts in your reply rate.`,
      };
}
