import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { RereadingService, rereadWords } from './rereading.service.js';
import { EconomyBuilder } from './testing/economy.builder.js';

let db: TestDatabase;
let economy: EconomyBuilder;
const rereading = new RereadingService();

beforeEach(async () => {
  db = await openTestDatabase(schema);
  economy = new EconomyBuilder(db);
});
afterEach(() => db.close());

const claims = (supplier: string) =>
  db.reading().query<{ code: string; source: string }>(
    `SELECT code, role, source, weight, evidence, refused_on IS NOT NULL AS refused FROM supplier_capabilities
      WHERE organisation_id = $1 ORDER BY code, role`,
    [supplier],
  );
const needs = (requirement: string) =>
  db
    .reading()
    .query<{ codes: string[]; picked: boolean }>(
      `SELECT codes, picked FROM requirement_needs WHERE requirement_id = $1 ORDER BY position`,
      [requirement],
    );
const write = (sql: string, values: unknown[] = []) => economy.write((ctx) => ctx.query(sql, values));
const start = () => economy.write((ctx) => rereading.startAfterUpgrade(ctx));
/** What stands in the change log after an entry: topics, and names of jobs. */
const logged = async (after: string): Promise<string[]> => {
  const rows = await db
    .reading()
    .query<{ said: string }>(
      `SELECT coalesce(payload->>'name', topic) AS said FROM change_log WHERE seq > $1 ORDER BY seq`,
      [after],
    );
  return rows.map(({ said }) => said);
};
const end = async (): Promise<string> => {
  const [row] = await db.reading().query<{ seq: string }>(`SELECT max(seq)::text AS seq FROM change_log`);
  return row!.seq;
};

/** Does the jobs that are asked for, one after another, until no more is. */
async function work(): Promise<void> {
  const [handler] = rereading.handlers(db.unitOfWork);
  for (let done = 0; ; done += 1) {
    const jobs = await db.reading().query<{ payload: unknown }>(
      `SELECT payload->'payload' AS payload FROM change_log
        WHERE topic = 'job' AND payload->>'name' = $1 ORDER BY seq OFFSET $2 LIMIT 1`,
      [rereadWords.name, done],
    );
    if (!jobs[0]) return;
    const run = { requestId: 'r', jobId: `${done}`, attempt: 1, log: db.log };
    await handler!.handle(rereadWords.payload.parse(jobs[0].payload), run);
    await economy.settled();
  }
}

it('brings what an older lexicon read in step, and leaves what people have said', async () => {
  const buyer = await economy.buyer('Castlegate Aerosystems');
  const supplier = await economy.supplier({
    summary: 'Anodising for aerospace.',
    capabilityCodes: ['welding'],
  });
  const read = await economy.requirement(buyer);
  const picked = await economy.requirement(buyer, {
    needs: [{ phrase: '5-axis milling', codes: ['welding'], importance: 'must' }],
  });
  const [today, needed] = [await claims(supplier), await needs(read)];
  expect(today.map(({ source }) => source)).toEqual(expect.arrayContaining(['DECLARED', 'PHRASE', 'PROSE']));
  expect(needed).toMatchObject([{ picked: false }]);
  expect(needed[0]!.codes).not.toEqual([]);

  // As an older lexicon left it: some names unknown to it, others read as something else.
  await write(`DELETE FROM supplier_capabilities WHERE organisation_id = $1 AND source = 'PHRASE'`, [
    supplier,
  ]);
  await write(
    `UPDATE supplier_capabilities SET weight = 0.1 WHERE organisation_id = $1 AND source = 'PROSE'`,
    [supplier],
  );
  await write(
    `INSERT INTO supplier_capabilities (organisation_id, code, source, evidence, refused_on)
     SELECT $1, d.code, 'PROSE', d.evidence, d.refused::date
       FROM (VALUES ('no-longer-in-the-tree', 'SELF_DECLARED', NULL), ('forging', 'DOCUMENT', NULL),
                    ('galvanising', 'SELF_DECLARED', '2026-01-01')) AS d(code, evidence, refused)`,
    [supplier],
  );
  await write(`UPDATE supplier_profiles SET roles = '{trains}'`);
  await write(`UPDATE requirement_needs SET codes = '{no-longer-in-the-tree}' WHERE requirement_id = $1`, [
    read,
  ]);
  await write(`UPDATE reading_code SET code = 'an older one'`);

  const before = await end();
  expect(await start()).toBe(true);
  expect(await start()).toBe(false);
  await work();
  const after = await claims(supplier);
  const kept = ['forging', 'galvanising'];
  expect(after.filter(({ code }) => !kept.includes(code))).toEqual(today);
  expect(after.filter(({ code }) => kept.includes(code))).toMatchObject([
    { code: 'forging', evidence: 'DOCUMENT' },
    { code: 'galvanising', refused: true },
  ]);
  expect(await needs(read)).toEqual(needed);
  expect(await needs(picked)).toEqual([{ codes: ['welding'], picked: true }]);
  expect(await db.reading().query(`SELECT FROM supplier_profiles WHERE roles <> '{}'`)).toEqual([]);
  const said = await logged(before);
  expect(said.slice(-2)).toEqual(['everything', 'matching.rank-all']);
  expect(new Set(said.slice(0, -2))).toEqual(new Set([rereadWords.name]));
});

it('has nothing to read again where the same code read it, or where nothing is stored', async () => {
  await write(`UPDATE reading_code SET code = 'an older one'`);
  expect(await start()).toBe(false);
  await economy.supplier();
  expect(await start()).toBe(false);
  expect((await logged('0')).filter((name) => name === rereadWords.name)).toEqual([]);
});

it('reads again a store of which nobody noted who read it', async () => {
  await economy.supplier();
  await write(`DELETE FROM reading_code`);
  expect(await start()).toBe(true);
});
