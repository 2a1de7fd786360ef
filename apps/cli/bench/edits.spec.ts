import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchReport } from './bench.report.js';
import { withBenchStore } from './bench.store.js';
import { editsAndUpgrade } from './edits.bench.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midlands-match-upgrade-'));
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

it('holds after edits and an upgrade with another taxonomy what a process that starts afresh would', async () => {
  const report = new BenchReport();
  await withBenchStore(report, { suppliers: 250, requirements: 25 }, (store) =>
    editsAndUpgrade(report, store, join(folder, 'product'), 40),
  );
  const different = report.figures.filter(({ name }) => name.startsWith('of them different'));
  expect(different.map(({ value }) => value)).toEqual([0, 0, 0, 0]);
  const compared = report.figures.filter(({ unit, target }) => unit !== 'edits/s' && target === undefined);
  expect(Math.min(...compared.map(({ value }) => value))).toBeGreaterThan(10);
}, 180_000);
