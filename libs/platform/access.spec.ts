import { describe, expect, it } from '@jest/globals';
import {
  demand,
  isAdministrator,
  isOfficer,
  isSignedIn,
  may,
  mayEverywhere,
  organisationsOf,
  type Permission,
  permissionTable,
  permitted,
} from './access.js';
import { type Actor, anonymous, type OrganisationRole, type StaffRole, systemActor } from './context.js';

const mine = '01890000-0000-7000-8000-000000000001';
const other = '01890000-0000-7000-8000-000000000002';

const person = (roles: OrganisationRole[], staffRoles: StaffRole[] = []): Actor => ({
  kind: 'person',
  personId: '01890000-0000-7000-8000-00000000000f',
  email: 'a@b.example',
  staffRoles,
  memberships: roles.map((role) => ({ organisationId: mine, role })),
});

const actors = {
  anonymous,
  stranger: person([]),
  viewer: person(['VIEWER']),
  editor: person(['EDITOR']),
  owner: person(['OWNER']),
  clusterManager: person(['CLUSTER_MANAGER']),
  officer: person([], ['OFFICER']),
  administrator: person([], ['ADMINISTRATOR']),
  system: systemActor('tests'),
} satisfies Record<string, Actor>;

const allowed: Record<Permission, (keyof typeof actors)[]> = {
  'organisation.edit': ['editor', 'owner', 'officer', 'administrator', 'system'],
  'organisation.view-private': [
    'viewer',
    'editor',
    'owner',
    'clusterManager',
    'officer',
    'administrator',
    'system',
  ],
  'organisation.manage-people': ['owner', 'administrator', 'system'],
  'organisation.decide-joins': ['owner', 'officer', 'administrator', 'system'],
  'organisation.decide-claims': ['officer', 'administrator', 'system'],
  'organisation.audit': ['viewer', 'editor', 'owner', 'clusterManager', 'officer', 'administrator', 'system'],
  'organisation.take-out': ['owner', 'officer', 'administrator', 'system'],
  'requirement.edit': ['editor', 'owner', 'officer', 'administrator', 'system'],
  'requirement.view-private': [
    'viewer',
    'editor',
    'owner',
    'clusterManager',
    'officer',
    'administrator',
    'system',
  ],
  'introduction.act': ['editor', 'owner', 'officer', 'administrator', 'system'],
  'digest.view': ['viewer', 'editor', 'owner', 'clusterManager', 'officer', 'administrator', 'system'],
  'cluster.manage': ['owner', 'clusterManager', 'officer', 'administrator', 'system'],
  'evidence.vouch': ['officer', 'administrator', 'system'],
  'supplier.merge': ['officer', 'administrator', 'system'],
  'platform.operate': ['officer', 'administrator', 'system'],
  'platform.administer': ['administrator', 'system'],
};

describe('the table of permissions', () => {
  it.each(Object.keys(permissionTable) as Permission[])('gives %s to these and nobody else', (permission) => {
    const holders = Object.entries(actors)
      .filter(([, actor]) => may(actor, permission, mine))
      .map(([name]) => name);
    expect(holders).toEqual(allowed[permission]);
  });

  it.each(Object.keys(permissionTable) as Permission[])(
    'gives %s to members for their own alone',
    (permission) => {
      for (const name of ['viewer', 'editor', 'owner', 'clusterManager'] as const) {
        expect(may(actors[name], permission, other)).toBe(false);
        expect(mayEverywhere(actors[name], permission)).toBe(false);
      }
    },
  );
});

it('answers for sets of organisations', () => {
  expect(permitted(actors.editor, 'organisation.edit', [mine, other])).toEqual(new Set([mine]));
  expect(permitted(actors.officer, 'organisation.edit', [mine, other])).toEqual(new Set([mine, other]));
  expect(permitted(anonymous, 'organisation.view-private', [mine])).toEqual(new Set());
});

it('refuses in the words of what is missing', () => {
  expect(() => demand(actors.viewer, 'organisation.edit', mine)).toThrow(
    expect.objectContaining({ code: 'NOT_FOUND' }),
  );
  expect(() => demand(actors.owner, 'platform.operate')).toThrow(
    expect.objectContaining({ code: 'NOT_FOUND' }),
  );
  expect(() => demand(actors.owner, 'organisation.edit', mine)).not.toThrow();
});

it('tells staff from others', () => {
  const names = (test: (actor: Actor) => boolean): string[] =>
    Object.entries(actors)
      .filter(([, actor]) => test(actor))
      .map(([name]) => name);
  expect(names(isOfficer)).toEqual(['officer', 'administrator', 'system']);
  expect(names(isAdministrator)).toEqual(['administrator', 'system']);
  expect(names(isSignedIn)).not.toContain('anonymous');
  expect(organisationsOf(actors.viewer)).toEqual([mine]);
  expect(organisationsOf(actors.system)).toEqual([]);
});
