import type { FactMark, SectorCode } from './fact.types.js';

/** How strongly a claim is evidenced, weakest first. */
export const EVIDENCE_LEVELS = [
  'SELF_DECLARED',
  'DOCUMENT',
  'REGISTER_CHECKED',
  'CLUSTER_VOUCHED',
  'SITE_AUDITED',
] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

/**
 * What sort of thing a scheme is. Only the first five are held by a firm with dates;
 * PERSONNEL_QUALIFICATION is held by people (ISO 9606) and STANDARD is worked to, not held (EN 45545).
 */
export const SCHEME_KINDS = [
  'CERTIFICATE',
  'PROGRAMME_STATUS',
  'REGISTRATION',
  'REGULATED_APPROVAL',
  'CUSTOMER_APPROVAL',
  'PERSONNEL_QUALIFICATION',
  'STANDARD',
] as const;
export type SchemeKind = (typeof SCHEME_KINDS)[number];

/** Upper snake code of a scheme: 'ISO_9001', 'AS9100', 'EN_15085_2' … The table says which exist. */
export type SchemeCode = string;

/** A certification scheme. */
export interface Scheme extends FactMark {
  code: SchemeCode;
  label: string;
  kind: SchemeKind;
  /** Sectors that ask for it; empty means all five. */
  sectors: readonly SectorCode[];
  /** Usual months from issue to expiry, null when unknown or not fixed. Never used to fill in an expiry. */
  cycleMonths: number | null;
  /** Where a holder can be checked, '' when there is no open register. */
  register: string;
  /** Numbers of the standard ("9001", "15085 2"), read with or without BS, EN, ISO and the like before them. */
  numbers: readonly string[];
  /** Other spellings, words parted from figures ("sc 21"); one that starts with "=" counts only as a whole text. */
  aliases: readonly string[];
  /** Words one of which must stand in a text before a bare level ("CL1", "ISO 7") is read as this scheme. */
  context: readonly string[];
  note: string;
}

/** An edition of a scheme; later editions replace earlier ones after a transition. */
export interface SchemeEdition extends FactMark {
  scheme: SchemeCode;
  edition: string;
  /** Position in time among the editions of the scheme, 1 is the oldest listed. */
  order: number;
  /** Last ISO date on which certificates of this edition count, null while current or unknown. */
  endsOn: string | null;
}

/** A level (class, part, tier) of a scheme; a higher rank includes the lower ones, equal ranks do not cover each other. */
export interface SchemeLevel extends FactMark {
  scheme: SchemeCode;
  level: string;
  label: string;
  rank: number;
  /** Spellings after the scheme; one that starts with "!" also stands alone. */
  aliases: readonly string[];
}

/** A special-process commodity of an accreditation such as Nadcap. */
export interface SchemeCommodity extends FactMark {
  scheme: SchemeCode;
  commodity: string;
  label: string;
  aliases: readonly string[];
}

export const SCHEME_RELATION_KINDS = ['supersedes', 'satisfies', 'requires', 'does_not_satisfy'] as const;
export type SchemeRelationKind = (typeof SCHEME_RELATION_KINDS)[number];

/** `from` supersedes | satisfies | requires | does not satisfy `to`. */
export interface SchemeRelation extends FactMark {
  from: SchemeCode;
  kind: SchemeRelationKind;
  to: SchemeCode;
  note: string;
}

/** What a text names: a scheme, and whatever of edition, level and commodity it says. */
export interface CertificateRef {
  scheme: SchemeCode;
  edition?: string;
  level?: string;
  commodity?: string;
}

/** A reading of a text; confidence in (0, 1], 1 for an exact spelling with its prefix. */
export interface ParsedCertificate extends CertificateRef {
  kind: SchemeKind;
  confidence: number;
}

/** A certificate named in running text, at UTF-16 offsets [start, end). */
export interface FoundCertificate extends ParsedCertificate {
  start: number;
  end: number;
}

/** A certificate as a supplier holds it. Dates are ISO; null means unknown and stays unknown. */
export interface HeldCertificate extends CertificateRef {
  scope?: string;
  siteId?: string;
  validFrom: string | null;
  validTo: string | null;
  evidence: EvidenceLevel;
}

/** Does a held certificate meet a wanted one on a date? 'unknown' when the data cannot say. */
export type Satisfaction = 'yes' | 'no' | 'expired' | 'not_yet' | 'unknown';

/** Why: the step that decided. */
export type SatisfactionReason =
  | 'IN_DATE'
  | 'OTHER_SCHEME'
  | 'LEVEL_TOO_LOW'
  | 'LEVEL_UNKNOWN'
  | 'OTHER_COMMODITY'
  | 'COMMODITY_UNKNOWN'
  | 'EDITION_TOO_OLD'
  | 'EDITION_UNKNOWN'
  | 'EDITION_WITHDRAWN'
  | 'NOT_STARTED'
  | 'EXPIRED'
  | 'EXPIRY_UNKNOWN';

export interface SatisfactionVerdict {
  answer: Satisfaction;
  reason: SatisfactionReason;
  /** Schemes from the held to the wanted one; one entry when they are the same, empty when unrelated. */
  via: readonly SchemeCode[];
}
