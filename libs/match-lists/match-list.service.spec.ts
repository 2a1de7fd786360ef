import type { Actor } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MatchIndexHolder } from './match-index.holder.js';
import { MatchListService } from './match-list.service.js';
import { LIST_LIMIT } from './match-list.types.js';
import { EconomyBuilder } from './testing/economy.builder.js';

let db: TestDatabase;
let economy: EconomyBuilder;
let holder: MatchIndexHolder;
let service: MatchListService;
let buyer: string;

beforeEach(async () => {
  db = await openTestDatabase(schema);
  db.clock.now = new Date('2026-11-23T09:00:00Z');
  economy = new EconomyBuilder(db);
  buyer = await economy.buyer('Castlegate Aerosystems');
  holder = new MatchIndexHolder();
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
  service = new MatchListService(holder);
});
afterEach(async () => {
  await holder.stop();
  await db.close();
});

const rank = (...ids: string[]) => economy.write((ctx) => service.rankAndStore(ctx, ids));
const listed = async (id: string): Promise<string[]> =>
  (await service.find(db.reading(), [id])).get(id)?.matches.map(({ supplierId }) => supplierId) ?? [];
const rowVersion = async (id: string): Promise<unknown> =>
  db.reading().query(`SELECT xmin, computed_at FROM match_lists WHERE requirement_id = $1`, [id]);
const member = (organisationId: string): Actor => ({
  kind: 'person',
  personId: '018f0000-0000-7000-8000-000000000001',
  email: 'a@example.org',
  staffRoles: [],
  memberships: [{ organisationId, role: 'VIEWER' }],
});

describe('stored match lists', () => {
  it('hold the eligible suppliers, best first, decoded', async () => {
    const best = await economy.supplier({ phrases: ['5-axis milling of titanium', '5-axis machining'] });
    const far = await economy.supplier({ phrases: ['CNC turning', '5-axis milling'], postcode: 'LN2 4US' });
    await economy.supplier({ phrases: ['video production'] });
    const id = await economy.requirement(buyer);
    expect(await rank(id)).toEqual({ ranked: 1, changed: 1, unchanged: 0, removed: 0 });
    const list = (await service.find(db.reading(), [id])).get(id)!;
    expect(new Set(list.matches.map(({ supplierId }) => supplierId))).toEqual(new Set([best, far]));
    const scores = list.matches.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
    expect(list.matches.map(({ values }) => values.length)).toEqual([7, 7]);
    // Both sit in the East Midlands, the buyer in the West.
    expect(list.matches.map(({ crossRegional }) => crossRegional)).toEqual([true, true]);
  });

  it('are not written when nothing has changed', async () => {
    await economy.supplier();
    const id = await economy.requirement(buyer);
    await rank(id);
    const before = await rowVersion(id);
    db.clock.now = new Date('2026-11-23T10:00:00Z');
    expect(await rank(id)).toEqual({ ranked: 1, changed: 0, unchanged: 1, removed: 0 });
    expect(await rowVersion(id)).toEqual(before);
  });

  it('keep when a supplier entered, as long as it stays', async () => {
    const first = await economy.supplier();
    const id = await economy.requirement(buyer);
    await rank(id);
    db.clock.now = new Date('2026-11-24T09:00:00Z');
    const second = await economy.supplier({ name: 'Newcomer Ltd', postcode: 'B7 4BB' });
    expect(await rank(id)).toMatchObject({ changed: 1 });
    const since = new Map(
      (await service.find(db.reading(), [id]))
        .get(id)!
        .matches.map((match) => [match.supplierId, match.since.toISOString()]),
    );
    expect(since.get(first)).toBe('2026-11-23T09:00:00.000Z');
    expect(since.get(second)).toBe('2026-11-24T09:00:00.000Z');
  });

  it('go when the requirement closes; unknown ids are tolerated', async () => {
    await economy.supplier();
    const id = await economy.requirement(buyer);
    const gone = '018f0000-0000-7000-8000-00000000dead';
    await rank(id);
    await economy.write((ctx) => economy.requirements.close(ctx, id));
    expect(await rank(id, gone)).toEqual({ ranked: 0, changed: 0, unchanged: 0, removed: 1 });
    expect(await listed(id)).toEqual([]);
  });

  it('are written many at once', async () => {
    const supplier = await economy.supplier();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await economy.requirement(buyer, { title: `Brackets ${n}` }));
    expect(await rank(...ids)).toMatchObject({ ranked: 5, changed: 5 });
    const [row] = await db
      .reading()
      .query<{ no: number }>(`SELECT no FROM supplier_profiles WHERE organisation_id = $1`, [supplier]);
    const listings = await service.publicListings(db.reading(), [row!.no, row!.no + 1]);
    expect(new Set(listings.map(({ supplierNo }) => supplierNo))).toEqual(new Set([row!.no]));
    expect(listings.map(({ requirementId }) => requirementId).sort()).toEqual([...ids].sort());
  });

  it('leave out the buyer itself', async () => {
    const both = await economy.supplier({ name: 'Tier One Ltd' });
    const other = await economy.supplier();
    await economy.write((ctx) =>
      ctx.query(`INSERT INTO buyer_profiles (organisation_id) VALUES ($1)`, [both]),
    );
    const id = await economy.requirement(both);
    await rank(id);
    expect(await listed(id)).toEqual([other]);
    expect((await service.matches(db.reading(), id, { first: 1 })).eligibleCount).toBe(1);
  });

  it('agree when two transactions rank the same requirement at once', async () => {
    const ids = [await economy.requirement(buyer), await economy.requirement(buyer)];
    await economy.supplier();
    await Promise.all([rank(...ids), rank(...ids.reverse()), rank(...ids)]);
    for (const id of ids) expect(await listed(id)).toHaveLength(1);
  });
});

describe('a page of matches', () => {
  it('counts all that are eligible now, also when one beyond the list has come or gone', async () => {
    const suppliers: string[] = [];
    for (let n = 0; n < LIST_LIMIT + 2; n += 1) suppliers.push(await economy.supplier());
    const id = await economy.requirement(buyer);
    await rank(id);
    const before = await service.matches(db.reading(), id, { first: 1 });
    expect(before.eligibleCount).toBe(LIST_LIMIT + 2);
    const inside = new Set(await listed(id));
    const beyond = suppliers.find((supplier) => !inside.has(supplier))!;
    await economy.write((ctx) => economy.suppliers.update(ctx, beyond, { acceptingWork: false }));
    await holder.catchUp();
    const after = await service.matches(db.reading(), id, { first: 1 });
    expect(after.eligibleCount).toBe(LIST_LIMIT + 1);
    expect(after.computedAt).toEqual(before.computedAt);
    expect(await rank(id)).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it('explains each match so that its contributions add up to its score', async () => {
    await economy.supplier();
    const id = await economy.requirement(buyer);
    await rank(id);
    const { edges, computedAt, eligibleCount } = await service.matches(db.reading(), id, { first: 10 });
    expect(edges).toHaveLength(1);
    expect(eligibleCount).toBe(1);
    expect(computedAt).toEqual(db.clock.now);
    const [edge] = edges;
    expect(edge).toMatchObject({ rank: 1, eligible: true, blockers: [], crossRegional: true });
    const sum = edge!.criteria.reduce((total, { contribution }) => total + contribution, 0);
    expect(sum).toBeCloseTo(edge!.score, 12);
    const stored = (await service.find(db.reading(), [id])).get(id)!;
    expect(edge!.score).toBe(stored.matches[0]!.score);
  });

  it('shows a supplier whose certificate has run out as blocked, with the reason', async () => {
    const supplier = await economy.supplier();
    const id = await economy.requirement(buyer);
    await rank(id);
    await economy.expire(supplier, '2026-10-31');
    await rank(id);
    expect(await listed(id)).toEqual([]);
    const page = await service.matches(db.reading(), id, { first: 10, includeBlocked: true });
    expect(page.edges).toMatchObject([{ supplierId: supplier, rank: null, eligible: false }]);
    expect(page.edges[0]!.blockers).toMatchObject([{ code: 'CERTIFICATE_EXPIRED' }]);
    expect((await service.matches(db.reading(), id, { first: 10 })).edges).toEqual([]);
  });

  it('never shows a blocked supplier as a match, even before the list is made anew', async () => {
    const supplier = await economy.supplier();
    const id = await economy.requirement(buyer);
    await rank(id);
    await economy.expire(supplier, '2026-10-31');
    await holder.catchUp();
    expect(await listed(id)).toEqual([supplier]);
    expect((await service.matches(db.reading(), id, { first: 10 })).edges).toEqual([]);
  });

  it('pages through eligible and blocked suppliers without a gap or a repeat', async () => {
    const eligible = [];
    for (let n = 0; n < 4; n += 1) eligible.push(await economy.supplier());
    const blocked = await economy.supplier({ certificates: [] });
    const id = await economy.requirement(buyer);
    await rank(id);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof service.matches>> = await service.matches(db.reading(), id, {
        first: 2,
        after,
        includeBlocked: true,
      });
      seen.push(...page.edges.map(({ supplierId }) => supplierId));
      after = page.hasNextPage ? page.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(5);
    expect(new Set(seen)).toEqual(new Set([...eligible, blocked]));
    expect(seen.at(-1)).toBe(blocked);
  });

  it('limits itself to a region', async () => {
    await economy.supplier();
    const west = await economy.supplier({ postcode: 'CV3 4LF' });
    const id = await economy.requirement(buyer);
    await rank(id);
    const page = await service.matches(db.reading(), id, { first: 10, region: 'WEST_MIDLANDS' });
    expect(page.edges.map(({ supplierId }) => supplierId)).toEqual([west]);
    expect(page.edges[0]!.rank).toBe(1);
  });

  it('is there before the first list is', async () => {
    const supplier = await economy.supplier();
    const id = await economy.requirement(buyer);
    await holder.catchUp();
    const page = await service.matches(db.reading(), id, { first: 10 });
    expect(page.edges.map(({ supplierId }) => supplierId)).toEqual([supplier]);
    expect(page.computedAt).toBeNull();
  });

  it('is for the buyer and for staff alone; to others the requirement is not there', async () => {
    const id = await economy.requirement(buyer);
    await expect(service.matches(db.reading(member(buyer)), id, { first: 10 })).resolves.toBeDefined();
    const stranger = db.reading(member('018f0000-0000-7000-8000-000000000002'));
    await expect(service.matches(stranger, id, { first: 10 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const missing = '018f0000-0000-7000-8000-00000000dead';
    await expect(service.matches(db.reading(), missing, { first: 10 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('opportunities of a supplier', () => {
  it('are the requirements it fits, then those one blocker keeps it from', async () => {
    const supplier = await economy.supplier();
    const fits = await economy.requirement(buyer);
    const nearly = await economy.requirement(buyer, { certifications: { required: ['AS9100', 'NADCAP'] } });
    await economy.requirement(buyer, { needs: [{ phrase: 'video production', importance: 'must' }] });
    await rank(fits, nearly);
    const page = await service.opportunities(db.reading(member(supplier)), supplier, { first: 10 });
    expect(page.edges).toMatchObject([
      { requirementId: fits, rank: 1, blockers: [] },
      { requirementId: nearly, rank: null, blockers: [{ code: 'CERTIFICATE_MISSING' }] },
    ]);
    expect(page.totalCount).toBe(2);
  });

  it('are all that it fits, also where the list is full of better ones; there they have no rank', async () => {
    for (let n = 0; n < LIST_LIMIT; n += 1) await economy.supplier();
    const supplier = await economy.supplier({ phrases: ['5-axis milling', 'video production'] });
    const popular = await economy.requirement(buyer);
    const rare = await economy.requirement(buyer, {
      needs: [
        { phrase: '5-axis milling', importance: 'must' },
        { phrase: 'video production', importance: 'should' },
      ],
    });
    await rank(popular, rare);
    expect(await listed(popular)).not.toContain(supplier);
    const { edges } = await service.opportunities(db.reading(member(supplier)), supplier, { first: 10 });
    expect(new Map(edges.map(({ requirementId, rank: place }) => [requirementId, place]))).toEqual(
      new Map([
        [popular, null],
        [rare, 1],
      ]),
    );
    expect(edges.flatMap(({ blockers }) => blockers)).toEqual([]);
    const scores = edges.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('keep requirements by invitation to those who are invited', async () => {
    const supplier = await economy.supplier();
    const id = await economy.requirement(buyer, { visibility: 'INVITED_ONLY' });
    await rank(id);
    const opportunities = async () =>
      (await service.opportunities(db.reading(), supplier, { first: 10 })).edges.map(
        (edge) => edge.requirementId,
      );
    expect(await opportunities()).toEqual([]);
    await economy.write((ctx) =>
      ctx.query(
        `INSERT INTO introductions (id, requirement_id, supplier_id, state, cross_regional)
         VALUES (gen_random_uuid(), $1, $2, 'INVITED', true)`,
        [id, supplier],
      ),
    );
    expect(await opportunities()).toEqual([id]);
  });

  it('are for the supplier and for staff alone', async () => {
    const supplier = await economy.supplier();
    await holder.catchUp();
    const stranger = db.reading(member(buyer));
    await expect(service.opportunities(stranger, supplier, { first: 10 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
