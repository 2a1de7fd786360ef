import { facetValues } from '../facet.values.js';
import type { ZonesQuery } from './document.operations.js';

type Site = ZonesQuery['zones'][number] & { suppliers: number };

/** A zone or freeport with its sites. */
export interface Programme {
  name: string;
  region: Site['region'];
  sites: Site[];
}

/** Sites under the zone or freeport they belong to, each with how many suppliers are in it or affiliated with it. */
export function programmesOf({ zones, searchSuppliers }: ZonesQuery): Programme[] {
  const counts = facetValues(searchSuppliers.facets, 'ZONES');
  const programmes = new Map<string, Programme>();
  for (const zone of zones) {
    const programme = programmes.get(zone.programme) ?? {
      name: zone.programme,
      region: zone.region,
      sites: [],
    };
    programme.sites.push({ ...zone, suppliers: counts.find(({ value }) => value === zone.code)?.count ?? 0 });
    programmes.set(zone.programme, programme);
  }
  return [...programmes.values()];
}
