/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type SectorsQueryVariables = Exact<{ [key: string]: never }>;

export type SectorsQuery = {
  readonly sectors: ReadonlyArray<{
    readonly code: Schema.SectorCode;
    readonly label: string;
    readonly description: string;
  }>;
  readonly clusterBodies: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
  }>;
};

export type SectorFieldQueryVariables = Exact<{
  sector: Schema.SectorCode;
}>;

export type SectorFieldQuery = {
  readonly suppliers: {
    readonly totalCount: number;
    readonly facets: ReadonlyArray<{
      readonly dimension: Schema.FacetDimension;
      readonly values: ReadonlyArray<{
        readonly value: string;
        readonly label: string;
        readonly count: number;
      }>;
    }>;
  };
  readonly wanted: { readonly totalCount: number };
};

export const sectorsQuery: Operation<SectorsQuery, SectorsQueryVariables> = {
  name: 'Sectors',
  text: 'query Sectors { sectors { code label description } clusterBodies { id name sectors } }',
};
export const sectorFieldQuery: Operation<SectorFieldQuery, SectorFieldQueryVariables> = {
  name: 'SectorField',
  text: 'query SectorField($sector: SectorCode!) { suppliers: searchSuppliers(first: 1, filter: {sectors: [$sector]}) { totalCount facets { dimension values { value label count } } } wanted: requirements( first: 1 filter: {sectors: [$sector], states: [OPEN, SHORTLISTING]} ) { totalCount } }',
};
