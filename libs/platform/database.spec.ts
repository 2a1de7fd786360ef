import { openTestDatabase } from '#lib/platform/testing';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config.js';
import { openDatabase } from './database.js';
import { freePort } from './embedded-postgres.js';

describe('a server that cannot be reached', () => {
  it('is named with the setting that leads there, without its password', async () => {
    const port = await freePort();
    const url = `postgres://ann:hush@127.0.0.1:${port}/midlands`;
    const opening = openDatabase({ url, schema: { entities: [], migrations: [] }, applicationName: 'test' });
    await expect(opening).rejects.toThrow(ConfigError);
    await expect(opening).rejects.toThrow(
      `DATABASE_URL, ann@127.0.0.1:${port}/midlands): nothing listens there`,
    );
    await expect(opening).rejects.not.toThrow('hush');
  });
});

it('is asked by background work for one process a statement, on both pools', async () => {
  const test = await openTestDatabase({ entities: [], migrations: [] });
  const opened = await openDatabase({
    url: test.url,
    schema: { entities: [], migrations: [] },
    applicationName: 'test',
    unhurried: true,
  });
  for (const pool of [opened.writer, opened.reader])
    expect(await pool.query('SHOW max_parallel_workers_per_gather')).toEqual([
      { max_parallel_workers_per_gather: '0' },
    ]);
  expect(await opened.reader.query('SHOW default_transaction_read_only')).toEqual([
    { default_transaction_read_only: 'on' },
  ]);
  await opened.close();
  await test.close();
});
