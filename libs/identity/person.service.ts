import { markClaimed } from '#lib/directory';
import {
  type Actor,
  AppError,
  type Context,
  demand,
  fail,
  newId,
  type OrganisationRole,
  recordAudit,
  type Result,
  type StaffRole,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { type ActorRow, actorFrom, actorOfPersonSql } from './actor.rows.js';
import { Person } from './person.entity.js';

export interface PersonInput {
  email: string;
  name: string;
  staffRoles?: readonly StaffRole[];
}

const LONGEST_NAME = 100;

/** People and what they may do for organisations. */
@Injectable()
export class PersonService {
  /**
   * The person with this address, made if there is none. A known person's name stays; so do the staff roles unless
   * they are given, which is for administrators.
   * @throws AppError NOT_FOUND
   */
  async ensure(ctx: TransactionContext, { email, name, staffRoles }: PersonInput): Promise<Person> {
    if (staffRoles) demand(ctx.actor, 'platform.administer');
    const [row] = await ctx.query<{ id: string }>(
      `INSERT INTO people (id, email, name, staff_roles, created_at) VALUES ($1, lower($2), $3, $4, $5)
       ON CONFLICT (email) DO UPDATE
         SET staff_roles = CASE WHEN $6 THEN excluded.staff_roles ELSE people.staff_roles END
       RETURNING id`,
      [newId(), email.trim(), name.trim(), staffRoles ?? [], ctx.now(), staffRoles !== undefined],
    );
    return ctx.repository(Person).findOneByOrFail({ id: row!.id });
  }

  /**
   * Says how whoever is signed in is shown to others from now on; the trail of each of their organisations has it.
   * @returns a failure INVALID_VALUE for no name, or one over 100 characters
   * @throws AppError NOT_FOUND for a system
   */
  async rename(ctx: TransactionContext, name: string): Promise<Result<{ name: string }>> {
    if (ctx.actor.kind !== 'person') throw new AppError('NOT_FOUND');
    const { personId, memberships } = ctx.actor;
    const chosen = name.replace(/\s+/gu, ' ').trim();
    if (chosen === '' || chosen.length > LONGEST_NAME)
      return fail(userError('INVALID_VALUE', `Say your name in 1 to ${LONGEST_NAME} characters.`, ['name']));
    const [before] = await ctx.query<{ name: string }>(`SELECT name FROM people WHERE id = $1 FOR UPDATE`, [
      personId,
    ]);
    await ctx.query(`UPDATE people SET name = $2 WHERE id = $1`, [personId, chosen]);
    await recordAudit(
      ctx,
      memberships.map(({ organisationId }) => ({
        organisationId,
        subjectKind: 'person',
        subjectId: personId,
        action: 'RENAMED',
        before,
        after: { name: chosen },
      })),
    );
    return succeed({ name: chosen });
  }

  /**
   * Gives a person a role in an organisation, in place of the one held before. For its owners and administrators.
   * @throws AppError NOT_FOUND
   */
  async addMembership(
    ctx: TransactionContext,
    personId: string,
    organisationId: string,
    role: OrganisationRole,
  ): Promise<void> {
    demand(ctx.actor, 'organisation.manage-people', organisationId);
    await ctx.query(
      `INSERT INTO memberships (person_id, organisation_id, role) VALUES ($1, $2, $3)
       ON CONFLICT (person_id, organisation_id) DO UPDATE SET role = excluded.role`,
      [personId, organisationId, role],
    );
    await markClaimed(ctx, organisationId);
    await recordMembership(ctx, personId, organisationId, 'ROLE_GIVEN', { role });
  }

  /**
   * Ends a membership: owners and administrators anybody's, people their own. An organisation keeps an owner.
   * @throws AppError NOT_FOUND
   */
  async removeMembership(
    ctx: TransactionContext,
    personId: string,
    organisationId: string,
  ): Promise<Result<{ id: string }>> {
    const own = ctx.actor.kind === 'person' && ctx.actor.personId === personId;
    if (!own) demand(ctx.actor, 'organisation.manage-people', organisationId);
    // Of two owners who leave at once, the second must see that the first has gone.
    await ctx.query(`SELECT 1 FROM organisations WHERE id = $1 FOR UPDATE`, [organisationId]);
    const members = await ctx.query<{ personId: string; role: OrganisationRole }>(
      `SELECT person_id AS "personId", role FROM memberships WHERE organisation_id = $1`,
      [organisationId],
    );
    const leaving = members.find((member) => member.personId === personId);
    if (!leaving) throw new AppError('NOT_FOUND');
    const owners = members.filter(({ role }) => role === 'OWNER');
    if (leaving.role === 'OWNER' && owners.length === 1) {
      return fail(userError('LAST_OWNER', 'Make somebody else an owner first, or erase the organisation.'));
    }
    await ctx.query(`DELETE FROM memberships WHERE person_id = $1 AND organisation_id = $2`, [
      personId,
      organisationId,
    ]);
    await recordMembership(ctx, personId, organisationId, 'MEMBERSHIP_ENDED', { role: leaving.role });
    return succeed({ id: personId });
  }

  /** Who belongs to an organisation, and as what; @throws AppError NOT_FOUND for others. */
  async members(
    ctx: Context,
    organisationId: string,
  ): Promise<{ personId: string; name: string; email: string; role: OrganisationRole }[]> {
    demand(ctx.actor, 'organisation.view-private', organisationId);
    return ctx.query(
      `SELECT p.id AS "personId", p.name, p.email, m.role FROM memberships m JOIN people p ON p.id = m.person_id
        WHERE m.organisation_id = $1 ORDER BY p.name, p.id`,
      [organisationId],
    );
  }

  /** Makes a person the owner of an organisation that nobody belongs to yet; otherwise changes nothing. */
  async makeFirstOwner(ctx: TransactionContext, personId: string, organisationId: string): Promise<void> {
    await ctx.query(
      `INSERT INTO memberships (person_id, organisation_id, role)
       SELECT $1, id, 'OWNER' FROM organisations
        WHERE id = $2 AND NOT EXISTS (SELECT FROM memberships WHERE organisation_id = $2)`,
      [personId, organisationId],
    );
  }

  /** People by id; ids of nobody are left out. */
  async find(ctx: Context, ids: readonly string[]): Promise<Map<string, Person>> {
    const people = await ctx
      .repository(Person)
      .createQueryBuilder('person')
      .where('person.id = ANY(:ids)', { ids })
      .getMany();
    return new Map(people.map((person) => [person.id, person]));
  }

  findByEmail(ctx: Context, email: string): Promise<Person | null> {
    return ctx.repository(Person).findOneBy({ email: email.trim().toLowerCase() });
  }

  /**
   * The person as an actor, with memberships as they stand now.
   * @throws AppError NOT_FOUND
   */
  async actorOf(ctx: Context, personId: string): Promise<Actor> {
    const [row] = await ctx.query<ActorRow>(actorOfPersonSql, [personId]);
    if (!row) throw new AppError('NOT_FOUND');
    return actorFrom(row);
  }
}

const recordMembership = (
  ctx: TransactionContext,
  personId: string,
  organisationId: string,
  action: string,
  after: object,
): Promise<void> =>
  recordAudit(ctx, [{ organisationId, subjectKind: 'person', subjectId: personId, action, after }]);
