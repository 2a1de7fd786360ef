import { setTimeout as delay } from 'node:timers/promises';
import { readSupplierDraft, type UpsertReport } from '#lib/directory';
import { MatchIndexHolder, MatchListService, RankingService } from '#lib/match-lists';
import { type Result, RunService, toOpaqueId, type TransactionContext } from '#lib/platform';
import { eventually, type TestDatabase } from '#lib/platform/testing';
import { ErasureService } from '#lib/privacy';
import { describe, expect, it } from '@jest/globals';
import type { EconomyBuilder } from '../match-lists/testing/economy.builder.js';
import type { DistinctionService } from './distinction.service.js';
import type { MergingService } from './merging.service.js';
import { type Laden, officerOf } from './testing/laden.records.js';
import { withLadenRecords } from './testing/laden.setting.js';

/** More than a merger waits for an import. */
const LONGER_THAN_PATIENCE_MS = 10_000;

let db: TestDatabase;
let economy: EconomyBuilder;
let merging: MergingService;
let distinctions: DistinctionService;
let laden: Laden;

withLadenRecords((setting) => ({ db, economy, merging, distinctions, laden } = setting));

type Merged = Result<{ id: string; intoId: string }>;
const mergeIn = (ctx: TransactionContext, staysId: string, goesId: string): Promise<Merged> =>
  merging.merge(ctx, { staysId, goesId, reason: 'One number, one door' });
const merge = (staysId = laden.staysId, goesId = laden.goesId): Promise<Merged> =>
  db.writing((ctx) => mergeIn(ctx, staysId, goesId), officerOf(laden));
const codes = (result: Merged): string[] => (result.ok ? ['done'] : result.errors.map(({ code }) => code));
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  db.reading().query<Row>(sql, values);

/** The row of a list that knows the record that goes as G-1. */
function bring(ctx: TransactionContext, employees: number): Promise<UpsertReport> {
  const { supplier } = readSupplierDraft({
    name: 'TRENT Machining Limited',
    postcode: 'DE24 8SE',
    phrases: ['CNC turning'],
    employees,
    reference: { scheme: 'list', identifier: 'G-1' },
    origin: 'SUPPLIER_CSV',
  });
  return economy.suppliers.upsertMany(ctx, [supplier!], { overwriteClaimed: true });
}

/** Runs `work` in a transaction that stays open until the answer is called. */
async function held<T>(work: (ctx: TransactionContext) => Promise<T>): Promise<() => Promise<T>> {
  let release = (): void => undefined;
  const open = new Promise<void>((resolve) => (release = resolve));
  let begun = (): void => undefined;
  const started = new Promise<void>((resolve) => (begun = resolve));
  const done = db.writing(async (ctx) => {
    const value = await work(ctx);
    begun();
    await open;
    return value;
  }, officerOf(laden));
  await Promise.race([started, done]);
  return () => {
    release();
    return done;
  };
}

describe('two mergers at once', () => {
  it('make one of each pair, whichever way round they are asked for', async () => {
    const outcomes = await Promise.all([
      merge(laden.staysId, laden.goesId),
      merge(laden.goesId, laden.staysId),
    ]);
    expect(outcomes.map((outcome) => codes(outcome)).sort()).toEqual([['MERGED_ALREADY'], ['done']]);
    expect(await query(`SELECT count(*)::int AS n FROM supplier_profiles`)).toEqual([{ n: 1 }]);
    expect(await query(`SELECT count(*)::int AS n FROM introductions`)).toEqual([{ n: 2 }]);
  });

  it('into two records take one in, once', async () => {
    const third = await economy.supplier({ name: 'Trent Machining', postcode: 'DE24 8QQ' });
    const outcomes = await Promise.all([merge(laden.staysId, laden.goesId), merge(third, laden.goesId)]);
    expect(outcomes.map((outcome) => codes(outcome)).sort()).toEqual([['MERGED_ALREADY'], ['done']]);
  });
});

describe('an import of the firm', () => {
  it('that is under way is waited for, and what it brought goes with the record', async () => {
    const finish = await held((ctx) => bring(ctx, 77));
    let over = false;
    const merged = merge().finally(() => (over = true));
    await delay(600);
    expect(over).toBe(false);
    await finish();
    expect(codes(await merged)).toEqual(['done']);
    expect(await query(`SELECT employees FROM supplier_profiles`)).toEqual([{ employees: 77 }]);
  });

  it('that takes long is not waited for without end', async () => {
    const finish = await held((ctx) => bring(ctx, 77));
    const merged = merge();
    // One that looked at rows alone would wait for the import for ever.
    await Promise.race([merged, delay(LONGER_THAN_PATIENCE_MS)]);
    await finish();
    expect(codes(await merged)).toEqual(['IMPORT_RUNNING']);
  });

  it('that comes meanwhile waits, and changes the record that stays', async () => {
    const finish = await held((ctx) => mergeIn(ctx, laden.staysId, laden.goesId));
    let over = false;
    const imported = db.writing((ctx) => bring(ctx, 88)).finally(() => (over = true));
    await delay(300);
    expect(over).toBe(false);
    expect(codes(await finish())).toEqual(['done']);
    expect(await imported).toMatchObject({ created: 0, updated: 1, ids: [laden.staysId] });
    expect(await query(`SELECT organisation_id AS id, employees FROM supplier_profiles`)).toEqual([
      { id: laden.staysId, employees: 88 },
    ]);
  });

  it('that comes later finds it by its reference, and by its company number', async () => {
    await merge();
    const again = await db.writing((ctx) => bring(ctx, 99));
    expect(again).toMatchObject({ created: 0, updated: 1, ids: [laden.staysId] });
    const { supplier } = readSupplierDraft({
      name: 'Trent',
      postcode: 'DE24 8SE',
      companyNumber: '01234567',
      origin: 'SUPPLIER_CSV',
    });
    const byNumber = await db.writing((ctx) =>
      economy.suppliers.upsertMany(ctx, [supplier!], { overwriteClaimed: true }),
    );
    expect(byNumber).toMatchObject({ created: 0, ids: [laden.staysId] });
  });
});

describe('saying that the two are two firms', () => {
  const distinguishIn = (ctx: TransactionContext, note: string): Promise<Result<{ id: string }>> =>
    distinctions.distinguish(ctx, { oneId: laden.goesId, otherId: laden.staysId, note });
  const distinguish = (note: string): Promise<Result<{ id: string }>> =>
    db.writing((ctx) => distinguishIn(ctx, note), officerOf(laden));

  it('while they are merged comes too late, and says so', async () => {
    const finish = await held((ctx) => mergeIn(ctx, laden.staysId, laden.goesId));
    const said = distinguish('Two trades');
    await delay(300);
    expect(codes(await finish())).toEqual(['done']);
    expect(await said).toMatchObject({ errors: [{ code: 'MERGED_ALREADY', path: ['oneId'] }] });
    expect(await query(`SELECT 1 FROM supplier_distinctions`)).toEqual([]);
  });

  it('twice at once is said once, as the first of two officers said it', async () => {
    const finish = await held((ctx) => distinguishIn(ctx, 'First'));
    const second = distinguish('Second');
    await delay(300);
    const first = await finish();
    expect(first.ok).toBe(true);
    expect(await second).toEqual(first);
    expect(await query(`SELECT note FROM supplier_distinctions`)).toEqual([{ note: 'First' }]);
    expect(await query(`SELECT 1 FROM audit_entries WHERE action = 'DISTINGUISHED'`)).toHaveLength(2);
  });
});

describe('erasing', () => {
  async function tracesOf(...texts: string[]): Promise<string[]> {
    const columns = await query<{ table: string; column: string }>(
      `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name NOT IN ('change_log', 'spatial_ref_sys')`,
    );
    const traces: string[] = [];
    for (const { table, column } of columns) {
      const found = await query(
        `SELECT 1 FROM "${table}" WHERE EXISTS (SELECT FROM unnest($1::text[]) AS sought
           WHERE position(lower(sought) IN lower("${column}"::text)) > 0) LIMIT 1`,
        [texts],
      );
      if (found.length > 0) traces.push(`${table}.${column}`);
    }
    return traces;
  }

  it('the firm leaves nothing of either record', async () => {
    const { staysId, goesId } = laden;
    await merge();
    const names = [
      'Trent Machining',
      '01234567',
      ...[staysId, goesId].flatMap((id) => [id, toOpaqueId('org', id)]),
    ];
    expect((await tracesOf(...names)).length).toBeGreaterThan(5);
    await db.writing((ctx) => new ErasureService().eraseOrganisation(ctx, staysId, 'They close'));
    expect(await tracesOf(...names)).toEqual([]);
    expect((await merging.standsFor(db.reading(), [goesId])).size).toBe(0);
  });

  it('somebody of the firm leaves nothing of them in what undoing needs, and ends it', async () => {
    const merged = await merge();
    if (!merged.ok) throw new Error('not merged');
    const { other } = laden.people;
    const who = ['Ottoline', 'ottoline.other@firm.example', other];
    expect(await tracesOf(...who)).toContain('supplier_mergers.journal');
    await db.writing((ctx) => new ErasureService().erasePerson(ctx, other), {
      ...officerOf(laden),
      staffRoles: ['ADMINISTRATOR'],
    } as never);
    expect(await tracesOf(...who)).toEqual([]);
    const undone = await db.writing((ctx) => merging.undo(ctx, merged.value.id), officerOf(laden));
    expect(undone).toMatchObject({ errors: [{ code: 'CANNOT_UNDO' }] });
  });
});

describe('the engine', () => {
  /** Gives what is asked of the engine after now: what the records were made with has asked for the same. */
  async function jobsFromNow(): Promise<() => Promise<[name: string, payload: object][]>> {
    const [last] = await query<{ seq: string }>(`SELECT coalesce(max(seq), 0) AS seq FROM change_log`);
    return async () => {
      const jobs = await query<{ payload: { name: string; payload: object } }>(
        `SELECT payload FROM change_log WHERE topic = 'job' AND seq > $1 AND payload ->> 'name' LIKE 'matching.%' ORDER BY seq`,
        [last!.seq],
      );
      return jobs.map(({ payload }) => [payload.name, payload.payload]);
    };
  }

  it('lists the one that stays alone, at once and after a re-match, and both after undoing', async () => {
    const { staysId, goesId, ownRequirementId } = laden;
    const holder = new MatchIndexHolder();
    await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
    try {
      const lists = new MatchListService(holder);
      const ranking = new RankingService(holder, lists, new RunService());
      const listed = async (): Promise<string[]> =>
        ((await lists.find(db.reading(), [ownRequirementId])).get(ownRequirementId)?.matches ?? [])
          .map(({ supplierId }) => supplierId)
          .sort();
      await economy.write((ctx) => lists.rankAndStore(ctx, [ownRequirementId]));
      expect(await listed()).toEqual([staysId, goesId].sort());
      const ranked = await jobsFromNow();
      const merged = await merge();
      if (!merged.ok) throw new Error('not merged');
      expect(await ranked()).toEqual([
        ['matching.rank-suppliers', { supplierIds: [staysId] }],
        ['matching.rank-requirements', { requirementIds: [ownRequirementId] }],
      ]);
      await economy.settled();
      expect(await listed()).toEqual([staysId]);
      await economy.write((ctx) => ranking.rankSuppliers(ctx, [staysId]));
      await economy.write((ctx) => lists.rankAndStore(ctx, [ownRequirementId]));
      expect(await listed()).toEqual([staysId]);
      const again = await jobsFromNow();
      await db.writing((ctx) => merging.undo(ctx, merged.value.id), officerOf(laden));
      expect(await again()).toEqual([
        ['matching.rank-suppliers', { supplierIds: [staysId, goesId] }],
        ['matching.rank-requirements', { requirementIds: expect.arrayContaining([ownRequirementId]) }],
      ]);
      await economy.settled();
      await eventually('both to be ranked again', async () => {
        await economy.write((ctx) => ranking.rankSuppliers(ctx, [staysId, goesId]));
        return (await listed()).length === 2;
      });
    } finally {
      await holder.stop();
    }
  });
});
