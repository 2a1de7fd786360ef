import {
  type MatchIndex,
  MatchIndex as Index,
  nearMissesOf,
  type RequirementRecord,
  slotsOf,
} from '#lib/matching';
import { generateEconomy, toRecords } from '#lib/sample';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { engineOptions } from './engine.options.js';
import { encodeList } from './match-list.encoder.js';
import { nearMissPage } from './near-miss.page.js';
import { RankingPool } from './ranking.pool.js';
import { listFor } from './requirement.ranker.js';

const pool = new RankingPool();
const economy = toRecords(generateEconomy({ suppliers: 400, requirements: 120, today: '2026-11-23' }));
let index: MatchIndex;
let requirements: RequirementRecord[];

beforeAll(() => {
  index = Index.build(economy.suppliers.slice(0, 300), engineOptions());
  requirements = economy.requirements.slice(0, 100);
});
afterAll(() => pool.stop());

const tasks = () => requirements.map((record) => ({ record, own: undefined }));
const lines = (texts: readonly string[]) => texts.join('').trimEnd().split('\n').sort();
const byThreads = async (version: number) =>
  lines((await pool.rank(index, version, tasks())).map((bytes) => new TextDecoder().decode(bytes)));
const here = () =>
  lines(requirements.map((record) => encodeList(record.id, listFor(index, record, undefined))));

describe('threads that rank', () => {
  it('come to the lists that the process itself comes to', async () => {
    const expected = here();
    expect(expected).toHaveLength(100);
    expect(expected.some((line) => line.split('\t')[2] !== '{}')).toBe(true);
    expect(await byThreads(1)).toEqual(expected);
  });

  it('come to the same lists in lanes, asked for side by side', async () => {
    const asked = tasks();
    const lanes = await Promise.all([
      pool.rank(index, 1, asked.slice(0, 40), 0),
      pool.rank(index, 1, asked.slice(40, 80), 1),
      pool.rank(index, 1, asked.slice(80), 0),
    ]);
    expect(lines(lanes.flat().map((bytes) => new TextDecoder().decode(bytes)))).toEqual(here());
    expect(lanes.map((answers) => answers.length)).toEqual([3, 3, 2]);
  });

  it('follow suppliers that come, change and go', async () => {
    const before = here();
    index.apply({
      upsert: economy.suppliers.slice(200),
      remove: economy.suppliers.slice(0, 100).map(({ no }) => no),
    });
    expect(await byThreads(2)).toEqual(here());
    expect(here()).not.toEqual(before);
  });

  it('take another index in place of the one they had', async () => {
    index = Index.build(economy.suppliers.slice(100, 250), engineOptions());
    expect(await byThreads(3)).toEqual(here());
  });

  it('leave out a buyer that supplies', async () => {
    const record = requirements.find((candidate) => listFor(index, candidate, undefined).length > 1)!;
    const [best] = listFor(index, record, undefined);
    const [bytes] = await pool.rank(index, 3, [{ record, own: best!.supplierNo }]);
    const nos = new TextDecoder().decode(bytes).split('\t')[2]!;
    expect(nos.slice(1, -1).split(',')).not.toContain(String(best!.supplierNo));
  });

  it('come to the near misses that the process itself comes to', async () => {
    const among = slotsOf(
      index,
      economy.suppliers.map(({ no }) => no),
    );
    const asked = requirements.map((record) => ({ record, least: 0 }));
    const pages = new Map(
      (await pool.nearly(index, 3, asked, among)).map((page) => [page.requirementId, page]),
    );
    for (const { record, least } of asked) {
      const here = nearMissPage(record, nearMissesOf(index, record, { among, least, stepsOnly: true }));
      expect(pages.get(record.id)).toEqual(here);
    }
    expect([...pages.values()].some(({ supplierNos }) => supplierNos.length > 1)).toBe(true);
  });

  it('tell why they could not, and go on', async () => {
    const broken = { ...requirements[0]!, needs: undefined } as unknown as RequirementRecord;
    await expect(pool.rank(index, 3, [{ record: broken, own: undefined }])).rejects.toThrow(
      'ranking failed in its thread',
    );
    expect(await byThreads(3)).toEqual(here());
  });

  it('start again after they were stopped', async () => {
    await pool.stop();
    expect(await byThreads(3)).toEqual(here());
  });
});
