import type { NaturalKey, Origin } from '#lib/directory';
import type { Place } from '#lib/geography';
import type { CriterionName } from '#lib/matching';
import type { UserError } from '#lib/platform';
import type { Region, SectorCode } from '#lib/taxonomy';
import type { RequirementState, RequirementVisibility } from './requirement.entity.js';

/** A place of delivery as it is known already. */
export type DeliveryPoint = Pick<Place, 'postcode' | 'outcode' | 'lat' | 'lon' | 'region'>;

export interface NeedDraft {
  /** The buyer's words. */
  phrase: string;
  /** Capability codes the buyer picked; read in the phrase when absent or empty. */
  codes?: readonly string[] | null;
  importance: 'must' | 'should';
}

/** A requirement as stated by a form, a file, a collection or the sample: the one way in. */
export interface RequirementDraft {
  buyerId: string;
  title: string;
  description?: string | null;
  needs?: readonly NeedDraft[] | null;
  /** Names as people write them, or scheme codes. */
  certifications?: { required?: readonly string[] | null; desired?: readonly string[] | null } | null;
  /** Sector labels or codes. */
  sectors?: readonly string[] | null;
  /** Eight digits each, with or without the check digit. */
  cpvCodes?: readonly string[] | null;
  /** Value of a year's work, whole pounds. */
  valueGbp?: number | null;
  quantity?: { perYear?: number | null; batch?: number | null } | null;
  leadTimeDays?: number | null;
  /** Place of delivery; the buyer's primary site when absent. */
  postcode?: string | null;
  /** Where that is, when already known. */
  place?: DeliveryPoint | null;
  maxDriveMinutes?: number | null;
  /** Only suppliers of these regions. */
  regions?: readonly Region[] | null;
  /** ISO dates. */
  firstDeliveryOn?: string | null;
  closesOn?: string | null;
  visibility?: RequirementVisibility | null;
  /** Working days within which invitations and expressions of interest should be answered; 10 unless told. */
  replyDays?: number | null;
  /** The buyer's own weights by criterion, on any scale. */
  weights?: Partial<Record<CriterionName, number>> | null;
  /** Natural key of an import. */
  source?: NaturalKey | null;
  /** State an import finds it in; forms always begin with a draft. */
  state?: 'DRAFT' | 'OPEN' | 'AWARDED' | 'CLOSED' | 'WITHDRAWN' | null;
  origin: Origin;
}

/** Changes to a requirement: what is absent stays, null clears, a list replaces the whole list. */
export type RequirementPatch = {
  [K in Exclude<keyof RequirementDraft, 'buyerId' | 'source' | 'state' | 'origin'>]?:
    RequirementDraft[K] | null;
};

export interface PreparedNeed {
  phrase: string;
  codes: string[];
  /** The codes are the buyer's own choice, not read in the phrase. */
  picked: boolean;
  importance: 'must' | 'should';
}

export interface PreparedCertification {
  /** UNKNOWN when the name is of no scheme we know: kept as text, not matched. */
  scheme: string;
  stated: string;
  edition: string | null;
  level: string | null;
  commodity: string | null;
  importance: 'required' | 'desired';
}

/** A draft that has been checked and read: ready to be stored once its place is known. */
export interface PreparedRequirement {
  buyerId: string;
  title: string;
  description: string;
  needs: PreparedNeed[];
  certifications: PreparedCertification[];
  sectors: SectorCode[];
  cpvCodes: string[];
  valueGbp: number | null;
  quantityPerYear: number | null;
  quantityBatch: number | null;
  leadTimeDays: number | null;
  /** Canonical; null means the buyer's primary site. */
  postcode: string | null;
  place: DeliveryPoint | null;
  maxDriveMinutes: number | null;
  regions: Region[] | null;
  firstDeliveryOn: string | null;
  closesOn: string | null;
  visibility: RequirementVisibility;
  replyDays: number;
  weights: Partial<Record<CriterionName, number>> | null;
  source: NaturalKey | null;
  state: Exclude<RequirementState, 'SHORTLISTING'>;
  origin: Origin;
  warnings: UserError[];
  /** Changes when anything above does. */
  contentHash: string;
}
