/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ClaimsQueryVariables = Exact<{
  id: string;
}>;

export type ClaimsQuery = {
  readonly supplier: {
    readonly id: string;
    readonly name: string;
    readonly certificates: ReadonlyArray<{
      readonly id: string;
      readonly scheme: string;
      readonly stated: string;
      readonly scope: string | null;
      readonly number: string | null;
      readonly issuer: string | null;
      readonly status: Schema.CertificateStatus;
      readonly validFrom: string | null;
      readonly validTo: string | null;
      readonly evidence: Schema.EvidenceLevel;
      readonly checkedOn: string | null;
      readonly refusedOn: string | null;
      readonly documents: ReadonlyArray<{
        readonly name: string;
        readonly addedAt: string;
        readonly downloadUrl: string | null;
      }>;
    }>;
    readonly capabilities: ReadonlyArray<{
      readonly code: string;
      readonly label: string;
      readonly role: Schema.CapabilityRole;
      readonly evidence: Schema.EvidenceLevel;
      readonly evidenceOn: string | null;
      readonly refusedOn: string | null;
    }>;
    readonly checks: ReadonlyArray<{
      readonly id: string;
      readonly certificateId: string | null;
      readonly capabilityCode: string | null;
      readonly outcome: Schema.CheckOutcome;
      readonly reason: string | null;
      readonly by: string;
      readonly at: string;
      readonly undoneAt: string | null;
    }>;
  } | null;
  readonly certifications: ReadonlyArray<{
    readonly code: string;
    readonly label: string;
    readonly register: string | null;
  }>;
};

export type ClaimQueueQueryVariables = Exact<{
  kind: Schema.ClaimKind;
  filter: Schema.ClaimFilterInput;
  after?: string | null | undefined;
}>;

export type ClaimQueueQuery = {
  readonly claims: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly supplier: {
          readonly id: string;
          readonly name: string;
          readonly region: Schema.Region | null;
          readonly companyNumber: string | null;
          readonly claimed: boolean;
        };
        readonly certificate: {
          readonly id: string;
          readonly scheme: string;
          readonly stated: string;
          readonly scope: string | null;
          readonly number: string | null;
          readonly issuer: string | null;
          readonly status: Schema.CertificateStatus;
          readonly validFrom: string | null;
          readonly validTo: string | null;
          readonly evidence: Schema.EvidenceLevel;
          readonly checkedOn: string | null;
          readonly refusedOn: string | null;
          readonly documents: ReadonlyArray<{
            readonly name: string;
            readonly addedAt: string;
            readonly downloadUrl: string | null;
          }>;
        } | null;
        readonly capability: {
          readonly code: string;
          readonly label: string;
          readonly role: Schema.CapabilityRole;
          readonly evidence: Schema.EvidenceLevel;
          readonly evidenceOn: string | null;
          readonly refusedOn: string | null;
        } | null;
        readonly checks: ReadonlyArray<{
          readonly id: string;
          readonly certificateId: string | null;
          readonly capabilityCode: string | null;
          readonly outcome: Schema.CheckOutcome;
          readonly reason: string | null;
          readonly by: string;
          readonly at: string;
          readonly undoneAt: string | null;
        }>;
      };
    }>;
  };
  readonly certifications: ReadonlyArray<{
    readonly code: string;
    readonly label: string;
    readonly register: string | null;
  }>;
};

export type VerifyMutationVariables = Exact<{
  input: Schema.VerifyClaimInput;
}>;

export type VerifyMutation = {
  readonly done: {
    readonly checkId: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type VouchMutationVariables = Exact<{
  input: Schema.VouchForClaimInput;
}>;

export type VouchMutation = {
  readonly done: {
    readonly checkId: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type RefuseMutationVariables = Exact<{
  input: Schema.RefuseClaimInput;
}>;

export type RefuseMutation = {
  readonly done: {
    readonly checkId: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type UndoCheckMutationVariables = Exact<{
  id: string;
}>;

export type UndoCheckMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type HeldCertificateFragment = {
  readonly id: string;
  readonly scheme: string;
  readonly stated: string;
  readonly scope: string | null;
  readonly number: string | null;
  readonly issuer: string | null;
  readonly status: Schema.CertificateStatus;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly evidence: Schema.EvidenceLevel;
  readonly checkedOn: string | null;
  readonly refusedOn: string | null;
  readonly documents: ReadonlyArray<{
    readonly name: string;
    readonly addedAt: string;
    readonly downloadUrl: string | null;
  }>;
};

export type HeldCapabilityFragment = {
  readonly code: string;
  readonly label: string;
  readonly role: Schema.CapabilityRole;
  readonly evidence: Schema.EvidenceLevel;
  readonly evidenceOn: string | null;
  readonly refusedOn: string | null;
};

export type CheckFragment = {
  readonly id: string;
  readonly certificateId: string | null;
  readonly capabilityCode: string | null;
  readonly outcome: Schema.CheckOutcome;
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
  readonly undoneAt: string | null;
};

export type ErrorsFragment = {
  readonly code: string;
  readonly message: string;
  readonly path: ReadonlyArray<string>;
};

export const claimsQuery: Operation<ClaimsQuery, ClaimsQueryVariables> = {
  name: 'Claims',
  text: 'query Claims($id: ID!) { supplier(id: $id) { id name certificates { ...HeldCertificate } capabilities { ...HeldCapability } checks { ...Check } } certifications { code label register } } fragment HeldCertificate on Certificate { id scheme stated scope number issuer status validFrom validTo evidence checkedOn refusedOn documents { name addedAt downloadUrl } } fragment HeldCapability on SupplierCapability { code label role evidence evidenceOn refusedOn } fragment Check on ClaimCheck { id certificateId capabilityCode outcome reason by at undoneAt }',
};
export const claimQueueQuery: Operation<ClaimQueueQuery, ClaimQueueQueryVariables> = {
  name: 'ClaimQueue',
  text: 'query ClaimQueue($kind: ClaimKind!, $filter: ClaimFilterInput!, $after: String) { claims(kind: $kind, filter: $filter, first: 20, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { supplier { id name region companyNumber claimed } certificate { ...HeldCertificate } capability { ...HeldCapability } checks { ...Check } } } } certifications { code label register } } fragment HeldCertificate on Certificate { id scheme stated scope number issuer status validFrom validTo evidence checkedOn refusedOn documents { name addedAt downloadUrl } } fragment HeldCapability on SupplierCapability { code label role evidence evidenceOn refusedOn } fragment Check on ClaimCheck { id certificateId capabilityCode outcome reason by at undoneAt }',
};
export const verifyMutation: Operation<VerifyMutation, VerifyMutationVariables> = {
  name: 'Verify',
  text: 'mutation Verify($input: VerifyClaimInput!) { done: verifyClaim(input: $input) { checkId errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const vouchMutation: Operation<VouchMutation, VouchMutationVariables> = {
  name: 'Vouch',
  text: 'mutation Vouch($input: VouchForClaimInput!) { done: vouchForClaim(input: $input) { checkId errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const refuseMutation: Operation<RefuseMutation, RefuseMutationVariables> = {
  name: 'Refuse',
  text: 'mutation Refuse($input: RefuseClaimInput!) { done: refuseClaim(input: $input) { checkId errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const undoCheckMutation: Operation<UndoCheckMutation, UndoCheckMutationVariables> = {
  name: 'UndoCheck',
  text: 'mutation UndoCheck($id: ID!) { done: undoClaimCheck(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
