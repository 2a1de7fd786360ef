import { inGroups } from '../capability.groups.js';
import { HEIGHT, land, reach, roads, sites, WIDTH } from '../map/map.cells.js';
import type { SupplierPageQuery } from './document.operations.js';

type SupplierRead = NonNullable<SupplierPageQuery['supplier']>;

/** Minutes of a drive that buyers most often ask for. */
const USUAL_REACH = 60;

/** A supplier's page: its capabilities by kind, its zones by name, and how far an hour's drive goes. */
export function supplierView(supplier: SupplierRead, zones: SupplierPageQuery['zones']) {
  const nameOf = (code: string): string => zones.find((zone) => zone.code === code)?.name ?? code;
  const inZones = new Set(supplier.sites.flatMap((site) => site.zones));
  const affiliated = new Set(supplier.sites.flatMap((site) => site.affiliatedZones));
  return {
    title: supplier.name,
    supplier,
    kinds: inGroups(supplier.capabilities),
    inZones: [...inZones].map(nameOf),
    affiliated: [...affiliated].filter((code) => !inZones.has(code)).map(nameOf),
    map: supplier.site && {
      width: WIDTH,
      height: HEIGHT,
      land: land.map(({ region, outline }) => ({ region, d: outline })),
      roads,
      sites,
      reach: reach([supplier.site], USUAL_REACH),
    },
  };
}
