import { Organisation } from '#lib/directory';
import { newId } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findBuyer, findCluster } from './organisation.lookup.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase(schema);
});
afterAll(() => db.close());

const find = async (name: string): Promise<string> => (await findCluster(db.reading(), name)).name;
const add = (name: string, part: 'clusterBody' | 'buyer' = 'clusterBody'): Promise<void> =>
  db.writing(async (ctx) => {
    await ctx.repository(Organisation).insert({
      id: newId(),
      name,
      nameKey: name.toLowerCase(),
      [part]: true,
      origin: 'REGISTERED',
    });
  });

describe('the cluster body that somebody names', () => {
  it('is told not to exist while there is none', async () => {
    await expect(find('Aerospace')).rejects.toThrow(
      'There is no cluster body yet. Officers add them in the portal, on the page “Office”.',
    );
  });

  it('is found by its name or a part of it, else the others are listed', async () => {
    await add('Rail Forum');
    await add('Rail Forum Midlands');
    await add('Midlands Aerospace Alliance');

    expect(await find('aerospace')).toBe('Midlands Aerospace Alliance');
    expect(await find('rail forum')).toBe('Rail Forum');
    await expect(find('rail')).rejects.toThrow(
      'The names of several cluster bodies hold "rail":\n  Rail Forum\n  Rail Forum Midlands',
    );
    await expect(find('100%')).rejects.toThrow(
      'No cluster body is called "100%". There are:\n  Midlands Aerospace Alliance\n  Rail Forum\n  Rail Forum Midlands',
    );
  });
});

describe('the buyer that somebody names', () => {
  it('is found among buyers alone, and one name of two is none', async () => {
    await add('Midlands Rail Works', 'buyer');
    expect((await findBuyer(db.reading(), 'rail')).name).toBe('Midlands Rail Works');
    await add('Midlands Rail Works', 'buyer');
    await expect(findBuyer(db.reading(), 'Midlands Rail Works')).rejects.toThrow(
      'The names of several buyers hold "Midlands Rail Works"',
    );
    await expect(findBuyer(db.reading(), 'Alliance')).rejects.toThrow('No buyer is called "Alliance".');
  });
});
