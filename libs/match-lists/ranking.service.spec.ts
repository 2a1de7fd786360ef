import { RunService } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MatchIndexHolder } from './match-index.holder.js';
import { MatchListService } from './match-list.service.js';
import { LIST_LIMIT } from './match-list.types.js';
import { RankingService } from './ranking.service.js';
import { EconomyBuilder } from './testing/economy.builder.js';

let db: TestDatabase;
let economy: EconomyBuilder;
let holder: MatchIndexHolder;
let lists: MatchListService;
let ranking: RankingService;
const runs = new RunService();

beforeEach(async () => {
  db = await openTestDatabase(schema);
  economy = new EconomyBuilder(db);
  holder = new MatchIndexHolder();
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
  lists = new MatchListService(holder);
  ranking = new RankingService(holder, lists, runs);
});
afterEach(async () => {
  await holder.stop();
  await db.close();
});

interface Asked {
  name: string;
  payload: { requirementIds?: string[]; runId?: string };
}
/** Jobs asked for so far, oldest first. */
const asked = (name: string): Promise<Asked[]> =>
  db.reading().query<Asked>(
    `SELECT payload->>'name' AS name, payload->'payload' AS payload FROM change_log
        WHERE topic = 'job' AND payload->>'name' = $1 ORDER BY seq`,
    [name],
  );
const rankSupplier = (id: string) => economy.write((ctx) => ranking.rankSuppliers(ctx, [id]));
const handlerOf = (name: string) => ranking.handlers(db.unitOfWork).find(({ job }) => job.name === name)!;
const run = (handler: string, payload: unknown) =>
  handlerOf(handler).handle(payload, { requestId: 'r', jobId: 'j', attempt: 1, log: db.log });

describe('a supplier that has changed', () => {
  it('gets into the lists it now fits, and only those are ranked', async () => {
    const buyer = await economy.buyer('Castlegate Aerosystems');
    const fits = await economy.requirement(buyer);
    const other = await economy.requirement(buyer, {
      needs: [{ phrase: 'video production', importance: 'must' }],
      certifications: null,
    });
    await economy.write((ctx) => lists.rankAndStore(ctx, [fits, other]));
    const supplier = await economy.supplier();
    expect(await rankSupplier(supplier)).toEqual({ ranked: 1, changed: 1, unchanged: 0, removed: 0 });
    expect((await lists.find(db.reading(), [fits])).get(fits)!.matches).toMatchObject([
      { supplierId: supplier, rank: 1 },
    ]);
  });

  it('leaves the lists it no longer fits', async () => {
    const supplier = await economy.supplier();
    const id = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
    await economy.write((ctx) => lists.rankAndStore(ctx, [id]));
    await economy.expire(supplier, '2021-01-01');
    expect(await rankSupplier(supplier)).toMatchObject({ ranked: 1, changed: 1 });
    expect((await lists.find(db.reading(), [id])).get(id)!.matches).toEqual([]);
  });

  it('ranks nothing when it does not reach the last of a full list', async () => {
    for (let n = 0; n < LIST_LIMIT; n += 1) await economy.supplier({ phrases: ['5-axis milling'] });
    const id = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
    await economy.write((ctx) => lists.rankAndStore(ctx, [id]));
    // What is rare has drifted by fifty suppliers; that is another test's matter.
    Object.defineProperty(holder, 'drifted', { get: () => false });
    const weak = await economy.supplier({ phrases: ['3-axis milling'], summary: '', markets: [] });
    expect(await rankSupplier(weak)).toMatchObject({ ranked: 0 });
    expect((await lists.find(db.reading(), [id])).get(id)!.matches).toHaveLength(LIST_LIMIT);
  });

  it('has everything counted and ranked anew once enough have come, and asks for it once', async () => {
    let last = '';
    for (let n = 0; n < 11; n += 1) last = await economy.supplier();
    expect(await rankSupplier(last)).toBe('recounted');
    expect(await asked('matching.rank-all')).toHaveLength(1);
    await rankSupplier(last);
    expect(await asked('matching.rank-all')).toHaveLength(1);
    expect(holder.index.statistics.documents).toBe(11);
  });
});

describe('a full ranking', () => {
  it('is split into jobs and ends by itself, counting each job once', async () => {
    const supplier = await economy.supplier();
    const buyer = await economy.buyer('Castlegate Aerosystems');
    const ids = [await economy.requirement(buyer), await economy.requirement(buyer)].sort();
    const runId = await economy.write((ctx) => ranking.startFullRanking(ctx));
    const before = (await asked('matching.rank-requirements')).length;
    await run('matching.rank-all', { runId });
    await run('matching.rank-all', { runId });
    const jobs = (await asked('matching.rank-requirements')).slice(before);
    expect(jobs.map(({ payload }) => payload)).toEqual([{ requirementIds: ids, lane: 0, runId }]);
    expect(await runs.find(db.reading(), runId)).toMatchObject({ state: 'RUNNING', total: 2, done: 0 });
    await run('matching.rank-requirements', jobs[0]!.payload);
    await run('matching.rank-requirements', jobs[0]!.payload);
    expect(await runs.find(db.reading(), runId)).toMatchObject({
      state: 'DONE',
      total: 2,
      done: 2,
      report: { ranked: 2, changed: 2, unchanged: 0, removed: 0 },
    });
    expect((await lists.find(db.reading(), ids)).get(ids[0]!)!.matches[0]!.supplierId).toBe(supplier);
  });

  it('ends as failed when a part of it is given up, does the rest, and can be started again', async () => {
    const buyer = await economy.buyer('Castlegate Aerosystems');
    await economy.supplier();
    const ids = [await economy.requirement(buyer), await economy.requirement(buyer)];
    const runId = await economy.write((ctx) => ranking.startFullRanking(ctx));
    await run('matching.rank-all', { runId });
    const [lost, done] = ids.map((id) => ({ requirementIds: [id], runId }));
    const given = { requestId: 'r-8', jobId: 'j', attempt: 8, log: db.log };
    await handlerOf('matching.rank-requirements').givenUp!(lost, given);
    await run('matching.rank-requirements', done);
    expect(await runs.find(db.reading(), runId)).toMatchObject({
      state: 'FAILED',
      done: 1,
      report: { ranked: 1, givenUp: { attempts: 8, requestId: 'r-8' } },
    });
    const again = await economy.write((ctx) => ranking.startFullRanking(ctx));
    await run('matching.rank-all', { runId: again });
    await run('matching.rank-requirements', { requirementIds: ids, runId: again });
    // What has ended is not ended otherwise afterwards.
    await handlerOf('matching.rank-all').givenUp!({ runId: again }, given);
    expect(await runs.find(db.reading(), again)).toMatchObject({ state: 'DONE', done: 2 });
  });

  it('ends at once when there is nothing to rank', async () => {
    const runId = await economy.write((ctx) => ranking.startFullRanking(ctx));
    await run('matching.rank-all', { runId });
    expect(await runs.find(db.reading(), runId)).toMatchObject({ state: 'DONE', total: 0, done: 0 });
  });
});
