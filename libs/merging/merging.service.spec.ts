import { type Actor, type Result, toOpaqueId } from '#lib/platform';
import type { TestDatabase } from '#lib/platform/testing';
import { describe, expect, it } from '@jest/globals';
import type { EconomyBuilder } from '../match-lists/testing/economy.builder.js';
import { MERGED_TABLES, UNTOUCHED_TABLES } from './merge.tables.js';
import type { MergingService } from './merging.service.js';
import { type Laden, officerOf } from './testing/laden.records.js';
import { withLadenRecords } from './testing/laden.setting.js';

let db: TestDatabase;
let economy: EconomyBuilder;
let merging: MergingService;
let laden: Laden;

withLadenRecords((setting) => ({ db, economy, merging, laden } = setting));

const officer = (): Actor => officerOf(laden);
const merge = (
  more: Partial<{ staysId: string; goesId: string; reason: string }> = {},
): Promise<Result<{ id: string; intoId: string }>> =>
  db.writing(
    (ctx) =>
      merging.merge(ctx, {
        staysId: laden.staysId,
        goesId: laden.goesId,
        reason: 'One number, one door',
        ...more,
      }),
    officer(),
  );
const undo = (id: string): Promise<Result<{ ids: string[] }>> =>
  db.writing((ctx) => merging.undo(ctx, id), officer());
const idOf = (result: Result<{ id: string }>): string => {
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value.id;
};
const codes = (result: Result<unknown>): string[] => (result.ok ? [] : result.errors.map(({ code }) => code));
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  db.reading().query<Row>(sql, values);
const write = (sql: string, values: unknown[] = []): Promise<unknown> =>
  db.writing((ctx) => ctx.query(sql, values));

/** Every row of every table that merging touches, apart from what clockwork writes and what telling of it adds. */
async function everything(): Promise<Record<string, string[]>> {
  const rows: Record<string, string[]> = {};
  for (const { name } of MERGED_TABLES) {
    const found = await query<{ row: string }>(
      `SELECT (to_jsonb(t) - '{version,updated_at,journal}'::text[])::text AS row FROM ${name} t
        WHERE to_jsonb(t) ->> 'action' IS DISTINCT FROM 'MERGED' AND to_jsonb(t) ->> 'action' IS DISTINCT FROM 'MERGER_UNDONE'
          AND coalesce(to_jsonb(t) ->> 'dedup_key', '') NOT LIKE 'merger:%'
          AND to_jsonb(t) ->> 'undone_at' IS NULL ORDER BY 1`,
    );
    rows[name] = found.map(({ row }) => row);
  }
  return rows;
}

describe('the tables that merging knows', () => {
  it('are all in which a key leads to an organisation or a supplier', async () => {
    const keys = await query<{ table: string }>(
      `SELECT DISTINCT conrelid::regclass::text AS "table" FROM pg_constraint
        WHERE contype = 'f' AND confrelid IN ('organisations'::regclass, 'supplier_profiles'::regclass)`,
    );
    const known = new Set([...MERGED_TABLES.map(({ name }) => name), ...Object.keys(UNTOUCHED_TABLES)]);
    expect(keys.map(({ table }) => table).filter((table) => !known.has(table))).toEqual([]);
    expect(keys.length).toBeGreaterThan(20);
  });

  it('are named by their primary keys', async () => {
    for (const { name, key } of MERGED_TABLES) {
      const columns = await query<{ column: string }>(
        `SELECT a.attname AS "column" FROM pg_index i JOIN pg_attribute a
             ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
          WHERE i.indrelid = $1::regclass AND i.indisprimary`,
        [name],
      );
      expect([name, columns.map(({ column }) => column).sort()]).toEqual([name, [...key].sort()]);
    }
  });
});

describe('merging two records', () => {
  it('moves everything that hangs on the one that goes, and leaves nothing of it anywhere', async () => {
    const before = await everything();
    for (const { name } of MERGED_TABLES) {
      if (name !== 'webhook_deliveries') expect([name, before[name]!.length > 0]).toEqual([name, true]);
    }
    idOf(await merge());
    const columns = await query<{ table: string; column: string }>(
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type IN ('uuid', 'text')`,
    );
    const left: string[] = [];
    for (const { table, column } of columns) {
      const found = await query(
        `SELECT 1 FROM "${table}" WHERE position($1 IN "${column}"::text) > 0 OR position($2 IN "${column}"::text) > 0`,
        [laden.goesId, toOpaqueId('org', laden.goesId)],
      );
      if (found.length > 0) left.push(`${table}.${column}`);
    }
    // What the other was is said where its address is asked for, and in its history.
    expect(left.sort()).toEqual(['audit_entries.subject_id', 'supplier_mergers.merged_id']);
  });

  it('keeps what both have once, the better of the two, and fills in what is missing', async () => {
    idOf(await merge());
    const { staysId } = laden;
    const view = (await economy.suppliers.find(db.reading(), [staysId])).get(staysId)!;
    expect(view.organisation).toMatchObject({
      name: 'Trent Machining Ltd',
      companyNumber: '01234567',
      website: 'https://trent.example/',
    });
    expect(view.profile).toMatchObject({
      phrases: ['CNC turning', '5-axis milling', 'anodising'],
      summary: 'Subcontract machining for aerospace.',
    });
    expect(view.sites.map(({ postcode, isPrimary }) => [postcode, isPrimary])).toEqual([
      ['DE24 9FU', true],
      ['DE24 8SE', false],
    ]);
    expect(view.certificates.map(({ number }) => number).sort()).toEqual(['A-1', 'DOUBLE']);
    const turning = view.capabilities.find(({ code }) => code === 'turning');
    expect(turning).toMatchObject({ evidence: 'SITE_AUDITED', evidenceOn: '2026-10-01' });
    expect(await query(`SELECT role FROM memberships ORDER BY person_id`)).toEqual([
      { role: 'OWNER' },
      { role: 'OWNER' },
      { role: 'EDITOR' },
    ]);
    expect(await query(`SELECT since::text FROM cluster_memberships`)).toEqual([{ since: '2024-01-01' }]);
    expect(await query(`SELECT count(*)::int AS n FROM webhooks`)).toEqual([{ n: 1 }]);
    expect(await query(`SELECT count(*)::int AS n FROM webhook_deliveries`)).toEqual([{ n: 2 }]);
    expect(await query(`SELECT count(*)::int AS n FROM saved_searches`)).toEqual([{ n: 1 }]);
    expect(await query(`SELECT count(*)::int AS n FROM access_requests`)).toEqual([{ n: 1 }]);
    expect(await query(`SELECT count(*)::int AS n FROM digest_items`)).toEqual([{ n: 2 }]);
    expect(await query(`SELECT first_at FROM requirement_viewings`)).toEqual([
      { first_at: new Date('2026-10-01') },
    ]);
    const [file] = await query<{ number: string }>(
      `SELECT c.number FROM files f JOIN certificates c ON c.id = f.certificate_id`,
    );
    expect(file).toEqual({ number: 'DOUBLE' });
  });

  it('keeps the introduction that is further along, with the steps and messages of both', async () => {
    idOf(await merge());
    const rows = await query(
      `SELECT r.title, i.state, (SELECT count(*)::int FROM introduction_events WHERE introduction_id = i.id) AS steps,
              (SELECT array_agg(body ORDER BY id) FROM introduction_messages WHERE introduction_id = i.id) AS messages
         FROM introductions i JOIN requirements r ON r.id = i.requirement_id WHERE supplier_id = $1 ORDER BY 1`,
      [laden.staysId],
    );
    expect(rows).toEqual([
      { title: 'Brackets', state: 'SHORTLISTED', steps: 2, messages: ['About INVITED', 'About SHORTLISTED'] },
      { title: 'Housings', state: 'INTERESTED', steps: 1, messages: ['About INTERESTED'] },
    ]);
  });

  it('tells the people of both, and says it in the history and in the change log', async () => {
    await write(`TRUNCATE change_log`);
    const id = idOf(await merge());
    const told = await query<{ personId: string; title: string }>(
      `SELECT person_id AS "personId", title FROM notifications WHERE dedup_key = $1`,
      [`merger:${id}:merged`],
    );
    const { founder, both, other } = laden.people;
    expect(told.map(({ personId }) => personId).sort()).toEqual([founder, both, other].sort());
    expect(told[0]!.title).toBe('Two records of Trent Machining Ltd are one now');
    expect(
      await query(
        `SELECT organisation_id AS id, person_id AS by, after FROM audit_entries WHERE action = 'MERGED'`,
      ),
    ).toEqual([
      {
        id: laden.staysId,
        by: laden.people.officer,
        after: { record: 'TRENT Machining Limited', reason: 'One number, one door' },
      },
    ]);
    expect(await query(`SELECT payload FROM change_log WHERE topic = 'supplier'`)).toEqual([
      { payload: { ids: [laden.staysId, laden.goesId] } },
    ]);
  });

  it('publishes nothing that was private of the one that goes', async () => {
    await write(
      `UPDATE supplier_profiles SET published = '{EMPLOYEES,SIZE_BAND,CONTACTS}' WHERE organisation_id = $1`,
      [laden.staysId],
    );
    idOf(await merge());
    expect(
      await query(`SELECT employees, published FROM supplier_profiles WHERE organisation_id = $1`, [
        laden.staysId,
      ]),
    ).toEqual([{ employees: null, published: ['EMPLOYEES', 'SIZE_BAND'] }]);
  });
});

describe('what cannot be merged', () => {
  const award = (supplierId: string, requirementId: string): Promise<unknown> =>
    write(
      `UPDATE introductions SET state = 'AWARDED', due_on = NULL, award_value_gbp = 1, awarded_on = '2026-11-01'
        WHERE supplier_id = $1 AND requirement_id = $2`,
      [supplierId, requirementId],
    );

  it('asks for a reason, and changes nothing without one', async () => {
    const before = await everything();
    const refused = await merge({ reason: ' ' });
    expect(refused).toMatchObject({ errors: [{ code: 'REQUIRED', path: ['reason'] }] });
    expect(await everything()).toEqual(before);
  });

  it('is a record with an award; the other way round it can be', async () => {
    await award(laden.goesId, laden.ownRequirementId);
    const refused = await merge();
    expect(refused).toMatchObject({
      errors: [
        { code: 'AWARD_STAYS', path: ['goesId'], message: expect.stringContaining('keep that record') },
      ],
    });
    idOf(await merge({ staysId: laden.goesId, goesId: laden.staysId }));
  });

  it('moves awards where both have some, unless they are for one requirement', async () => {
    await award(laden.staysId, laden.sharedRequirementId);
    await award(laden.goesId, laden.sharedRequirementId);
    expect(codes(await merge())).toEqual(['BOTH_AWARDED']);
    await write(
      `UPDATE introductions SET state = 'SHORTLISTED' WHERE supplier_id = $1 AND requirement_id = $2`,
      [laden.goesId, laden.sharedRequirementId],
    );
    await award(laden.goesId, laden.ownRequirementId);
    idOf(await merge());
    expect(await query(`SELECT state, supplier_id AS id FROM introductions`)).toEqual([
      { state: 'AWARDED', id: laden.staysId },
      { state: 'AWARDED', id: laden.staysId },
    ]);
  });

  it('is a buyer, two firms that are introduced to each other, and what is not alike', async () => {
    await write(`UPDATE organisations SET buyer = true WHERE id = $1`, [laden.goesId]);
    expect(codes(await merge())).toEqual(['BUYER_STAYS']);
    await write(`UPDATE organisations SET buyer = true WHERE id = $1`, [laden.staysId]);
    expect(codes(await merge())).toEqual(['NEITHER_CAN_GO']);
    await write(`UPDATE organisations SET buyer = false WHERE id = $1`, [laden.goesId]);
    await write(`UPDATE requirements SET buyer_id = $1 WHERE id = $2`, [
      laden.staysId,
      laden.ownRequirementId,
    ]);
    expect(codes(await merge())).toEqual(['INTRODUCED_TO_EACH_OTHER']);
    await write(`UPDATE requirements SET buyer_id = $1 WHERE id = $2`, [
      laden.buyerId,
      laden.ownRequirementId,
    ]);
    await write(`UPDATE organisations SET company_number = '07654321' WHERE id = $1`, [laden.staysId]);
    expect(codes(await merge())).toEqual(['NOT_ALIKE']);
    expect(codes(await merge({ goesId: laden.staysId }))).toEqual(['SAME_RECORD']);
  });

  it('is nothing for anybody but staff', async () => {
    const owner: Actor = {
      kind: 'person',
      personId: laden.people.both,
      email: 'bo.both@firm.example',
      staffRoles: [],
      memberships: [laden.staysId, laden.goesId].map((organisationId) => ({ organisationId, role: 'OWNER' })),
    };
    const { staysId, goesId } = laden;
    const asked = db.writing((ctx) => merging.merge(ctx, { staysId, goesId, reason: 'Mine' }), owner);
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(merging.candidates(db.reading(owner), { first: 10 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('undoing', () => {
  it('puts back every row as it was', async () => {
    const before = await everything();
    const id = idOf(await merge());
    expect(await everything()).not.toEqual(before);
    const undone = await undo(id);
    expect(undone).toEqual({ ok: true, value: { ids: [laden.staysId, laden.goesId] } });
    expect(await everything()).toEqual(before);
    expect(codes(await undo(id))).toEqual(['UNDONE_ALREADY']);
    expect((await merging.standsFor(db.reading(), [laden.goesId])).size).toBe(0);
    idOf(await merge());
  });

  it.each<[string, string, string]>([
    ['profile', 'phrases', `UPDATE supplier_profiles SET phrases = '{milling}' WHERE organisation_id = $1`],
    ['people', 'a member leaves', `DELETE FROM memberships WHERE role = 'EDITOR' AND organisation_id = $1`],
    ['certificates', 'one goes', `DELETE FROM certificates WHERE number = 'A-1' AND organisation_id = $1`],
    [
      'introductions',
      'a step',
      `UPDATE introductions SET state = 'DECLINED', due_on = NULL WHERE supplier_id = $1`,
    ],
    ['name, number or website', 'number', `UPDATE organisations SET company_number = NULL WHERE id = $1`],
  ])('says that %s has changed since: %s', async (what, _, sql) => {
    const id = idOf(await merge());
    await write(sql, [laden.staysId]);
    const before = await everything();
    const refused = await undo(id);
    expect(refused).toMatchObject({
      errors: [{ code: 'CHANGED_SINCE', message: expect.stringContaining(what) }],
    });
    expect(await everything()).toEqual(before);
  });

  it('is no matter of what clockwork and readers change', async () => {
    const id = idOf(await merge());
    await write(`UPDATE supplier_profiles SET reply_rate = 0.5, updated_at = now()`);
    await write(`UPDATE notifications SET read_at = now()`);
    await write(`DELETE FROM opportunity_alerts`);
    expect(await undo(id)).toMatchObject({ ok: true });
  });

  it('undoes mergers of mergers from the last to the first', async () => {
    const third = await economy.supplier({
      name: 'Trent Machining',
      companyNumber: null,
      postcode: 'DE24 8QQ',
    });
    const before = await everything();
    const first = idOf(await merge());
    const second = idOf(await merge({ staysId: third, goesId: laden.staysId }));
    expect(Object.fromEntries(await merging.standsFor(db.reading(), [laden.goesId, laden.staysId]))).toEqual({
      [laden.goesId]: third,
      [laden.staysId]: third,
    });
    expect(codes(await undo(first))).toEqual(['CHANGED_SINCE']);
    expect(await undo(second)).toMatchObject({ ok: true });
    expect(await undo(first)).toMatchObject({ ok: true });
    expect(await everything()).toEqual(before);
  });
});

describe('pairs that may be one', () => {
  it('are listed page by page, with the one further along to stay', async () => {
    const third = await economy.supplier({
      name: 'Trent Machining',
      companyNumber: null,
      postcode: 'DE24 8QQ',
    });
    await economy.supplier({ name: 'Trent Machining', postcode: 'B7 4BB', companyNumber: '02222222' });
    await economy.supplier({ name: 'Trent Machining', companyNumber: '03333333', postcode: 'DE24 8QQ' });
    const read = (after: string | null) => merging.candidates(db.reading(officer()), { first: 2, after });
    const seen: string[][] = [];
    let after: string | null = null;
    for (;;) {
      const page = await read(after);
      expect(page.totalCount).toBe(5);
      seen.push(...page.items.map(({ item }) => [item.stays.view.id, item.goes.view.id]));
      if (!page.hasNextPage) break;
      after = page.items.at(-1)!.cursor;
    }
    expect(seen).toHaveLength(5);
    // Both have people; the one that goes by its order has more introductions, so that it stays.
    expect(seen[0]).toEqual([laden.goesId, laden.staysId]);
    const own = await merging.candidates(db.reading(officer()), { first: 10 }, { supplierId: third });
    expect(own.totalCount).toBe(3);
  });
});
