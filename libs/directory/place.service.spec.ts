import type { PostcodeRow } from '#lib/geography';
import { isFailure } from '#lib/platform';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { schema } from '#lib/schema';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { PlaceService } from './place.service.js';
import { loadPostcodes, type PostcodesLoaded } from './postcode.table.js';
import { SupplierService } from './supplier.service.js';

let db: TestDatabase;
const places = new PlaceService();
const suppliers = new SupplierService(places);

beforeAll(async () => {
  db = await openTestDatabase(schema);
});
afterAll(() => db.close());

const row = (postcode: string, lat: number, lon: number, districtCode = 'E06000015'): PostcodeRow => ({
  postcode,
  lat,
  lon,
  districtCode,
  districtName: 'Derby',
  region: 'EAST_MIDLANDS',
  combinedAuthority: 'EMCCA',
  quality: 10,
});
async function* batches(...rows: PostcodeRow[][]): AsyncGenerator<PostcodeRow[]> {
  await Promise.resolve();
  yield* rows;
}
const load = (...rows: PostcodeRow[][]): Promise<PostcodesLoaded> =>
  db.writing((ctx) => loadPostcodes(ctx, batches(...rows)));
const locate = async (postcode: string): Promise<object> => {
  const place = await places.locate(db.reading(), postcode, ['site', 'postcode']);
  return isFailure(place) ? place.errors[0]! : place.value;
};

it('places a postcode by its outward code until the table is loaded, then exactly, and its sites with it', async () => {
  expect(await locate('de24 8se')).toMatchObject({ precision: 'outcode', postcode: 'DE24 8SE' });
  const registered = await db.writing((ctx) =>
    suppliers.register(ctx, { name: 'Sited', postcode: 'DE24 8SE', origin: 'REGISTERED' }),
  );
  if (isFailure(registered)) throw new Error('not registered');
  const loaded = await load([row('DE24 8SE', 52.9, -1.45)], [row('DE24 9FU', 52.877, -1.468)]);
  expect(loaded).toEqual({ postcodes: 2, sitesPlaced: 1 });
  expect(await locate('DE248SE')).toMatchObject({ precision: 'postcode', districtCode: 'E06000015' });
  expect(await locate('DE24 8ZZ')).toMatchObject({ precision: 'outcode' });
  const view = (await suppliers.find(db.reading(), [registered.value.id])).get(registered.value.id)!;
  expect(view.site).toMatchObject({ precision: 'postcode' });
  expect(view.site!.lat).toBeCloseTo(52.9, 4);
  const [last] = await db.reading().query(`SELECT topic, payload FROM change_log ORDER BY seq DESC LIMIT 1`);
  expect(last).toEqual({ topic: 'supplier', payload: { ids: [registered.value.id] } });
});

it('replaces the table by difference, all of it or nothing', async () => {
  await load([row('DE24 8SE', 52.9, -1.45), row('DE24 9FU', 52.8, -1.4)]);
  const stored = (): Promise<unknown[]> =>
    db.reading().query(`SELECT code, xmin::text AS written FROM postcodes ORDER BY code`);
  const before = await stored();
  await load([row('DE24 8SE', 52.9, -1.45), row('DE24 9FU', 52.8, -1.4)]);
  expect(await stored()).toEqual(before);
  await expect(load()).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const broken = async function* (): AsyncGenerator<PostcodeRow[]> {
    yield [row('DE1 1AA', 52.9, -1.4)];
    await Promise.resolve();
    throw new Error('the file broke off');
  };
  await expect(db.writing((ctx) => loadPostcodes(ctx, broken()))).rejects.toThrow('the file broke off');
  expect(await stored()).toEqual(before);
  expect(await load([row('DE24 8SE', 52.9, -1.45)])).toMatchObject({ postcodes: 1 });
});

it('tells what is wrong with a postcode, at the field it came from', async () => {
  for (const wrong of ['', 'DE24 8S', 'EH1 1AA', 'BFPO 57']) {
    expect(await locate(wrong)).toMatchObject({ code: 'INVALID_POSTCODE', path: ['site', 'postcode'] });
  }
});

it('places any number of postcodes in one statement', async () => {
  const ctx = db.reading();
  const statements = jest.spyOn(ctx, 'query');
  const found = await places.locateMany(ctx, ['DE24 8SE', 'B7 4QL', 'DE24 8SE', 'nowhere']);
  expect([...found].map(([postcode, place]) => [postcode, place.ok])).toEqual([
    ['DE24 8SE', true],
    ['B7 4QL', true],
    ['nowhere', false],
  ]);
  expect(statements).toHaveBeenCalledTimes(1);
});
