/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ErrorsFragment = {
  readonly code: string;
  readonly message: string;
  readonly path: ReadonlyArray<string>;
};

export type ProfileQueryVariables = Exact<{
  id: string;
}>;

export type ProfileQuery = {
  readonly supplier: {
    readonly id: string;
    readonly name: string;
    readonly summary: string;
    readonly website: string | null;
    readonly companyNumber: string | null;
    readonly statedCapabilities: ReadonlyArray<string>;
    readonly employees: number | null;
    readonly annualTurnoverGbp: number | null;
    readonly batchMin: number | null;
    readonly batchMax: number | null;
    readonly leadTimeDays: number | null;
    readonly acceptingWork: boolean;
    readonly completeness: number;
    readonly publicFields: ReadonlyArray<Schema.PublishableField>;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
    readonly site: {
      readonly postcode: string;
      readonly districtName: string | null;
      readonly region: Schema.Region;
    } | null;
    readonly sites: ReadonlyArray<{
      readonly id: string;
      readonly postcode: string;
      readonly districtName: string | null;
    }>;
    readonly checks: ReadonlyArray<{
      readonly certificateId: string | null;
      readonly capabilityCode: string | null;
      readonly outcome: Schema.CheckOutcome;
      readonly reason: string | null;
      readonly undoneAt: string | null;
    }>;
    readonly certificates: ReadonlyArray<{
      readonly id: string;
      readonly evidence: Schema.EvidenceLevel;
      readonly refusedOn: string | null;
      readonly stated: string;
      readonly scheme: string;
      readonly number: string | null;
      readonly issuer: string | null;
      readonly validFrom: string | null;
      readonly validTo: string | null;
      readonly status: Schema.CertificateStatus;
      readonly documents: ReadonlyArray<{
        readonly id: string;
        readonly name: string;
        readonly addedAt: string;
        readonly downloadUrl: string | null;
      }>;
    }>;
    readonly capabilities: ReadonlyArray<{
      readonly refusedOn: string | null;
      readonly code: string;
      readonly label: string;
      readonly kind: Schema.CapabilityKind | null;
      readonly role: Schema.CapabilityRole;
      readonly source: Schema.CapabilitySource;
    }>;
    readonly health: {
      readonly visible: boolean;
      readonly reasons: ReadonlyArray<string>;
      readonly openRequirementsSeen: number;
      readonly hiddenCount: number;
      readonly hidden: ReadonlyArray<{
        readonly code: Schema.BlockerCode;
        readonly reason: string;
        readonly count: number;
      }>;
    } | null;
  } | null;
};

export type ReadWordsQueryVariables = Exact<{
  text: string;
}>;

export type ReadWordsQuery = {
  readonly proposed: ReadonlyArray<{
    readonly code: string;
    readonly label: string;
    readonly kind: Schema.CapabilityKind | null;
    readonly role: Schema.CapabilityRole;
  }>;
};

export type TreeQueryVariables = Exact<{
  below?: string | null | undefined;
}>;

export type TreeQuery = {
  readonly capabilities: ReadonlyArray<{
    readonly code: string;
    readonly label: string;
    readonly kind: Schema.CapabilityKind;
  }>;
};

export type SchemesQueryVariables = Exact<{ [key: string]: never }>;

export type SchemesQuery = {
  readonly certifications: ReadonlyArray<{ readonly code: string; readonly label: string }>;
};

export type CompanyOfQueryVariables = Exact<{
  number: string;
}>;

export type CompanyOfQuery = {
  readonly company: {
    readonly name: string;
    readonly postcode: string | null;
    readonly taken: boolean;
    readonly organisationId: string;
  } | null;
};

export type FindCapabilitiesQueryVariables = Exact<{
  query: string;
}>;

export type FindCapabilitiesQuery = {
  readonly capabilities: ReadonlyArray<{
    readonly code: string;
    readonly label: string;
    readonly kind: Schema.CapabilityKind;
  }>;
};

export type RegisterMutationVariables = Exact<{
  input: Schema.RegisterSupplierInput;
}>;

export type RegisterMutation = {
  readonly saved: {
    readonly supplier: { readonly id: string } | null;
    readonly alike: ReadonlyArray<{
      readonly id: string;
      readonly name: string;
      readonly because: Schema.Likeness;
      readonly canJoin: boolean;
    }> | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type RegisterBuyerMutationVariables = Exact<{
  input: Schema.RegisterBuyerInput;
}>;

export type RegisterBuyerMutation = {
  readonly saved: {
    readonly buyer: { readonly id: string } | null;
    readonly alike: ReadonlyArray<{
      readonly id: string;
      readonly name: string;
      readonly because: Schema.Likeness;
      readonly canJoin: boolean;
    }> | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type SaveProfileMutationVariables = Exact<{
  input: Schema.UpdateSupplierInput;
}>;

export type SaveProfileMutation = {
  readonly saved: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type PublishMutationVariables = Exact<{
  supplierId: string;
  fields: ReadonlyArray<Schema.PublishableField>;
}>;

export type PublishMutation = {
  readonly shown: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ShowCertificateMutationVariables = Exact<{
  input: Schema.AddCertificateDocumentInput;
}>;

export type ShowCertificateMutation = {
  readonly announced: {
    readonly uploadUrl: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export const profileQuery: Operation<ProfileQuery, ProfileQueryVariables> = {
  name: 'Profile',
  text: 'query Profile($id: ID!) { supplier(id: $id) { id name summary website companyNumber statedCapabilities employees annualTurnoverGbp batchMin batchMax leadTimeDays acceptingWork completeness publicFields sectors site { postcode districtName region } sites { id postcode districtName } checks { certificateId capabilityCode outcome reason undoneAt } certificates { id evidence refusedOn documents { id name addedAt downloadUrl } stated scheme number issuer validFrom validTo status } capabilities { refusedOn code label kind role source } health { visible reasons openRequirementsSeen hiddenCount hidden { code reason count } } } }',
};
export const readWordsQuery: Operation<ReadWordsQuery, ReadWordsQueryVariables> = {
  name: 'ReadWords',
  text: 'query ReadWords($text: String!) { proposed: recogniseCapabilities(text: $text) { code label kind role } }',
};
export const treeQuery: Operation<TreeQuery, TreeQueryVariables> = {
  name: 'Tree',
  text: 'query Tree($below: ID) { capabilities(parent: $below, first: 100) { code label kind } }',
};
export const schemesQuery: Operation<SchemesQuery, SchemesQueryVariables> = {
  name: 'Schemes',
  text: 'query Schemes { certifications { code label } }',
};
export const companyOfQuery: Operation<CompanyOfQuery, CompanyOfQueryVariables> = {
  name: 'CompanyOf',
  text: 'query CompanyOf($number: String!) { company: companyByNumber(number: $number) { name postcode taken organisationId } }',
};
export const findCapabilitiesQuery: Operation<FindCapabilitiesQuery, FindCapabilitiesQueryVariables> = {
  name: 'FindCapabilities',
  text: 'query FindCapabilities($query: String!) { capabilities(query: $query, first: 12) { code label kind } }',
};
export const registerMutation: Operation<RegisterMutation, RegisterMutationVariables> = {
  name: 'Register',
  text: 'mutation Register($input: RegisterSupplierInput!) { saved: registerSupplier(input: $input) { supplier { id } alike { id name because canJoin } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const registerBuyerMutation: Operation<RegisterBuyerMutation, RegisterBuyerMutationVariables> = {
  name: 'RegisterBuyer',
  text: 'mutation RegisterBuyer($input: RegisterBuyerInput!) { saved: registerBuyer(input: $input) { buyer { id } alike { id name because canJoin } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const saveProfileMutation: Operation<SaveProfileMutation, SaveProfileMutationVariables> = {
  name: 'SaveProfile',
  text: 'mutation SaveProfile($input: UpdateSupplierInput!) { saved: updateSupplier(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const publishMutation: Operation<PublishMutation, PublishMutationVariables> = {
  name: 'Publish',
  text: 'mutation Publish($supplierId: ID!, $fields: [PublishableField!]!) { shown: setPublicFields(supplierId: $supplierId, fields: $fields) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const showCertificateMutation: Operation<ShowCertificateMutation, ShowCertificateMutationVariables> = {
  name: 'ShowCertificate',
  text: 'mutation ShowCertificate($input: AddCertificateDocumentInput!) { announced: addCertificateDocument(input: $input) { uploadUrl errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
