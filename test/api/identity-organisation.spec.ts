import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';
import { toOpaqueId } from '#lib/platform';

let kit: ApiKit;
let officer: Caller;
let founder: Caller;
let stranger: Caller;
let organisationId: string;

const registration = `mutation ($input: RegisterSupplierInput!) {
  registerSupplier(input: $input) { supplier { id } alike { id name because canJoin } errors { code path } } }`;
const register = (input: object, token: string): Promise<Answer> => kit.ask(registration, { input }, token);

beforeAll(async () => {
  kit = await startApiKit();
  officer = await kit.person('officer@authority.example', { staffRoles: ['OFFICER'] });
  founder = await kit.person('founder@castings.example');
  stranger = await kit.person('stranger@elsewhere.example');
  const { data } = await register({ name: 'Ketteridge Castings Ltd', postcode: 'DE24 8SE' }, founder.token);
  organisationId = data.registerSupplier.supplier.id as string;
});
afterAll(() => kit.stop());

const codeOf = ({ errors }: Answer): string | undefined => errors[0]?.extensions.code;
/** The one payload of an answer. */
const payloadOf = ({ data }: Answer): { id?: string; request?: { id: string }; errors: { code: string }[] } =>
  Object.values(data as Record<string, { errors: { code: string }[] }>)[0]!;
const mutate = (field: string, type: string, input: object, token: string, shown = 'id'): Promise<Answer> =>
  kit.ask(
    `mutation ($input: ${type}!) { ${field}(input: $input) { ${shown} errors { code path } } }`,
    { input },
    token,
  );
const snapshotOf = async (...tables: string[]): Promise<unknown[]> =>
  Promise.all(tables.map((table) => kit.db.reading().query(`SELECT * FROM ${table} t ORDER BY t::text`)));
const rolesOf = async (token: string): Promise<unknown> =>
  (await kit.ask(`{ me { memberships { organisationId role } } }`, {}, token)).data.me.memberships as unknown;

describe('registration', () => {
  it('offers to join what is alike, and lets who is another one go on', async () => {
    const like = { name: 'KETTERIDGE CASTINGS LIMITED', postcode: 'DE24 9AA' };
    const before = await snapshotOf('organisations');
    expect((await register(like, stranger.token)).data.registerSupplier).toEqual({
      supplier: null,
      alike: [
        { id: organisationId, name: 'Ketteridge Castings Ltd', because: 'NAME_AND_PLACE', canJoin: true },
      ],
      errors: [{ code: 'LOOKS_REGISTERED', path: ['name'] }],
    });
    expect(await snapshotOf('organisations')).toEqual(before);
    const another = await kit.person('another@castings.example');
    const accepted = await register({ ...like, distinct: true }, another.token);
    expect(accepted.data.registerSupplier.errors).toEqual([]);
  });
});

describe('invitations', () => {
  const invite = (email: string, role: string, token: string): Promise<Answer> =>
    mutate('inviteMember', 'InviteMemberInput', { organisationId, email, role }, token);
  const accept = (id: string, token: string): Promise<Answer> =>
    kit.ask(`mutation ($id: ID!) { acceptInvitation(id: $id) { id errors { code } } }`, { id }, token);

  it('are for the address they name, once, and given by owners alone', async () => {
    const editor = await kit.person('editor@castings.example');
    const before = await snapshotOf('invitations', 'mail_messages', 'memberships');
    for (const token of [stranger.token, editor.token, officer.token]) {
      expect(codeOf(await invite('x@y.example', 'OWNER', token))).toBe('NOT_FOUND');
    }
    expect(await snapshotOf('invitations', 'mail_messages', 'memberships')).toEqual(before);
    const first = payloadOf(await invite('Editor@castings.example', 'VIEWER', founder.token)).id!;
    const { id } = payloadOf(await invite('editor@castings.example', 'EDITOR', founder.token));
    const mine = await kit.ask(`{ myInvitations { id organisationName role } }`, {}, editor.token);
    expect(mine.data.myInvitations).toEqual([
      { id, organisationName: 'Ketteridge Castings Ltd', role: 'EDITOR' },
    ]);
    for (const [wrong, token] of [
      [id!, stranger.token],
      [first, editor.token],
    ] as const) {
      expect(codeOf(await accept(wrong, token))).toBe('NOT_FOUND');
    }
    expect(payloadOf(await accept(id!, editor.token))).toEqual({ id: organisationId, errors: [] });
    expect(codeOf(await accept(id!, editor.token))).toBe('NOT_FOUND');
    expect(await rolesOf(editor.token)).toEqual([{ organisationId, role: 'EDITOR' }]);
    expect(payloadOf(await invite('editor@castings.example', 'OWNER', founder.token)).errors).toMatchObject([
      { code: 'ALREADY_MEMBER' },
    ]);
    const remove = (personId: string, token: string): Promise<Answer> =>
      kit.ask(
        `mutation ($o: ID!, $p: ID!) { removeMember(organisationId: $o, personId: $p) { errors { code } } }`,
        { o: organisationId, p: toOpaqueId('person', personId) },
        token,
      );
    expect(codeOf(await remove(founder.personId, editor.token))).toBe('NOT_FOUND');
    expect(payloadOf(await remove(founder.personId, founder.token)).errors).toEqual([{ code: 'LAST_OWNER' }]);
    expect(payloadOf(await remove(editor.personId, editor.token)).errors).toEqual([]);
    expect(await rolesOf(editor.token)).toEqual([]);
  });
});

describe('asking for access', () => {
  const decide = (id: string, token: string, more: object = {}): Promise<Answer> =>
    mutate(
      'decideAccessRequest',
      'DecideAccessRequestInput',
      { id, approve: true, ...more },
      token,
      'request { state role }',
    );

  /** Titles of somebody's news of access, oldest first. */
  const newsOf = async (token: string): Promise<unknown[]> => {
    const { data } = await kit.ask(
      `{ notifications(first: 50) { edges { node { kind title } } } }`,
      {},
      token,
    );
    const news = pick(data.notifications.edges, 'node') as { kind: string; title: string }[];
    return news
      .flatMap(({ kind, title }) => (kind === 'ACCESS' ? [title.replace(/ (for|to join) .*/, '')] : []))
      .reverse();
  };

  it('lets in who an owner or an officer approves', async () => {
    const joiner = await kit.person('joiner@castings.example');
    const asked = await mutate(
      'requestToJoin',
      'AccessRequestInput',
      { organisationId },
      joiner.token,
      'request { id }',
    );
    const { id } = payloadOf(asked).request!;
    const again = await mutate(
      'requestToJoin',
      'AccessRequestInput',
      { organisationId },
      joiner.token,
      'request { id }',
    );
    expect(payloadOf(again).errors).toMatchObject([{ code: 'ASKED_ALREADY' }]);
    const waiting = async (token: string): Promise<unknown> =>
      (await kit.ask(`{ accessRequests { id personEmail } }`, {}, token)).data.accessRequests as unknown;
    const shown = [{ id, personEmail: 'joiner@castings.example' }];
    expect([await waiting(founder.token), await waiting(officer.token)]).toEqual([shown, shown]);
    expect([await waiting(joiner.token), await waiting(stranger.token)]).toEqual([[], []]);
    expect(await newsOf(founder.token)).toEqual([expect.stringMatching(/ asks$/)]);
    expect([await newsOf(officer.token), await newsOf(joiner.token)]).toEqual([[], []]);
    const before = await snapshotOf('access_requests', 'memberships');
    for (const token of [joiner.token, stranger.token]) {
      expect(codeOf(await decide(id, token))).toBe('NOT_FOUND');
    }
    // Only an owner makes another owner.
    expect(codeOf(await decide(id, officer.token, { role: 'OWNER' }))).toBe('NOT_FOUND');
    // Whoever is refused is told why.
    expect(payloadOf(await decide(id, founder.token, { approve: false, reason: ' ' })).errors).toMatchObject([
      { code: 'REQUIRED', path: ['reason'] },
    ]);
    expect(await snapshotOf('access_requests', 'memberships')).toEqual(before);
    expect(payloadOf(await decide(id, founder.token, { role: 'EDITOR' }))).toMatchObject({
      request: { state: 'APPROVED', role: 'EDITOR' },
    });
    expect(payloadOf(await decide(id, officer.token)).errors).toMatchObject([{ code: 'DECIDED_ALREADY' }]);
    expect(await rolesOf(joiner.token)).toEqual([{ organisationId, role: 'EDITOR' }]);
    expect(await newsOf(joiner.token)).toEqual(['You act']);
    expect(await newsOf(founder.token)).toHaveLength(1);
  });

  it('has a decision taken back: who was let in goes, who was refused waits again', async () => {
    const asker = await kit.person('asker@castings.example');
    const ask = async (): Promise<string> =>
      payloadOf(
        await mutate(
          'requestToJoin',
          'AccessRequestInput',
          { organisationId },
          asker.token,
          'request { id }',
        ),
      ).request!.id;
    const undo = (id: string, token: string, reason = 'A mistake'): Promise<Answer> =>
      kit.ask(
        `mutation ($id: ID!, $reason: String!) { undoAccessDecision(id: $id, reason: $reason) { request { state } errors { code path } } }`,
        { id, reason },
        token,
      );
    const id = await ask();
    expect(payloadOf(await undo(id, founder.token)).errors).toMatchObject([{ code: 'NOTHING_TO_UNDO' }]);
    await decide(id, founder.token, { approve: false, reason: 'We do not know you' });
    const before = await snapshotOf('access_requests', 'memberships');
    for (const token of [asker.token, stranger.token]) {
      expect(codeOf(await undo(id, token))).toBe('NOT_FOUND');
    }
    expect(payloadOf(await undo(id, founder.token, ' ')).errors).toMatchObject([
      { code: 'REQUIRED', path: ['reason'] },
    ]);
    expect(await snapshotOf('access_requests', 'memberships')).toEqual(before);
    expect(payloadOf(await undo(id, founder.token))).toEqual({ request: { state: 'WAITING' }, errors: [] });

    await decide(id, founder.token, { role: 'EDITOR' });
    expect(await rolesOf(asker.token)).toEqual([{ organisationId, role: 'EDITOR' }]);
    expect(payloadOf(await undo(id, officer.token))).toEqual({ request: { state: 'UNDONE' }, errors: [] });
    expect(await rolesOf(asker.token)).toEqual([]);
    expect(await newsOf(asker.token)).toEqual([
      'Not approved: your request to act',
      'Looked at again: your request to act',
      'You act',
      'You act',
    ]);

    // What has moved on since is left alone.
    const refused = await ask();
    await decide(refused, founder.token, { approve: false, reason: 'Not now' });
    const later = await ask();
    expect(payloadOf(await undo(refused, founder.token)).errors).toMatchObject([{ code: 'CHANGED_SINCE' }]);
    await decide(later, founder.token, { role: 'VIEWER' });
    await kit.db.writing((ctx) =>
      ctx.query(`UPDATE memberships SET role = 'EDITOR' WHERE person_id = $1`, [asker.personId]),
    );
    expect(payloadOf(await undo(later, founder.token)).errors).toMatchObject([{ code: 'CHANGED_SINCE' }]);
    expect(await rolesOf(asker.token)).toEqual([{ organisationId, role: 'EDITOR' }]);
    const { data } = await kit.ask(
      `query ($id: ID!) { organisation(id: $id) { auditTrail(first: 100) { edges { node { action } } } } }`,
      { id: organisationId },
      founder.token,
    );
    expect(pick(pick(data.organisation.auditTrail.edges, 'node'), 'action')).toEqual(
      expect.arrayContaining(['JOIN_REOPENED', 'JOIN_UNDONE']),
    );
  });

  it('hands an imported organisation to who claims it, once, and takes it back', async () => {
    const imported = await kit.db.writing(async (ctx) => {
      const [row] = await ctx.query<{ id: string }>(
        `INSERT INTO organisations (id, name, name_key, supplier, origin)
         VALUES (gen_random_uuid(), 'Imported Forge', 'importedforge', true, 'SUPPLIER_CSV') RETURNING id`,
      );
      return toOpaqueId('org', row!.id);
    });
    const [one, two] = [await kit.person('one@forge.example'), await kit.person('two@forge.example')];
    const claim = (token: string, evidence = 'I am its works manager.'): Promise<Answer> =>
      mutate(
        'claimOrganisation',
        'AccessRequestInput',
        { organisationId: imported, evidence, evidenceUrl: 'forge.example/team' },
        token,
        'request { id }',
      );
    expect(payloadOf(await claim(one.token, 'mine')).errors).toMatchObject([{ code: 'REQUIRED' }]);
    const first = payloadOf(await claim(one.token)).request!.id;
    const second = payloadOf(await claim(two.token)).request!.id;
    for (const token of [one.token, founder.token]) {
      expect(codeOf(await decide(first, token))).toBe('NOT_FOUND');
    }
    expect(await rolesOf(one.token)).toEqual([]);
    expect(payloadOf(await decide(first, officer.token)).errors).toEqual([]);
    expect(payloadOf(await decide(second, officer.token)).errors).toMatchObject([
      { code: 'CLAIMED_ALREADY' },
    ]);
    expect(await rolesOf(one.token)).toEqual([{ organisationId: imported, role: 'OWNER' }]);
    const undo = (token: string): Promise<Answer> =>
      kit.ask(
        `mutation ($id: ID!) { undoClaim(id: $id, reason: "Not its manager") { request { state } errors { code } } }`,
        { id: first },
        token,
      );
    expect(codeOf(await undo(one.token))).toBe('NOT_FOUND');
    expect(payloadOf(await undo(officer.token))).toEqual({ request: { state: 'UNDONE' }, errors: [] });
    expect(await rolesOf(one.token)).toEqual([]);
    expect(payloadOf(await decide(second, officer.token)).errors).toEqual([]);
    expect(await rolesOf(two.token)).toEqual([{ organisationId: imported, role: 'OWNER' }]);
  });
});

describe('the audit trail', () => {
  interface Entry {
    by: string;
    action: string;
    subjectKind: string;
    before: string | null;
    after: string | null;
  }
  const document = `query ($id: ID!, $first: Int, $after: String) { organisation(id: $id) { name auditTrail(first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { by action subjectKind before after } } } } }`;

  it('says who changed what, from what to what, to the organisation and officers alone', async () => {
    await kit.ask(
      `mutation ($id: ID!) { updateSupplier(input: { id: $id, leadTimeDays: 12 }) { errors { code } } }`,
      { id: organisationId },
      founder.token,
    );
    for (const { token } of [founder, officer]) {
      const { data } = await kit.ask(document, { id: organisationId, first: 1 }, token);
      const { edges, pageInfo, totalCount } = data.organisation.auditTrail as {
        totalCount: number;
        edges: { node: Entry }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      expect(edges[0]!.node).toEqual({
        by: 'founder',
        action: 'CHANGED',
        subjectKind: 'SUPPLIER',
        before: JSON.stringify({ leadTimeDays: null }),
        after: JSON.stringify({ leadTimeDays: 12 }),
      });
      expect(pageInfo.hasNextPage).toBe(true);
      const rest = await kit.ask(document, { id: organisationId, after: pageInfo.endCursor }, token);
      const actions = (rest.data.organisation.auditTrail.edges as { node: Entry }[]).map(
        ({ node }) => node.action,
      );
      expect(actions).toHaveLength(totalCount - 1);
      expect(actions).toEqual(
        expect.arrayContaining(['REGISTERED', 'INVITED', 'INVITATION_ACCEPTED', 'JOIN_APPROVED']),
      );
    }
    const refused = await kit.ask(document, { id: organisationId }, stranger.token);
    expect([refused.data.organisation, codeOf(refused)]).toEqual([null, 'NOT_FOUND']);
    expect((await kit.ask(document, { id: organisationId })).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it('has no entry for a change that was refused', async () => {
    const before = await snapshotOf('audit_entries');
    await kit.ask(
      `mutation ($id: ID!) { updateSupplier(input: { id: $id, leadTimeDays: 13 }) { errors { code } } }`,
      { id: organisationId },
      stranger.token,
    );
    await kit.ask(
      `mutation ($id: ID!) { updateSupplier(input: { id: $id, leadTimeDays: -1 }) { errors { code } } }`,
      { id: organisationId },
      founder.token,
    );
    expect(await snapshotOf('audit_entries')).toEqual(before);
  });
});

describe('taking out and erasing', () => {
  const exportOf = (id: string | null, token: string): Promise<Answer> =>
    kit.ask(
      `mutation ($id: ID) { requestDataExport(organisationId: $id) { content errors { code } } }`,
      { id },
      token,
    );
  const erase = (id: string, token: string, reason = 'We close'): Promise<Answer> =>
    kit.ask(
      `mutation ($id: ID!, $reason: String!) { eraseOrganisation(id: $id, reason: $reason) { erased errors { code } } }`,
      { id, reason },
      token,
    );

  /** Tables and columns in which a text is found. */
  async function tracesOf(...texts: string[]): Promise<string[]> {
    const ctx = kit.db.reading();
    const columns = await ctx.query<{ table: string; column: string }>(
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type IN ('text', 'jsonb', 'ARRAY', 'character varying')`,
    );
    const traces: string[] = [];
    for (const { table, column } of columns) {
      const found = await ctx.query(
        `SELECT 1 FROM "${table}" WHERE ${texts.map((_, at) => `position(lower($${at + 1}) IN lower("${column}"::text)) > 0`).join(' OR ')} LIMIT 1`,
        texts,
      );
      if (found.length > 0) traces.push(`${table}.${column}`);
    }
    return traces;
  }

  it('hands people their own data, and owners those of their organisation, without secrets', async () => {
    const own = await exportOf(null, founder.token);
    const mine = JSON.parse(own.data.requestDataExport.content as string) as Record<string, object[]>;
    expect(mine.people).toMatchObject([{ email: 'founder@castings.example' }]);
    expect(JSON.stringify(mine)).not.toMatch(/hash|stranger@/);
    const organisation = await exportOf(organisationId, founder.token);
    const theirs = JSON.parse(organisation.data.requestDataExport.content as string) as Record<
      string,
      object[]
    >;
    expect(theirs.supplier_profiles).toMatchObject([{ lead_time_days: 12 }]);
    expect(theirs.audit_entries!.length).toBeGreaterThan(3);
    const refused = await exportOf(organisationId, stranger.token);
    expect([refused.data, codeOf(refused)]).toEqual([null, 'NOT_FOUND']);
  });

  it('erases an organisation so that no text names it, and keeps its awards as figures', async () => {
    const name = 'Quillbrook & Vane "Specials" Ltd';
    const owner = await kit.person('owner@quillbrook.example');
    const details = {
      name,
      companyNumber: '09991234',
      postcode: 'B1 1AA',
      summary: 'Quillbrook gauges for everybody',
      statedCapabilities: ['five axis milling'],
    };
    const id = (await register(details, owner.token)).data.registerSupplier.supplier.id as string;
    const buyer = await kit.person('buyer@oem.example');
    const bought = await kit.ask(
      `mutation { registerBuyer(input: { name: "Oem Works", postcode: "DE24 8SE" }) { buyer { id } errors { code } } }`,
      {},
      buyer.token,
    );
    await mutate(
      'createRequirement',
      'CreateRequirementInput',
      {
        buyerId: bought.data.registerBuyer.buyer.id as string,
        title: 'Gauges',
        needs: [{ phrase: 'five axis milling', importance: 'MUST' }],
      },
      buyer.token,
      'requirement { id }',
    );
    await kit.db.writing(async (ctx) => {
      await ctx.query(
        `INSERT INTO introductions (id, requirement_id, supplier_id, state, cross_regional, award_value_gbp, award_jobs, awarded_on)
         SELECT gen_random_uuid(), r.id, o.id, 'AWARDED', true, 125000, 3, '2026-09-17'
           FROM requirements r, organisations o WHERE r.title = 'Gauges' AND o.name = $1`,
        [name],
      );
      await ctx.query(
        `INSERT INTO mail_messages (id, dedup_key, recipient, subject, html, text)
         VALUES (gen_random_uuid(), 'x', 'cluster@body.example', $1, $2, $1)`,
        [`Match: ${name}`, `<p>Quillbrook &amp; Vane &quot;Specials&quot; Ltd (${id})</p>`],
      );
      await ctx.query(
        `INSERT INTO idempotency_keys (person_id, key, input_hash, answer) VALUES ($1, 'k', 'h', $2)`,
        [buyer.personId, JSON.stringify({ supplier: { id, name } })],
      );
      await ctx.query(
        `INSERT INTO runs (id, kind, subject, report) VALUES (gen_random_uuid(), 'IMPORT', 'x.csv', $1)`,
        [JSON.stringify({ rows: [{ name, html: 'Quillbrook &amp; Vane &quot;Specials&quot; Ltd' }] })],
      );
    });
    await mutate(
      'inviteMember',
      'InviteMemberInput',
      { organisationId: id, email: 'p@q.example', role: 'VIEWER' },
      owner.token,
    );
    expect((await tracesOf('Quillbrook & Vane', 'Quillbrook &')).length).toBeGreaterThan(3);
    const before = await tracesOf('Quillbrook');
    for (const token of [stranger.token, buyer.token]) {
      expect(codeOf(await erase(id, token))).toBe('NOT_FOUND');
    }
    expect(payloadOf(await erase(id, owner.token, ' ')).errors).toEqual([{ code: 'REQUIRED' }]);
    expect(await tracesOf('Quillbrook')).toEqual(before);
    expect(payloadOf(await erase(id, owner.token))).toEqual({ erased: true, errors: [] });
    // What is left is the address of a person, who is erased apart.
    expect(await tracesOf('Quillbrook & ', 'Quillbrook &amp;', 'Quillbrook gauges', '09991234', id)).toEqual(
      [],
    );
    expect(await tracesOf('Quillbrook')).toEqual(['people.email']);
    expect(
      await kit.db
        .reading()
        .query(`SELECT month::text, cross_regional, value_gbp::int, jobs FROM erased_awards`),
    ).toEqual([{ month: '2026-09-01', cross_regional: true, value_gbp: 125_000, jobs: 3 }]);
    expect(codeOf(await kit.ask(`query ($id: ID!) { supplier(id: $id) { name } }`, { id }))).toBe(
      'NOT_FOUND',
    );
    expect(await rolesOf(owner.token)).toEqual([]);
    const account = (personId: string, token: string): Promise<Answer> =>
      kit.ask(
        `mutation ($id: ID!) { erasePerson(id: $id) { erased errors { code } } }`,
        { id: toOpaqueId('person', personId) },
        token,
      );
    expect(codeOf(await account(owner.personId, stranger.token))).toBe('NOT_FOUND');
    expect(payloadOf(await account(owner.personId, owner.token))).toEqual({ erased: true, errors: [] });
    expect(await tracesOf('Quillbrook')).toEqual([]);
    expect((await kit.ask(`{ me { id } }`, {}, owner.token)).status).toBe(401);
  });
});
