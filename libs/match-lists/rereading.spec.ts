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

const certificate = (supplier: string) =>
  db
    .reading()
    .query<object>(
      `SELECT id, stated, scheme, edition, evidence FROM certificates WHERE organisation_id = $1`,
      [supplier],
    );
const askedFor = (requirement: string) =>
  db
    .reading()
    .query(`SELECT stated, scheme, edition FROM requirement_certifications WHERE requirement_id = $1`, [
      requirement,
    ]);

it('reads certificates again, those that are held and those that are asked for', async () => {
  const supplier = await economy.supplier();
  const other = await economy.supplier({ certificates: [{ stated: 'What we hold', scheme: 'JOSCAR' }] });
  const requirement = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
  const [held, asked] = [await certificate(supplier), await askedFor(requirement)];
  expect(held).toMatchObject([{ scheme: 'AS9100', edition: 'D' }]);
  expect(asked).toMatchObject([{ stated: 'AS9100', scheme: 'AS9100' }]);
  const picked = await certificate(other);
  expect(picked).toMatchObject([{ scheme: 'JOSCAR' }]);

  // Read by older tables, which did not know it, or had it under another code; and checked by an officer since.
  for (const [scheme, edition] of [
    ['UNKNOWN', null],
    ['NO_LONGER_A_SCHEME', 'X'],
    ['AS9100', null],
  ]) {
    await write(
      `UPDATE certificates SET scheme = $1, edition = $2, evidence = 'DOCUMENT' WHERE organisation_id = $3`,
      [scheme, edition, supplier],
    );
    await write(`UPDATE requirement_certifications SET scheme = $1, edition = $2`, [scheme, edition]);
    await write(`UPDATE reading_code SET code = 'an older one'`);
    expect(await start()).toBe(true);
    await work();
    expect(await certificate(supplier)).toEqual([{ ...held[0], evidence: 'DOCUMENT' }]);
    expect(await askedFor(requirement)).toEqual(asked);
  }
  // A scheme that was picked is not read in the words.
  expect(await certificate(other)).toEqual(picked);
});

it('lets a profile and a requirement be edited of which something has left the tables', async () => {
  const supplier = await economy.supplier({ capabilityCodes: ['welding', 'forging'] });
  const requirement = await economy.requirement(await economy.buyer('Castlegate Aerosystems'), {
    needs: [{ phrase: '5-axis milling', codes: ['forging', 'welding'], importance: 'must' }],
  });
  await write(`UPDATE supplier_capabilities SET code = 'no-longer-in-the-tree' WHERE code = 'forging'`);
  await write(`UPDATE certificates SET scheme = 'NO_LONGER_A_SCHEME'`);
  await write(`UPDATE requirement_needs SET codes = '{no-longer-in-the-tree,welding}'`);
  const summary = 'Another summary.';
  expect(await economy.write((ctx) => economy.suppliers.update(ctx, supplier, { summary }))).toMatchObject({
    ok: true,
  });
  expect(
    await economy.write((ctx) => economy.requirements.update(ctx, requirement, { title: 'Brackets' })),
  ).toMatchObject({ ok: true });
  expect((await claims(supplier)).map(({ code }) => code)).not.toContain('no-longer-in-the-tree');
  expect(await certificate(supplier)).toMatchObject([{ scheme: 'AS9100' }]);
  expect(await needs(requirement)).toEqual([{ codes: ['welding'], picked: true }]);
});

it('hands on what is for other code, until another upgrade makes it void', async () => {
  await economy.supplier();
  await write(`UPDATE reading_code SET code = 'an older one'`);
  expect(await start()).toBe(true);
  const [asked] = await db
    .reading()
    .query<{ payload: { code: string } }>(
      `SELECT payload->'payload' AS payload FROM change_log WHERE payload->>'name' = $1`,
      [rereadWords.name],
    );
  const portion = { ...asked!.payload, code: 'code of another worker' };
  const [handler] = rereading.handlers(db.unitOfWork, 1);
  const handle = () =>
    handler!.handle(rereadWords.payload.parse(portion), {
      requestId: 'r',
      jobId: '1',
      attempt: 1,
      log: db.log,
    });
  const before = await end();
  await handle();
  expect(await logged(before)).toEqual([]);
  await write(`UPDATE reading_code SET code = 'code of another worker'`);
  await handle();
  expect(await logged(before)).toEqual([rereadWords.name]);
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
