import { queueBackend, QueueWatch, readConfig, recordChange } from '#lib/platform';
import { openTestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { expect, it } from '@jest/globals';
import { Gauge, Registry } from 'prom-client';
import { registerServiceGauges } from './service.gauges.js';

it('tells what waits, and leaves out what it cannot find out', async () => {
  const db = await openTestDatabase(schema);
  const config = readConfig({ NODE_ENV: 'test' });
  const queues = new QueueWatch(() => queueBackend(config, db.url, 1));
  const registry = new Registry();
  const other = new Gauge({ name: 'other', help: 'Something else.', registers: [registry] });
  other.set(1);
  registerServiceGauges(registry, { unitOfWork: db.unitOfWork, queues });
  const told = async (name: string): Promise<string[]> =>
    (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));
  try {
    await db.writing((ctx) => recordChange(ctx, 'job', { name: 'mail.send', payload: {}, requestId: 'r' }));
    expect(await told('relay_jobs_waiting')).toEqual(['relay_jobs_waiting 1']);
    expect(await told('queue_jobs{queue="mail"')).toEqual(
      ['waiting', 'active', 'delayed', 'failed'].map(
        (state) => `queue_jobs{queue="mail",state="${state}"} 0`,
      ),
    );
  } finally {
    await queues.close();
    await db.close();
  }
  expect(await told('relay_jobs_waiting')).toEqual([]);
  expect(await told('queue_jobs')).toEqual([]);
  expect(await told('other')).toEqual(['other 1']);
  await queues.close();
});
