import { AppError, recordChange } from '#lib/platform';
import { eventually, openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MatchIndexHolder } from './match-index.holder.js';
import { EconomyBuilder } from './testing/economy.builder.js';

let db: TestDatabase;
let economy: EconomyBuilder;
let holders: MatchIndexHolder[];

beforeEach(async () => {
  db = await openTestDatabase(schema);
  economy = new EconomyBuilder(db);
  holders = [];
});
afterEach(async () => {
  for (const holder of holders) await holder.stop();
  await db.close();
});

async function hold(): Promise<MatchIndexHolder> {
  const holder = new MatchIndexHolder();
  holders.push(holder);
  await holder.load({ unitOfWork: db.unitOfWork, databaseUrl: db.url, log: db.log, pollMs: 50 });
  return holder;
}

const changeEverything = () => economy.write((ctx) => recordChange(ctx, 'everything', {}));
const statistics = () =>
  db
    .reading()
    .query<{ documents: number }>(`SELECT (content->>'documents')::int AS documents FROM engine_statistics`);

describe('the index of a process', () => {
  it('refuses to be used before it is loaded', () => {
    const holder = new MatchIndexHolder();
    expect(holder.ready).toBe(false);
    expect(() => holder.index).toThrow(new AppError('NOT_READY'));
  });

  it('holds every supplier and open requirement that was there at its start', async () => {
    const supplier = await economy.supplier();
    const buyer = await economy.buyer('Castlegate Aerosystems');
    const open = await economy.requirement(buyer);
    await economy.draft(buyer);
    const holder = await hold();
    expect(holder.size).toBe(1);
    expect(holder.idOf(holder.noOf(supplier)!)).toBe(supplier);
    expect([...(await holder.standing()).keys()]).toEqual([open]);
  });

  it('follows suppliers and requirements that come, change and go, without being asked', async () => {
    const holder = await hold();
    const supplier = await economy.supplier({ name: 'Before Ltd' });
    await eventually('the supplier to be indexed', () => holder.size === 1);
    const no = holder.noOf(supplier)!;
    await economy.write((ctx) => economy.suppliers.update(ctx, supplier, { name: 'After Ltd' }));
    await eventually('the change to be indexed', () => holder.index.get(no)?.name === 'After Ltd');
    await economy.write(async (ctx) => {
      await ctx.query(`DELETE FROM organisations WHERE id = $1`, [supplier]);
      await recordChange(ctx, 'supplier', { ids: [supplier] });
    });
    await holder.catchUp();
    expect(holder.size).toBe(0);
    expect(holder.noOf(supplier)).toBe(no);

    const buyer = await economy.buyer('Castlegate Aerosystems');
    const requirement = await economy.requirement(buyer);
    await holder.catchUp();
    expect((await holder.standing()).has(requirement)).toBe(true);
    await economy.write((ctx) => economy.requirements.close(ctx, requirement));
    await holder.catchUp();
    expect((await holder.standing()).has(requirement)).toBe(false);
  });

  it('takes in what was committed beside an older transaction without waiting for that one', async () => {
    const holder = await hold();
    await db.writing(async (older) => {
      await older.query('SELECT pg_current_xact_id()');
      const supplier = await db.writing((ctx) => economy.register(ctx));
      await holder.catchUp();
      expect(holder.idOf(holder.noOf(supplier)!)).toBe(supplier);
    });
    await economy.settled();
    await holder.catchUp();
    expect(holder.size).toBe(1);
  });

  it('takes in a supplier that the change log has not brought yet', async () => {
    const holder = await hold();
    const supplier = await db.writing(async (ctx) => {
      const id = await economy.register(ctx);
      await ctx.query(`DELETE FROM change_log WHERE topic = 'supplier'`);
      return id;
    });
    await holder.catchUp();
    expect(holder.noOf(supplier)).toBeUndefined();
    expect(holder.idOf((await holder.admit(supplier))!)).toBe(supplier);
    expect(await holder.admit('00000000-0000-0000-0000-000000000000')).toBeUndefined();
  });

  it('shows all that was committed before the call once it has caught up', async () => {
    const holder = await hold();
    for (let n = 1; n <= 5; n += 1) {
      await economy.supplier();
      await holder.catchUp();
      expect(holder.size).toBe(n);
    }
  });

  it('lets a question wait for what it has been told of, and no longer than it says', async () => {
    const holder = await hold();
    let supplier = '';
    let waited: Promise<void> | undefined;
    let done = false;
    await db.writing(async (blocker) => {
      // What the index reads of every supplier: it stands still until this transaction ends.
      await blocker.query('LOCK TABLE contract_awards IN ACCESS EXCLUSIVE MODE');
      supplier = await db.writing((ctx) => economy.register(ctx));
      const following = holder.catchUp();
      waited = holder.abreast(60_000).then(() => void (done = true));
      await holder.abreast(1);
      expect([done, holder.noOf(supplier)]).toEqual([false, undefined]);
      following.catch(() => undefined);
    });
    await waited;
    expect(holder.idOf(holder.noOf(supplier)!)).toBe(supplier);
  });

  it('loads anew when everything has changed, and swaps', async () => {
    const supplier = await economy.supplier();
    const holder = await hold();
    const before = holder.index;
    // As a bulk load does it: rows without a change of their own.
    await economy.write(async (ctx) => {
      await ctx.query(`UPDATE organisations SET name = 'Renamed In Bulk Ltd' WHERE id = $1`, [supplier]);
      await recordChange(ctx, 'everything', {});
    });
    await holder.catchUp();
    expect(holder.index).not.toBe(before);
    expect(holder.index.get(holder.noOf(supplier)!)?.name).toBe('Renamed In Bulk Ltd');
  });

  it('misses no change that comes while it loads anew', async () => {
    const holder = await hold();
    const pending: Promise<unknown>[] = [];
    for (let n = 0; n < 6; n += 1) {
      pending.push(changeEverything());
      await economy.supplier();
    }
    await Promise.all(pending);
    await holder.catchUp();
    expect(holder.size).toBe(6);
  });

  it('knows a new day: certificates are judged on it', async () => {
    db.clock.now = new Date('2026-11-23T09:00:00Z');
    const requirement = await economy.requirement(await economy.buyer('Castlegate Aerosystems'));
    const holder = await hold();
    expect((await holder.standing()).get(requirement)?.onDate).toBe('2026-11-23');
    db.clock.now = new Date('2026-11-24T00:30:00Z');
    expect((await holder.standing()).get(requirement)?.onDate).toBe('2026-11-24');
  });
});

describe('what is rare and what is common', () => {
  it('is counted once and shared by every process', async () => {
    await economy.supplier();
    const first = await hold();
    await economy.supplier();
    const second = await hold();
    expect(second.size).toBe(2);
    expect(second.index.statistics).toEqual(first.index.statistics);
    expect(second.index.statistics.documents).toBe(1);
    expect(await statistics()).toEqual([{ documents: 1 }]);
  });

  it('is counted anew when everything has changed, by all alike', async () => {
    await economy.supplier();
    const [first, second] = [await hold(), await hold()];
    await economy.supplier();
    await changeEverything();
    await Promise.all([first.catchUp(), second.catchUp()]);
    expect(first.index.statistics.documents).toBe(2);
    expect(second.index.statistics).toEqual(first.index.statistics);
    expect(await statistics()).toEqual([{ documents: 2 }]);
  });

  it('has drifted once enough suppliers have come', async () => {
    const holder = await hold();
    for (let n = 0; n < 11; n += 1) await economy.supplier();
    await holder.catchUp();
    expect(holder.drifted).toBe(true);
    await changeEverything();
    await holder.catchUp();
    expect(holder.drifted).toBe(false);
  });
});
