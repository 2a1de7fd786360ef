/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ZonesQueryVariables = Exact<{ [key: string]: never }>;

export type ZonesQuery = {
  readonly zones: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly programme: string;
    readonly kind: Schema.ZoneKind;
    readonly region: Schema.Region;
    readonly focus: string;
    readonly inForceFrom: string | null;
    readonly endsOn: string | null;
    readonly source: string;
    readonly checkedOn: string;
  }>;
  readonly searchSuppliers: {
    readonly facets: ReadonlyArray<{
      readonly dimension: Schema.FacetDimension;
      readonly values: ReadonlyArray<{ readonly value: string; readonly count: number }>;
    }>;
  };
};

export const zonesQuery: Operation<ZonesQuery, ZonesQueryVariables> = {
  name: 'Zones',
  text: 'query Zones { zones { code name programme kind region focus inForceFrom endsOn source checkedOn } searchSuppliers(first: 1) { facets { dimension values { value count } } } }',
};
