import type { EvidenceLevel } from '#lib/taxonomy';

/** A claim of a supplier: one of its capabilities, by code, or one of its certificates, by id. */
export type Claim = { capabilityCode: string } | { certificateId: string };

export const CLAIM_KINDS = ['CERTIFICATE', 'CAPABILITY'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** Waits for a check, has passed one, or could not be confirmed. */
export const CLAIM_STATES = ['TO_CHECK', 'CHECKED', 'REFUSED'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** What came of a check. */
export const CHECK_FINDINGS = ['REGISTER_CHECKED', 'CLUSTER_VOUCHED', 'SITE_AUDITED', 'REFUSED'] as const;
export type CheckFinding = (typeof CHECK_FINDINGS)[number];

/** How a claim stood before a check, row by row: a capability has one for each part the supplier has in it. */
export interface ClaimBefore {
  role: string | null;
  evidence: EvidenceLevel;
  dated: string | null;
  refusedOn: string | null;
}

export interface CheckView {
  id: string;
  organisationId: string;
  certificateId: string | null;
  capabilityCode: string | null;
  finding: CheckFinding;
  reason: string | null;
  personId: string | null;
  clusterId: string | null;
  at: Date;
  undoneAt: Date | null;
}

/** A claim in the queue of those who check. */
export interface QueuedClaim {
  organisationId: string;
  certificateId: string | null;
  capabilityCode: string | null;
}
