import type { Place } from '#lib/geography';
import type { CapabilityRole } from '#lib/matching';
import type { UserError } from '#lib/platform';
import type { EvidenceLevel, SectorCode } from '#lib/taxonomy';
import type { Origin } from './organisation.entity.js';
import type { CapabilitySource } from './supplier-capability.entity.js';

/** The name of something in somebody else's list: the natural key of an import. */
export interface NaturalKey {
  /** The list, e.g. GB-COH or collection:relevance. */
  scheme: string;
  identifier: string;
}

/** A certificate as stated. Dates are ISO; null or absent is unknown and stays so. */
export interface CertificateDraft {
  /** The words of the holder, e.g. "AS9100 Rev D". */
  stated: string;
  /** Scheme code, when it was picked rather than typed. */
  scheme?: string | null;
  edition?: string | null;
  level?: string | null;
  commodity?: string | null;
  scope?: string | null;
  issuer?: string | null;
  number?: string | null;
  validFrom?: string | null;
  validTo?: string | null;
  evidence?: EvidenceLevel | null;
}

/** A supplier as stated by a form, a file, a collection or the sample: the one way in. */
export interface SupplierDraft {
  name: string;
  companyNumber?: string | null;
  website?: string | null;
  postcode?: string | null;
  /** Where it is, when already known; otherwise found by the postcode. */
  place?: Place | null;
  address?: string | null;
  /** Of the sites beside the main one; absent says nothing about them. */
  otherPostcodes?: readonly string[] | null;
  summary?: string | null;
  /** Capabilities in the supplier's own words. */
  phrases?: readonly string[] | null;
  /** Capabilities picked from the tree. */
  capabilityCodes?: readonly string[] | null;
  certificates?: readonly CertificateDraft[] | null;
  /** Markets served, as sector labels or codes. */
  markets?: readonly string[] | null;
  /** Five digits each, a hint and no more. */
  sicCodes?: readonly string[] | null;
  employees?: number | null;
  /** Whole pounds. */
  annualTurnoverGbp?: number | null;
  /** Lot sizes in pieces. */
  batch?: { min?: number | null; max?: number | null } | null;
  leadTimeDays?: number | null;
  acceptingWork?: boolean | null;
  /** Zones the organisation says it belongs to. */
  affiliatedZones?: readonly string[] | null;
  /** Only officers may set it. */
  verified?: boolean | null;
  reference?: NaturalKey | null;
  origin: Origin;
  /** Invented for demonstration or measurement. */
  fictional?: boolean;
}

/** Changes to a supplier: what is absent stays, null clears, a list replaces the whole list. */
export type SupplierPatch = { [K in keyof SupplierDraft]?: SupplierDraft[K] | null };

export interface PreparedCapability {
  code: string;
  role: CapabilityRole;
  source: CapabilitySource;
  /** How surely the supplier means it, above 0 up to 1. */
  weight: number;
}

export interface PreparedCertificate {
  scheme: string;
  stated: string;
  edition: string | null;
  level: string | null;
  commodity: string | null;
  scope: string | null;
  issuer: string | null;
  number: string | null;
  validFrom: string | null;
  validTo: string | null;
  /** Null when not stated: then what vouched for the same facts before still does. */
  evidence: EvidenceLevel | null;
}

export interface PreparedSite {
  /** Canonical; an outward code alone where no more is known. */
  postcode: string;
  address: string | null;
  affiliatedZones: string[];
  place: Place | null;
}

/** A draft that has been checked and read: ready to be stored. */
export interface PreparedSupplier {
  name: string;
  nameKey: string;
  companyNumber: string | null;
  website: string | null;
  sicCodes: string[];
  origin: Origin;
  fictional: boolean;
  reference: NaturalKey | null;
  site: PreparedSite | null;
  summary: string;
  phrases: string[];
  marketsServed: SectorCode[];
  /** What it is where it is not a maker: stockist, trainer, test house … */
  roles: CapabilityRole[];
  employees: number | null;
  annualTurnoverGbp: number | null;
  batchMin: number | null;
  batchMax: number | null;
  leadTimeDays: number | null;
  acceptingWork: boolean;
  /** Undefined leaves what is stored. */
  verified: boolean | undefined;
  /** Per cent. */
  completeness: number;
  capabilities: PreparedCapability[];
  certificates: PreparedCertificate[];
  /** What was not understood and is kept as text or left out; nothing that stops the draft. */
  warnings: UserError[];
  /** Changes when anything above does: how an import sees that a row is the same as before. */
  contentHash: string;
}
