import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MatchIndexHolder } from './match-index.holder.js';
import { MatchListService } from './match-list.service.js';
import { NearMissBook } from './near-miss.book.js';
import { EconomyBuilder, valueOf } from './testing/index.js';

let db: TestDatabase;
let economy: EconomyBuilder;
let holder: MatchIndexHolder;
let lists: MatchListService;

beforeAll(async () => {
  db = await openTestDatabase(schema);
  db.clock.now = new Date('2026-11-23T09:00:00Z');
  economy = new EconomyBuilder(db);
  holder = new MatchIndexHolder();
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
  lists = new MatchListService(holder);
});
afterAll(async () => {
  await holder.stop();
  await db.close();
});

const certificate = (stated: string) => ({ stated, validFrom: '2025-01-01', validTo: '2028-01-01' });
const AS9100 = certificate('AS9100 Rev D');

/** What is found for some suppliers, as text. */
async function found(book: NearMissBook, nos: readonly number[], wider?: () => Promise<number[]>) {
  const entries = await book.of(db.reading(), nos, { wider });
  return entries
    .map(
      ({ requirementId, supplierNo, blocker }) => `${supplierNo} ${requirementId} ${JSON.stringify(blocker)}`,
    )
    .sort();
}

it('gives cluster bodies that share members, of one pass, what each would be given of its own', async () => {
  const buyer = await economy.buyer('Castlegate Aerosystems');
  const ids: string[] = [];
  // Each lacks something else: nothing, a certificate, both, a process.
  for (const draft of [
    {},
    { certificates: [AS9100, certificate('Cyber Essentials')] },
    { certificates: [] },
    { phrases: ['anodising'] },
    { certificates: [certificate('Cyber Essentials')] },
  ])
    ids.push(await economy.supplier(draft));
  const publish = async (title: string, required: string[], phrases: string[]): Promise<void> => {
    const needs = phrases.map((phrase) => ({ phrase, importance: 'must' as const }));
    const id = await economy.requirement(buyer, { title, needs, certifications: { required } });
    await economy.write((ctx) => lists.rankAndStore(ctx, [id]));
  };
  await publish('Brackets', ['AS9100'], ['5-axis milling']);
  await publish('Guarded brackets', ['AS9100', 'Cyber Essentials'], ['5-axis milling']);
  await publish('Coated brackets', ['AS9100'], ['5-axis milling', 'anodising']);
  await holder.catchUp();
  const nos = ids.map((id) => holder.noOf(id)!);
  const bodies = [nos.slice(0, 3), nos.slice(1, 4), nos.slice(2, 5)];
  let asked = 0;
  const everybody = (): Promise<number[]> => {
    asked += 1;
    return Promise.resolve(nos);
  };
  const shared = new NearMissBook(holder);
  const same = async (): Promise<string[]> => {
    const all: string[] = [];
    for (const body of bodies) {
      const own = await found(new NearMissBook(holder), body);
      expect(await found(shared, body, everybody)).toEqual(own);
      all.push(...own);
    }
    return all;
  };
  const before = await same();
  // Somebody whom two share is told of by both; and who is nobody's member of theirs, by neither.
  const tellings = (no: number): number => before.filter((entry) => entry.startsWith(`${no} `)).length;
  expect(tellings(nos[0]!)).toBeGreaterThan(0);
  expect(tellings(nos[2]!)).toBeGreaterThan(2);
  expect(new Set(before).size).toBeLessThan(before.length);
  // What changes in between shows in both.
  await economy.write(async (ctx) =>
    valueOf(await economy.suppliers.setCertificates(ctx, ids[2]!, [AS9100])),
  );
  await publish('Turned brackets', ['Cyber Essentials'], ['CNC turning']);
  await holder.catchUp();
  const after = await same();
  expect(after).not.toEqual(before);
  expect(asked).toBe(1);
});
