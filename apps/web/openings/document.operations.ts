/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type OpeningsQueryVariables = Exact<{
  id: string;
  supplier?: string | null | undefined;
  after?: string | null | undefined;
}>;

export type OpeningsQuery = {
  readonly clusterBody: {
    readonly id: string;
    readonly name: string;
    readonly openings: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly edges: ReadonlyArray<{
        readonly node: {
          readonly score: number;
          readonly rank: number;
          readonly crossRegional: boolean;
          readonly supplier: {
            readonly id: string;
            readonly name: string;
            readonly region: Schema.Region | null;
          };
          readonly requirement: {
            readonly id: string;
            readonly title: string;
            readonly region: Schema.Region | null;
            readonly valueGbp: number | null;
            readonly closesOn: string | null;
            readonly buyer: { readonly name: string } | null;
          };
        };
      }>;
    } | null;
  } | null;
};

export type PairQueryVariables = Exact<{
  id: string;
  supplier: string;
  requirement: string;
}>;

export type PairQuery = {
  readonly clusterBody: { readonly id: string; readonly name: string } | null;
  readonly supplier: { readonly id: string; readonly name: string } | null;
  readonly requirement: {
    readonly id: string;
    readonly title: string;
    readonly buyer: { readonly name: string } | null;
  } | null;
};

export type SuggestMutationVariables = Exact<{
  input: Schema.BeginIntroductionInput;
}>;

export type SuggestMutation = {
  readonly done: {
    readonly introduction: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ErrorsFragment = {
  readonly code: string;
  readonly message: string;
  readonly path: ReadonlyArray<string>;
};

export const openingsQuery: Operation<OpeningsQuery, OpeningsQueryVariables> = {
  name: 'Openings',
  text: 'query Openings($id: ID!, $supplier: ID, $after: String) { clusterBody(id: $id) { id name openings(first: 20, after: $after, supplierId: $supplier) { totalCount pageInfo { hasNextPage endCursor } edges { node { score rank crossRegional supplier { id name region } requirement { id title region valueGbp closesOn buyer { name } } } } } } }',
};
export const pairQuery: Operation<PairQuery, PairQueryVariables> = {
  name: 'Pair',
  text: 'query Pair($id: ID!, $supplier: ID!, $requirement: ID!) { clusterBody(id: $id) { id name } supplier(id: $supplier) { id name } requirement(id: $requirement) { id title buyer { name } } }',
};
export const suggestMutation: Operation<SuggestMutation, SuggestMutationVariables> = {
  name: 'Suggest',
  text: 'mutation Suggest($input: BeginIntroductionInput!) { done: suggestIntroduction(input: $input) { introduction { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
