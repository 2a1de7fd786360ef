import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { demand } from './access.js';
import type { Context, TransactionContext } from './context.js';
import { AppError } from './error.catalogue.js';
import { newId } from './ids.js';
import { defineJob, enqueue } from './job.definition.js';
import { type MailAttachment, MailMessage, type MailState } from './mail.entity.js';
import { fail, type Result, succeed, userError } from './result.js';

export const sendMail = defineJob({
  name: 'mail.send',
  payload: z.object({ mailId: z.uuid() }),
  attempts: 8,
  backoffMs: 2_000,
  keepCompleted: 200,
  keepFailed: 1_000,
});

/** Asks again for letters that nobody has in hand: their job may have been lost with a queue. */
export const sweepMail = defineJob({
  name: 'mail.sweep',
  payload: z.object({}),
  attempts: 3,
  backoffMs: 5_000,
  keepCompleted: 20,
  keepFailed: 50,
});

export interface Letter {
  dedupKey: string;
  recipient: string;
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
  attachments?: readonly MailAttachment[];
  /** Holds what only its recipient may have, such as a sign-in link. */
  secret?: boolean;
  /** What the recipient may unsubscribe from; such a letter is not sent to who has. */
  list?: string;
}

/** Letters asked for again by one sweep, and how long one must have been left alone, ms. */
const SWEEP_MOST = 1_000;
const SWEEP_AFTER_MS = 10 * 60_000;

/** The outbox: what was written, to whom, and whether it has gone. */
@Injectable()
export class MailService {
  /** Puts a letter into the outbox, once for its key, and asks for it to be sent. */
  async post(ctx: TransactionContext, letter: Letter): Promise<string | undefined> {
    const id = newId();
    const inserted = await ctx.query<{ id: string }>(
      `INSERT INTO mail_messages (id, dedup_key, recipient, subject, html, text, headers, attachments, list,
                                  created_at, next_attempt_at, secret)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11) ON CONFLICT (dedup_key) DO NOTHING RETURNING id`,
      [
        id,
        letter.dedupKey,
        letter.recipient,
        letter.subject,
        letter.html,
        letter.text,
        JSON.stringify(letter.headers ?? {}),
        JSON.stringify(letter.attachments ?? []),
        letter.list ?? null,
        ctx.now(),
        letter.secret ?? false,
      ],
    );
    if (inserted.length === 0) return undefined;
    await enqueue(ctx, sendMail, { mailId: id });
    return id;
  }

  latest(ctx: Context, limit: number): Promise<MailMessage[]> {
    return ctx.repository(MailMessage).find({ order: { createdAt: 'DESC', id: 'DESC' }, take: limit });
  }

  find(ctx: Context, id: string): Promise<MailMessage | null> {
    return ctx.repository(MailMessage).findOneBy({ id });
  }

  /** The latest letters that were given up, newest first. */
  givenUp(ctx: Context, limit: number): Promise<MailMessage[]> {
    return ctx
      .repository(MailMessage)
      .find({ where: { state: 'FAILED' }, order: { createdAt: 'DESC', id: 'DESC' }, take: limit });
  }

  /**
   * Has a letter that was given up tried again, from its first attempt on.
   * @throws AppError NOT_FOUND unless the actor looks after the service and there is such a letter
   */
  async retry(ctx: TransactionContext, id: string): Promise<Result<{ id: string }>> {
    demand(ctx.actor, 'platform.operate');
    const [letter] = await ctx.query<{ state: MailState; secret: boolean }>(
      `SELECT state, secret FROM mail_messages WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!letter) throw new AppError('NOT_FOUND');
    if (letter.state !== 'FAILED') {
      return fail(userError('NOT_GIVEN_UP', 'Only a letter that was given up can be sent again.'));
    }
    if (letter.secret) {
      const message = 'This letter holds a link that may have ended. Its recipient asks for a new one.';
      return fail(userError('SECRET_LETTER', message));
    }
    await ctx.query(
      `UPDATE mail_messages SET state = 'WAITING', attempts = 0, last_error = NULL, claimed_at = NULL, next_attempt_at = $2
        WHERE id = $1`,
      [id, ctx.now()],
    );
    await enqueue(ctx, sendMail, { mailId: id });
    return succeed({ id });
  }

  /** Asks again for letters whose time has come and that nobody has touched for a while. @returns how many */
  async sweep(ctx: TransactionContext): Promise<number> {
    const idle = await ctx.query<{ id: string }>(
      `SELECT id FROM mail_messages
        WHERE state IN ('WAITING', 'SENDING') AND next_attempt_at < $1
          AND (claimed_at IS NULL OR claimed_at < $1) ORDER BY next_attempt_at LIMIT ${SWEEP_MOST}`,
      [new Date(ctx.now().getTime() - SWEEP_AFTER_MS)],
    );
    for (const { id } of idle) await enqueue(ctx, sendMail, { mailId: id });
    return idle.length;
  }
}
