import { AppError, type Context, demandScope, newId, type TransactionContext } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { hashOf, newSecret } from './secret.token.js';
import { Session, type SignInMethod } from './session.entity.js';

export const SESSION_PREFIX = 'mms_';

const hourMs = 3_600_000;
/** How long a session lasts, hours. */
const SESSION_HOURS: Readonly<Record<SignInMethod, number>> = { LINK: 14 * 24, DEMO: 24, OPENID: 12 };
const LONGEST_DEVICE = 200;

export interface OpenedSession {
  id: string;
  personId: string;
  /** Shown this once: the store knows its hash alone. */
  token: string;
  expiresAt: Date;
}

/** Sessions of people who have signed in: opened by proof of who they are, listed and ended by themselves. */
@Injectable()
export class SessionService {
  /** Opens a session. Only code that has proved who is there may call this. */
  async open(
    ctx: TransactionContext,
    personId: string,
    { method, device = '' }: { method: SignInMethod; device?: string },
  ): Promise<OpenedSession> {
    const token = newSecret(SESSION_PREFIX);
    const expiresAt = new Date(ctx.now().getTime() + SESSION_HOURS[method] * hourMs);
    const id = newId();
    await ctx.query(`DELETE FROM sessions WHERE person_id = $1 AND expires_at < $2`, [personId, ctx.now()]);
    await ctx.query(
      `INSERT INTO sessions (id, person_id, hash, method, device, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, personId, hashOf(token), method, device.trim().slice(0, LONGEST_DEVICE), ctx.now(), expiresAt],
    );
    return { id, personId, token, expiresAt };
  }

  /**
   * The caller's own sessions that are alive, newest first.
   * @throws AppError OUT_OF_SCOPE
   */
  async own(ctx: Context): Promise<Session[]> {
    demandScope(ctx.actor, 'ACCOUNT');
    if (ctx.actor.kind !== 'person') return [];
    return ctx
      .repository(Session)
      .createQueryBuilder('session')
      .where('session.personId = :personId', { personId: ctx.actor.personId })
      .andWhere('session.revokedAt IS NULL AND session.expiresAt > :now', { now: ctx.now() })
      .orderBy('session.createdAt', 'DESC')
      .addOrderBy('session.id', 'DESC')
      .getMany();
  }

  /**
   * Ends one of the caller's own sessions.
   * @throws AppError NOT_FOUND, OUT_OF_SCOPE
   */
  async revoke(ctx: TransactionContext, sessionId: string): Promise<void> {
    demandScope(ctx.actor, 'ACCOUNT');
    const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : null;
    const found = await ctx.query(
      `UPDATE sessions SET revoked_at = coalesce(revoked_at, $3) WHERE id = $1 AND person_id = $2 RETURNING id`,
      [sessionId, personId, ctx.now()],
    );
    if (found.length === 0) throw new AppError('NOT_FOUND');
  }
}
