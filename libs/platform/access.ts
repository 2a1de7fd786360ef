import type { Actor, OrganisationRole, StaffRole, TokenScope } from './context.js';
import { AppError } from './error.catalogue.js';

/** Who holds a permission: members in these roles for their own organisation, staff in these for every one. */
interface Grant {
  members: readonly OrganisationRole[];
  staff: readonly StaffRole[];
}

const anyStaff: readonly StaffRole[] = ['OFFICER', 'ADMINISTRATOR'];
const editors: readonly OrganisationRole[] = ['OWNER', 'EDITOR'];
const everyMember: readonly OrganisationRole[] = ['OWNER', 'EDITOR', 'VIEWER', 'CLUSTER_MANAGER'];

/**
 * The one table of who may do what. A permission that is not here does not exist; an actor that no row names is
 * refused. The system itself (jobs, imports, the command line) holds them all.
 */
const grants = {
  /** Change an organisation's profile, sites and certificates. */
  'organisation.edit': { members: editors, staff: anyStaff },
  /** See what an organisation keeps to itself: turnover, headcount, contacts, drafts. */
  'organisation.view-private': { members: everyMember, staff: anyStaff },
  /** Say who belongs to an organisation and in which role. */
  'organisation.manage-people': { members: ['OWNER'], staff: ['ADMINISTRATOR'] },
  /** Let somebody who asks into an organisation. */
  'organisation.decide-joins': { members: ['OWNER'], staff: anyStaff },
  /** Hand an organisation that nobody looks after to somebody who claims it. */
  'organisation.decide-claims': { members: [], staff: anyStaff },
  /** Read who changed what of an organisation. */
  'organisation.audit': { members: everyMember, staff: anyStaff },
  /** Take an organisation's data out, or have them erased. */
  'organisation.take-out': { members: ['OWNER'], staff: anyStaff },
  /** Draft, publish, change and close an organisation's requirements, and act on their matches. */
  'requirement.edit': { members: editors, staff: anyStaff },
  /** See an organisation's drafts and requirements by invitation. */
  'requirement.view-private': { members: everyMember, staff: anyStaff },
  /** Answer for an organisation in an introduction. */
  'introduction.act': { members: editors, staff: anyStaff },
  /** Read the digests of a cluster body. */
  'digest.view': { members: everyMember, staff: anyStaff },
  /** Say who is a member of a cluster body, and where its digest goes. */
  'cluster.manage': { members: ['OWNER', 'CLUSTER_MANAGER'], staff: anyStaff },
  /** Vouch for a claim above what its owner may state alone. */
  'evidence.vouch': { members: [], staff: anyStaff },
  /** Make two records of one supplier one, and two again. */
  'supplier.merge': { members: [], staff: anyStaff },
  /** Load files, start runs, read the outbox. */
  'platform.operate': { members: [], staff: anyStaff },
  /** People, tokens and roles of everybody. */
  'platform.administer': { members: [], staff: ['ADMINISTRATOR'] },
} as const satisfies Record<string, Grant>;

export type Permission = keyof typeof grants;

/** Every permission and who holds it, for the table that tests and documents show. */
export const permissionTable: Readonly<Record<Permission, Grant>> = grants;

/** Whether the actor holds a permission everywhere: staff of the right role, or the system. */
export function mayEverywhere(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'anonymous':
      return false;
    case 'system':
      return true;
    case 'person': {
      const staff: readonly StaffRole[] = grants[permission].staff;
      return actor.staffRoles.some((role) => staff.includes(role));
    }
  }
}

/** Those of the organisations for which the actor holds the permission. */
export function permitted(
  actor: Actor,
  permission: Permission,
  organisationIds: Iterable<string>,
): Set<string> {
  if (mayEverywhere(actor, permission)) return new Set(organisationIds);
  if (actor.kind !== 'person') return new Set();
  const roles: readonly OrganisationRole[] = grants[permission].members;
  const own = new Set(
    actor.memberships
      .filter(({ role }) => roles.includes(role))
      .map((membership) => membership.organisationId),
  );
  return new Set([...organisationIds].filter((id) => own.has(id)));
}

/** Whether the actor holds the permission for this organisation. */
export function may(actor: Actor, permission: Permission, organisationId: string): boolean {
  if (mayEverywhere(actor, permission)) return true;
  if (actor.kind !== 'person') return false;
  const roles: readonly OrganisationRole[] = grants[permission].members;
  return actor.memberships.some(
    (membership) => membership.organisationId === organisationId && roles.includes(membership.role),
  );
}

/** @throws AppError NOT_FOUND: what one may not touch looks the same as what does not exist */
export function demand(actor: Actor, permission: Permission, organisationId?: string): void {
  const allowed =
    organisationId === undefined ? mayEverywhere(actor, permission) : may(actor, permission, organisationId);
  if (!allowed) throw new AppError('NOT_FOUND');
}

/**
 * Tokens may do less than the person they act as. Sessions and the system hold every scope.
 * @throws AppError OUT_OF_SCOPE
 */
export function demandScope(actor: Actor, scope: TokenScope): void {
  if (actor.kind === 'person' && actor.scopes && !actor.scopes.includes(scope)) {
    throw new AppError('OUT_OF_SCOPE');
  }
}

/** Authority staff of either kind, or the system. */
export const isOfficer = (actor: Actor): boolean => mayEverywhere(actor, 'platform.operate');
export const isAdministrator = (actor: Actor): boolean => mayEverywhere(actor, 'platform.administer');
export const isSignedIn = (actor: Actor): boolean => actor.kind !== 'anonymous';

export const mayEditOrganisation = (actor: Actor, organisationId: string): boolean =>
  may(actor, 'organisation.edit', organisationId);
export const mayViewOrganisationPrivate = (actor: Actor, organisationId: string): boolean =>
  may(actor, 'organisation.view-private', organisationId);
export const mayEditRequirementsOf = (actor: Actor, buyerId: string): boolean =>
  may(actor, 'requirement.edit', buyerId);
export const mayViewDigestsOf = (actor: Actor, clusterId: string): boolean =>
  may(actor, 'digest.view', clusterId);

/** Ids of the organisations the actor belongs to in any role. */
export const organisationsOf = (actor: Actor): string[] =>
  actor.kind === 'person' ? actor.memberships.map(({ organisationId }) => organisationId) : [];
