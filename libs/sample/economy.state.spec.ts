import { BuyerService, ClusterBodyService, PlaceService, SupplierService } from '#lib/directory';
import { PersonService } from '#lib/identity';
import { openTestDatabase, type TestDatabase } from '#lib/platform/testing';
import { RequirementService } from '#lib/requirements';
import { EconomyBuilder } from '#lib/match-lists/testing';
import { schema } from '#lib/schema';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { generateEconomy } from './economy.generator.js';
import { type EconomyStores, loadEconomy } from './economy.loader.js';
import { readSampleState } from './economy.state.js';

const today = '2026-11-23';
const economy = generateEconomy({ suppliers: 60, requirements: 5, today });

let db: TestDatabase;
let stores: EconomyStores;
beforeEach(async () => {
  db = await openTestDatabase(schema);
  const places = new PlaceService();
  stores = {
    unitOfWork: db.unitOfWork,
    suppliers: new SupplierService(places),
    buyers: new BuyerService(places),
    clusterBodies: new ClusterBodyService(),
    requirements: new RequirementService(places),
    people: new PersonService(),
  };
});
afterEach(() => db.close());

const state = () => readSampleState(db.reading());

it('wants the sample in an empty store, and again where a load was cut short, until it has come to its end', async () => {
  expect(await state()).toEqual({ wanted: true, whole: false });
  const cutShort = {
    ...stores,
    requirements: { upsertMany: () => Promise.reject(new Error('the process was killed')) },
  };
  await expect(loadEconomy(cutShort, economy)).rejects.toThrow('killed');
  expect(await state()).toEqual({ wanted: true, whole: false });
  await loadEconomy(stores, economy);
  expect(await state()).toEqual({ wanted: false, whole: true });
});

it('leaves a store alone that somebody filled with what is theirs', async () => {
  await new EconomyBuilder(db).supplier();
  expect(await state()).toEqual({ wanted: false, whole: false });
});
