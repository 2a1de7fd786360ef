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
};

export const sectorsQuery: Operation<SectorsQuery, SectorsQueryVariables> = {
  name: 'Sectors',
  text: 'query Sectors { sectors { code label description } }',
};
