import {
  type Actor,
  AppError,
  ArgumentError,
  type Context,
  demandScope,
  isAdministrator,
  newId,
  type TokenScope,
  type TransactionContext,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { type ActorRow, actorFrom, actorOfSessionSql, actorOfTokenSql } from './actor.rows.js';
import { ApiToken } from './api-token.entity.js';
import { hashOf, newSecret } from './secret.token.js';
import { SESSION_PREFIX } from './session.service.js';

const prefix = 'mm_';
const shape = /^mms?_[A-Za-z0-9_-]{43}$/;
const dayMs = 86_400_000;
const everyScope: readonly TokenScope[] = ['READ', 'WRITE', 'ACCOUNT'];

export interface IssuedToken {
  id: string;
  /** Shown this once: the store knows its hash alone. */
  token: string;
  expiresAt: Date;
  scopes: TokenScope[];
}

/** API tokens: random, shown once, stored as a hash, with scopes and an end. */
@Injectable()
export class TokenService {
  /**
   * Issues a token that acts as the person for `days` days (1 to 366), within the scopes given (all, when none are;
   * reading is always one). A signed-in person may issue one for themselves; administrators for anybody. A token
   * never gives more than the one that asks for it has.
   * @throws AppError NOT_FOUND for somebody else's, OUT_OF_SCOPE, BAD_INPUT for a number of days out of range
   */
  async issue(
    ctx: TransactionContext,
    personId: string,
    { name, days, scopes }: { name: string; days: number; scopes?: readonly TokenScope[] },
  ): Promise<IssuedToken> {
    this.demandOwn(ctx, personId);
    const given = everyScope.filter((scope) => scope === 'READ' || (scopes ?? everyScope).includes(scope));
    for (const scope of given) demandScope(ctx.actor, scope);
    if (!Number.isInteger(days) || days < 1 || days > 366) {
      throw new ArgumentError('OUT_OF_RANGE', 'A token lasts between 1 and 366 days.', ['days']);
    }
    const token = newSecret(prefix);
    const expiresAt = new Date(ctx.now().getTime() + days * dayMs);
    const issued = { id: newId(), token, expiresAt, scopes: given };
    await ctx.query(
      `INSERT INTO api_tokens (id, person_id, name, hash, scopes, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [issued.id, personId, name, hashOf(token), given, ctx.now(), issued.expiresAt],
    );
    return issued;
  }

  /**
   * The caller's own tokens that work, newest first.
   * @throws AppError OUT_OF_SCOPE
   */
  async own(ctx: Context): Promise<ApiToken[]> {
    demandScope(ctx.actor, 'ACCOUNT');
    if (ctx.actor.kind !== 'person') return [];
    return ctx
      .repository(ApiToken)
      .createQueryBuilder('token')
      .where('token.personId = :personId', { personId: ctx.actor.personId })
      .andWhere('token.revokedAt IS NULL AND token.expiresAt > :now', { now: ctx.now() })
      .orderBy('token.createdAt', 'DESC')
      .addOrderBy('token.id', 'DESC')
      .getMany();
  }

  /**
   * Ends a token. Ending one that has ended already changes nothing.
   * @throws AppError NOT_FOUND
   */
  async revoke(ctx: TransactionContext, tokenId: string): Promise<void> {
    const token = await ctx.repository(ApiToken).findOneBy({ id: tokenId });
    if (!token) throw new AppError('NOT_FOUND');
    this.demandOwn(ctx, token.personId);
    await ctx.query(`UPDATE api_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL`, [
      tokenId,
      ctx.now(),
    ]);
  }

  /** Whom the token of the API or of a session acts as; undefined for one that is unknown, expired or revoked. */
  async authenticate(ctx: Context, token: string): Promise<Actor | undefined> {
    // Anything of another shape cannot be a token: no need to ask the database.
    if (!shape.test(token)) return undefined;
    const sql = token.startsWith(SESSION_PREFIX) ? actorOfSessionSql : actorOfTokenSql;
    const hash = hashOf(token);
    const [row] = await ctx.shared(`actor:${hash}`, () => ctx.query<ActorRow>(sql, [hash, ctx.now()]));
    // Time passes without a commit.
    return row && row.expiresAt! > ctx.now() ? actorFrom(row) : undefined;
  }

  private demandOwn({ actor }: Context, personId: string): void {
    demandScope(actor, 'ACCOUNT');
    const own = actor.kind === 'person' && actor.personId === personId;
    if (!own && !isAdministrator(actor)) throw new AppError('NOT_FOUND');
  }
}
