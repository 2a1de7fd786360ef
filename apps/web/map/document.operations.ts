/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type MapFacetsQueryVariables = Exact<{
  query?: string | null | undefined;
  without?: ReadonlyArray<string> | null | undefined;
  filter?: Schema.SupplierFilter | null | undefined;
}>;

export type MapFacetsQuery = {
  readonly searchSuppliers: {
    readonly totalCount: number;
    readonly understood: {
      readonly text: string;
      readonly facets: ReadonlyArray<{
        readonly key: string;
        readonly kind: Schema.QueryPartKind;
        readonly label: string;
        readonly text: string;
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
  };
};

export const mapFacetsQuery: Operation<MapFacetsQuery, MapFacetsQueryVariables> = {
  name: 'MapFacets',
  text: 'query MapFacets($query: String, $without: [String!], $filter: SupplierFilter) { searchSuppliers(query: $query, without: $without, filter: $filter, first: 1) { totalCount understood { facets { key kind label text removable } text corrections { from to } } facets { dimension values { value label count } } } }',
};
