/** What a supplier offers to the filters of a search, beside its certificates, which depend on the date. */
import type { CapabilityGraph } from '../reading/capability.graph.js';
import { claimStrength } from '../scoring/criteria.scoring.js';
import type { SupplierRecord } from '../model/model.types.js';
import type { SizeBand } from '../model/search.types.js';

const SMALL_FROM = 10;
const MEDIUM_FROM = 50;
const LARGE_FROM = 250;

export type StoredDimension =
  'regions' | 'districts' | 'zones' | 'sectors' | 'sizeBands' | 'combinedAuthorities' | 'capabilities';

/** A claim weaker than this is a passing mention, which a filter must not find. */
const FILTER_CLAIM = 100;

/** One value of one dimension; columns hold its number. */
export interface StoredValue {
  dimension: StoredDimension;
  value: string;
}

/** Size band by employees. */
export function sizeBand(employees: number | null): SizeBand {
  if (employees === null) return 'UNKNOWN';
  if (employees < SMALL_FROM) return 'MICRO';
  if (employees < MEDIUM_FROM) return 'SMALL';
  return employees < LARGE_FROM ? 'MEDIUM' : 'LARGE';
}

/** Every value of a supplier, each once. */
export function facetValuesOf(supplier: SupplierRecord, graph: CapabilityGraph): StoredValue[] {
  const { sites } = supplier;
  const authorities = sites.flatMap(({ combinedAuthority }) => combinedAuthority ?? []);
  const all: [StoredDimension, readonly string[]][] = [
    ['regions', sites.map(({ region }) => region)],
    ['districts', sites.map(({ districtCode }) => districtCode)],
    ['zones', sites.flatMap(({ zones }) => zones)],
    ['sectors', supplier.sectors],
    ['sizeBands', [sizeBand(supplier.employees)]],
    ['combinedAuthorities', authorities],
    ['capabilities', codesOf(supplier, graph)],
  ];
  return all.flatMap(([dimension, values]) => [...new Set(values)].map((value) => ({ dimension, value })));
}

/** Codes claimed, and every broader one: a filter on a capability takes what is narrower too. */
function codesOf({ capabilities }: SupplierRecord, graph: CapabilityGraph): string[] {
  const codes: string[] = [];
  for (const claim of capabilities) {
    const id = graph.idOf(claim.code);
    if (id < 0 || claimStrength(claim) < FILTER_CLAIM) continue;
    for (const at of graph.lineOf(id)) codes.push(graph.node(at).code);
  }
  return codes;
}
