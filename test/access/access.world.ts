import type { DigestContent } from '#lib/digests';
import { fromOpaqueId, toOpaqueId } from '#lib/platform';
import { type ApiKit, type Caller, startApiKit } from '../api/api.kit.js';

/** Those whose access the tables show, from nobody to everybody. */
export const roles = [
  'anonymous',
  'stranger',
  'viewer',
  'editor',
  'owner',
  'cluster manager',
  'officer',
  'administrator',
  'reading token',
  'writing token',
] as const;
export type Role = (typeof roles)[number];

/** What nobody without business with it may come to read, wherever they look, and who may. */
export interface Secret {
  text: string;
  of: string;
  readers: readonly Role[];
}

const insiders: readonly Role[] = ['viewer', 'editor', 'owner', 'officer', 'administrator'];

/** Owners and staff: who is let in is theirs to say, or in the outbox they look after. */
const deciders: readonly Role[] = ['owner', 'officer', 'administrator'];

/**
 * One organisation of each sort with everything that can hang on it, and people in every role towards them. A
 * stranger owns organisations of the same sorts. Two tokens of the owner do less than the owner.
 */
export interface AccessWorld {
  kit: ApiKit;
  tokens: Record<Role, string | undefined>;
  /** New tokens for everybody, for when mutations have ended theirs, or taken them out of their organisations. */
  renew(): Promise<Record<Role, string | undefined>>;
  /** Opaque ids by what they name. */
  ids: Readonly<Record<string, string>>;
  secrets: readonly Secret[];
}

export async function startAccessWorld(env: Record<string, string> = {}): Promise<AccessWorld> {
  const kit = await startApiKit(env);
  try {
    const builder = new WorldBuilder(kit);
    const { tokens, ids } = await builder.build();
    return { kit, tokens, renew: () => builder.tokens(), ids, secrets };
  } catch (error) {
    await kit.stop();
    throw error;
  }
}

const secrets: readonly Secret[] = [
  { text: '87654321', of: 'turnover of the supplier', readers: insiders },
  { text: '43210', of: 'people employed by the supplier', readers: insiders },
  { text: 'Undecided bracket', of: 'draft', readers: insiders },
  { text: 'Nameless gearcase', of: 'requirement named to those invited', readers: insiders },
  { text: 'Discreet housing', of: 'requirement shown in outline', readers: insiders },
  { text: 'Sealed drawing', of: 'attachment', readers: insiders },
  { text: 'Whispered doubt', of: 'reason why a claim was refused', readers: insiders },
  { text: 'Whispered double', of: 'reason of a merger', readers: insiders },
  { text: 'Whispered price', of: 'message of an introduction', readers: insiders },
  { text: 'founder@orchard.example', of: 'contact of the supplier', readers: insiders },
  { text: 'hooks.orchard.example', of: 'webhook', readers: insiders.filter((role) => role !== 'viewer') },
  { text: 'Quiet search', of: 'saved search', readers: insiders },
  { text: 'invited@orchard.example', of: 'invitation', readers: deciders },
  { text: 'asked-in@elsewhere.example', of: 'request to join', readers: deciders },
  { text: 'Digest for Precision Cluster', of: 'digest', readers: [...insiders, 'cluster manager'] },
  { text: 'Letter in confidence', of: 'letter of the outbox', readers: ['officer', 'administrator'] },
  { text: 'confidential-import.csv', of: 'import of an officer', readers: ['officer', 'administrator'] },
];

const figure = { label: 'Figure', now: 1, before: null, quarterAgo: null };
/** A digest as it is stored. */
export const emptyDigest: DigestContent = {
  cluster: { id: 'x', name: 'Precision Cluster' },
  isoWeek: '2026-W14',
  week: 'a week',
  subject: 'Digest for Precision Cluster',
  memberCount: 1,
  quiet: true,
  lines: ['Nothing new'],
  figures: { newMatches: figure, membersMatched: figure, crossRegional: figure, requirements: figure },
  highlights: [],
  groups: [],
  steps: [],
  closing: [],
  closingWeeks: 2,
  happenings: [],
  gaps: [],
  unwanted: [],
  history: [],
};

class WorldBuilder {
  private readonly ids: Record<string, string> = {};
  private founder!: Caller;

  constructor(private readonly kit: ApiKit) {}

  async build(): Promise<{ tokens: Record<Role, string | undefined>; ids: Record<string, string> }> {
    const { kit, ids } = this;
    this.founder = await kit.person('founder@orchard.example');
    const outsiders = await this.outsiders();
    const { officer, stranger } = outsiders;
    await this.organisations(officer, stranger);
    await this.requirements();
    await this.introductions();
    await this.belongings(officer);
    return { tokens: await this.tokens(outsiders), ids };
  }

  async tokens(
    outsiders?: Record<'officer' | 'stranger', Caller>,
  ): Promise<Record<Role, string | undefined>> {
    const { kit, ids } = this;
    const { officer, stranger } = outsiders ?? (await this.outsiders());
    const administrator = await kit.person('admin@authority.example', { staffRoles: ['ADMINISTRATOR'] });
    const members = await this.members();
    const owner = members.owner!;
    const token = async (scopes: string[]): Promise<string> => {
      const input = { name: scopes.join(' '), days: 30, scopes };
      const made = await this.did('createApiToken', 'CreateApiTokenInput', input, 'token id', owner);
      ids.apiToken = made.id as string;
      return made.token as string;
    };
    const [reading, writing] = [await token(['READ']), await token(['READ', 'WRITE'])];
    ids.owner = toOpaqueId('person', owner.personId);
    return {
      anonymous: undefined,
      stranger: stranger.token,
      viewer: members.viewer!.token,
      editor: members.editor!.token,
      owner: owner.token,
      'cluster manager': members['cluster manager']!.token,
      officer: officer.token,
      administrator: administrator.token,
      'reading token': reading,
      'writing token': writing,
    };
  }

  /** Those who belong to none of the organisations. */
  private async outsiders(): Promise<Record<'officer' | 'stranger', Caller>> {
    return {
      officer: await this.kit.person('officer@authority.example', { staffRoles: ['OFFICER'] }),
      stranger: await this.kit.person('stranger@elsewhere.example'),
    };
  }

  private async organisations(officer: Caller, stranger: Caller): Promise<void> {
    const { ids } = this;
    const supplier = {
      postcode: 'B7 4BB',
      statedCapabilities: ['five axis milling'],
      sectors: ['AUTOMOTIVE_RAIL'],
    };
    ids.supplier = await this.register('Supplier', {
      ...supplier,
      name: 'Orchard Precision',
      annualTurnoverGbp: 87_654_321,
      employees: 43_210,
      certificates: [{ stated: 'ISO 9001', number: 'Q-1', validTo: '2099-01-01' }],
    });
    ids.buyer = await this.register('Buyer', { name: 'Orchard Motors', postcode: 'DE24 8SE' });
    ids.otherSupplier = await this.register('Supplier', { ...supplier, name: 'Elsewhere Mill' }, stranger);
    ids.otherBuyer = await this.register(
      'Buyer',
      { name: 'Elsewhere Motors', postcode: 'DE24 8SE' },
      stranger,
    );
    const cluster = await this.did(
      'createClusterBody',
      'CreateClusterBodyInput',
      { name: 'Precision Cluster', digestAddresses: ['digest@cluster.example'] },
      'id',
      officer,
    );
    ids.cluster = cluster.id as string;
    await this.asked(
      `mutation ($c: ID!, $o: [ID!]!) { addClusterMembers(clusterId: $c, organisationIds: $o) { errors { code } } }`,
      { c: ids.cluster, o: [ids.supplier] },
      officer,
    );
    const [imported] = await this.kit.db.writing((ctx) =>
      ctx.query<{ id: string }>(
        `INSERT INTO organisations (id, name, name_key, supplier, origin)
         VALUES (gen_random_uuid(), 'Imported Forge', 'importedforge', true, 'SUPPLIER_CSV') RETURNING id`,
      ),
    );
    ids.unclaimed = toOpaqueId('org', imported!.id);
    const view = await this.asked(
      `query ($id: ID!) { supplier(id: $id) { certificates { id } } }`,
      { id: ids.supplier },
      this.founder,
    );
    ids.certificate = (view.supplier as { certificates: { id: string }[] }).certificates[0]!.id;
  }

  private async requirements(): Promise<void> {
    const drafts = [
      ['draft', 'Undecided bracket', 'OPEN'],
      ['open', 'Public pulley', 'OPEN'],
      ['outline', 'Discreet housing', 'SECTOR_ONLY'],
      ['named', 'Nameless gearcase', 'INVITED_ONLY'],
      ['interesting', 'Public pinion', 'OPEN'],
      ['inviting', 'Public spindle', 'OPEN'],
      ['shortlisting', 'Public shaft', 'OPEN'],
      ['awarding', 'Public flange', 'OPEN'],
    ] as const;
    for (const [key, title, visibility] of drafts) {
      const made = await this.did(
        'createRequirement',
        'CreateRequirementInput',
        {
          buyerId: this.ids.buyer,
          title,
          visibility,
          sectors: ['AUTOMOTIVE_RAIL'],
          needs: [{ phrase: 'five axis milling', importance: 'MUST' }],
        },
        'requirement { id }',
      );
      this.ids[key] = (made.requirement as { id: string }).id;
      if (key !== 'draft') await this.onId('publishRequirement', this.ids[key]);
    }
    const interest = await this.begin('expressInterest', 'interesting');
    this.ids.interested = interest;
    await this.did(
      'sendIntroductionMessage',
      'SendMessageInput',
      { introductionId: interest, body: 'Whispered price' },
      'introduction { id }',
    );
  }

  private async introductions(): Promise<void> {
    const { ids } = this;
    ids.invited = await this.begin('inviteSupplier', 'inviting');
    for (const key of ['shortlisting', 'awarding'] as const) {
      await this.begin('inviteSupplier', key);
      ids[key === 'shortlisting' ? 'shortlisted' : 'awarded'] = await this.begin('expressInterest', key);
    }
    const shortlist = (introductionId: string): Promise<unknown> =>
      this.did('shortlistSupplier', 'ShortlistInput', { introductionId }, 'introduction { id }');
    await shortlist(ids.shortlisted!);
    await shortlist(ids.awarded!);
    await this.asked(
      `mutation ($id: ID!) { setTwoPersonAwards(buyerId: $id, wanted: true) { errors { code } } }`,
      { id: ids.buyer },
    );
    await this.did(
      'recordAward',
      'RecordAwardInput',
      { introductionId: ids.awarded, valueGbp: 1_000 },
      'introduction { id }',
    );
  }

  /** What hangs on an organisation: people who want in, webhooks, searches, letters, a digest, a run. */
  private async belongings(officer: Caller): Promise<void> {
    const { ids, kit } = this;
    ids.invitation = (
      await this.did('inviteMember', 'InviteMemberInput', {
        organisationId: ids.supplier,
        email: 'invited@orchard.example',
        role: 'VIEWER',
      })
    ).id as string;
    const asker = await kit.person('asked-in@elsewhere.example');
    const claimer = await kit.person('claimed@elsewhere.example');
    const asking = async (field: string, organisationId: string, caller: Caller): Promise<string> => {
      const input = { organisationId, evidence: 'I work there, in the office.', evidenceUrl: 'a.example' };
      const made = await this.did(field, 'AccessRequestInput', input, 'request { id }', caller);
      return (made.request as { id: string }).id;
    };
    ids.joining = await asking('requestToJoin', ids.supplier!, asker);
    ids.claim = await asking('claimOrganisation', ids.unclaimed!, claimer);
    const [forge] = await kit.db.writing((ctx) =>
      ctx.query<{ id: string }>(
        `INSERT INTO organisations (id, name, name_key, supplier, origin)
         VALUES (gen_random_uuid(), 'Claimed Forge', 'claimedforge', true, 'SUPPLIER_CSV') RETURNING id`,
      ),
    );
    ids.claimed = await asking('claimOrganisation', toOpaqueId('org', forge!.id), claimer);
    await this.did(
      'decideAccessRequest',
      'DecideAccessRequestInput',
      { id: ids.claimed, approve: true },
      'request { id }',
      officer,
    );
    ids.webhook = (
      await this.did('createWebhook', 'CreateWebhookInput', {
        organisationId: ids.buyer,
        url: 'https://hooks.orchard.example/x',
        events: ['INTRODUCTION_MOVED'],
      })
    ).id as string;
    await kit.db.writing((ctx) =>
      ctx.query(
        `INSERT INTO claim_checks (id, organisation_id, certificate_id, finding, reason, before, at, undone_at)
         SELECT gen_random_uuid(), organisation_id, id, 'REFUSED', 'Whispered doubt', '[]', now(), now() FROM certificates`,
      ),
    );
    const [merger] = await kit.db.writing((ctx) =>
      ctx.query<{ id: string }>(
        `INSERT INTO supplier_mergers (id, merged_id, merged_name, into_id, reason, at)
         VALUES (gen_random_uuid(), gen_random_uuid(), 'A double', $1, 'Whispered double', now()) RETURNING id`,
        [fromOpaqueId('org', ids.supplier!)],
      ),
    );
    ids.merger = toOpaqueId('merger', merger!.id);
    // Said while both had another name: the two are no pair any more.
    const [distinction] = await kit.db.writing((ctx) =>
      ctx.query<{ id: string }>(
        `INSERT INTO supplier_distinctions (id, older_id, newer_id, name_key, district, note, at)
         VALUES (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2), 'x', 'DE24', 'Two trades', now())
         RETURNING id`,
        [ids.supplier, ids.otherSupplier].map((id) => fromOpaqueId('org', id!)),
      ),
    );
    ids.distinction = toOpaqueId('distinction', distinction!.id);
    const finding = { certificateId: ids.certificate };
    ids.check = (
      await this.did(
        'verifyClaim',
        'VerifyClaimInput',
        { supplierId: ids.supplier, claim: finding, finding: 'REGISTER_CHECKED' },
        'checkId',
        officer,
      )
    ).checkId as string;
    ids.search = (
      await this.did('saveSearch', 'SaveSearchInput', {
        organisationId: ids.buyer,
        name: 'Quiet search',
        query: 'milling',
      })
    ).id as string;
    await this.stored();
  }

  private async stored(): Promise<void> {
    const one = async (prefix: string, sql: string, ...values: unknown[]): Promise<string> => {
      const [row] = await this.kit.db.writing((ctx) => ctx.query<{ id: string }>(sql, values));
      return toOpaqueId(prefix as 'org', row!.id);
    };
    this.ids.mail = await one(
      'mail',
      `INSERT INTO mail_messages (id, dedup_key, recipient, subject, html, text)
       VALUES (gen_random_uuid(), 'access', 'somebody@else.example', 'Letter in confidence', '<p>x</p>', 'x') RETURNING id`,
    );
    this.ids.file = await one(
      'file',
      `INSERT INTO files (id, requirement_id, name, media_type, bytes, sha256, created_at, stored_at)
       VALUES (gen_random_uuid(), $1, 'Sealed drawing.pdf', 'application/pdf', 10, 'x', now(), now()) RETURNING id`,
      fromOpaqueId('req', this.ids.outline!),
    );
    this.ids.importRun = await one(
      'run',
      `INSERT INTO runs (id, kind, subject, state) VALUES (gen_random_uuid(), 'IMPORT', 'confidential-import.csv', 'DONE') RETURNING id`,
    );
    this.ids.matchRun = await one(
      'run',
      `INSERT INTO runs (id, kind, subject, state) VALUES (gen_random_uuid(), 'MATCH', 'all', 'DONE') RETURNING id`,
    );
    this.ids.digest = await one(
      'digest',
      `INSERT INTO digests (id, cluster_id, iso_week, subject, content, html, text, composed_at)
       SELECT gen_random_uuid(), organisation_id, '2026-W14', $1, $2, '<p>x</p>', 'x', now() FROM cluster_bodies RETURNING id`,
      emptyDigest.subject,
      JSON.stringify(emptyDigest),
    );
    this.ids.delivery = await one(
      'delivery',
      `INSERT INTO webhook_deliveries (id, webhook_id, event, data)
       SELECT gen_random_uuid(), id, 'INTRODUCTION_MOVED', '{}' FROM webhooks RETURNING id`,
    );
  }

  private async members(): Promise<Partial<Record<Role, Caller>>> {
    // A world that is used hard may have lost some.
    const kept = await this.kit.db
      .reading()
      .query<{ id: string }>('SELECT id FROM organisations WHERE id = ANY($1)', [
        ['supplier', 'buyer', 'cluster'].map((key) => fromOpaqueId('org', this.ids[key]!)),
      ]);
    const belong = (role: 'VIEWER' | 'EDITOR' | 'OWNER') =>
      kept.map(({ id }) => ({ organisationId: id, role }));
    const cluster = fromOpaqueId('org', this.ids.cluster!);
    return {
      viewer: await this.kit.person('viewer@orchard.example', { memberships: belong('VIEWER') }),
      editor: await this.kit.person('editor@orchard.example', { memberships: belong('EDITOR') }),
      owner: await this.kit.person('owner@orchard.example', { memberships: belong('OWNER') }),
      'cluster manager': await this.kit.person('manager@cluster.example', {
        memberships: kept
          .filter(({ id }) => id === cluster)
          .map(({ id }) => ({ organisationId: id, role: 'CLUSTER_MANAGER' })),
      }),
    };
  }

  private async register(sort: 'Supplier' | 'Buyer', input: object, caller?: Caller): Promise<string> {
    const field = sort.toLowerCase();
    const made = await this.did(`register${sort}`, `Register${sort}Input`, input, `${field} { id }`, caller);
    return (made[field] as { id: string }).id;
  }

  private async begin(field: string, requirement: string): Promise<string> {
    const input = { requirementId: this.ids[requirement], supplierId: this.ids.supplier };
    const made = await this.did(field, 'BeginIntroductionInput', input, 'introduction { id }');
    return (made.introduction as { id: string }).id;
  }

  private async onId(field: string, id: string): Promise<void> {
    await this.asked(`mutation ($id: ID!) { ${field}(id: $id) { errors { code message } } }`, { id });
  }

  /** Runs a mutation that takes one input, and demands that it did what it should. */
  private async did(
    field: string,
    type: string,
    input: object,
    shown = 'id',
    caller?: Caller,
  ): Promise<Record<string, unknown>> {
    const data = await this.asked(
      `mutation ($input: ${type}!) { ${field}(input: $input) { ${shown} errors { code message path } } }`,
      { input },
      caller,
    );
    return data[field] as Record<string, unknown>;
  }

  private async asked(
    document: string,
    variables: object,
    caller = this.founder,
  ): Promise<Record<string, unknown>> {
    const { data, errors } = await this.kit.ask(document, variables, caller.token);
    const refused = Object.values((data ?? {}) as Record<string, { errors?: unknown[] } | null>).flatMap(
      (payload) => payload?.errors ?? [],
    );
    if (errors.length > 0 || refused.length > 0) {
      throw new Error(`The world could not be built: ${document} ${JSON.stringify([errors, refused])}`);
    }
    return data as Record<string, unknown>;
  }
}
