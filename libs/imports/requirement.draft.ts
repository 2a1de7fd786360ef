import type { CertificateRef, SectorCode } from '#lib/taxonomy';

/** A certificate a requirement asks for, in the words of the file. */
export interface WantedCertificateDraft {
  readonly text: string;
  /** Null when the words name no scheme that is known. */
  readonly ref: CertificateRef | null;
  readonly importance: 'required' | 'desired';
}

/** A requirement of the collection format, checked and resolved, ready for the requirements library. */
export interface RequirementDraft {
  /** The collection's own id. */
  readonly naturalKey: string;
  readonly externalId: string;
  readonly buyerName: string;
  /** Where the buyer is, in canonical form. */
  readonly postcode: string;
  readonly title: string;
  readonly description: string;
  readonly needs: readonly { readonly phrase: string; readonly importance: 'must' | 'should' }[];
  readonly certifications: readonly WantedCertificateDraft[];
  readonly sectors: readonly SectorCode[];
  readonly annualValueGbp: number | null;
  /** In pieces. */
  readonly quantity: { readonly perYear: number | null; readonly batch: number | null } | null;
  readonly maxDriveMinutes: number | null;
}

/** A search as a buyer typed it. */
export interface SearchDraft {
  readonly naturalKey: string;
  readonly query: string;
}

/** How well a supplier answers a requirement or a search: 0 not at all, 3 shortlisted at once. */
export interface JudgementDraft {
  /** `requirement or search|supplier`. */
  readonly naturalKey: string;
  readonly topicId: string;
  readonly supplierId: string;
  readonly grade: 0 | 1 | 2 | 3;
  readonly reason: string;
}
