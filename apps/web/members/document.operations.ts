/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type MembersQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type MembersQuery = {
  readonly clusterBody: {
    readonly id: string;
    readonly name: string;
    readonly members: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly edges: ReadonlyArray<{
        readonly node: {
          readonly id: string;
          readonly name: string;
          readonly companyNumber: string | null;
          readonly region: Schema.Region | null;
          readonly site: { readonly districtName: string | null } | null;
        };
      }>;
    } | null;
  } | null;
};

export type RecogniseQueryVariables = Exact<{
  id: string;
  text: string;
}>;

export type RecogniseQuery = {
  readonly clusterBody: { readonly id: string; readonly name: string } | null;
  readonly recogniseMembers: ReadonlyArray<{
    readonly line: string;
    readonly meant: ReadonlyArray<{
      readonly organisationId: string;
      readonly name: string;
      readonly companyNumber: string | null;
      readonly districtName: string | null;
      readonly because: Schema.MeantBecause;
      readonly member: boolean;
    }>;
  }>;
};

export type AddMembersMutationVariables = Exact<{
  id: string;
  members: ReadonlyArray<string>;
}>;

export type AddMembersMutation = {
  readonly done: {
    readonly added: number | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type RemoveMembersMutationVariables = Exact<{
  id: string;
  members: ReadonlyArray<string>;
}>;

export type RemoveMembersMutation = {
  readonly done: {
    readonly removed: number | null;
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

export const membersQuery: Operation<MembersQuery, MembersQueryVariables> = {
  name: 'Members',
  text: 'query Members($id: ID!, $after: String) { clusterBody(id: $id) { id name members(first: 50, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id name companyNumber region site { districtName } } } } } }',
};
export const recogniseQuery: Operation<RecogniseQuery, RecogniseQueryVariables> = {
  name: 'Recognise',
  text: 'query Recognise($id: ID!, $text: String!) { clusterBody(id: $id) { id name } recogniseMembers(clusterId: $id, text: $text) { line meant { organisationId name companyNumber districtName because member } } }',
};
export const addMembersMutation: Operation<AddMembersMutation, AddMembersMutationVariables> = {
  name: 'AddMembers',
  text: 'mutation AddMembers($id: ID!, $members: [ID!]!) { done: addClusterMembers(clusterId: $id, organisationIds: $members) { added errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const removeMembersMutation: Operation<RemoveMembersMutation, RemoveMembersMutationVariables> = {
  name: 'RemoveMembers',
  text: 'mutation RemoveMembers($id: ID!, $members: [ID!]!) { done: removeClusterMembers(clusterId: $id, organisationIds: $members) { removed errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
