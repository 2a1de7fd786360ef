import { HEIGHT, land, reach, roads, sites, WIDTH } from '../map/map.cells.js';
import type { SupplierPageQuery } from './document.operations.js';

type SupplierRead = NonNullable<SupplierPageQuery['supplier']>;

const kinds = [
  { kind: 'PROCESS', label: 'Does' },
  { kind: 'PRODUCT', label: 'Makes' },
  { kind: 'MATERIAL', label: 'Works in' },
  { kind: 'SERVICE', label: 'Offers' },
];

/** What it is to a capability but no maker of it: "heat treatment is subcontracted" offers none of its own. */
const roles = [
  { role: 'BUYS_IN', label: 'Has done by others' },
  { role: 'MAINTAINS', label: 'Repairs and looks after' },
  { role: 'LAB', label: 'Tests' },
  { role: 'SELLS', label: 'Sells' },
  { role: 'HIRES', label: 'Hires out' },
  { role: 'SUPPLIES_TO', label: 'Supplies those who do' },
  { role: 'TRAINS', label: 'Teaches' },
  { role: 'CONSULTS', label: 'Advises on' },
];

type Claim = SupplierRead['capabilities'][number];

/** Each capability once, by its kind where the supplier does it and by what else it is to it where not. */
function inGroups(claims: readonly Claim[]): { label: string; items: Claim[] }[] {
  const done = claims.filter(({ role }) => role === 'PERFORMS');
  const isDone = new Set(done.map(({ code }) => code));
  return [
    ...kinds.map(({ kind, label }) => ({
      label,
      items: done.filter((one) => (one.kind ?? 'SERVICE') === kind),
    })),
    ...roles.map(({ role, label }) => ({
      label,
      items: claims.filter((one) => one.role === role && !isDone.has(one.code)),
    })),
  ].filter(({ items }) => items.length > 0);
}

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
