import { districts, placeFinder } from '#lib/geography';
import type { Region } from '#lib/taxonomy';
import type { RegionOfOutcode } from './companies-house.row.js';

/**
 * Region by the district that most of an outcode lies in. With `exactPlaces`, outcodes across the border pass as
 * 'OTHER', since part of them may lie in the two regions and the whole postcode will tell.
 */
export function regionsByOutcode(exactPlaces: boolean): RegionOfOutcode {
  const table = districts();
  const regions = new Map<string, Region>();
  for (const { outcode, district } of placeFinder().outcodes) {
    const region = table.byCode(district)!.region;
    if (exactPlaces || region !== 'OTHER') regions.set(outcode, region);
  }
  return (outcode) => regions.get(outcode);
}
