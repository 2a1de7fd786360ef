import { facetValues } from '../facet.values.js';
import type { SectorFieldQuery, SectorsQuery } from './document.operations.js';

/** Capabilities shown of a sector: what most of its suppliers offer. */
const SHOWN = 6;

/** A sector with who serves it in which region, what most of them do, what is wanted, and who speaks for it. */
export function sectorCard(
  sector: SectorsQuery['sectors'][number],
  { suppliers, wanted }: SectorFieldQuery,
  bodies: SectorsQuery['clusterBodies'],
) {
  const regions = facetValues(suppliers.facets, 'REGIONS');
  const inRegion = (region: string): number => regions.find(({ value }) => value === region)?.count ?? 0;
  return {
    ...sector,
    suppliers: suppliers.totalCount,
    west: inRegion('WEST_MIDLANDS'),
    east: inRegion('EAST_MIDLANDS'),
    open: wanted.totalCount,
    capabilities: facetValues(suppliers.facets, 'CAPABILITIES').slice(0, SHOWN),
    bodies: bodies.filter(({ sectors }) => sectors.includes(sector.code)),
  };
}
