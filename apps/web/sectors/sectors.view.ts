import type { SectorFieldQuery, SectorsQuery } from './document.operations.js';

/** Capabilities shown of a sector: what most of its suppliers offer. */
const SHOWN = 6;

/** A sector with who serves it in which region, what most of them do, what is wanted, and who speaks for it. */
export function sectorCard(
  sector: SectorsQuery['sectors'][number],
  { suppliers, wanted }: SectorFieldQuery,
  bodies: SectorsQuery['clusterBodies'],
) {
  const valuesOf = (dimension: string) =>
    suppliers.facets.find((one) => one.dimension === dimension)?.values ?? [];
  const inRegion = (region: string): number =>
    valuesOf('REGIONS').find(({ value }) => value === region)?.count ?? 0;
  return {
    ...sector,
    suppliers: suppliers.totalCount,
    west: inRegion('WEST_MIDLANDS'),
    east: inRegion('EAST_MIDLANDS'),
    open: wanted.totalCount,
    capabilities: valuesOf('CAPABILITIES').slice(0, SHOWN),
    bodies: bodies.filter(({ sectors }) => sectors.includes(sector.code)),
  };
}
