import { facetValues } from '../facet.values.js';
import type { SectorsQuery, SectorSuppliersQuery } from './document.operations.js';

/** Capabilities shown of a sector: what most of its suppliers offer. */
const SHOWN = 6;

/** A sector with who serves it in which region, what most of them do, what is wanted, and who speaks for it. */
export function sectorCard(
  sector: SectorsQuery['sectors'][number],
  answer: SectorsQuery,
  served: SectorSuppliersQuery,
) {
  const suppliers = served[sector.code];
  const wanted = answer[sector.code];
  const regions = facetValues(suppliers.facets, 'REGIONS');
  const inRegion = (region: string): number => regions.find(({ value }) => value === region)?.count ?? 0;
  return {
    ...sector,
    suppliers: suppliers.totalCount,
    west: inRegion('WEST_MIDLANDS'),
    east: inRegion('EAST_MIDLANDS'),
    open: wanted.totalCount,
    capabilities: facetValues(suppliers.facets, 'CAPABILITIES').slice(0, SHOWN),
    bodies: answer.clusterBodies.filter(({ sectors }) => sectors.includes(sector.code)),
  };
}
