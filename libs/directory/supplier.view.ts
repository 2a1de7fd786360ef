import type { CapabilityLimits, CapabilityRole } from '#lib/matching';
import type { CombinedAuthority, EvidenceLevel, Region, SectorCode } from '#lib/taxonomy';
import type { Origin } from './organisation.entity.js';
import type { PublishableField } from './supplier-profile.entity.js';
import type { NaturalKey } from './supplier.draft.js';
import type { CapabilitySource } from './supplier-capability.entity.js';

export interface OrganisationView {
  id: string;
  name: string;
  companyNumber: string | null;
  website: string | null;
  supplier: boolean;
  buyer: boolean;
  clusterBody: boolean;
  sicCodes: string[];
  origin: Origin;
  claimed: boolean;
  fictional: boolean;
  createdAt: Date;
  updatedAt: Date;
}

export interface SiteView {
  id: string;
  organisationId: string;
  isPrimary: boolean;
  postcode: string;
  address: string | null;
  lat: number;
  lon: number;
  /** 'postcode', 'outcode' or 'town'. */
  precision: string;
  districtCode: string;
  region: Region;
  combinedAuthority: CombinedAuthority;
  /** Zones it lies in. */
  zones: string[];
  /** Zones it says it belongs to. */
  affiliatedZones: string[];
}

export interface SupplierProfileView {
  /** The engine's id. */
  no: number;
  summary: string;
  phrases: string[];
  marketsServed: SectorCode[];
  roles: CapabilityRole[];
  /** Of what is private, what it lets everybody see. */
  published: PublishableField[];
  /** Private. */
  employees: number | null;
  /** Private. */
  annualTurnoverGbp: number | null;
  batchMin: number | null;
  batchMax: number | null;
  leadTimeDays: number | null;
  acceptingWork: boolean;
  verifiedAt: Date | null;
  /** Per cent. */
  completeness: number;
  updatedAt: Date;
}

export interface CapabilityView {
  code: string;
  role: CapabilityRole;
  source: CapabilitySource;
  weight: number;
  evidence: EvidenceLevel;
  evidenceOn: string | null;
  /** It could not be confirmed: for its holder and officers alone. */
  refusedOn: string | null;
  limits: CapabilityLimits | null;
}

export interface CertificateView {
  id: string;
  /** UNKNOWN for words we could not read, which then stand in `stated` alone. */
  scheme: string;
  stated: string;
  edition: string | null;
  level: string | null;
  commodity: string | null;
  scope: string | null;
  siteId: string | null;
  issuer: string | null;
  number: string | null;
  validFrom: string | null;
  /** Null is unknown. */
  validTo: string | null;
  evidence: EvidenceLevel;
  checkedOn: string | null;
  /** As of a capability. */
  refusedOn: string | null;
}

/** Everything stored of a supplier, private fields included: those who show it leave out what is not public. */
export interface SupplierView {
  id: string;
  no: number;
  organisation: OrganisationView;
  /** The primary site. */
  site: SiteView | null;
  sites: SiteView[];
  profile: SupplierProfileView;
  capabilities: CapabilityView[];
  certificates: CertificateView[];
  references: NaturalKey[];
}

/** What lists show of a supplier; as of a SupplierView, not all of it is public. */
export interface SupplierCard {
  id: string;
  name: string;
  summary: string;
  acceptingWork: boolean;
  verified: boolean;
  /** Private. */
  employees: number | null;
  published: PublishableField[];
  /** The primary site. */
  site: Pick<SiteView, 'postcode' | 'districtCode' | 'region'> | null;
}

export interface BuyerView {
  id: string;
  organisation: OrganisationView;
  site: SiteView | null;
  description: string;
  sectors: SectorCode[];
}

export interface ClusterBodyView {
  id: string;
  organisation: OrganisationView;
  description: string;
  sectors: SectorCode[];
  /** Null when it works across both regions. */
  region: Region | null;
  digestAddresses: string[];
  memberCount: number;
}

/** Which page of a list: `first` items after the one that `after` names (a cursor of the page before). */
export interface PageInput {
  first: number;
  after?: string | null;
}

export interface Page<T> {
  items: { cursor: string; item: T }[];
  hasNextPage: boolean;
  totalCount: number;
}
