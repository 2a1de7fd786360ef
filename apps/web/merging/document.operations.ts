/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type AlikePageQueryVariables = Exact<{
  after?: string | null | undefined;
  supplierId?: string | null | undefined;
}>;

export type AlikePageQuery = {
  readonly alikeSuppliers: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly stays: {
          readonly registeredAt: string;
          readonly registeredBy: string | null;
          readonly clusterBodies: ReadonlyArray<string>;
          readonly supplier: {
            readonly id: string;
            readonly name: string;
            readonly companyNumber: string | null;
            readonly website: string | null;
            readonly origin: Schema.Origin;
            readonly claimed: boolean;
            readonly completeness: number;
            readonly statedCapabilities: ReadonlyArray<string>;
            readonly sites: ReadonlyArray<{
              readonly postcode: string;
              readonly districtName: string | null;
            }>;
            readonly capabilities: ReadonlyArray<{ readonly label: string }>;
            readonly certificates: ReadonlyArray<{
              readonly stated: string;
              readonly number: string | null;
              readonly validTo: string | null;
            }>;
          };
          readonly members: ReadonlyArray<{
            readonly name: string;
            readonly email: string;
            readonly role: Schema.OrganisationRole;
          }>;
          readonly introductions: ReadonlyArray<{
            readonly requirementTitle: string;
            readonly buyerName: string;
            readonly state: Schema.IntroductionState;
          }>;
        };
        readonly goes: {
          readonly registeredAt: string;
          readonly registeredBy: string | null;
          readonly clusterBodies: ReadonlyArray<string>;
          readonly supplier: {
            readonly id: string;
            readonly name: string;
            readonly companyNumber: string | null;
            readonly website: string | null;
            readonly origin: Schema.Origin;
            readonly claimed: boolean;
            readonly completeness: number;
            readonly statedCapabilities: ReadonlyArray<string>;
            readonly sites: ReadonlyArray<{
              readonly postcode: string;
              readonly districtName: string | null;
            }>;
            readonly capabilities: ReadonlyArray<{ readonly label: string }>;
            readonly certificates: ReadonlyArray<{
              readonly stated: string;
              readonly number: string | null;
              readonly validTo: string | null;
            }>;
          };
          readonly members: ReadonlyArray<{
            readonly name: string;
            readonly email: string;
            readonly role: Schema.OrganisationRole;
          }>;
          readonly introductions: ReadonlyArray<{
            readonly requirementTitle: string;
            readonly buyerName: string;
            readonly state: Schema.IntroductionState;
          }>;
        };
        readonly refusals: ReadonlyArray<{
          readonly code: string;
          readonly message: string;
          readonly path: ReadonlyArray<string>;
        }>;
        readonly steps: ReadonlyArray<{
          readonly part: Schema.MergePart;
          readonly moves: ReadonlyArray<string>;
          readonly joins: ReadonlyArray<string>;
        }>;
      };
    }>;
  };
};

export type MergePageQueryVariables = Exact<{
  staysId: string;
  goesId: string;
}>;

export type MergePageQuery = {
  readonly supplierMergePlan: {
    readonly stays: {
      readonly registeredAt: string;
      readonly registeredBy: string | null;
      readonly clusterBodies: ReadonlyArray<string>;
      readonly supplier: {
        readonly id: string;
        readonly name: string;
        readonly companyNumber: string | null;
        readonly website: string | null;
        readonly origin: Schema.Origin;
        readonly claimed: boolean;
        readonly completeness: number;
        readonly statedCapabilities: ReadonlyArray<string>;
        readonly sites: ReadonlyArray<{ readonly postcode: string; readonly districtName: string | null }>;
        readonly capabilities: ReadonlyArray<{ readonly label: string }>;
        readonly certificates: ReadonlyArray<{
          readonly stated: string;
          readonly number: string | null;
          readonly validTo: string | null;
        }>;
      };
      readonly members: ReadonlyArray<{
        readonly name: string;
        readonly email: string;
        readonly role: Schema.OrganisationRole;
      }>;
      readonly introductions: ReadonlyArray<{
        readonly requirementTitle: string;
        readonly buyerName: string;
        readonly state: Schema.IntroductionState;
      }>;
    };
    readonly goes: {
      readonly registeredAt: string;
      readonly registeredBy: string | null;
      readonly clusterBodies: ReadonlyArray<string>;
      readonly supplier: {
        readonly id: string;
        readonly name: string;
        readonly companyNumber: string | null;
        readonly website: string | null;
        readonly origin: Schema.Origin;
        readonly claimed: boolean;
        readonly completeness: number;
        readonly statedCapabilities: ReadonlyArray<string>;
        readonly sites: ReadonlyArray<{ readonly postcode: string; readonly districtName: string | null }>;
        readonly capabilities: ReadonlyArray<{ readonly label: string }>;
        readonly certificates: ReadonlyArray<{
          readonly stated: string;
          readonly number: string | null;
          readonly validTo: string | null;
        }>;
      };
      readonly members: ReadonlyArray<{
        readonly name: string;
        readonly email: string;
        readonly role: Schema.OrganisationRole;
      }>;
      readonly introductions: ReadonlyArray<{
        readonly requirementTitle: string;
        readonly buyerName: string;
        readonly state: Schema.IntroductionState;
      }>;
    };
    readonly refusals: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
    readonly steps: ReadonlyArray<{
      readonly part: Schema.MergePart;
      readonly moves: ReadonlyArray<string>;
      readonly joins: ReadonlyArray<string>;
    }>;
  } | null;
};

export type MergeSuppliersMutationVariables = Exact<{
  input: Schema.MergeSuppliersInput;
}>;

export type MergeSuppliersMutation = {
  readonly merged: {
    readonly mergerId: string | null;
    readonly supplier: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type UndoMergerMutationVariables = Exact<{
  id: string;
}>;

export type UndoMergerMutation = {
  readonly undone: {
    readonly suppliers: ReadonlyArray<{ readonly id: string }> | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type PlanFragment = {
  readonly stays: {
    readonly registeredAt: string;
    readonly registeredBy: string | null;
    readonly clusterBodies: ReadonlyArray<string>;
    readonly supplier: {
      readonly id: string;
      readonly name: string;
      readonly companyNumber: string | null;
      readonly website: string | null;
      readonly origin: Schema.Origin;
      readonly claimed: boolean;
      readonly completeness: number;
      readonly statedCapabilities: ReadonlyArray<string>;
      readonly sites: ReadonlyArray<{ readonly postcode: string; readonly districtName: string | null }>;
      readonly capabilities: ReadonlyArray<{ readonly label: string }>;
      readonly certificates: ReadonlyArray<{
        readonly stated: string;
        readonly number: string | null;
        readonly validTo: string | null;
      }>;
    };
    readonly members: ReadonlyArray<{
      readonly name: string;
      readonly email: string;
      readonly role: Schema.OrganisationRole;
    }>;
    readonly introductions: ReadonlyArray<{
      readonly requirementTitle: string;
      readonly buyerName: string;
      readonly state: Schema.IntroductionState;
    }>;
  };
  readonly goes: {
    readonly registeredAt: string;
    readonly registeredBy: string | null;
    readonly clusterBodies: ReadonlyArray<string>;
    readonly supplier: {
      readonly id: string;
      readonly name: string;
      readonly companyNumber: string | null;
      readonly website: string | null;
      readonly origin: Schema.Origin;
      readonly claimed: boolean;
      readonly completeness: number;
      readonly statedCapabilities: ReadonlyArray<string>;
      readonly sites: ReadonlyArray<{ readonly postcode: string; readonly districtName: string | null }>;
      readonly capabilities: ReadonlyArray<{ readonly label: string }>;
      readonly certificates: ReadonlyArray<{
        readonly stated: string;
        readonly number: string | null;
        readonly validTo: string | null;
      }>;
    };
    readonly members: ReadonlyArray<{
      readonly name: string;
      readonly email: string;
      readonly role: Schema.OrganisationRole;
    }>;
    readonly introductions: ReadonlyArray<{
      readonly requirementTitle: string;
      readonly buyerName: string;
      readonly state: Schema.IntroductionState;
    }>;
  };
  readonly refusals: ReadonlyArray<{
    readonly code: string;
    readonly message: string;
    readonly path: ReadonlyArray<string>;
  }>;
  readonly steps: ReadonlyArray<{
    readonly part: Schema.MergePart;
    readonly moves: ReadonlyArray<string>;
    readonly joins: ReadonlyArray<string>;
  }>;
};

export type RecordFragment = {
  readonly registeredAt: string;
  readonly registeredBy: string | null;
  readonly clusterBodies: ReadonlyArray<string>;
  readonly supplier: {
    readonly id: string;
    readonly name: string;
    readonly companyNumber: string | null;
    readonly website: string | null;
    readonly origin: Schema.Origin;
    readonly claimed: boolean;
    readonly completeness: number;
    readonly statedCapabilities: ReadonlyArray<string>;
    readonly sites: ReadonlyArray<{ readonly postcode: string; readonly districtName: string | null }>;
    readonly capabilities: ReadonlyArray<{ readonly label: string }>;
    readonly certificates: ReadonlyArray<{
      readonly stated: string;
      readonly number: string | null;
      readonly validTo: string | null;
    }>;
  };
  readonly members: ReadonlyArray<{
    readonly name: string;
    readonly email: string;
    readonly role: Schema.OrganisationRole;
  }>;
  readonly introductions: ReadonlyArray<{
    readonly requirementTitle: string;
    readonly buyerName: string;
    readonly state: Schema.IntroductionState;
  }>;
};

export type ErrorsFragment = {
  readonly code: string;
  readonly message: string;
  readonly path: ReadonlyArray<string>;
};

export const alikePageQuery: Operation<AlikePageQuery, AlikePageQueryVariables> = {
  name: 'AlikePage',
  text: 'query AlikePage($after: String, $supplierId: ID) { alikeSuppliers(first: 10, after: $after, supplierId: $supplierId) { totalCount pageInfo { hasNextPage endCursor } edges { node { ...Plan } } } } fragment Plan on SupplierMergePlan { stays { ...Record } goes { ...Record } refusals { ...Errors } steps { part moves joins } } fragment Record on MergeRecord { supplier { id name companyNumber website origin claimed completeness statedCapabilities sites { postcode districtName } capabilities { label } certificates { stated number validTo } } registeredAt registeredBy members { name email role } clusterBodies introductions { requirementTitle buyerName state } } fragment Errors on UserError { code message path }',
};
export const mergePageQuery: Operation<MergePageQuery, MergePageQueryVariables> = {
  name: 'MergePage',
  text: 'query MergePage($staysId: ID!, $goesId: ID!) { supplierMergePlan(staysId: $staysId, goesId: $goesId) { ...Plan } } fragment Plan on SupplierMergePlan { stays { ...Record } goes { ...Record } refusals { ...Errors } steps { part moves joins } } fragment Record on MergeRecord { supplier { id name companyNumber website origin claimed completeness statedCapabilities sites { postcode districtName } capabilities { label } certificates { stated number validTo } } registeredAt registeredBy members { name email role } clusterBodies introductions { requirementTitle buyerName state } } fragment Errors on UserError { code message path }',
};
export const mergeSuppliersMutation: Operation<MergeSuppliersMutation, MergeSuppliersMutationVariables> = {
  name: 'MergeSuppliers',
  text: 'mutation MergeSuppliers($input: MergeSuppliersInput!) { merged: mergeSuppliers(input: $input) { mergerId supplier { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const undoMergerMutation: Operation<UndoMergerMutation, UndoMergerMutationVariables> = {
  name: 'UndoMerger',
  text: 'mutation UndoMerger($id: ID!) { undone: undoSupplierMerger(id: $id) { suppliers { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
