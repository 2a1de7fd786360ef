import type { Actor, OrganisationRole, StaffRole, TokenScope } from '#lib/platform';

export interface ActorRow {
  id: string;
  email: string;
  staffRoles: StaffRole[];
  memberships: { organisationId: string; role: OrganisationRole }[];
  /** Of the token, where one was sent. */
  scopes?: TokenScope[] | null;
  /** The session, where its token was sent. */
  sessionId?: string | null;
  /** When the token or session ends. */
  expiresAt?: Date;
}

const columns = `p.id, p.email, p.staff_roles AS "staffRoles",
  coalesce((SELECT json_agg(json_build_object('organisationId', m.organisation_id, 'role', m.role)
                            ORDER BY m.organisation_id)
              FROM memberships m WHERE m.person_id = p.id), '[]') AS memberships`;

/** $1: id of the person. */
export const actorOfPersonSql = `SELECT ${columns} FROM people p WHERE p.id = $1`;

/** $1: hash of the token, $2: now. Refuses tokens that have expired or were revoked. */
export const actorOfTokenSql = `SELECT ${columns}, t.scopes, t.expires_at AS "expiresAt"
  FROM api_tokens t JOIN people p ON p.id = t.person_id
  WHERE t.hash = $1 AND t.expires_at > $2 AND t.revoked_at IS NULL`;

/** $1: hash of the token, $2: now. Refuses sessions that have run out or were ended. */
export const actorOfSessionSql = `SELECT ${columns}, s.id AS "sessionId", s.expires_at AS "expiresAt"
  FROM sessions s JOIN people p ON p.id = s.person_id
  WHERE s.hash = $1 AND s.expires_at > $2 AND s.revoked_at IS NULL`;

export const actorFrom = (row: ActorRow): Actor => ({
  kind: 'person',
  personId: row.id,
  email: row.email,
  staffRoles: row.staffRoles,
  memberships: row.memberships,
  scopes: row.scopes ?? undefined,
  sessionId: row.sessionId ?? undefined,
});
