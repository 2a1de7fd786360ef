import { recordChange, RunService } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { MatchIndexHolder } from './match-index.holder.js';
import { MatchListService } from './match-list.service.js';
import { RankingService } from './ranking.service.js';
import { EconomyBuilder } from './testing/economy.builder.js';

const EDITS = 24;

let db: TestDatabase;
let holders: MatchIndexHolder[];

beforeEach(async () => {
  db = await openTestDatabase(schema);
  holders = [];
});
afterEach(async () => {
  for (const holder of holders) await holder.stop();
  await db.close();
});

async function engine(): Promise<{
  holder: MatchIndexHolder;
  lists: MatchListService;
  ranking: RankingService;
}> {
  const holder = new MatchIndexHolder();
  holders.push(holder);
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
  const lists = new MatchListService(holder);
  return { holder, lists, ranking: new RankingService(holder, lists, new RunService()) };
}

/** The same numbers each time: a failure can be looked at again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const trades = ['5-axis milling', 'CNC turning', 'anodising', 'sheet metal fabrication', 'rubber moulding'];
const places = ['DE24 9FU', 'B7 4BB', 'CV1 5FB', 'NG7 2RD', 'LE1 7RH'];

it('follows many changes to the same lists that a process which starts afresh ranks', async () => {
  const economy = new EconomyBuilder(db);
  const roll = dice(7);
  const pick = <T>(from: readonly T[]): T => from[roll(from.length)]!;
  const buyer = await economy.buyer('Castlegate Aerosystems');
  const requirements: string[] = [];
  for (const phrase of trades) {
    requirements.push(
      await economy.requirement(buyer, { needs: [{ phrase, importance: 'must' }], certifications: null }),
      await economy.requirement(buyer, {
        needs: [
          { phrase, importance: 'must' },
          { phrase: pick(trades), importance: 'should' },
        ],
      }),
    );
  }
  const suppliers: string[] = [];
  for (let n = 0; n < 16; n += 1)
    suppliers.push(await economy.supplier({ phrases: [pick(trades)], postcode: pick(places) }));
  const { lists, ranking } = await engine();
  await economy.write((ctx) => lists.rankAndStore(ctx, requirements));

  for (let edit = 0; edit < EDITS; edit += 1) {
    const at = roll(suppliers.length);
    let changed = suppliers[at]!;
    switch (roll(4)) {
      case 0:
        changed = await economy.supplier({ phrases: [pick(trades), pick(trades)], postcode: pick(places) });
        suppliers.push(changed);
        break;
      case 1:
        await economy.write(async (ctx) => {
          await ctx.query(`DELETE FROM organisations WHERE id = $1`, [changed]);
          await recordChange(ctx, 'supplier', { ids: [changed] });
        });
        suppliers.splice(at, 1);
        break;
      case 2:
        await economy.expire(changed, pick(['2021-01-01', '2031-01-01']));
        break;
      default:
        await economy.write((ctx) =>
          economy.suppliers.update(ctx, changed, { phrases: [pick(trades)], acceptingWork: roll(5) > 0 }),
        );
    }
    await economy.write((ctx) => ranking.rankSuppliers(ctx, [changed]));
  }

  const stored = await lists.find(db.reading(), requirements);
  expect([...stored.values()].some(({ matches }) => matches.length > 0)).toBe(true);
  const afresh = await engine();
  expect(await economy.write((ctx) => afresh.lists.rankAndStore(ctx, requirements))).toEqual({
    ranked: requirements.length,
    changed: 0,
    unchanged: requirements.length,
    removed: 0,
  });
});
