import { describe, expect, it } from '@jest/globals';
import { DriveMemory } from './drive.memory.js';
import type { SupplierColumns } from './supplier.columns.js';

const SITES = 10_000;
const PLACES = 70;
const columns = {
  siteLat: { data: Float64Array.from({ length: SITES }, (_, site) => 52 + site / SITES), length: SITES },
  siteLon: { data: new Float64Array(SITES), length: SITES },
} as unknown as SupplierColumns;

describe('minutes remembered', () => {
  it('are those of the site asked about, of more sites and places than are kept', () => {
    const memory = new DriveMemory(columns, (a, b) => a.lon + b.lat);
    for (let time = 0; time < 2; time += 1)
      for (let place = 0; place < PLACES; place += 1) {
        const minutes = memory.from({ lat: 52, lon: place });
        for (let site = place % 13; site < SITES; site += 128)
          expect(minutes(site)).toBe(place + columns.siteLat.data[site]!);
      }
  });

  it('are asked for once', () => {
    let asked = 0;
    const memory = new DriveMemory(columns, () => (asked += 1));
    for (let time = 0; time < 3; time += 1) expect(memory.from({ lat: 52, lon: -1 })(7)).toBe(1);
  });
});
