/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type SupplierPageQueryVariables = Exact<{
  id: string;
}>;

export type SupplierPageQuery = {
  readonly supplier: {
    readonly id: string;
    readonly name: string;
    readonly summary: string;
    readonly website: string | null;
    readonly companyNumber: string | null;
    readonly statedCapabilities: ReadonlyArray<string>;
    readonly region: Schema.Region | null;
    readonly sizeBand: Schema.SizeBand;
    readonly employees: number | null;
    readonly annualTurnoverGbp: number | null;
    readonly batchMin: number | null;
    readonly batchMax: number | null;
    readonly leadTimeDays: number | null;
    readonly acceptingWork: boolean;
    readonly verified: boolean;
    readonly claimed: boolean;
    readonly completeness: number;
    readonly updatedAt: string;
    readonly origin: Schema.Origin;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
    readonly contacts: ReadonlyArray<{ readonly name: string; readonly email: string }> | null;
    readonly replyRate: {
      readonly asked: number;
      readonly rate: number;
      readonly medianDays: number | null;
    } | null;
    readonly sites: ReadonlyArray<{
      readonly postcode: string;
      readonly districtName: string | null;
      readonly region: Schema.Region;
      readonly lat: number;
      readonly lon: number;
      readonly zones: ReadonlyArray<string>;
      readonly affiliatedZones: ReadonlyArray<string>;
      readonly id: string;
    }>;
    readonly site: {
      readonly postcode: string;
      readonly districtName: string | null;
      readonly region: Schema.Region;
      readonly lat: number;
      readonly lon: number;
    } | null;
    readonly registeredActivities: ReadonlyArray<{ readonly code: string; readonly description: string }>;
    readonly certificates: ReadonlyArray<{
      readonly stated: string;
      readonly scheme: string;
      readonly status: Schema.CertificateStatus;
      readonly validTo: string | null;
      readonly evidence: Schema.EvidenceLevel;
      readonly checkedOn: string | null;
    }>;
    readonly capabilities: ReadonlyArray<{
      readonly code: string;
      readonly label: string;
      readonly kind: Schema.CapabilityKind | null;
      readonly role: Schema.CapabilityRole;
      readonly source: Schema.CapabilitySource;
      readonly evidence: Schema.EvidenceLevel;
      readonly evidenceOn: string | null;
    }>;
    readonly mergers: ReadonlyArray<{
      readonly id: string;
      readonly name: string;
      readonly reason: string;
      readonly by: string | null;
      readonly at: string;
      readonly undoneAt: string | null;
    }>;
  } | null;
  readonly zones: ReadonlyArray<{ readonly code: string; readonly name: string }>;
};

export type AlikeCountQueryVariables = Exact<{
  id: string;
}>;

export type AlikeCountQuery = { readonly alikeSuppliers: { readonly totalCount: number } };

export type ClaimOrganisationMutationVariables = Exact<{
  input: Schema.AccessRequestInput;
}>;

export type ClaimOrganisationMutation = {
  readonly asked: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type AskToJoinMutationVariables = Exact<{
  input: Schema.AccessRequestInput;
}>;

export type AskToJoinMutation = {
  readonly asked: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ErrorsFragment = {
  readonly code: string;
  readonly message: string;
  readonly path: ReadonlyArray<string>;
};

export const supplierPageQuery: Operation<SupplierPageQuery, SupplierPageQueryVariables> = {
  name: 'SupplierPage',
  text: 'query SupplierPage($id: ID!) { supplier(id: $id) { id name summary website companyNumber statedCapabilities region sizeBand employees annualTurnoverGbp contacts { name email } batchMin batchMax leadTimeDays acceptingWork verified claimed completeness updatedAt origin replyRate { asked rate medianDays } sites { postcode districtName region lat lon zones affiliatedZones } site { postcode districtName region lat lon } sites { id postcode districtName } sectors registeredActivities { code description } certificates { stated scheme status validTo evidence checkedOn } capabilities { code label kind role source evidence evidenceOn } mergers { id name reason by at undoneAt } } zones { code name } }',
};
export const alikeCountQuery: Operation<AlikeCountQuery, AlikeCountQueryVariables> = {
  name: 'AlikeCount',
  text: 'query AlikeCount($id: ID!) { alikeSuppliers(first: 1, supplierId: $id) { totalCount } }',
};
export const claimOrganisationMutation: Operation<
  ClaimOrganisationMutation,
  ClaimOrganisationMutationVariables
> = {
  name: 'ClaimOrganisation',
  text: 'mutation ClaimOrganisation($input: AccessRequestInput!) { asked: claimOrganisation(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const askToJoinMutation: Operation<AskToJoinMutation, AskToJoinMutationVariables> = {
  name: 'AskToJoin',
  text: 'mutation AskToJoin($input: AccessRequestInput!) { asked: requestToJoin(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
