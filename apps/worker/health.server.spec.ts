import { freePort, readConfig } from '#lib/platform';
import { openTestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { startHealthServer } from './health.server.js';
import { startWorker } from './worker.start.js';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

describe('the health endpoint of the worker', () => {
  it('is up at once, and ready when nothing is amiss', async () => {
    const reasons = ['the match index is loading'];
    const health = await startHealthServer({
      port: 0,
      registry: new Registry(),
      reasons: () => Promise.resolve(reasons),
    });
    stops.push(() => health.stop());
    expect((await fetch(`${health.url}/livez`)).status).toBe(200);
    const waiting = await fetch(`${health.url}/readyz`);
    expect(waiting.status).toBe(503);
    expect(await waiting.json()).toEqual({ status: 'not ready', reasons });
    reasons.pop();
    expect((await fetch(`${health.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${health.url}/else`)).status).toBe(404);
  });

  it('reports a running worker, and is gone when the worker has stopped', async () => {
    const db = await openTestDatabase(schema);
    stops.push(() => db.close());
    const port = String(await freePort());
    const config = readConfig({ NODE_ENV: 'test', WORKER_PORT: port, LOG_LEVEL: 'silent' });
    const worker = await startWorker(config, { databaseUrl: db.url, log: db.log });
    try {
      expect((await fetch(`${worker.healthUrl}/readyz`)).status).toBe(200);
      const metrics = await (await fetch(`${worker.healthUrl}/metrics`)).text();
      expect(metrics).toContain('match_index_suppliers 0');
      for (const figure of ['relay_jobs_waiting', 'relay_lag_seconds', 'letters_waiting', 'letters_overdue'])
        expect(metrics).toMatch(new RegExp(`^${figure} \\d+$`, 'm'));
      for (const state of ['waiting', 'active', 'delayed', 'failed'])
        expect(metrics).toMatch(new RegExp(`^queue_jobs\\{queue="matching",state="${state}"\\} \\d+$`, 'm'));
    } finally {
      await worker.stop();
    }
    await expect(fetch(`${worker.healthUrl}/livez`)).rejects.toThrow();
  });

  it('leaves nothing running when the worker cannot start', async () => {
    const config = readConfig({ NODE_ENV: 'test', WORKER_PORT: '0', LOG_LEVEL: 'silent' });
    await expect(
      startWorker(config, { databaseUrl: 'postgres://nobody:x@127.0.0.1:1/none' }),
    ).rejects.toThrow();
  });
});
