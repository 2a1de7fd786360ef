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
  distinct: boolean;
  others: boolean;
}>;

export type AlikePageQuery = {
  readonly others: { readonly totalCount: number };
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
        readonly distinction: {
          readonly id: string;
          readonly note: string;
          readonly by: string | null;
          readonly at: string;
          readonly stands: boolean;
        } | null;
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
    readonly distinction: {
      readonly id: string;
      readonly note: string;
      readonly by: string | null;
      readonly at: string;
      readonly stands: boolean;
    } | null;
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

export type DistinguishSuppliersMutationVariables = Exact<{
  input: Schema.DistinguishSuppliersInput;
}>;

export type DistinguishSuppliersMutation = {
  readonly distinguished: {
    readonly distinctionId: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type UndoDistinctionMutationVariables = Exact<{
  id: string;
}>;

export type UndoDistinctionMutation = {
  readonly undone: {
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
  readonly distinction: {
    readonly id: string;
    readonly note: string;
    readonly by: string | null;
    readonly at: string;
    readonly stands: boolean;
  } | null;
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
  text: 'query AlikePage($after: String, $supplierId: ID, $distinct: Boolean!, $others: Boolean!) { others: alikeSuppliers(first: 1, supplierId: $supplierId, distinct: $others) { totalCount } alikeSuppliers( first: 10 after: $after supplierId: $supplierId distinct: $distinct ) { totalCount pageInfo { hasNextPage endCursor } edges { node { ...Plan } } } } fragment Plan on SupplierMergePlan { stays { ...Record } goes { ...Record } refusals { ...Errors } steps { part moves joins } distinction { id note by at stands } } fragment Record on MergeRecord { supplier { id name companyNumber website origin claimed completeness statedCapabilities sites { postcode districtName } capabilities { label } certificates { stated number validTo } } registeredAt registeredBy members { name email role } clusterBodies introductions { requirementTitle buyerName state } } fragment Errors on UserError { code message path }',
};
export const mergePageQuery: Operation<MergePageQuery, MergePageQueryVariables> = {
  name: 'MergePage',
  text: 'query MergePage($staysId: ID!, $goesId: ID!) { supplierMergePlan(staysId: $staysId, goesId: $goesId) { ...Plan } } fragment Plan on SupplierMergePlan { stays { ...Record } goes { ...Record } refusals { ...Errors } steps { part moves joins } distinction { id note by at stands } } fragment Record on MergeRecord { supplier { id name companyNumber website origin claimed completeness statedCapabilities sites { postcode districtName } capabilities { label } certificates { stated number validTo } } registeredAt registeredBy members { name email role } clusterBodies introductions { requirementTitle buyerName state } } fragment Errors on UserError { code message path }',
};
export const mergeSuppliersMutation: Operation<MergeSuppliersMutation, MergeSuppliersMutationVariables> = {
  name: 'MergeSuppliers',
  text: 'mutation MergeSuppliers($input: MergeSuppliersInput!) { merged: mergeSuppliers(input: $input) { mergerId supplier { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const undoMergerMutation: Operation<UndoMergerMutation, UndoMergerMutationVariables> = {
  name: 'UndoMerger',
  text: 'mutation UndoMerger($id: ID!) { undone: undoSupplierMerger(id: $id) { suppliers { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const distinguishSuppliersMutation: Operation<
  DistinguishSuppliersMutation,
  DistinguishSuppliersMutationVariables
> = {
  name: 'DistinguishSuppliers',
  text: 'mutation DistinguishSuppliers($input: DistinguishSuppliersInput!) { distinguished: distinguishSuppliers(input: $input) { distinctionId errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const undoDistinctionMutation: Operation<UndoDistinctionMutation, UndoDistinctionMutationVariables> = {
  name: 'UndoDistinction',
  text: 'mutation UndoDistinction($id: ID!) { undone: undoSupplierDistinction(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
