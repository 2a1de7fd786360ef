import {
  BuyerService,
  ClusterBodyService,
  loadSupplierRecords,
  PlaceService,
  SupplierService,
} from '#lib/directory';
import { PersonService } from '#lib/identity';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { loadRequirementRecords, RequirementService } from '#lib/requirements';
import { schema } from '#lib/schema';
import { recognise } from '#lib/taxonomy';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateEconomy } from './economy.generator.js';
import { type EconomyStores, loadEconomy } from './economy.loader.js';
import { toRecords } from './economy.records.js';

const today = '2026-11-23';
const economy = generateEconomy({ suppliers: 1_200, today });

async function collect<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

describe('loading the sample economy', () => {
  let db: TestDatabase;
  let stores: EconomyStores;

  beforeAll(async () => {
    db = await openTestDatabase(schema);
    db.clock.now = new Date(`${today}T09:00:00Z`);
    const places = new PlaceService();
    stores = {
      unitOfWork: db.unitOfWork,
      suppliers: new SupplierService(places),
      buyers: new BuyerService(places),
      clusterBodies: new ClusterBodyService(),
      requirements: new RequirementService(places),
      people: new PersonService(),
    };
  });

  afterAll(() => db.close());

  const counts = async (): Promise<unknown> =>
    (
      await db.reading().query(
        `SELECT (SELECT count(*)::int FROM organisations) AS organisations,
                (SELECT count(*)::int FROM organisations WHERE fictional AND origin = 'SAMPLE') AS sample,
                (SELECT count(*)::int FROM supplier_profiles) AS suppliers,
                (SELECT count(*)::int FROM requirements) AS requirements,
                (SELECT count(*)::int FROM cluster_memberships) AS members,
                (SELECT count(*)::int FROM memberships) AS people,
                (SELECT max(updated_at) FROM organisations) AS "lastUpdate",
                (SELECT count(*)::int FROM change_log) AS changes`,
      )
    )[0];

  it('stores all of it, within the constraints of the tables, and tells how far it is', async () => {
    const steps: number[] = [];
    const report = await loadEconomy(stores, economy, ({ done }) => steps.push(done));
    expect(report.created).toMatchObject({ suppliers: 1_200, buyers: 40, requirements: 120 });
    expect(report.created.members).toBeGreaterThan(300);
    expect(await counts()).toMatchObject({
      organisations: 1_252,
      sample: 1_252,
      suppliers: 1_200,
      requirements: 120,
      people: 3,
    });
    expect(steps.at(-1)).toBe(1_200 + 40 + 120 + 12);
  });

  it('stores nothing the second time', async () => {
    const before = await counts();
    db.clock.now = new Date(`${today}T17:00:00Z`);
    const report = await loadEconomy(stores, generateEconomy({ suppliers: 1_200, today }));
    expect(report.created).toEqual({ suppliers: 0, buyers: 0, requirements: 0, members: 0 });
    expect(report.updated).toEqual({ suppliers: 0, requirements: 0 });
    expect(report.unchanged).toEqual({ suppliers: 1_200, requirements: 120 });
    expect(await counts()).toEqual(before);
  });

  it('grows when a larger economy of the same seed is loaded', async () => {
    const report = await loadEconomy(stores, generateEconomy({ suppliers: 1_300, today }));
    expect(report.created.suppliers).toBe(100);
    expect(report.updated.suppliers).toBe(0);
  });

  it('lets the people of the demonstration act for their organisations', async () => {
    const rows = await db.reading().query<{ email: string; role: string | null; name: string | null }>(
      `SELECT p.email, m.role, o.name FROM people p LEFT JOIN memberships m ON m.person_id = p.id
         LEFT JOIN organisations o ON o.id = m.organisation_id ORDER BY p.email`,
    );
    expect(rows.map(({ email, role }) => [email, role])).toEqual([
      ['buyer@midlands-match.example', 'OWNER'],
      ['cluster@midlands-match.example', 'CLUSTER_MANAGER'],
      ['officer@midlands-match.example', null],
      ['supplier@midlands-match.example', 'OWNER'],
    ]);
    expect(rows[1]?.name).toBe('Midlands Aerospace Alliance (demo)');
    const [shop] = await db.reading().query<{ claimed: boolean; certified: boolean; member: boolean }>(
      `SELECT o.claimed, EXISTS (SELECT FROM certificates c WHERE c.organisation_id = o.id) AS certified,
              EXISTS (SELECT FROM cluster_memberships m WHERE m.member_id = o.id) AS member
         FROM organisations o WHERE o.name = $1`,
      [rows[3]?.name],
    );
    expect(shop).toEqual({ claimed: true, certified: true, member: true });
  });

  it('gives the engine what toRecords gives without a database', async () => {
    const stored = await collect(loadSupplierRecords(db.reading()));
    const { suppliers, requirements } = toRecords(economy);
    const byName = new Map(stored.map((record) => [`${record.name}|${record.summary}`, record]));
    for (const { name, summary, phrases, sectors, employees, batch, roles, capabilities } of suppliers.slice(
      0,
      300,
    )) {
      const record = byName.get(`${name}|${summary}`);
      expect(record).toMatchObject({ phrases, sectors, employees, batch, roles });
      const codes = (list: typeof capabilities): string[] =>
        list.map(({ code, role }) => `${code}/${role}`).sort();
      expect(codes(record?.capabilities ?? [])).toEqual(codes(capabilities));
    }
    const open = await collect(loadRequirementRecords(db.reading(), { today }));
    expect(open.length).toBe(requirements.length);
    expect(open.map(({ title }) => title).sort()).toEqual(requirements.map(({ title }) => title).sort());
  });

  it('leaves out no more than claims and refusals of prose when prose is not read', () => {
    const small = generateEconomy({ suppliers: 200, requirements: 0, today });
    const [full, lean] = [toRecords(small).suppliers, toRecords(small, { readProse: false }).suppliers];
    full.forEach((record, at) => {
      const { capabilities, ...rest } = record;
      const { capabilities: fewer, ...same } = lean[at]!;
      expect(same).toEqual(rest);
      const held = new Set(capabilities.map(({ code, role }) => `${code}/${role}`));
      // What is claimed in a phrase and refused in prose counts only while prose is not read.
      const unread = fewer.filter(({ code, role }) => !held.has(`${code}/${role}`)).map(({ code }) => code);
      const refused = recognise(full[at]!.summary).mentions.filter(({ polarity }) => polarity !== 'offered');
      expect(refused.map(({ code }) => code)).toEqual(expect.arrayContaining(unread));
    });
    const count = (records: typeof full): number =>
      records.reduce((sum, { capabilities }) => sum + capabilities.length, 0);
    expect(count(lean)).toBeGreaterThan(0.5 * count(full));
  });
});
