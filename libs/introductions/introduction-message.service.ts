import { emitEvents, NotificationService } from '#lib/notifications';
import { fail, newId, succeed, toOpaqueId, type TransactionContext, userError } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { factsFor, sideOf } from './introduction.checks.js';
import { introductionLink } from './introduction.notices.js';
import { isOpen } from './introduction.rules.js';
import type { Moved } from './introduction.steps.js';

const LONGEST_MESSAGE = 5_000;

/** What the two sides of an introduction write to each other. */
@Injectable()
export class IntroductionMessageService {
  constructor(private readonly notifications: NotificationService) {}

  /**
   * Writes to the other side, while the introduction is alive.
   * @throws AppError NOT_FOUND unless the actor may act for one side
   */
  async send(ctx: TransactionContext, id: string, body: string, as?: 'SUPPLIER' | 'BUYER'): Promise<Moved> {
    const facts = await factsFor(ctx, id);
    const side = sideOf(ctx, facts, as);
    const text = body.trim();
    if (text === '') return fail(userError('REQUIRED', 'Write something first.', ['body']));
    if (text.length > LONGEST_MESSAGE) {
      return fail(userError('TOO_LONG', `At most ${LONGEST_MESSAGE} characters. Shorten it.`, ['body']));
    }
    if (facts.state === null || (!isOpen(facts.state) && facts.state !== 'AWARDED')) {
      return fail(userError('NOT_POSSIBLE_NOW', 'The introduction has ended.'));
    }
    const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null;
    const messageId = newId();
    await ctx.query(
      `INSERT INTO introduction_messages (id, introduction_id, side, person_id, body, sent_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [messageId, id, side, personId, text, ctx.now()],
    );
    const [from, to] =
      side === 'SUPPLIER' ? [facts.supplierName, facts.buyerId] : [facts.buyerName, facts.supplierId];
    await this.notifications.notify(ctx, [
      {
        organisationId: to,
        kind: 'MESSAGE',
        title: `Message from ${from}: ${facts.requirementTitle}`,
        body: text,
        link: introductionLink(id),
        dedupKey: `message:${messageId}`,
        exceptPersonId: personId,
      },
    ]);
    await emitEvents(ctx, [
      {
        organisationIds: [to],
        event: 'INTRODUCTION_MESSAGE',
        data: { introductionId: toOpaqueId('intro', id), side, body: text },
      },
    ]);
    return succeed({ id });
  }
}
