/**
 * The JSON-lines format of supplier and requirement collections, read into the engine's records. What the
 * words mean comes from outside: the engine recognises nothing itself.
 */
import type { CertificateRef, SectorCode } from '#lib/taxonomy';
import type {
  RequirementRecord,
  SupplierRecord,
  SupplierSite,
  WantedCertificate,
} from '../model/model.types.js';
import { firmRoles, type ProfileContext, readCapabilities } from './profile.reading.js';
import { saysSplittable } from './split.reading.js';

/** A supplier line of a collection. */
export interface CollectionSupplier {
  id: string;
  name: string;
  postcode?: string;
  website?: string;
  summary?: string;
  capabilities?: string[];
  certifications?: { name: string; expiresOn?: string | null }[];
  sectors?: string[];
  sicCodes?: string[];
  employees?: number | null;
  annualTurnoverGbp?: number | null;
  batch?: { min?: number | null; max?: number | null } | null;
  leadTimeDays?: number | null;
  acceptingWork?: boolean;
  /** Contracts it was awarded, one text each. */
  pastWork?: string[];
}

/** A requirement line of a collection. */
export interface CollectionRequirement {
  id: string;
  buyer?: string;
  postcode?: string;
  title: string;
  description?: string;
  needs?: { phrase: string; importance?: 'must' | 'should' }[];
  certifications?: { required?: string[]; desired?: string[] };
  sector?: string;
  cpvCodes?: string[];
  annualValueGbp?: number | null;
  quantity?: { perYear?: number | null; batch?: number | null } | null;
  leadTimeDays?: number | null;
  maxDriveMinutes?: number | null;
}

/** Where meaning comes from. Each function returns null for what it cannot read. */
export interface CollectionContext extends ProfileContext {
  place: (postcode: string) => Omit<SupplierSite, 'id'> | null;
  certificate: (name: string) => CertificateRef | null;
  sector: (name: string) => SectorCode | null;
}

/** Reads a supplier line. An unreadable postcode, certificate or sector is left out, never guessed. */
export function collectionSupplierToRecord(
  json: CollectionSupplier,
  no: number,
  context: CollectionContext,
): SupplierRecord {
  const summary = json.summary ?? '';
  const phrases = json.capabilities ?? [];
  const pastWork = json.pastWork ?? [];
  const roles = firmRoles(json.name, phrases, summary, json.sicCodes);
  const place = json.postcode ? context.place(json.postcode) : null;
  return {
    no,
    id: json.id,
    name: json.name,
    summary,
    phrases,
    roles,
    capabilities: readCapabilities(
      { name: json.name, phrases, summary: [summary, ...pastWork].join('\n'), roles },
      context,
    ),
    certificates: (json.certifications ?? []).flatMap(({ name, expiresOn }) => {
      const read = context.certificate(name);
      return read
        ? [{ ...read, validFrom: null, validTo: expiresOn ?? null, evidence: 'SELF_DECLARED' as const }]
        : [];
    }),
    sectors: (json.sectors ?? []).flatMap((name) => context.sector(name) ?? []),
    sicCodes: json.sicCodes ?? [],
    sites: place ? [{ id: `${json.id}-1`, ...place }] : [],
    employees: json.employees ?? null,
    turnoverGbp: json.annualTurnoverGbp ?? null,
    batch: json.batch ? { min: json.batch.min ?? null, max: json.batch.max ?? null } : null,
    leadTimeDays: json.leadTimeDays ?? null,
    acceptingWork: json.acceptingWork ?? true,
    verified: false,
    completeness: completenessOf(json),
    replyRate: null,
    ...(pastWork.length > 0 && { pastWork }),
  };
}

function completenessOf(json: CollectionSupplier): number {
  const filled = [
    json.postcode,
    json.summary,
    json.capabilities?.length,
    json.certifications?.length,
    json.sectors?.length,
    json.employees,
    json.annualTurnoverGbp,
    json.batch,
    json.leadTimeDays,
  ].filter(Boolean).length;
  return filled / 9;
}

/** Capability codes a buyer's phrase asks for. */
export function wantedCodes(phrase: string, context: Pick<CollectionContext, 'recognise'>): string[] {
  const offered = context.recognise(phrase).mentions.filter((mention) => mention.polarity === 'offered');
  return [...new Set(offered.map((mention) => mention.code))];
}

/** Reads a requirement line; certificates must be valid on the date given. */
export function collectionRequirementToRecord(
  json: CollectionRequirement,
  no: number,
  onDate: string,
  context: CollectionContext,
): RequirementRecord {
  const place = json.postcode ? context.place(json.postcode) : null;
  const sector = json.sector ? context.sector(json.sector) : null;
  const wanted = (
    names: readonly string[] | undefined,
    importance: WantedCertificate['importance'],
  ): WantedCertificate[] =>
    (names ?? []).flatMap((name) => {
      const read = context.certificate(name);
      return read ? [{ ...wantedOf(read), importance }] : [];
    });
  return {
    no,
    id: json.id,
    title: json.title,
    description: json.description ?? '',
    needs: (json.needs ?? []).map(({ phrase, importance }) => ({
      phrase,
      codes: wantedCodes(phrase, context),
      importance: importance ?? 'must',
    })),
    certifications: [
      ...wanted(json.certifications?.required, 'required'),
      ...wanted(json.certifications?.desired, 'desired'),
    ],
    sectors: sector ? [sector] : [],
    cpvCodes: json.cpvCodes ?? [],
    valueGbp: json.annualValueGbp ?? null,
    quantity: json.quantity
      ? { perYear: json.quantity.perYear ?? null, batch: json.quantity.batch ?? null }
      : null,
    leadTimeDays: json.leadTimeDays ?? null,
    place: place ? { lat: place.lat, lon: place.lon, region: place.region } : null,
    maxDriveMinutes: json.maxDriveMinutes ?? null,
    regions: null,
    onDate,
    splittable: saysSplittable(json.description ?? ''),
  };
}

const wantedOf = ({ scheme, edition, level, commodity }: CertificateRef): CertificateRef => ({
  scheme,
  edition,
  level,
  commodity,
});
