import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiKit, type Caller, pick, startApiKit } from './api.kit.js';

interface Entry {
  at: string;
  action: string;
  by: string;
  organisationName: string;
}

let kit: ApiKit;
let officer: Caller;
let administrator: Caller;
let owner: Caller;
const ids: string[] = [];

const document = `query ($filter: AuditFilterInput, $first: Int, $after: String) {
  auditTrail(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { at by organisationId organisationName subjectKind action before after } } } }`;

/** The trail of an officer, narrowed. */
async function trail(filter: object = {}, page: object = {}, token = officer.token) {
  const { data, errors } = await kit.ask(document, { filter, first: 100, ...page }, token);
  expect(errors).toEqual([]);
  const { totalCount, pageInfo, edges } = data.auditTrail as {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: { node: Entry }[];
  };
  return { totalCount, pageInfo, entries: edges.map(({ node }) => node) };
}

beforeAll(async () => {
  kit = await startApiKit();
  officer = await kit.person('olive@authority.example', { staffRoles: ['OFFICER'] });
  administrator = await kit.person('ada@authority.example', { staffRoles: ['ADMINISTRATOR'] });
  owner = await kit.person('owner@castings.example');
  const days = ['2026-03-28T12:00:00Z', '2026-03-29T22:30:00Z', '2026-03-29T23:30:00Z'];
  for (const [at, name] of [
    'Ketteridge Castings Ltd',
    'Ilkeston Gears Ltd',
    'Tamworth Tubes Ltd',
  ].entries()) {
    // The last by a clock of the summer: 00:30 of the thirtieth.
    kit.db.clock.now = new Date(days[at]!);
    const { data } = await kit.ask(
      `mutation ($input: RegisterSupplierInput!) { registerSupplier(input: $input) { supplier { id } errors { code } } }`,
      { input: { name, postcode: 'DE24 8SE', distinct: true } },
      (at === 0 ? owner : officer).token,
    );
    ids.push(data.registerSupplier.supplier.id as string);
  }
  kit.db.clock.now = undefined;
  await kit.ask(
    `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { errors { code } } }`,
    { input: { organisationId: ids[0], email: 'new@castings.example', role: 'VIEWER' } },
    owner.token,
  );
});
afterAll(() => kit.stop());

describe('the audit trail of all organisations', () => {
  it('is for officers and administrators, and tells nobody else that it is there', async () => {
    for (const { token } of [officer, administrator]) {
      expect((await trail({}, {}, token)).totalCount).toBeGreaterThanOrEqual(4);
    }
    const stranger = await kit.person('stranger@elsewhere.example');
    for (const { token } of [owner, stranger]) {
      // Not even of one's own organisation: that has a trail of its own.
      for (const filter of [{}, { organisationId: ids[0] }]) {
        const { data, errors } = await kit.ask(document, { filter }, token);
        expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['NOT_FOUND']]);
      }
    }
    const { data, errors } = await kit.ask(document);
    expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['UNAUTHENTICATED']]);
  });

  it('is narrowed by organisation, person, subject and day, alone and together', async () => {
    const names = async (filter: object): Promise<string[]> => [
      ...new Set((await trail(filter)).entries.map(({ organisationName }) => organisationName)),
    ];
    expect(await names({ organisationId: ids[1] })).toEqual(['Ilkeston Gears Ltd']);
    expect(await names({ organisation: 'kETTER' })).toEqual(['Ketteridge Castings Ltd']);
    expect(await names({ person: 'OWNER@castings' })).toEqual(['Ketteridge Castings Ltd']);
    expect(await names({ person: 'olive' })).toEqual(['Tamworth Tubes Ltd', 'Ilkeston Gears Ltd']);
    expect(await names({ subject: 'INVITATION' })).toEqual(['Ketteridge Castings Ltd']);
    expect(await names({ subject: 'WEBHOOK' })).toEqual([]);
    expect(await names({ person: 'olive', organisation: 'tubes' })).toEqual(['Tamworth Tubes Ltd']);
    expect(await names({ organisation: '%' })).toEqual([]);
    // Days are those of clocks in Britain, which went forward in the night of the twenty-ninth.
    expect(await names({ from: '2026-03-28', to: '2026-03-29' })).toEqual([
      'Ilkeston Gears Ltd',
      'Ketteridge Castings Ltd',
    ]);
    expect(await names({ from: '2026-03-30', to: '2026-03-30' })).toEqual(['Tamworth Tubes Ltd']);
  });

  it('comes newest first, page by page, each entry once', async () => {
    const { entries, totalCount } = await trail();
    expect(entries).toHaveLength(totalCount);
    const times = entries.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    const paged: Entry[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof trail>> = await trail({}, { first: 1, after });
      expect(page.totalCount).toBe(totalCount);
      paged.push(...page.entries);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(entries);
  });

  it('says that somebody was invited, and who to those alone who may list invitations', async () => {
    const invited = async (token: string): Promise<unknown> =>
      pick((await trail({ subject: 'INVITATION' }, {}, token)).entries, 'after');
    expect(await invited(officer.token)).toEqual([null]);
    expect(await invited(administrator.token)).toEqual([
      JSON.stringify({ role: 'VIEWER', email: 'new@castings.example' }),
    ]);
  });

  it('says what is wrong with what was asked', async () => {
    for (const [variables, message] of [
      [{ after: 'x' }, '"after" is no cursor of this list. Leave it out to begin at the first page.'],
      [
        { filter: { person: 'x'.repeat(201) } },
        '"filter.person" has at most 200 characters; this has 201. Shorten it.',
      ],
      [{ first: 101 }, '"first" must be between 1 and 100.'],
    ] as const) {
      const { errors } = await kit.ask(document, variables, officer.token);
      expect(errors.map((error) => error.message)).toEqual([message]);
    }
  });
});
