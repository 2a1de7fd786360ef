/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ChangeFragment = {
  readonly kind: Schema.ChangeKind;
  readonly action: string;
  readonly capability: string | null;
  readonly zone: string | null;
  readonly lot: number | null;
  readonly requirementCount: number;
  readonly valueGbp: number;
  readonly regions: ReadonlyArray<Schema.Region>;
  readonly programmes: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly helps: string;
    readonly regions: ReadonlyArray<Schema.Region>;
    readonly confidence: Schema.Confidence;
  }>;
};

export type UnlocksQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type UnlocksQuery = {
  readonly supplier: {
    readonly id: string;
    readonly name: string;
    readonly health: { readonly openRequirementsSeen: number } | null;
  } | null;
  readonly unlocks: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly kind: Schema.ChangeKind;
        readonly action: string;
        readonly capability: string | null;
        readonly zone: string | null;
        readonly lot: number | null;
        readonly requirementCount: number;
        readonly valueGbp: number;
        readonly regions: ReadonlyArray<Schema.Region>;
        readonly opens: ReadonlyArray<{
          readonly score: number;
          readonly requirement: {
            readonly id: string;
            readonly title: string;
            readonly valueGbp: number | null;
            readonly closesOn: string | null;
            readonly buyer: { readonly name: string } | null;
          };
        }>;
        readonly programmes: ReadonlyArray<{
          readonly code: string;
          readonly name: string;
          readonly helps: string;
          readonly regions: ReadonlyArray<Schema.Region>;
          readonly confidence: Schema.Confidence;
        }>;
      };
    }>;
  };
};

export type PathwaysQueryVariables = Exact<{
  id: string;
  sector: Schema.SectorCode;
}>;

export type PathwaysQuery = {
  readonly pathways: {
    readonly totalCount: number;
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly summary: string;
        readonly requirementCount: number;
        readonly valueGbp: number;
        readonly steps: ReadonlyArray<{
          readonly kind: Schema.ChangeKind;
          readonly action: string;
          readonly capability: string | null;
          readonly zone: string | null;
          readonly lot: number | null;
          readonly requirementCount: number;
          readonly valueGbp: number;
          readonly regions: ReadonlyArray<Schema.Region>;
          readonly programmes: ReadonlyArray<{
            readonly code: string;
            readonly name: string;
            readonly helps: string;
            readonly regions: ReadonlyArray<Schema.Region>;
            readonly confidence: Schema.Confidence;
          }>;
        }>;
      };
    }>;
  };
};

export const unlocksQuery: Operation<UnlocksQuery, UnlocksQueryVariables> = {
  name: 'Unlocks',
  text: 'query Unlocks($id: ID!, $after: String) { supplier(id: $id) { id name health { openRequirementsSeen } } unlocks(supplierId: $id, first: 10, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { ...Change opens(first: 5) { score requirement { id title valueGbp closesOn buyer { name } } } } } } } fragment Change on Unlock { kind action capability zone lot requirementCount valueGbp regions programmes { code name helps regions confidence } }',
};
export const pathwaysQuery: Operation<PathwaysQuery, PathwaysQueryVariables> = {
  name: 'Pathways',
  text: 'query Pathways($id: ID!, $sector: SectorCode!) { pathways(supplierId: $id, sector: $sector, first: 5) { totalCount edges { node { summary requirementCount valueGbp steps { ...Change } } } } } fragment Change on Unlock { kind action capability zone lot requirementCount valueGbp regions programmes { code name helps regions confidence } }',
};
