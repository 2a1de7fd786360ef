/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ReferenceQueryVariables = Exact<{ [key: string]: never }>;

export type ReferenceQuery = {
  readonly certifications: ReadonlyArray<{
    readonly code: string;
    readonly label: string;
    readonly kind: Schema.SchemeKind;
    readonly cycleMonths: number | null;
    readonly register: string | null;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
    readonly source: string;
    readonly checkedOn: string;
  }>;
  readonly zones: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly programme: string;
    readonly region: Schema.Region;
    readonly source: string;
    readonly checkedOn: string;
  }>;
  readonly capabilities: ReadonlyArray<{
    readonly code: string;
    readonly label: string;
    readonly kind: Schema.CapabilityKind;
  }>;
};

export type BelowQueryVariables = Exact<{
  code: string;
}>;

export type BelowQuery = {
  readonly capabilities: ReadonlyArray<{
    readonly code: string;
    readonly label: string;
    readonly kind: Schema.CapabilityKind;
    readonly synonyms: ReadonlyArray<string>;
  }>;
};

export const referenceQuery: Operation<ReferenceQuery, ReferenceQueryVariables> = {
  name: 'Reference',
  text: 'query Reference { certifications { code label kind cycleMonths register sectors source checkedOn } zones { code name programme region source checkedOn } capabilities(first: 100) { code label kind } }',
};
export const belowQuery: Operation<BelowQuery, BelowQueryVariables> = {
  name: 'Below',
  text: 'query Below($code: ID!) { capabilities(parent: $code, first: 100) { code label kind synonyms } }',
};
