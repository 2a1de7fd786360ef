import { type Actor, type Result, toOpaqueId } from '#lib/platform';
import type { TestDatabase } from '#lib/platform/testing';
import { ErasureService } from '#lib/privacy';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EconomyBuilder } from '../match-lists/testing/economy.builder.js';
import type { DistinctionService } from './distinction.service.js';
import type { MergingService } from './merging.service.js';
import { type Laden, officerOf } from './testing/laden.records.js';
import { withLadenRecords } from './testing/laden.setting.js';

let db: TestDatabase;
let economy: EconomyBuilder;
let merging: MergingService;
let distinctions: DistinctionService;
let laden: Laden;
/** Looks like both of the others. */
let thirdId: string;

withLadenRecords((setting) => ({ db, economy, merging, distinctions, laden } = setting));
beforeEach(async () => {
  thirdId = await economy.supplier({ name: 'Trent Machining', companyNumber: null, postcode: 'DE24 8QQ' });
});

const officer = (): Actor => officerOf(laden);
const distinguish = (oneId: string, otherId: string, note = 'Two trades'): Promise<Result<{ id: string }>> =>
  db.writing((ctx) => distinctions.distinguish(ctx, { oneId, otherId, note }), officer());
const undo = (id: string): Promise<Result<{ ids: string[] }>> =>
  db.writing((ctx) => distinctions.undo(ctx, id), officer());
const merge = (staysId: string, goesId: string): Promise<Result<{ id: string }>> =>
  db.writing((ctx) => merging.merge(ctx, { staysId, goesId, reason: 'One door' }), officer());
const idOf = (result: Result<{ id: string }>): string => {
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value.id;
};
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  db.reading().query<Row>(sql, values);
const write = (sql: string, values: unknown[] = []): Promise<unknown> =>
  db.writing((ctx) => ctx.query(sql, values));

/** The pairs of a list, each as its two ids in order, and what was said of each. */
async function listed(distinct: boolean, supplierId: string | null = null) {
  const page = await merging.candidates(db.reading(officer()), { first: 10 }, { distinct, supplierId });
  expect(page.totalCount).toBe(page.items.length);
  return page.items.map(({ item }) => ({
    pair: [item.stays.view.id, item.goes.view.id].sort(),
    distinction: item.distinction,
  }));
}
const pairs = async (distinct: boolean): Promise<string[][]> =>
  (await listed(distinct)).map(({ pair }) => pair);
const pairOf = (one: string, other: string): string[] => [one, other].sort();

describe('two firms that look like one', () => {
  it('are no pair for anybody any more, are listed with who said it, and can be put back', async () => {
    const { staysId, goesId } = laden;
    expect(await pairs(false)).toHaveLength(3);
    // Whichever way round they are named.
    const id = idOf(await distinguish(thirdId, staysId, ' Two trades '));
    expect(await pairs(false)).toEqual([pairOf(staysId, goesId), pairOf(goesId, thirdId)]);
    expect(await listed(true)).toEqual([
      {
        pair: pairOf(staysId, thirdId),
        distinction: { id, note: 'Two trades', by: 'Olga Officer', at: expect.any(Date), stands: true },
      },
    ]);
    expect(await listed(true, goesId)).toEqual([]);
    const plan = await merging.plan(db.reading(officer()), staysId, thirdId);
    expect(plan.distinction).toMatchObject({ id, stands: true });
    expect(await undo(id)).toEqual({ ok: true, value: { ids: pairOf(staysId, thirdId) } });
    expect(await pairs(false)).toHaveLength(3);
    expect(await pairs(true)).toEqual([]);
    await expect(undo(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are so in the history of both', async () => {
    const id = idOf(await distinguish(laden.staysId, thirdId));
    await undo(id);
    const entries = await query(
      `SELECT organisation_id AS of, action, after, person_id AS by FROM audit_entries WHERE action LIKE 'DISTIN%'
        ORDER BY action DESC, organisation_id`,
    );
    const by = laden.people.officer;
    const [its, others] = [{ record: 'Trent Machining Ltd' }, { record: 'Trent Machining' }];
    const note = 'Two trades';
    expect(entries).toEqual([
      { of: laden.staysId, action: 'DISTINGUISHED', after: { ...others, note }, by },
      { of: thirdId, action: 'DISTINGUISHED', after: { ...its, note }, by },
      { of: laden.staysId, action: 'DISTINCTION_UNDONE', after: others, by },
      { of: thirdId, action: 'DISTINCTION_UNDONE', after: its, by },
    ]);
  });

  it.each([
    ['both have another name', `UPDATE organisations SET name_key = 'derwent machining'`],
    ['both have moved to another district', `UPDATE sites SET postcode = 'B7 4AA'`],
  ])('are asked about again when %s, with what was said', async (_, change) => {
    const { staysId, goesId } = laden;
    await distinguish(staysId, thirdId);
    await write(`UPDATE organisations SET company_number = '07654321' WHERE id = $1`, [staysId]);
    expect(await pairs(true)).toEqual([pairOf(staysId, thirdId)]);
    await write(change);
    expect(await pairs(true)).toEqual([]);
    expect((await listed(false)).map(({ pair, distinction }) => [pair, distinction?.stands])).toEqual([
      [pairOf(staysId, thirdId), false],
      [pairOf(goesId, thirdId), undefined],
    ]);
    const id = idOf(await distinguish(staysId, thirdId, 'Still two'));
    expect(await listed(true)).toMatchObject([
      { pair: pairOf(staysId, thirdId), distinction: { id, note: 'Still two' } },
    ]);
  });

  it('are said of what looks alike, in few words, by staff', async () => {
    const far = await economy.supplier({ name: 'Trent Machining', postcode: 'B7 4BB' });
    for (const [one, other] of [
      [far, thirdId],
      [thirdId, thirdId],
    ] as const) {
      expect(await distinguish(one, other)).toMatchObject({
        errors: [{ code: 'NOT_ALIKE', path: ['otherId'] }],
      });
    }
    expect(await distinguish(laden.staysId, thirdId, 'x'.repeat(501))).toMatchObject({
      errors: [{ code: 'TOO_LONG', path: ['note'] }],
    });
    await expect(distinguish(laden.staysId, laden.buyerId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const owner: Actor = {
      kind: 'person',
      personId: laden.people.both,
      email: 'bo.both@firm.example',
      staffRoles: [],
      memberships: [laden.staysId, laden.goesId].map((organisationId) => ({ organisationId, role: 'OWNER' })),
    };
    const input = { oneId: laden.staysId, otherId: laden.goesId, note: '' };
    const asked = db.writing((ctx) => distinctions.distinguish(ctx, input), owner);
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const id = idOf(await distinguish(laden.staysId, thirdId));
    await expect(db.writing((ctx) => distinctions.undo(ctx, id), owner)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('merging', () => {
  it('takes along what was said of the record that goes, and undoing brings it back', async () => {
    const { staysId, goesId } = laden;
    await distinguish(goesId, thirdId);
    const before = await query(`SELECT * FROM supplier_distinctions ORDER BY id`);
    expect(before).toHaveLength(2);
    const id = idOf(await merge(staysId, goesId));
    expect(await query(`SELECT * FROM supplier_distinctions`)).toEqual([]);
    expect(await pairs(false)).toEqual([pairOf(staysId, thirdId)]);
    expect(await distinguish(goesId, thirdId)).toMatchObject({
      errors: [{ code: 'MERGED_ALREADY', path: ['oneId'] }],
    });
    expect(await db.writing((ctx) => merging.undo(ctx, id), officer())).toMatchObject({ ok: true });
    expect(await query(`SELECT * FROM supplier_distinctions ORDER BY id`)).toEqual(before);
  });

  it('of the other firm meanwhile leaves out what was said of it', async () => {
    const { staysId, goesId } = laden;
    const fourthId = await economy.supplier({ name: 'Trent Machining', postcode: 'DE24 8QQ' });
    await distinguish(goesId, thirdId);
    const id = idOf(await merge(staysId, goesId));
    idOf(await merge(fourthId, thirdId));
    expect(await db.writing((ctx) => merging.undo(ctx, id), officer())).toMatchObject({ ok: true });
    expect(await query(`SELECT note FROM supplier_distinctions`)).toEqual([{ note: 'Two doors' }]);
  });
});

describe('erasing the other of two firms', () => {
  const erase = (id: string): Promise<unknown> =>
    db.writing((ctx) => new ErasureService().eraseOrganisation(ctx, id, 'They close'));

  it('takes what was said with it', async () => {
    await distinguish(laden.staysId, thirdId);
    await erase(thirdId);
    expect(
      await query(`SELECT 1 FROM supplier_distinctions WHERE older_id = $1`, [laden.staysId]),
    ).toHaveLength(1);
    expect(await pairs(true)).toEqual([]);
  });

  it('leaves nothing of it in what undoing a merger needs, and undoing possible', async () => {
    const { staysId, goesId } = laden;
    await distinguish(goesId, thirdId);
    const id = idOf(await merge(staysId, goesId));
    const traces = () =>
      query(`SELECT 1 FROM supplier_mergers WHERE position($1 IN journal::text) > 0`, [thirdId]);
    expect(await traces()).toHaveLength(1);
    await erase(thirdId);
    expect(await traces()).toEqual([]);
    expect(await db.writing((ctx) => merging.undo(ctx, id), officer())).toMatchObject({ ok: true });
    expect(await query(`SELECT note FROM supplier_distinctions`)).toEqual([{ note: 'Two doors' }]);
  });

  it('strikes its name out of notes about others', async () => {
    const note = `The other door is Castlegate Aerosystems, ${toOpaqueId('org', laden.buyerId)}`;
    await distinguish(laden.staysId, thirdId, note);
    await erase(laden.buyerId);
    expect(await listed(true)).toMatchObject([
      { distinction: { note: 'The other door is an erased organisation, an erased organisation' } },
    ]);
  });
});
