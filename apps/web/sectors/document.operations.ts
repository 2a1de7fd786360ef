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
  readonly ADVANCED_MANUFACTURING: { readonly totalCount: number };
  readonly AUTOMOTIVE_RAIL: { readonly totalCount: number };
  readonly CLEAN_ENERGY: { readonly totalCount: number };
  readonly CREATIVE: { readonly totalCount: number };
  readonly HEALTH_LIFE_SCIENCES: { readonly totalCount: number };
};

export type SectorSuppliersQueryVariables = Exact<{ [key: string]: never }>;

export type SectorSuppliersQuery = {
  readonly ADVANCED_MANUFACTURING: {
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
  readonly AUTOMOTIVE_RAIL: {
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
  readonly CLEAN_ENERGY: {
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
  readonly CREATIVE: {
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
  readonly HEALTH_LIFE_SCIENCES: {
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
};

export type SuppliersFragment = {
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

export const sectorsQuery: Operation<SectorsQuery, SectorsQueryVariables> = {
  name: 'Sectors',
  text: 'query Sectors { sectors { code label description } clusterBodies { id name sectors } ADVANCED_MANUFACTURING: requirements( first: 1 filter: {sectors: [ADVANCED_MANUFACTURING], states: [OPEN, SHORTLISTING]} ) { totalCount } AUTOMOTIVE_RAIL: requirements( first: 1 filter: {sectors: [AUTOMOTIVE_RAIL], states: [OPEN, SHORTLISTING]} ) { totalCount } CLEAN_ENERGY: requirements( first: 1 filter: {sectors: [CLEAN_ENERGY], states: [OPEN, SHORTLISTING]} ) { totalCount } CREATIVE: requirements( first: 1 filter: {sectors: [CREATIVE], states: [OPEN, SHORTLISTING]} ) { totalCount } HEALTH_LIFE_SCIENCES: requirements( first: 1 filter: {sectors: [HEALTH_LIFE_SCIENCES], states: [OPEN, SHORTLISTING]} ) { totalCount } }',
};
export const sectorSuppliersQuery: Operation<SectorSuppliersQuery, SectorSuppliersQueryVariables> = {
  name: 'SectorSuppliers',
  text: 'query SectorSuppliers { ADVANCED_MANUFACTURING: searchSuppliers( first: 1 filter: {sectors: [ADVANCED_MANUFACTURING]} ) { ...Suppliers } AUTOMOTIVE_RAIL: searchSuppliers(first: 1, filter: {sectors: [AUTOMOTIVE_RAIL]}) { ...Suppliers } CLEAN_ENERGY: searchSuppliers(first: 1, filter: {sectors: [CLEAN_ENERGY]}) { ...Suppliers } CREATIVE: searchSuppliers(first: 1, filter: {sectors: [CREATIVE]}) { ...Suppliers } HEALTH_LIFE_SCIENCES: searchSuppliers( first: 1 filter: {sectors: [HEALTH_LIFE_SCIENCES]} ) { ...Suppliers } } fragment Suppliers on SupplierSearchConnection { totalCount facets { dimension values { value label count } } }',
};
