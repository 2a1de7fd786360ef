import { ImageError, MatchIndex } from '#lib/matching';
import { recordChange } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineOptions } from './engine.options.js';
import { latestEpoch } from './engine-statistics.store.js';
import { describeStore, openSnapshot, saveSnapshot, stillHolds } from './index.snapshot.js';
import { MatchIndexHolder } from './match-index.holder.js';
import { EconomyBuilder } from './testing/economy.builder.js';

let db: TestDatabase;
let economy: EconomyBuilder;
let folder: string;
let holders: MatchIndexHolder[];

beforeEach(async () => {
  db = await openTestDatabase(schema);
  economy = new EconomyBuilder(db);
  folder = await mkdtemp(join(tmpdir(), 'midlands-match-image-'));
  holders = [];
});
afterEach(async () => {
  for (const holder of holders) await holder.stop();
  await db.close();
  await rm(folder, { recursive: true });
});

async function hold(): Promise<MatchIndexHolder> {
  const holder = new MatchIndexHolder();
  holders.push(holder);
  await holder.load({
    unitOfWork: db.unitOfWork,
    databaseUrl: db.url,
    log: db.log,
    pollMs: 50,
    imageFolder: folder,
    worthSaving: 1,
  });
  await holder.kept();
  return holder;
}

const file = () => join(folder, 'match-index.image');

describe('an index that is kept', () => {
  it('is opened at the next start, and caught up from the change log', async () => {
    const gone = await economy.supplier({ name: 'Gone Ltd' });
    const stays = await economy.supplier({ name: 'Before Ltd' });
    await (await hold()).stop();
    const saved = await readFile(file());
    const came = await economy.supplier();
    await economy.write((ctx) => economy.suppliers.update(ctx, stays, { name: 'After Ltd' }));
    await economy.write(async (ctx) => {
      await ctx.query(`DELETE FROM organisations WHERE id = $1`, [gone]);
      await recordChange(ctx, 'supplier', { ids: [gone] });
    });
    const next = await hold();
    expect(next.warm).toBe(true);
    expect(next.size).toBe(2);
    expect(next.index.get(next.noOf(stays)!)?.name).toBe('After Ltd');
    expect(next.idOf(next.noOf(came)!)).toBe(came);
    expect((await readFile(file())).equals(saved)).toBe(true);
  });

  it('is built anew when everything has changed since', async () => {
    await economy.supplier();
    await (await hold()).stop();
    await economy.write((ctx) => recordChange(ctx, 'everything', {}));
    expect((await hold()).warm).toBe(false);
  });

  it('is built anew when the log no longer holds what came after it', async () => {
    await economy.supplier();
    await (await hold()).stop();
    await economy.write((ctx) => ctx.query(`DELETE FROM change_log`));
    expect((await hold()).warm).toBe(false);
  });

  it('is built anew when suppliers are missing that no change tells of', async () => {
    const supplier = await economy.supplier();
    await economy.supplier();
    await (await hold()).stop();
    await economy.write((ctx) => ctx.query(`DELETE FROM organisations WHERE id = $1`, [supplier]));
    const holder = await hold();
    await holder.catchUp();
    expect(holder.size).toBe(1);
  });

  it('is built anew when the file is damaged', async () => {
    await economy.supplier();
    await (await hold()).stop();
    await truncate(file(), 5_000);
    const holder = await hold();
    expect(holder.warm).toBe(false);
    expect(holder.size).toBe(1);
    await writeFile(file(), 'nothing of ours');
    expect((await hold()).warm).toBe(false);
  });

  it('is refused to another store and other code', async () => {
    await economy.supplier();
    const holder = await hold();
    const ctx = db.reading();
    const epoch = await latestEpoch(ctx);
    const kept = await openSnapshot(folder, () => Promise.resolve(true));
    const { head } = kept!;
    expect(await stillHolds(ctx, head, epoch)).toBe(true);
    expect(await stillHolds(ctx, { ...head, code: 'other' }, epoch)).toBe(false);
    expect(await stillHolds(ctx, { ...head, countedAt: '2020-01-01' }, epoch)).toBe(false);
    expect(await stillHolds(ctx, head, { ...epoch, seq: '99' })).toBe(false);
    expect(MatchIndex.open(kept!.image, engineOptions()).size).toBe(holder.size);
  });

  it('cannot be read when it is cut short', async () => {
    await economy.supplier();
    const holder = await hold();
    const head = await describeStore(
      db.reading(),
      holder.countedAt,
      (await openSnapshot(folder, () => Promise.resolve(true)))!.head.position,
    );
    await saveSnapshot(folder, head!, holder.index.image());
    await truncate(file(), 4_096 + 16);
    await expect(openSnapshot(folder, () => Promise.resolve(true))).rejects.toThrow(ImageError);
  });
});
