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
    readonly note: string;
    readonly source: string;
    readonly confidence: Schema.Confidence;
    readonly checkedOn: string;
  }>;
  readonly zones: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly programme: string;
    readonly region: Schema.Region;
    readonly inForceFrom: string | null;
    readonly endsOn: string | null;
    readonly source: string;
    readonly confidence: Schema.Confidence;
    readonly checkedOn: string;
  }>;
  readonly knownClusterBodies: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
    readonly regions: ReadonlyArray<Schema.Region>;
    readonly note: string;
    readonly source: string;
    readonly confidence: Schema.Confidence;
    readonly checkedOn: string;
  }>;
  readonly supportProgrammes: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly helps: string;
    readonly regions: ReadonlyArray<Schema.Region>;
    readonly source: string;
    readonly confidence: Schema.Confidence;
    readonly checkedOn: string;
    readonly schemes: ReadonlyArray<{ readonly code: string; readonly label: string }>;
    readonly capabilities: ReadonlyArray<{ readonly code: string; readonly label: string }>;
  }>;
};

export type RootsQueryVariables = Exact<{ [key: string]: never }>;

export type RootsQuery = {
  readonly capabilities: ReadonlyArray<{
    readonly code: string;
    readonly label: string;
    readonly kind: Schema.CapabilityKind;
    readonly synonyms: ReadonlyArray<string>;
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
  text: 'query Reference { certifications { code label kind cycleMonths register sectors note source confidence checkedOn } zones { code name programme region inForceFrom endsOn source confidence checkedOn } knownClusterBodies { code name sectors regions note source confidence checkedOn } supportProgrammes { code name helps regions schemes { code label } capabilities { code label } source confidence checkedOn } }',
};
export const rootsQuery: Operation<RootsQuery, RootsQueryVariables> = {
  name: 'Roots',
  text: 'query Roots { capabilities(first: 100) { code label kind synonyms } }',
};
export const belowQuery: Operation<BelowQuery, BelowQueryVariables> = {
  name: 'Below',
  text: 'query Below($code: ID!) { capabilities(parent: $code, first: 100) { code label kind synonyms } }',
};
