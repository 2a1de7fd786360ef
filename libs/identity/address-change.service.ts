import {
  AppError,
  composeLetter,
  type Context,
  demandScope,
  fail,
  MailService,
  newId,
  recordAudit,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { hashOf, newSecret } from './secret.token.js';

const minuteMs = 60_000;
const LINK_MINUTES = 60;
/** Letters a person has sent within the life of one link, at most. */
const MOST_LINKS = 5;
const address = z.email().max(254);

export interface AddressWish {
  email: string;
  /** Address of the portal, without a slash at its end. */
  portal: string;
}

/**
 * Another address for one's account. It is taken once whoever is signed in has opened a link that was sent to it; the one
 * they had is told. Whether an address has an account is told to its owner alone, by letter.
 */
@Injectable()
export class AddressChangeService {
  constructor(private readonly mail: MailService) {}

  /**
   * Sends a link to the address wished for, in place of one sent before.
   * @throws AppError NOT_FOUND for a system, OUT_OF_SCOPE
   */
  async request(ctx: TransactionContext, { email, portal }: AddressWish): Promise<Result<{ sent: true }>> {
    const personId = this.person(ctx);
    const to = email.trim().toLowerCase();
    if (!address.safeParse(to).success) {
      return fail(userError('INVALID_EMAIL', 'Give an e-mail address such as ann@example.org.', ['email']));
    }
    const from = await this.lock(ctx, personId);
    if (to === from) return fail(userError('SAME_EMAIL', 'This is your address already.', ['email']));
    const now = ctx.now();
    const sent = await ctx.query(
      `UPDATE address_changes SET expires_at = least(expires_at, $2)
        WHERE person_id = $1 AND confirmed_at IS NULL AND created_at > $3 RETURNING id`,
      [personId, now, new Date(now.getTime() - LINK_MINUTES * minuteMs)],
    );
    if (sent.length >= MOST_LINKS) {
      const message = 'Several links have been sent within an hour. Look there, or try again in an hour.';
      return fail(userError('TOO_MANY_LINKS', message, ['email']));
    }
    const id = newId();
    const token = newSecret('');
    await ctx.query(
      `INSERT INTO address_changes (id, person_id, from_email, to_email, hash, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, personId, from, to, hashOf(token), now, new Date(now.getTime() + LINK_MINUTES * minuteMs)],
    );
    const letter = (await this.isTaken(ctx, to))
      ? composeLetter({
          subject: 'This address has an account at Midlands Match',
          lines: [
            `Somebody who is signed in as ${from} asked to use this address instead. It has an account of its own, so nothing was changed.`,
          ],
          action: { label: 'Sign in with this address', url: `${portal}/sign-in` },
          after: ['If you want one account only, erase this one there, and then ask again.'],
          why: 'You get this because this address was entered in an account. If that was not you, nothing needs doing.',
        })
      : composeLetter({
          subject: 'Confirm your new address for Midlands Match',
          lines: [`Use this link, where you are signed in as ${from}, to use this address instead.`],
          action: { label: 'Use this address', url: `${portal}/account/address?token=${token}` },
          after: [`It works once, within ${LINK_MINUTES} minutes.`],
          why: 'You get this because this address was entered in an account. If that was not you, nothing needs doing: the link is of no use to anybody else.',
        });
    await this.mail.post(ctx, { ...letter, dedupKey: `address:${id}`, recipient: to, secret: true });
    return succeed({ sent: true });
  }

  /**
   * Takes the address that a link was sent to, for who asked for it; open invitations follow, and the address before is
   * told.
   * @param contact where people write to, where that is known
   * @throws AppError NOT_FOUND for a system, OUT_OF_SCOPE
   */
  async confirm(
    ctx: TransactionContext,
    { token, contact }: { token: string; contact: string | undefined },
  ): Promise<Result<{ email: string }>> {
    const personId = this.person(ctx);
    const from = await this.lock(ctx, personId);
    const now = ctx.now();
    const [change] = await ctx.query<{ id: string; email: string }>(
      `SELECT id, to_email AS email FROM address_changes
        WHERE hash = $1 AND person_id = $2 AND from_email = $4 AND confirmed_at IS NULL AND expires_at > $3`,
      [hashOf(token), personId, now, from],
    );
    if (!change) {
      const message =
        'This link has been used, has run out, or was asked for by somebody else. Ask for a new one.';
      return fail(userError('LINK_NOT_VALID', message, ['token']));
    }
    const { email } = change;
    if (await this.isTaken(ctx, email)) {
      const message = 'This address has an account of its own by now. Sign in with it.';
      return fail(userError('EMAIL_TAKEN', message, ['token']));
    }
    await ctx.query(`UPDATE people SET email = $2 WHERE id = $1`, [personId, email]);
    await ctx.query(
      `UPDATE invitations i SET email = $2
        WHERE email = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND NOT EXISTS (
          SELECT FROM invitations o WHERE o.organisation_id = i.organisation_id AND o.email = $2
                                      AND o.accepted_at IS NULL AND o.revoked_at IS NULL)`,
      [from, email],
    );
    await ctx.query(`UPDATE sign_in_links SET used_at = $2 WHERE email = $1 AND used_at IS NULL`, [
      from,
      now,
    ]);
    await this.note(ctx, personId, from, email);
    const letter = composeLetter({
      subject: 'Your address at Midlands Match has changed',
      lines: [`Your account is now signed in to with ${email}. Letters go there as well.`],
      after: [
        contact === undefined
          ? 'If that was not you, tell those who run Midlands Match at once.'
          : `If that was not you, write to ${contact} at once.`,
      ],
      why: 'You get this once, because this was the address of the account.',
    });
    await this.mail.post(ctx, { ...letter, dedupKey: `address-left:${change.id}`, recipient: from });
    // Last: what was sent to the address until then was sent to its person.
    await ctx.query(`UPDATE address_changes SET confirmed_at = $2 WHERE id = $1`, [change.id, ctx.now()]);
    return succeed({ email });
  }

  /** The address that a link is on its way to, of whoever is signed in. */
  async awaited(ctx: Context): Promise<string | null> {
    if (ctx.actor.kind !== 'person') return null;
    const [row] = await ctx.query<{ email: string }>(
      `SELECT to_email AS email FROM address_changes
        WHERE person_id = $1 AND confirmed_at IS NULL AND expires_at > $2 ORDER BY created_at DESC LIMIT 1`,
      [ctx.actor.personId, ctx.now()],
    );
    return row?.email ?? null;
  }

  private person({ actor }: TransactionContext): string {
    demandScope(actor, 'ACCOUNT');
    if (actor.kind !== 'person') throw new AppError('NOT_FOUND');
    return actor.personId;
  }

  private async lock(ctx: TransactionContext, personId: string): Promise<string> {
    const [row] = await ctx.query<{ email: string }>(`SELECT email FROM people WHERE id = $1 FOR UPDATE`, [
      personId,
    ]);
    if (!row) throw new AppError('NOT_FOUND');
    return row.email;
  }

  private async isTaken(ctx: Context, email: string): Promise<boolean> {
    return (await ctx.query(`SELECT FROM people WHERE email = $1`, [email])).length > 0;
  }

  private note(ctx: TransactionContext, personId: string, from: string, to: string): Promise<void> {
    const { actor } = ctx;
    const memberships = actor.kind === 'person' ? actor.memberships : [];
    return recordAudit(
      ctx,
      memberships.map(({ organisationId }) => ({
        organisationId,
        subjectKind: 'person',
        subjectId: personId,
        action: 'EMAIL_CHANGED',
        before: { email: from },
        after: { email: to },
      })),
    );
  }
}
