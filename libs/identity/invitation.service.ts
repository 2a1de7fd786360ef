import { markClaimed } from '#lib/directory';
import {
  AppError,
  composeLetter,
  type Context,
  demand,
  fail,
  MailService,
  newId,
  type OrganisationRole,
  recordAudit,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

const dayMs = 86_400_000;
const INVITATION_DAYS = 14;
const address = z.email().max(254);

export interface InvitationView {
  id: string;
  organisationId: string;
  organisationName: string;
  email: string;
  role: OrganisationRole;
  createdAt: Date;
  expiresAt: Date;
}

const selection = `SELECT i.id, i.organisation_id AS "organisationId", o.name AS "organisationName", i.email, i.role,
    i.created_at AS "createdAt", i.expires_at AS "expiresAt"
  FROM invitations i JOIN organisations o ON o.id = i.organisation_id
  WHERE i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $1`;

/** Invitations into an organisation. No secret is in them: who accepts has proved by sign-in whose address it is. */
@Injectable()
export class InvitationService {
  constructor(private readonly mail: MailService) {}

  /**
   * Offers a role to an address for a fortnight, in place of an offer that is open.
   * @throws AppError NOT_FOUND unless the actor may say who belongs to the organisation
   */
  async invite(
    ctx: TransactionContext,
    given: { organisationId: string; email: string; role: OrganisationRole; portal: string },
  ): Promise<Result<{ id: string }>> {
    const { organisationId, role } = given;
    demand(ctx.actor, 'organisation.manage-people', organisationId);
    const email = given.email.trim().toLowerCase();
    if (!address.safeParse(email).success) {
      return fail(userError('INVALID_EMAIL', 'Give an e-mail address such as ann@example.org.', ['email']));
    }
    const [organisation] = await ctx.query<{ name: string; member: boolean }>(
      `SELECT name, EXISTS (SELECT FROM memberships m JOIN people p ON p.id = m.person_id
                             WHERE m.organisation_id = o.id AND p.email = $2) AS member
         FROM organisations o WHERE id = $1 FOR UPDATE`,
      [organisationId, email],
    );
    if (!organisation) throw new AppError('NOT_FOUND');
    if (organisation.member) {
      return fail(userError('ALREADY_MEMBER', 'This person belongs to the organisation already.', ['email']));
    }
    await ctx.query(
      `UPDATE invitations SET revoked_at = $3
        WHERE organisation_id = $1 AND email = $2 AND accepted_at IS NULL AND revoked_at IS NULL`,
      [organisationId, email, ctx.now()],
    );
    const id = newId();
    await ctx.query(
      `INSERT INTO invitations (id, organisation_id, email, role, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, organisationId, email, role, ctx.now(), new Date(ctx.now().getTime() + INVITATION_DAYS * dayMs)],
    );
    await this.audit(ctx, organisationId, id, 'INVITED', { email, role });
    const letter = composeLetter({
      subject: `${organisation.name} invites you to Midlands Match`,
      lines: [`${organisation.name} would like you to act for it on Midlands Match.`],
      action: { label: 'Sign in and answer', url: `${given.portal}/invitations` },
      after: [`Sign in with this address. The invitation stands for ${INVITATION_DAYS} days.`],
      why: `You get this once, because ${organisation.name} gave this address. If you do not act for it, nothing needs doing.`,
    });
    await this.mail.post(ctx, { ...letter, dedupKey: `invitation:${id}`, recipient: email });
    return succeed({ id });
  }

  /** @throws AppError NOT_FOUND unless it is open and the organisation the actor's to manage */
  async revoke(ctx: TransactionContext, id: string): Promise<void> {
    const [found] = await ctx.query<InvitationView>(`${selection} AND i.id = $2 FOR UPDATE OF i`, [
      ctx.now(),
      id,
    ]);
    if (!found) throw new AppError('NOT_FOUND');
    demand(ctx.actor, 'organisation.manage-people', found.organisationId);
    await ctx.query(`UPDATE invitations SET revoked_at = $2 WHERE id = $1`, [id, ctx.now()]);
    await this.audit(ctx, found.organisationId, id, 'INVITATION_REVOKED', { email: found.email });
  }

  /** @throws AppError NOT_FOUND unless it is open and for the address the actor signed in with */
  async accept(ctx: TransactionContext, id: string): Promise<Result<{ organisationId: string }>> {
    const { actor } = ctx;
    const [found] = await ctx.query<InvitationView>(`${selection} AND i.id = $2 FOR UPDATE OF i`, [
      ctx.now(),
      id,
    ]);
    if (!found || actor.kind !== 'person' || actor.email !== found.email) throw new AppError('NOT_FOUND');
    await ctx.query(`UPDATE invitations SET accepted_at = $2 WHERE id = $1`, [id, ctx.now()]);
    await ctx.query(
      `INSERT INTO memberships (person_id, organisation_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [actor.personId, found.organisationId, found.role],
    );
    await markClaimed(ctx, found.organisationId);
    await this.audit(ctx, found.organisationId, id, 'INVITATION_ACCEPTED', { role: found.role });
    return succeed({ organisationId: found.organisationId });
  }

  /** Open invitations to the actor's address. */
  own(ctx: Context): Promise<InvitationView[]> {
    if (ctx.actor.kind !== 'person') return Promise.resolve([]);
    return ctx.query(`${selection} AND i.email = $2 ORDER BY i.id`, [ctx.now(), ctx.actor.email]);
  }

  /** Open invitations of an organisation; @throws AppError NOT_FOUND unless the actor may manage its people. */
  async ofOrganisation(ctx: Context, organisationId: string): Promise<InvitationView[]> {
    demand(ctx.actor, 'organisation.manage-people', organisationId);
    return ctx.query(`${selection} AND i.organisation_id = $2 ORDER BY i.id`, [ctx.now(), organisationId]);
  }

  private audit(
    ctx: TransactionContext,
    organisationId: string,
    subjectId: string,
    action: string,
    after: object,
  ): Promise<void> {
    return recordAudit(ctx, [{ organisationId, subjectKind: 'invitation', subjectId, action, after }]);
  }
}
