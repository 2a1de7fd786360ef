import { type PreparedSupplier, type ProfileLookups, shippedLookups, UNKNOWN_SCHEME } from '#lib/directory';
import { type RequirementRecord, saysSplittable, type SupplierRecord } from '#lib/matching';
import { readRequirementDraft } from '#lib/requirements';
import { prepareSupplier } from './economy.loader.js';
import type { Economy, SampleRequirement, SampleSupplier } from './economy.types.js';

/** Invented ids: version 8, so that they are nobody else's; the same at each run. */
const sampleId = (kind: number, index: number): string =>
  `0000000${kind}-0000-8000-8000-${index.toString(16).padStart(12, '0')}`;

export interface RecordOptions {
  /**
   * Read capabilities in the summaries too, as the directory does (default). Without, a large economy is ready in
   * half the time and lacks only the weak claims that stand in prose alone; the words stay for text search.
   */
  readProse?: boolean;
}

/**
 * Suppliers as the engine takes them, read as the directory would read them, without a database. Numbers run from 1 in
 * the order of the economy. Lazy: nothing is kept.
 */
export function* supplierRecords(
  economy: Economy,
  options: RecordOptions = {},
): Generator<SupplierRecord, void, undefined> {
  const read = options.readProse === false ? prepareWithoutProse : prepareSupplier;
  for (const sample of economy.suppliers()) yield supplierRecord(sample, read(sample));
}

function prepareWithoutProse(sample: SampleSupplier): PreparedSupplier {
  const lookups = shippedLookups();
  const { summary } = sample.draft;
  const recognise: ProfileLookups['recognise'] = (text) =>
    text === summary ? { mentions: [], unrecognised: [] } : lookups.recognise(text);
  return prepareSupplier(sample, { ...lookups, recognise });
}

/** Requirements that look for suppliers (open ones) as the engine takes them, numbered from 1. */
export function* requirementRecords(economy: Economy): Generator<RequirementRecord, void, undefined> {
  for (const sample of economy.requirements()) {
    if (sample.draft.state === 'OPEN') yield requirementRecord(sample, economy.today);
  }
}

/** Both lists at once, in memory: for benchmarks and tests of the engine. */
export function toRecords(
  economy: Economy,
  options?: RecordOptions,
): {
  suppliers: SupplierRecord[];
  requirements: RequirementRecord[];
} {
  return {
    suppliers: [...supplierRecords(economy, options)],
    requirements: [...requirementRecords(economy)],
  };
}

function supplierRecord(sample: SampleSupplier, supplier: PreparedSupplier): SupplierRecord {
  const place = supplier.site?.place;
  return {
    no: sample.index + 1,
    id: sampleId(1, sample.index),
    name: supplier.name,
    summary: supplier.summary,
    phrases: supplier.phrases,
    roles: supplier.roles,
    capabilities: supplier.capabilities.map(({ code, role, weight }) => ({
      code,
      role,
      weight,
      evidence: 'SELF_DECLARED' as const,
    })),
    certificates: supplier.certificates
      .filter(({ scheme }) => scheme !== UNKNOWN_SCHEME)
      .map(({ scheme, edition, level, commodity, validFrom, validTo, evidence }) => ({
        scheme,
        edition: edition ?? undefined,
        level: level ?? undefined,
        commodity: commodity ?? undefined,
        validFrom,
        validTo,
        evidence: evidence ?? 'SELF_DECLARED',
      })),
    sectors: supplier.marketsServed,
    sicCodes: supplier.sicCodes,
    sites: place
      ? [
          {
            id: sampleId(2, sample.index),
            lat: place.lat,
            lon: place.lon,
            region: place.region,
            combinedAuthority: place.combinedAuthority,
            districtCode: place.districtCode,
            zones: [...new Set([...place.zones, ...(supplier.site?.affiliatedZones ?? [])])].sort(),
          },
        ]
      : [],
    employees: supplier.employees,
    turnoverGbp: supplier.annualTurnoverGbp,
    batch:
      supplier.batchMin === null && supplier.batchMax === null
        ? null
        : { min: supplier.batchMin, max: supplier.batchMax },
    leadTimeDays: supplier.leadTimeDays,
    acceptingWork: supplier.acceptingWork,
    verified: supplier.verified ?? false,
    completeness: supplier.completeness / 100,
    replyRate: null,
  };
}

function requirementRecord(sample: SampleRequirement, today: string): RequirementRecord {
  const { requirement, errors } = readRequirementDraft({
    ...sample.draft,
    buyerId: sampleId(4, sample.buyer),
  });
  if (!requirement)
    throw new Error(`The sample economy holds a refused requirement: ${errors[0]?.message ?? ''}`);
  const { place, quantityBatch, quantityPerYear, firstDeliveryOn } = requirement;
  return {
    no: sample.index + 1,
    id: sampleId(3, sample.index),
    title: requirement.title,
    description: requirement.description,
    needs: requirement.needs,
    certifications: requirement.certifications
      .filter(({ scheme }) => scheme !== UNKNOWN_SCHEME)
      .map(({ scheme, edition, level, commodity, importance }) => ({
        scheme,
        edition: edition ?? undefined,
        level: level ?? undefined,
        commodity: commodity ?? undefined,
        importance,
      })),
    sectors: requirement.sectors,
    cpvCodes: requirement.cpvCodes,
    valueGbp: requirement.valueGbp,
    quantity:
      quantityBatch === null && quantityPerYear === null
        ? null
        : { perYear: quantityPerYear, batch: quantityBatch },
    leadTimeDays: requirement.leadTimeDays,
    place: place && { lat: place.lat, lon: place.lon, region: place.region },
    maxDriveMinutes: requirement.maxDriveMinutes,
    regions: requirement.regions,
    onDate: firstDeliveryOn !== null && firstDeliveryOn > today ? firstDeliveryOn : today,
    splittable: saysSplittable(requirement.description),
  };
}
