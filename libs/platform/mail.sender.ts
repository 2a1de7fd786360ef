import type { Transporter } from 'nodemailer';
import type { Context, TransactionContext } from './context.js';
import { enqueue } from './job.definition.js';
import { MailMessage } from './mail.entity.js';
import type { MailListService, Suspension } from './mail.list.service.js';
import { sendMail } from './mail.service.js';
import type { UnitOfWork } from './unit-of-work.js';

export interface MailSenderOptions {
  unitOfWork: UnitOfWork;
  lists: MailListService;
  /** Without one, letters stay in the outbox to be read there. */
  transport: Transporter | undefined;
  /** Address that letters come from. */
  from: string;
  /** Letters a minute to one domain, from all processes together; 0 sets no limit. */
  perDomainPerMinute?: number;
  /** Why a letter is not to be sent after all, judged when its turn comes; undefined when it is. */
  obstacle?: (ctx: Context, letter: MailMessage) => Promise<string | undefined>;
  /** Told in the transaction in which an address is suspended. */
  onSuspended?: (ctx: TransactionContext, suspension: Suspension) => Promise<void>;
}

/** `busy`: another process has it in hand. `later`: it is tried again when its time comes. */
export type DeliveryOutcome = 'sent' | 'kept' | 'gone' | 'busy' | 'later' | 'suppressed' | 'failed';

const LOCK_SPACE = 20_652;
const MINUTE = 60_000;
/** Waits between attempts. A greylisting server wants some minutes, one that is down some hours. */
const WAITS = [1, 5, 15, 60, 240, 480, 720, 1_440, 1_440].map((minutes) => minutes * MINUTE);
/** How long a letter waits when its domain has had its share of the minute. */
const RATE_WAIT = 20_000;

/** What nodemailer adds to its errors. */
interface SmtpFault {
  responseCode?: number;
  command?: string;
}

/**
 * Hands letters to the mail server. A letter is claimed in a transaction of its own before it is sent, and marked
 * afterwards; its Message-ID is derived from the letter, so that a server which gets it twice (a crash after its
 * answer) can tell. A lock that dies with the process keeps two from sending one letter at a time.
 */
export class MailSender {
  constructor(private readonly options: MailSenderOptions) {}

  deliver(ctx: Context, id: string): Promise<DeliveryOutcome> {
    if (!this.options.transport) return Promise.resolve('kept');
    return this.options.unitOfWork.transaction(ctx, async (held) => {
      const [lock] = await held.query<{ ours: boolean }>(
        `SELECT pg_try_advisory_xact_lock(${LOCK_SPACE}, hashtext($1::text)) AS ours`,
        [id],
      );
      if (!lock?.ours) return 'busy';
      return this.deliverLocked(ctx, id);
    });
  }

  private async deliverLocked(ctx: Context, id: string): Promise<DeliveryOutcome> {
    const letter = await this.claim(ctx, id);
    if (typeof letter === 'string') return letter;
    const domain = /@([^>\s]+)/.exec(this.options.from)?.[1] ?? 'localhost';
    try {
      await this.options.transport!.sendMail({
        from: this.options.from,
        to: letter.recipient,
        subject: letter.subject,
        html: letter.html,
        text: letter.text,
        headers: letter.headers,
        attachments: letter.attachments.map(({ cid, filename, contentType, base64 }) => ({
          cid,
          filename,
          contentType,
          content: base64,
          encoding: 'base64',
          contentDisposition: 'inline' as const,
        })),
        messageId: `<${letter.id}@${domain}>`,
      });
    } catch (error) {
      return this.noteFault(ctx, letter, error as Error & SmtpFault);
    }
    await this.mark(
      ctx,
      id,
      `state = 'SENT', sent_at = $2, last_error = NULL,
       html = CASE WHEN secret THEN '' ELSE html END, text = CASE WHEN secret THEN '' ELSE text END`,
      [ctx.now()],
    );
    return 'sent';
  }

  /** Takes the letter in hand, unless it has gone, is not due, or is not wanted any more. */
  private claim(ctx: Context, id: string): Promise<MailMessage | DeliveryOutcome> {
    const { unitOfWork, lists, obstacle, perDomainPerMinute = 0 } = this.options;
    return unitOfWork.transaction(ctx, async (tx): Promise<MailMessage | DeliveryOutcome> => {
      const letter = await tx.repository(MailMessage).findOneBy({ id });
      if (!letter || (letter.state !== 'WAITING' && letter.state !== 'SENDING')) return 'gone';
      if (letter.nextAttemptAt > tx.now()) return 'later';
      // What somebody asked for themselves a moment ago, such as a sign-in link, always goes.
      const unwanted = letter.secret
        ? undefined
        : ((await lists.obstacle(tx, letter.recipient, letter.list)) ?? (await obstacle?.(tx, letter)));
      if (unwanted !== undefined) {
        await tx.query(`UPDATE mail_messages SET state = 'SUPPRESSED', last_error = $2 WHERE id = $1`, [
          id,
          unwanted,
        ]);
        return 'suppressed';
      }
      if (perDomainPerMinute > 0 && (await sentLately(tx, letter.recipient)) >= perDomainPerMinute) {
        await postpone(tx, id, RATE_WAIT);
        return 'later';
      }
      await tx.query(
        `UPDATE mail_messages SET state = 'SENDING', attempts = attempts + 1, claimed_at = $2 WHERE id = $1`,
        [id, tx.now()],
      );
      return { ...letter, attempts: letter.attempts + 1 };
    });
  }

  private noteFault(
    ctx: Context,
    letter: MailMessage,
    { message, responseCode = 0, command }: Error & SmtpFault,
  ): Promise<DeliveryOutcome> {
    const { unitOfWork, lists, onSuspended } = this.options;
    // A refused sign-in is our own fault and will be mended; it says nothing of the letter.
    const refused = responseCode >= 500 && command !== 'AUTH' && !command?.startsWith('AUTH ');
    const wait = WAITS[letter.attempts - 1];
    return unitOfWork.transaction(ctx, async (tx) => {
      if (!refused && wait !== undefined) {
        await tx.query(`UPDATE mail_messages SET state = 'WAITING', last_error = $2 WHERE id = $1`, [
          letter.id,
          message,
        ]);
        await postpone(tx, letter.id, wait);
        return 'later';
      }
      await tx.query(`UPDATE mail_messages SET state = 'FAILED', last_error = $2 WHERE id = $1`, [
        letter.id,
        message,
      ]);
      if (refused && command === 'RCPT TO') {
        const suspension: Suspension = { address: letter.recipient, reason: 'BOUNCE', detail: message };
        if (await lists.suspend(tx, suspension)) await onSuspended?.(tx, suspension);
      }
      return 'failed';
    });
  }

  private async mark(ctx: Context, id: string, set: string, values: unknown[]): Promise<void> {
    await this.options.unitOfWork.transaction(ctx, (tx) =>
      tx.query(`UPDATE mail_messages SET ${set} WHERE id = $1`, [id, ...values]),
    );
  }
}

/** Letters that went to the recipient's domain in the last minute. */
async function sentLately(ctx: Context, recipient: string): Promise<number> {
  const [row] = await ctx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM mail_messages
      WHERE sent_at > $1 AND lower(split_part(recipient, '@', 2)) = lower(split_part($2, '@', 2))`,
    [new Date(ctx.now().getTime() - MINUTE), recipient],
  );
  return row?.n ?? 0;
}

async function postpone(ctx: TransactionContext, id: string, waitMs: number): Promise<void> {
  await ctx.query(`UPDATE mail_messages SET next_attempt_at = $2 WHERE id = $1`, [
    id,
    new Date(ctx.now().getTime() + waitMs),
  ]);
  // A little later than due, so that clocks of two machines cannot make it early.
  await enqueue(ctx, sendMail, { mailId: id }, { delayMs: waitMs + 1_000 });
}
