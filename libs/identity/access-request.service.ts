import { markClaimed, readWebsite } from '#lib/directory';
import {
  AppError,
  type Context,
  demand,
  fail,
  may,
  newId,
  type OrganisationRole,
  permitted,
  recordAudit,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import type { AccessRequest, AccessRequestKind, AccessRequestState } from './access-request.entity.js';

const LONGEST_TEXT = 2_000;
const MOST_WAITING = 10;

export type AccessRequestView = Pick<
  AccessRequest,
  | 'id'
  | 'organisationId'
  | 'personId'
  | 'kind'
  | 'state'
  | 'evidence'
  | 'evidenceUrl'
  | 'role'
  | 'reason'
  | 'createdAt'
  | 'decidedAt'
> & { organisationName: string; personName: string; personEmail: string };

const selection = `SELECT r.id, r.organisation_id AS "organisationId", o.name AS "organisationName",
    r.person_id AS "personId", p.name AS "personName", p.email AS "personEmail", r.kind, r.state, r.evidence,
    r.evidence_url AS "evidenceUrl", r.role, r.reason, r.created_at AS "createdAt", r.decided_at AS "decidedAt"
  FROM access_requests r JOIN organisations o ON o.id = r.organisation_id JOIN people p ON p.id = r.person_id`;

const permissionOf = {
  JOIN: 'organisation.decide-joins',
  CLAIM: 'organisation.decide-claims',
} as const satisfies Record<AccessRequestKind, string>;

/** Joining an organisation, which its owner or an officer decides; claiming one that nobody looks after, an officer. */
@Injectable()
export class AccessRequestService {
  /**
   * Asks to act for an organisation. Expected failures say what to do instead.
   * @throws AppError NOT_FOUND when there is none, UNAUTHENTICATED
   */
  async ask(
    ctx: TransactionContext,
    given: {
      organisationId: string;
      kind: AccessRequestKind;
      evidence?: string | null;
      evidenceUrl?: string | null;
    },
  ): Promise<Result<{ id: string }>> {
    const { actor } = ctx;
    if (actor.kind !== 'person') throw new AppError('UNAUTHENTICATED');
    const { organisationId, kind } = given;
    const facts = await this.lock(ctx, organisationId);
    const evidence = given.evidence?.trim() ?? '';
    const url = given.evidenceUrl?.trim() ? readWebsite(given.evidenceUrl) : null;
    if (actor.memberships.some((membership) => membership.organisationId === organisationId)) {
      return fail(userError('ALREADY_MEMBER', 'You belong to this organisation already.'));
    }
    if (kind === 'JOIN' && facts.members === 0) {
      return fail(userError('NOBODY_TO_ASK', 'Nobody looks after this organisation yet. Claim it instead.'));
    }
    if (kind === 'CLAIM' && (facts.claimed || facts.members > 0)) {
      return fail(userError('CLAIMED_ALREADY', 'Somebody looks after it already. Ask to join instead.'));
    }
    if (evidence.length > LONGEST_TEXT) {
      return fail(userError('TOO_LONG', `At most ${LONGEST_TEXT} characters. Shorten it.`, ['evidence']));
    }
    if (kind === 'CLAIM' && evidence.length < 10) {
      const message = 'Say how an officer can see that you act for it: your post, a page that names you.';
      return fail(userError('REQUIRED', message, ['evidence']));
    }
    if (url === undefined) {
      return fail(userError('INVALID_VALUE', 'Give a web address in full.', ['evidenceUrl']));
    }
    const id = newId();
    const [waiting] = await ctx.query<{ n: number; same: boolean }>(
      `SELECT count(*)::int AS n, coalesce(bool_or(organisation_id = $2), false) AS same
         FROM access_requests WHERE person_id = $1 AND state = 'WAITING'`,
      [actor.personId, organisationId],
    );
    if (waiting!.same)
      return fail(userError('ASKED_ALREADY', 'You have asked already: it waits for an answer.'));
    if (waiting!.n >= MOST_WAITING) {
      return fail(userError('TOO_MANY_REQUESTS', 'Wait until your other requests have been answered.'));
    }
    await ctx.query(
      `INSERT INTO access_requests (id, organisation_id, person_id, kind, evidence, evidence_url, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, organisationId, actor.personId, kind, evidence, url, ctx.now()],
    );
    await this.audit(ctx, organisationId, id, `${kind}_ASKED`, {});
    return succeed({ id });
  }

  /**
   * Decides a request. Nobody decides their own; a refusal says why; a claim makes its author the owner of what nobody looks after.
   * @throws AppError NOT_FOUND unless it is the actor's to decide
   */
  async decide(
    ctx: TransactionContext,
    id: string,
    given: { approve: boolean; role?: OrganisationRole | null; reason?: string | null },
  ): Promise<Result<{ id: string }>> {
    const request = await this.forDecision(ctx, id);
    if (request.state !== 'WAITING') {
      return fail(userError('DECIDED_ALREADY', 'This request has been decided.'));
    }
    if (!given.approve && !given.reason?.trim()) {
      return fail(userError('REQUIRED', 'Say why you refuse it.', ['reason']));
    }
    const role = request.kind === 'CLAIM' ? 'OWNER' : (given.role ?? 'VIEWER');
    if (given.approve) {
      if (role === 'OWNER' && request.kind === 'JOIN') {
        demand(ctx.actor, 'organisation.manage-people', request.organisationId);
      }
      const facts = await this.lock(ctx, request.organisationId);
      if (request.kind === 'CLAIM' && (facts.claimed || facts.members > 0)) {
        return fail(userError('CLAIMED_ALREADY', 'Somebody looks after it in the meantime.'));
      }
      await ctx.query(
        `INSERT INTO memberships (person_id, organisation_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [request.personId, request.organisationId, role],
      );
      await markClaimed(ctx, request.organisationId);
    }
    await this.close(
      ctx,
      request,
      given.approve ? 'APPROVED' : 'REFUSED',
      given.reason,
      given.approve ? role : null,
    );
    return succeed({ id });
  }

  /**
   * Takes an approved claim back: its author belongs to the organisation no more.
   * @throws AppError NOT_FOUND unless the actor is an officer and there is such a claim
   */
  async undoClaim(ctx: TransactionContext, id: string, reason: string): Promise<Result<{ id: string }>> {
    const request = await this.forDecision(ctx, id);
    if (request.kind !== 'CLAIM' || request.state !== 'APPROVED') {
      return fail(userError('NOTHING_TO_UNDO', 'Only a claim that was approved can be undone.'));
    }
    if (reason.trim() === '') return fail(userError('REQUIRED', 'Say why.', ['reason']));
    await this.lock(ctx, request.organisationId);
    await ctx.query(`DELETE FROM memberships WHERE person_id = $1 AND organisation_id = $2`, [
      request.personId,
      request.organisationId,
    ]);
    await ctx.query(
      `UPDATE organisations SET claimed = EXISTS (SELECT FROM memberships WHERE organisation_id = $1) WHERE id = $1`,
      [request.organisationId],
    );
    await this.close(ctx, request, 'UNDONE', reason, null);
    return succeed({ id });
  }

  /**
   * Takes a decision back: what was approved ends, what was refused waits to be decided again.
   * @throws AppError NOT_FOUND unless it was the actor's to decide
   */
  async undoDecision(ctx: TransactionContext, id: string, reason: string): Promise<Result<{ id: string }>> {
    const request = await this.forDecision(ctx, id);
    if (reason.trim() === '') return fail(userError('REQUIRED', 'Say why.', ['reason']));
    if (request.state === 'REFUSED') return this.reopen(ctx, request, reason);
    if (request.state !== 'APPROVED') {
      return fail(userError('NOTHING_TO_UNDO', 'Only what was approved or refused can be taken back.'));
    }
    return request.kind === 'CLAIM' ? this.undoClaim(ctx, id, reason) : this.undoJoin(ctx, request, reason);
  }

  /** Requests that wait for the actor's decision, oldest first: at most a hundred. */
  async toDecide(ctx: Context): Promise<AccessRequestView[]> {
    const waiting = await ctx.query<AccessRequestView>(
      `${selection} WHERE r.state = 'WAITING' AND ($1::uuid[] IS NULL OR r.organisation_id = ANY($1))
        ORDER BY r.id LIMIT 100`,
      [ownOrganisations(ctx)],
    );
    return waiting.filter(({ kind, organisationId }) => may(ctx.actor, permissionOf[kind], organisationId));
  }

  /** The actor's own requests, newest first. */
  own(ctx: Context): Promise<AccessRequestView[]> {
    if (ctx.actor.kind !== 'person') return Promise.resolve([]);
    return ctx.query(`${selection} WHERE r.person_id = $1 ORDER BY r.id DESC LIMIT 100`, [
      ctx.actor.personId,
    ]);
  }

  /** One request, for who made it or decides it; @throws AppError NOT_FOUND. */
  async find(ctx: Context, id: string): Promise<AccessRequestView> {
    const [request] = await ctx.query<AccessRequestView>(`${selection} WHERE r.id = $1`, [id]);
    const { actor } = ctx;
    const own = actor.kind === 'person' && actor.personId === request?.personId;
    if (!request || !(own || may(actor, permissionOf[request.kind], request.organisationId))) {
      throw new AppError('NOT_FOUND');
    }
    return request;
  }

  private async undoJoin(
    ctx: TransactionContext,
    request: AccessRequestView,
    reason: string,
  ): Promise<Result<{ id: string }>> {
    const { organisationId, personId } = request;
    await this.lock(ctx, organisationId);
    const [membership] = await ctx.query<{ role: OrganisationRole; otherOwner: boolean }>(
      `SELECT role, EXISTS (SELECT FROM memberships o
                             WHERE o.organisation_id = $2 AND o.role = 'OWNER' AND o.person_id <> $1) AS "otherOwner"
         FROM memberships WHERE person_id = $1 AND organisation_id = $2`,
      [personId, organisationId],
    );
    if (membership?.role !== request.role) {
      const message =
        'Their role was changed or ended since. See to it among the people of the organisation.';
      return fail(userError('CHANGED_SINCE', message));
    }
    if (membership.role === 'OWNER' && !membership.otherOwner) {
      return fail(userError('LAST_OWNER', 'Make somebody else an owner first.'));
    }
    await ctx.query(`DELETE FROM memberships WHERE person_id = $1 AND organisation_id = $2`, [
      personId,
      organisationId,
    ]);
    await this.close(ctx, request, 'UNDONE', reason, null);
    return succeed({ id: request.id });
  }

  private async reopen(
    ctx: TransactionContext,
    { id, kind, organisationId, personId }: AccessRequestView,
    reason: string,
  ): Promise<Result<{ id: string }>> {
    const [later] = await ctx.query(
      `SELECT 1 FROM access_requests WHERE person_id = $1 AND organisation_id = $2 AND state = 'WAITING'
       UNION ALL SELECT 1 FROM memberships WHERE person_id = $1 AND organisation_id = $2`,
      [personId, organisationId],
    );
    if (later) {
      return fail(
        userError('CHANGED_SINCE', 'They have asked again, or been let in, since. Nothing is left to undo.'),
      );
    }
    await ctx.query(
      `UPDATE access_requests SET state = 'WAITING', reason = NULL, role = NULL, decided_at = NULL WHERE id = $1`,
      [id],
    );
    await this.audit(ctx, organisationId, id, `${kind}_REOPENED`, {
      reason: reason.trim().slice(0, LONGEST_TEXT),
    });
    return succeed({ id });
  }

  private async forDecision(ctx: TransactionContext, id: string): Promise<AccessRequestView> {
    const [request] = await ctx.query<AccessRequestView>(`${selection} WHERE r.id = $1 FOR UPDATE OF r`, [
      id,
    ]);
    if (!request) throw new AppError('NOT_FOUND');
    demand(ctx.actor, permissionOf[request.kind], request.organisationId);
    if (ctx.actor.kind === 'person' && ctx.actor.personId === request.personId)
      throw new AppError('NOT_FOUND');
    return request;
  }

  private async lock(
    ctx: TransactionContext,
    organisationId: string,
  ): Promise<{ claimed: boolean; members: number }> {
    const [facts] = await ctx.query<{ claimed: boolean }>(
      `SELECT claimed FROM organisations WHERE id = $1 FOR UPDATE`,
      [organisationId],
    );
    if (!facts) throw new AppError('NOT_FOUND');
    const members = await ctx.query(`SELECT 1 FROM memberships WHERE organisation_id = $1`, [organisationId]);
    return { ...facts, members: members.length };
  }

  private async close(
    ctx: TransactionContext,
    request: AccessRequestView,
    state: AccessRequestState,
    reason: string | null | undefined,
    role: OrganisationRole | null,
  ): Promise<void> {
    await ctx.query(
      `UPDATE access_requests SET state = $2, reason = $3, role = $4, decided_at = $5 WHERE id = $1`,
      [request.id, state, reason?.trim().slice(0, LONGEST_TEXT) || null, role, ctx.now()],
    );
    await this.audit(ctx, request.organisationId, request.id, `${request.kind}_${state}`, { role });
  }

  private audit(
    ctx: TransactionContext,
    organisationId: string,
    subjectId: string,
    action: string,
    after: object,
  ): Promise<void> {
    return recordAudit(ctx, [{ organisationId, subjectKind: 'access-request', subjectId, action, after }]);
  }
}

/** Organisations whose requests the actor may decide; null means all of them. */
function ownOrganisations({ actor }: Context): string[] | null {
  if (actor.kind !== 'person') return actor.kind === 'system' ? null : [];
  if (actor.staffRoles.length > 0) return null;
  const ids = actor.memberships.map(({ organisationId }) => organisationId);
  return [...permitted(actor, 'organisation.decide-joins', ids)];
}
