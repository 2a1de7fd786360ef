import {
  BuyerService,
  type CertificateDraft,
  ClusterBodyService,
  PlaceService,
  type SupplierPatch,
  SupplierService,
} from '#lib/directory';
import { PersonService } from '#lib/identity';
import { MatchIndexHolder, visibleToSupplier } from '#lib/match-lists';
import { applyChange, rank, SCORE_UNITS, type SupplierChange } from '#lib/matching';
import { anonymous } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { RequirementService } from '#lib/requirements';
import { generateEconomy, loadEconomy } from '#lib/sample';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnlockService, type UnlockView } from './unlock.service.js';

const today = '2026-11-23';
let db: TestDatabase;
let holder: MatchIndexHolder;
let suppliers: SupplierService;
let service: UnlockService;
/** Suppliers of the sample with something to unlock. */
let ids: string[];

beforeAll(async () => {
  db = await openTestDatabase(schema);
  db.clock.now = new Date(`${today}T09:00:00Z`);
  const places = new PlaceService();
  suppliers = new SupplierService(places);
  await loadEconomy(
    {
      unitOfWork: db.unitOfWork,
      suppliers,
      buyers: new BuyerService(places),
      clusterBodies: new ClusterBodyService(),
      requirements: new RequirementService(places),
      people: new PersonService(),
    },
    generateEconomy({ suppliers: 150, requirements: 60, today }),
  );
  holder = new MatchIndexHolder();
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
  service = new UnlockService(holder);
  const rows = await db
    .reading()
    .query<{ id: string }>(`SELECT organisation_id AS id FROM supplier_profiles ORDER BY no`);
  ids = rows.map(({ id }) => id);
});
afterAll(async () => {
  await holder.stop();
  await db.close();
});

const unlocksOf = async (id: string): Promise<UnlockView[]> =>
  (await service.unlocks(db.reading(), id, { first: 100 })).edges;

/** Requirements a supplier may know of that it is eligible for now, with its score, by ranking every one. */
async function openTo(id: string): Promise<Map<string, number>> {
  const no = holder.noOf(id)!;
  const found = new Map<string, number>();
  const standing = await holder.standing();
  const visible = await visibleToSupplier(db.reading(), id, [...standing.keys()]);
  for (const record of standing.values()) {
    if (!visible.has(record.id)) continue;
    const { matches } = rank(holder.index, record, { limit: 1000 });
    const own = matches.find(({ supplierNo }) => supplierNo === no);
    if (own) found.set(record.id, own.score / SCORE_UNITS);
  }
  return found;
}

/** What somebody would put into the profile to make a change; null for a second site, which has no form here. */
async function patchFor(id: string, change: SupplierChange): Promise<SupplierPatch | null> {
  const view = (await suppliers.find(db.reading(), [id])).get(id)!;
  switch (change.kind) {
    case 'CERTIFICATE': {
      const held = view.certificates.map(({ id: _, ...certificate }): CertificateDraft => certificate);
      const stated = change.certificate.scheme.replaceAll('_', ' ');
      return { certificates: [...held, { ...change.certificate, stated, validTo: '2099-01-01' }] };
    }
    case 'CAPABILITY': {
      const declared = view.capabilities
        .filter(({ source }) => source === 'DECLARED')
        .map(({ code }) => code);
      return { capabilityCodes: [...declared, change.code] };
    }
    case 'SMALLER_BATCH':
      return { batch: { min: change.min, max: view.profile.batchMax } };
    case 'LARGER_BATCH':
      return { batch: { min: view.profile.batchMin, max: change.max } };
    case 'ACCEPT_WORK':
      return { acceptingWork: true };
    case 'SITE':
      return null;
  }
}

const newIn = (before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] =>
  [...after.keys()].filter((id) => !before.has(id)).sort();

describe('unlocks of the sample economy', () => {
  it('promise exactly what the engine gives once the change is made, scores and all', async () => {
    const kinds = new Set<string>();
    for (const id of ids.slice(0, 16)) {
      const supplier = holder.index.get(holder.noOf(id)!)!;
      const before = await openTo(id);
      for (const { change, opens } of (await unlocksOf(id)).slice(0, 3)) {
        kinds.add(change.kind);
        holder.index.apply({ upsert: [applyChange(supplier, change)] });
        const after = await openTo(id);
        holder.index.apply({ upsert: [supplier] });
        expect(opens.map(({ requirementId }) => requirementId).sort()).toEqual(newIn(before, after));
        for (const { requirementId, score } of opens) expect(after.get(requirementId)).toBe(score);
      }
    }
    expect(kinds.size).toBeGreaterThan(1);
  });

  it('keep the promise when the change is made in the profile, the way people make it', async () => {
    let made = 0;
    for (const id of ids.slice(40, 90)) {
      const [unlock] = (await unlocksOf(id)).filter(({ change }) => change.kind !== 'SITE');
      const patch = unlock && (await patchFor(id, unlock.change));
      if (!unlock || !patch) continue;
      const before = await openTo(id);
      const result = await db.writing((ctx) => suppliers.update(ctx, id, patch));
      expect(result.ok).toBe(true);
      await holder.catchUp();
      const after = await openTo(id);
      expect([unlock.words, newIn(before, after)]).toEqual([
        unlock.words,
        unlock.opens.map(({ requirementId }) => requirementId).sort(),
      ]);
      made += 1;
      if (made === 6) return;
    }
    expect(made).toBeGreaterThan(2);
  });

  it('say what to do and who helps', async () => {
    const all = (await Promise.all(ids.slice(0, 60).map(unlocksOf))).flat();
    expect(all.length).toBeGreaterThan(20);
    for (const { words, opens, valueGbp } of all) {
      expect(words).toMatch(/^(Get|Renew|State until when you hold|Offer|Open|Take) \S/);
      expect(opens.length).toBeGreaterThan(0);
      expect(valueGbp).toBeGreaterThanOrEqual(0);
    }
    const helped = all.filter(({ programmes }) => programmes.length > 0);
    expect(helped.length).toBeGreaterThan(0);
    for (const { change, programmes } of helped) {
      const scheme = change.kind === 'CERTIFICATE' ? change.certificate.scheme : null;
      for (const programme of programmes)
        expect(scheme === null || programme.schemes.includes(scheme)).toBe(true);
    }
  });

  it('are for the supplier and officers, and say nothing of requirements it may not know of', async () => {
    const stranger = db.unitOfWork.reading({ actor: anonymous });
    await expect(service.unlocks(stranger, ids[0]!, { first: 5 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(service.pathways(stranger, ids[0]!, 'CLEAN_ENERGY', { first: 5 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const hidden = await db
      .reading()
      .query<{ id: string }>(`SELECT id FROM requirements WHERE visibility <> 'OPEN'`);
    expect(hidden.length).toBeGreaterThan(0);
    const told = (await Promise.all(ids.map(unlocksOf))).flat().flatMap(({ opens }) => opens);
    for (const { id } of hidden) expect(told.map(({ requirementId }) => requirementId)).not.toContain(id);
  });

  it('lead into a sector in steps, each counted on top of those before', async () => {
    let found = 0;
    for (const id of ids.slice(90, 130)) {
      const { edges } = await service.pathways(db.reading(), id, 'CLEAN_ENERGY', { first: 5 });
      for (const { steps, opensCount, words } of edges) {
        found += 1;
        const supplier = holder.index.get(holder.noOf(id)!)!;
        const before = await openTo(id);
        const changed = steps.reduce((now, { change }) => applyChange(now, change), supplier);
        holder.index.apply({ upsert: [changed] });
        const after = await openTo(id);
        holder.index.apply({ upsert: [supplier] });
        const told = steps.flatMap(({ opens }) => opens.map(({ requirementId }) => requirementId));
        expect(told).toHaveLength(opensCount);
        expect(newIn(before, after)).toEqual(expect.arrayContaining(told));
        expect(words).toMatch(/: \d+ requirements? opens?/);
      }
      if (found > 5) return;
    }
    expect(found).toBeGreaterThan(0);
  });
});
