/**
 * What goes into the engine and what comes out of it. All types are plain data: they can be posted to a
 * worker thread and stored as JSON.
 */
import type {
  CapabilityRole,
  CombinedAuthority,
  EvidenceLevel,
  HeldCertificate,
  Region,
  SectorCode,
} from '#lib/taxonomy';

export type { CapabilityRole };

/** Limits stated for one capability; null or absent means not stated. */
export interface CapabilityLimits {
  /** Largest part in millimetres, any direction. */
  maxSizeMm?: number | null;
  /** Smallest part in millimetres. */
  minSizeMm?: number | null;
  /** Largest part in kilograms. */
  maxWeightKg?: number | null;
  /** Press or clamp force in tonnes. */
  maxTonnes?: number | null;
  /** Tightest tolerance in micrometres. */
  toleranceMicrons?: number | null;
  /** Capability codes of the materials this capability is limited to. */
  materials?: string[];
}

/** One capability a supplier claims. */
export interface SupplierCapability {
  code: string;
  evidence: EvidenceLevel;
  /** 0..1: declared 1, recognised in a capability phrase about 0.9, only in prose about 0.6. */
  weight: number;
  /** Defaults to `performs`. */
  role?: CapabilityRole;
  limits?: CapabilityLimits;
}

/** A place a supplier works from. */
export interface SupplierSite {
  id: string;
  lat: number;
  lon: number;
  region: Region;
  combinedAuthority: CombinedAuthority;
  districtCode: string;
  zones: string[];
}

/** Everything the engine knows of one supplier. */
export interface SupplierRecord {
  /** Stable small integer; the engine's id, and the tie-breaker. */
  no: number;
  id: string;
  name: string;
  summary: string;
  /** Capability phrases as stated. */
  phrases: string[];
  capabilities: SupplierCapability[];
  certificates: HeldCertificate[];
  /** Markets served, never derived from SIC codes. */
  sectors: SectorCode[];
  sicCodes: string[];
  sites: SupplierSite[];
  employees: number | null;
  turnoverGbp: number | null;
  batch: { min: number | null; max: number | null } | null;
  leadTimeDays: number | null;
  acceptingWork: boolean;
  verified: boolean;
  /** 0..1, share of the profile filled in. */
  completeness: number;
  /** 0..1, share of invitations answered; null when never invited. */
  replyRate: number | null;
  /** What kind of firm it is where it is not a maker: 'sells', 'lab', 'trains', 'hires', 'consults'. */
  roles?: CapabilityRole[];
  /** Contracts it was awarded, one text each: title and description as the buyer published them. */
  pastWork?: string[];
}

export type Importance = 'must' | 'should';

/** One thing a buyer needs: the words, and the capability codes recognised in them (all are wanted). */
export interface RequirementNeed {
  phrase: string;
  codes: string[];
  importance: Importance;
  /** True for what a service asked for beside it is done to: weighs as much, and rules nobody out. */
  served?: boolean;
  /** True for what nobody asked for in words: what those who use the words of the need before tend to do. */
  unsaid?: boolean;
  /** How the need is shown where slips in `phrase` were put right by the words of the index, which are stems. */
  asTyped?: string;
}

/** A certificate a buyer asks for. */
export interface WantedCertificate {
  scheme: string;
  edition?: string;
  level?: string;
  commodity?: string;
  importance: 'required' | 'desired';
}

export type CriterionName =
  'capability' | 'sector' | 'certification' | 'capacity' | 'reach' | 'text' | 'standing';

/** Where a buyer is, or wants a supplier to be near. */
export interface RequirementPlace {
  lat: number;
  lon: number;
  region: Region;
}

/** What a typed search or a buyer rules out. */
export interface Exclusions {
  codes: string[];
  roles: CapabilityRole[];
  phrases: string[];
}

/** What a buyer needs; a typed search is one that was not saved. */
export interface RequirementRecord {
  no: number;
  id: string;
  title: string;
  description: string;
  needs: RequirementNeed[];
  certifications: WantedCertificate[];
  sectors: SectorCode[];
  cpvCodes: string[];
  /** Contract value a year in pounds; a turnover below it blocks. */
  valueGbp: number | null;
  quantity: { perYear: number | null; batch: number | null } | null;
  leadTimeDays: number | null;
  place: RequirementPlace | null;
  /** Places that do as well, which only a search has: whichever is nearest to a site counts. */
  otherPlaces?: readonly RequirementPlace[];
  maxDriveMinutes: number | null;
  /** Hard filter when given. */
  regions: Region[] | null;
  /** ISO date at which certificates must be valid. */
  onDate: string;
  /** The buyer's own weights; any scale, made to sum to 1000. */
  weights?: Partial<Record<CriterionName, number>>;
  excludes?: Exclusions;
  /** True when the buyer says packages may be placed apart: then one must is enough to be eligible. */
  splittable?: boolean;
}

/** One criterion of one match. `contribution` is weight × value; contributions add up to the score. */
export interface CriterionScore {
  name: CriterionName;
  /** 0..1; the weights of a requirement sum to 1. */
  weight: number;
  /** 0..1. */
  value: number;
  contribution: number;
  reason: string;
}

export type BlockerCode =
  | 'MISSING_CAPABILITY'
  | 'CERTIFICATE_MISSING'
  | 'CERTIFICATE_EXPIRED'
  | 'CERTIFICATE_NOT_YET_VALID'
  | 'CERTIFICATE_UNKNOWN'
  | 'TOO_FAR'
  | 'OUT_OF_REGION'
  | 'BATCH_TOO_SMALL'
  | 'BATCH_TOO_LARGE'
  | 'TURNOVER_TOO_SMALL'
  | 'NOT_ACCEPTING_WORK'
  | 'EXCLUDED';

/**
 * Why a supplier is not eligible. `subject` says which need, scheme or exclusion it is about: a need's
 * phrase, a scheme code, an excluded phrase.
 */
export interface Blocker {
  code: BlockerCode;
  message: string;
  subject?: string;
  needed?: string | number;
  held?: string | number;
  /** The one that is missing or out of date. */
  certificate?: Pick<WantedCertificate, 'scheme' | 'level' | 'commodity'>;
}

/** One supplier scored against one requirement. */
export interface Match {
  supplierNo: number;
  /** Integer units, 0..SCORE_UNITS; divide by SCORE_UNITS to show it. */
  score: number;
  eligible: boolean;
  /** Integer value of each criterion, 0..255, in the order of CRITERIA. */
  values: number[];
  crossRegional: boolean;
}

export interface RankOptions {
  limit: number;
  /** Only suppliers with a site in this region. */
  region?: Region;
  /** Blocked suppliers follow after every eligible one; default false. */
  includeBlocked?: boolean;
}

/** The exact top of the ranking: eligible matches by score, then (when asked for) blocked ones by score. */
export interface RankedMatches {
  matches: Match[];
  /** All eligible suppliers, not only those listed. */
  eligibleCount: number;
  engineVersion: string;
}

export interface Explanation {
  supplierNo: number;
  /** Integer units, as in Match. */
  score: number;
  /** 0..1: score / SCORE_UNITS, less what a search left out. */
  scoreShown: number;
  criteria: CriterionScore[];
  needs: NeedExplanation[];
  blockers: Blocker[];
  summary: string;
  crossRegional: boolean;
  eligible: boolean;
}

/** How far a need is met, in the few steps that people are told of. */
export type NeedLevel = 'met' | 'inPart' | 'notMet';

/** How well one need is met, and by which capability of the supplier. */
export interface NeedExplanation {
  phrase: string;
  importance: Importance;
  /** 0..1. */
  fit: number;
  level: NeedLevel;
  /** Codes of the supplier that meet the need, best first; empty when only its words do. */
  metBy: string[];
  reason: string;
}

/** A supplier one change away, with that one blocker. */
export interface NearMiss {
  match: Match;
  blocker: Blocker;
}
