import {
  composeLetter,
  fail,
  MailService,
  newId,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { PersonService } from './person.service.js';
import { hashOf, newSecret } from './secret.token.js';
import { type OpenedSession, SessionService } from './session.service.js';

const minuteMs = 60_000;
const LINK_MINUTES = 15;
/** Letters an address gets within the life of one link, at most. */
const MOST_LINKS = 5;
const nonceShape = /^[A-Za-z0-9_-]{22,128}$/;
const address = z.email().max(254);

export interface LinkRequest {
  email: string;
  /** Secret of the browser that asks, at least 128 random bits: only with it will the link work. */
  nonce: string;
  /** Address of the portal, without a slash at its end. */
  portal: string;
}

/**
 * Sign-in without passwords: a link by e-mail. It goes to whatever address was given, known or not (whoever signs in
 * first becomes known), so that neither the answer nor its timing tells who has an account.
 */
@Injectable()
export class SignInService {
  constructor(
    private readonly people: PersonService,
    private readonly sessions: SessionService,
    private readonly mail: MailService,
  ) {}

  /** Sends a link that signs in once, within 15 minutes, together with the same nonce. */
  async requestLink(
    ctx: TransactionContext,
    { email, nonce, portal }: LinkRequest,
  ): Promise<Result<{ sent: true }>> {
    const to = email.trim().toLowerCase();
    if (!address.safeParse(to).success) {
      return fail(userError('INVALID_EMAIL', 'Give an e-mail address such as ann@example.org.', ['email']));
    }
    if (!nonceShape.test(nonce)) {
      return fail(
        userError('INVALID_VALUE', 'Make it 22 to 128 random letters, digits, - and _.', ['nonce']),
      );
    }
    // Requests for one address follow one another, so that the limit counts them all.
    await ctx.query(`SELECT pg_advisory_xact_lock(7303, hashtext($1))`, [to]);
    const now = ctx.now();
    const since = new Date(now.getTime() - LINK_MINUTES * minuteMs);
    await ctx.query(`DELETE FROM sign_in_links WHERE email = $1 AND created_at <= $2`, [to, since]);
    const sent = await ctx.query(`SELECT id FROM sign_in_links WHERE email = $1`, [to]);
    if (sent.length >= MOST_LINKS) {
      const message =
        'Several links are on their way to this address. Look there, or wait a quarter of an hour.';
      return fail(userError('TOO_MANY_LINKS', message, ['email']));
    }
    const id = newId();
    const token = newSecret('');
    await ctx.query(
      `INSERT INTO sign_in_links (id, email, hash, nonce_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, to, hashOf(token), hashOf(nonce), now, new Date(now.getTime() + LINK_MINUTES * minuteMs)],
    );
    const letter = composeLetter({
      subject: 'Your link to sign in to Midlands Match',
      lines: ['Use this link to sign in, in the browser in which you asked for it.'],
      action: { label: 'Sign in', url: `${portal}/sign-in/finish?token=${token}` },
      after: [`It works once, within ${LINK_MINUTES} minutes.`],
      why: 'You get this because this address was entered to sign in to Midlands Match. If that was not you, nothing needs doing: the link is of no use in another browser.',
    });
    await this.mail.post(ctx, { ...letter, dedupKey: `sign-in:${id}`, recipient: to, secret: true });
    return succeed({ sent: true });
  }

  /** Turns a link, together with the nonce of the browser that asked for it, into a session. */
  async signIn(
    ctx: TransactionContext,
    { token, nonce, device }: { token: string; nonce: string; device?: string | null },
  ): Promise<Result<OpenedSession>> {
    // One statement finds it and uses it up: of two who come at once, one is late.
    const [link] = await ctx.query<{ email: string }>(
      `UPDATE sign_in_links SET used_at = $3
        WHERE hash = $1 AND nonce_hash = $2 AND used_at IS NULL AND expires_at > $3 RETURNING email`,
      [hashOf(token), hashOf(nonce), ctx.now()],
    );
    if (!link) {
      const message =
        'This link has been used, has run out, or was asked for in another browser. Ask for a new one.';
      return fail(userError('LINK_NOT_VALID', message, ['token']));
    }
    const { email } = link;
    await ctx.query(`UPDATE sign_in_links SET used_at = $2 WHERE email = $1 AND used_at IS NULL`, [
      email,
      ctx.now(),
    ]);
    const person = await this.people.ensure(ctx, { email, name: email.slice(0, email.indexOf('@')) });
    return succeed(await this.sessions.open(ctx, person.id, { method: 'LINK', device: device ?? '' }));
  }
}
