/** Random small economies for property tests. */
import fc from 'fast-check';
import type { CapabilityNodeView } from '../reading/capability.graph.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';

/** A tiny tree with every kind of link. */
export const TINY_TREE: readonly CapabilityNodeView[] = [
  { code: 'making', parent: null, kind: 'process', label: 'Making' },
  { code: 'machining', parent: 'making', kind: 'process', label: 'Machining' },
  { code: 'milling', parent: 'machining', kind: 'process', label: 'Milling' },
  {
    code: 'five-axis',
    parent: 'milling',
    kind: 'process',
    label: 'Five-axis milling',
    related: [{ code: 'grinding', strength: 0.3 }],
  },
  { code: 'grinding', parent: 'machining', kind: 'process', label: 'Grinding' },
  { code: 'casting', parent: 'making', kind: 'process', label: 'Casting' },
  { code: 'products', parent: null, kind: 'product', label: 'Products' },
  {
    code: 'gears',
    parent: 'products',
    kind: 'product',
    label: 'Gears',
    related: [{ code: 'grinding', strength: 0.7 }],
  },
  { code: 'materials', parent: null, kind: 'material', label: 'Materials' },
  { code: 'titanium', parent: 'materials', kind: 'material', label: 'Titanium' },
  { code: 'steel', parent: 'materials', kind: 'material', label: 'Steel' },
];
const codes = TINY_TREE.map((node) => node.code);
const WORDS = [
  'milled',
  'parts',
  'gears',
  'titanium',
  'castings',
  'grinding',
  'rail',
  'precision',
  'no plating',
  'batch',
];
const SECTORS = ['ADVANCED_MANUFACTURING', 'AUTOMOTIVE_RAIL', 'CLEAN_ENERGY'] as const;
const REGIONS = ['EAST_MIDLANDS', 'WEST_MIDLANDS', 'OTHER'] as const;
const SCHEMES = ['ISO_9001', 'AS9100', 'IATF_16949', 'ISO_13485'] as const;
const DATES = [null, '2025-01-01', '2026-06-30', '2026-11-22', '2028-01-01'] as const;

const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((words) => words.join(' '));
const point = {
  lat: fc.double({ min: 52, max: 53.4, noNaN: true }),
  lon: fc.double({ min: -2.5, max: -0.8, noNaN: true }),
};
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });

const claim = fc.record({
  code: fc.constantFrom(...codes, 'unknown-code'),
  evidence: fc.constantFrom('SELF_DECLARED' as const, 'SITE_AUDITED' as const),
  weight: fc.constantFrom(0, 0.3, 0.65, 0.95, 1),
  role: fc.constantFrom('performs' as const, 'buysIn' as const, 'sells' as const),
});
const site = fc.record({
  id: fc.constant('s'),
  ...point,
  region: fc.constantFrom(...REGIONS),
  combinedAuthority: fc.constantFrom('EMCCA' as const, 'WMCA' as const, null),
  districtCode: fc.constantFrom('E1', 'E2', 'W1'),
  zones: fc.subarray(['zone-a', 'zone-b']),
});

/** A supplier with the number given. */
export const supplierArbitrary = (no: number): fc.Arbitrary<SupplierRecord> =>
  fc.record({
    no: fc.constant(no),
    id: fc.constant(`S${no}`),
    name: text,
    summary: text,
    phrases: fc.array(text, { maxLength: 2 }),
    capabilities: fc.array(claim, { maxLength: 5 }),
    certificates: fc.array(
      fc.record({
        scheme: fc.constantFrom(...SCHEMES),
        validFrom: fc.constantFrom(...DATES),
        validTo: fc.constantFrom(...DATES),
        evidence: fc.constant('SELF_DECLARED' as const),
      }),
      { maxLength: 3 },
    ),
    sectors: fc.subarray([...SECTORS]),
    sicCodes: fc.subarray(['25620', '24510', '32990']),
    sites: fc.array(site, { maxLength: 2 }),
    employees: maybe(fc.integer({ min: 1, max: 400 })),
    turnoverGbp: maybe(fc.integer({ min: 0, max: 5_000_000 })),
    batch: maybe(
      fc.record({
        min: maybe(fc.integer({ min: 1, max: 100 })),
        max: maybe(fc.integer({ min: 50, max: 5000 })),
      }),
    ),
    leadTimeDays: maybe(fc.integer({ min: 1, max: 90 })),
    acceptingWork: fc.boolean(),
    verified: fc.boolean(),
    completeness: fc.double({ min: 0, max: 1, noNaN: true }),
    replyRate: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
    roles: fc.subarray(['sells' as const, 'trains' as const]),
    pastWork: fc.array(text, { maxLength: 3 }),
  });

/** Suppliers numbered from 1. */
export const economyArbitrary = (most: number): fc.Arbitrary<SupplierRecord[]> =>
  fc
    .integer({ min: 0, max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => supplierArbitrary(at + 1))));

const need = fc.record({
  phrase: text,
  codes: fc.array(fc.constantFrom(...codes), { maxLength: 3 }),
  importance: fc.constantFrom('must' as const, 'should' as const),
});

const place = fc.record({ ...point, region: fc.constantFrom(...REGIONS) });

export const requirementArbitrary: fc.Arbitrary<RequirementRecord> = fc.record({
  no: fc.constant(1),
  id: fc.constant('R1'),
  title: text,
  description: text,
  needs: fc.array(need, { maxLength: 4 }),
  certifications: fc.array(
    fc.record({
      scheme: fc.constantFrom(...SCHEMES),
      importance: fc.constantFrom('required' as const, 'desired' as const),
    }),
    { maxLength: 2 },
  ),
  sectors: fc.subarray([...SECTORS]),
  cpvCodes: fc.constant([]),
  valueGbp: maybe(fc.integer({ min: 0, max: 4_000_000 })),
  quantity: maybe(fc.record({ perYear: fc.constant(null), batch: maybe(fc.integer({ min: 1, max: 5000 })) })),
  leadTimeDays: maybe(fc.integer({ min: 1, max: 90 })),
  place: maybe(place),
  maxDriveMinutes: maybe(fc.integer({ min: 10, max: 120 })),
  regions: maybe(fc.subarray(['EAST_MIDLANDS' as const, 'WEST_MIDLANDS' as const])),
  onDate: fc.constantFrom('2026-11-22', '2027-06-01'),
  weights: fc.option(
    fc.record({
      capability: fc.integer({ min: 0, max: 9 }),
      text: fc.integer({ min: 0, max: 9 }),
      reach: fc.integer({ min: 0, max: 9 }),
    }),
    { nil: undefined },
  ),
  excludes: fc.option(
    fc.record({
      codes: fc.subarray(['grinding', 'casting'], { maxLength: 1 }),
      roles: fc.subarray(['sells' as const, 'buysIn' as const]),
      phrases: fc.subarray(['rail parts', 'precision']),
    }),
    { nil: undefined },
  ),
  splittable: fc.boolean(),
  otherPlaces: fc.option(fc.array(place, { maxLength: 2 }), { nil: undefined }),
});
