import { EconomyBuilder } from '#lib/match-lists/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Writable } from 'node:stream';
import { startApi } from '../../apps/api/index.js';
import { type ApiKit, startApiKit } from './api.kit.js';

let kit: ApiKit;

beforeAll(async () => {
  kit = await startApiKit();
});
afterAll(() => kit.stop());

/** Another API on the same store, and what it logs. */
async function startAnother() {
  const told: { msg: string; searches?: number }[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      told.push(JSON.parse(line.toString()) as (typeof told)[number]);
      done();
    },
  });
  const api = await startApi(kit.config, { databaseUrl: kit.db.url, port: 0, log: pino(stream) });
  return { api, told };
}

describe('an API that starts', () => {
  it('searches what the economy offers before it says that it is ready, and counts none of it', async () => {
    const economy = new EconomyBuilder(kit.db);
    await economy.supplier();
    await economy.supplier({ phrases: ['anodising', 'sand casting'] });
    const { api, told } = await startAnother();
    try {
      const early = await fetch(`${api.url}/readyz`);
      expect(early.status).toBe(503);
      await api.ready;
      expect((await fetch(`${api.url}/readyz`)).status).toBe(200);
      const [warm] = told.filter(({ msg }) => msg === 'searched beforehand');
      expect(warm!.searches).toBeGreaterThan(0);
      const metrics = await (await fetch(`${api.url}/metrics`)).text();
      expect(metrics).not.toContain('field="searchSuppliers"');
      expect(metrics).not.toMatch(/graphql_errors_total\{/);
      expect(told.filter(({ msg }) => msg.includes('warming up failed'))).toEqual([]);
    } finally {
      await api.stop();
    }
  });
});
