/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type SearchQueryVariables = Exact<{
  query?: string | null | undefined;
  without?: ReadonlyArray<string> | null | undefined;
  filter?: Schema.SupplierFilter | null | undefined;
  orderBy: Schema.SupplierOrder;
  first: number;
  after?: string | null | undefined;
}>;

export type SearchQuery = {
  readonly searchSuppliers: {
    readonly totalCount: number;
    readonly blockedCount: number;
    readonly answered: boolean;
    readonly unusedWords: ReadonlyArray<string>;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly understood: {
      readonly text: string;
      readonly facets: ReadonlyArray<{
        readonly key: string;
        readonly label: string;
        readonly kind: Schema.QueryPartKind;
        readonly removable: boolean;
      }>;
      readonly corrections: ReadonlyArray<{ readonly from: string; readonly to: string }>;
    };
    readonly facets: ReadonlyArray<{
      readonly dimension: Schema.FacetDimension;
      readonly values: ReadonlyArray<{
        readonly value: string;
        readonly label: string;
        readonly count: number;
      }>;
    }>;
    readonly edges: ReadonlyArray<{
      readonly score: number;
      readonly likely: boolean;
      readonly node: {
        readonly id: string;
        readonly name: string;
        readonly region: Schema.Region | null;
        readonly sizeBand: Schema.SizeBand;
        readonly verified: boolean;
        readonly site: { readonly postcode: string; readonly districtName: string | null } | null;
      };
      readonly explanation: {
        readonly crossRegional: boolean;
        readonly summary: string;
        readonly needs: ReadonlyArray<{
          readonly phrase: string;
          readonly importance: Schema.Importance;
          readonly level: Schema.NeedLevel;
        }>;
        readonly criteria: ReadonlyArray<{
          readonly name: Schema.CriterionName;
          readonly weight: number;
          readonly value: number;
          readonly contribution: number;
          readonly reason: string;
        }>;
        readonly blockers: ReadonlyArray<{ readonly code: Schema.BlockerCode; readonly message: string }>;
      };
    }>;
  };
};

export type CompareSupplierQueryVariables = Exact<{
  id: string;
}>;

export type CompareSupplierQuery = {
  readonly supplier: {
    readonly id: string;
    readonly name: string;
    readonly region: Schema.Region | null;
    readonly sizeBand: Schema.SizeBand;
    readonly batchMin: number | null;
    readonly batchMax: number | null;
    readonly leadTimeDays: number | null;
    readonly acceptingWork: boolean;
    readonly verified: boolean;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
    readonly site: { readonly districtName: string | null } | null;
    readonly capabilities: ReadonlyArray<{ readonly code: string; readonly label: string }>;
    readonly certificates: ReadonlyArray<{
      readonly stated: string;
      readonly status: Schema.CertificateStatus;
    }>;
  } | null;
};

export type RelaxedQueryVariables = Exact<{
  query?: string | null | undefined;
  without?: ReadonlyArray<string> | null | undefined;
  filter?: Schema.SupplierFilter | null | undefined;
}>;

export type RelaxedQuery = {
  readonly searchSuppliers: {
    readonly relaxations: ReadonlyArray<{
      readonly label: string;
      readonly query: string;
      readonly without: ReadonlyArray<string>;
      readonly count: number;
      readonly adds: number;
      readonly filter: ReadonlyArray<{ readonly dimension: string; readonly values: ReadonlyArray<string> }>;
    }>;
  };
};

export type SuggestQueryVariables = Exact<{
  typed: string;
}>;

export type SuggestQuery = {
  readonly suggestQueries: ReadonlyArray<{
    readonly kind: Schema.SuggestionKind;
    readonly text: string;
    readonly label: string;
    readonly code: string | null;
  }>;
};

export type SaveSearchMutationVariables = Exact<{
  input: Schema.SaveSearchInput;
}>;

export type SaveSearchMutation = {
  readonly saved: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export const searchQuery: Operation<SearchQuery, SearchQueryVariables> = {
  name: 'Search',
  text: 'query Search($query: String, $without: [String!], $filter: SupplierFilter, $orderBy: SupplierOrder!, $first: Int!, $after: String) { searchSuppliers( query: $query without: $without filter: $filter orderBy: $orderBy first: $first after: $after ) { totalCount blockedCount answered unusedWords pageInfo { hasNextPage endCursor } understood { facets { key label kind removable } text corrections { from to } } facets { dimension values { value label count } } edges { score likely node { id name region sizeBand verified site { postcode districtName } } explanation { crossRegional summary needs { phrase importance level } criteria { name weight value contribution reason } blockers { code message } } } } }',
};
export const compareSupplierQuery: Operation<CompareSupplierQuery, CompareSupplierQueryVariables> = {
  name: 'CompareSupplier',
  text: 'query CompareSupplier($id: ID!) { supplier(id: $id) { id name region sizeBand batchMin batchMax leadTimeDays acceptingWork verified sectors site { districtName } capabilities { code label } certificates { stated status } } }',
};
export const relaxedQuery: Operation<RelaxedQuery, RelaxedQueryVariables> = {
  name: 'Relaxed',
  text: 'query Relaxed($query: String, $without: [String!], $filter: SupplierFilter) { searchSuppliers(query: $query, without: $without, filter: $filter, first: 1) { relaxations(first: 5) { label query without count adds filter { dimension values } } } }',
};
export const suggestQuery: Operation<SuggestQuery, SuggestQueryVariables> = {
  name: 'Suggest',
  text: 'query Suggest($typed: String!) { suggestQueries(typed: $typed, first: 7) { kind text label code } }',
};
export const saveSearchMutation: Operation<SaveSearchMutation, SaveSearchMutationVariables> = {
  name: 'SaveSearch',
  text: 'mutation SaveSearch($input: SaveSearchInput!) { saved: saveSearch(input: $input) { errors { code message path } } }',
};
