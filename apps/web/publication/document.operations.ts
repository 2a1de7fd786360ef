/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type PublicationPageQueryVariables = Exact<{
  buyerId: string;
}>;

export type PublicationPageQuery = {
  readonly organisation: { readonly id: string; readonly name: string } | null;
  readonly requirements: {
    readonly totalCount: number;
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly title: string;
        readonly postcode: string | null;
        readonly closesOn: string | null;
        readonly visibility: Schema.RequirementVisibility;
        readonly needs: ReadonlyArray<{ readonly phrase: string; readonly codes: ReadonlyArray<string> }>;
        readonly publicationBlockers: ReadonlyArray<{ readonly message: string }>;
      };
    }>;
  };
};

export type PublishRequirementsMutationVariables = Exact<{
  ids: ReadonlyArray<string>;
}>;

export type PublishRequirementsMutation = {
  readonly published: {
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

export const publicationPageQuery: Operation<PublicationPageQuery, PublicationPageQueryVariables> = {
  name: 'PublicationPage',
  text: 'query PublicationPage($buyerId: ID!) { organisation(id: $buyerId) { id name } requirements(first: 100, filter: {buyerId: $buyerId, states: [DRAFT]}) { totalCount edges { node { id title postcode closesOn visibility needs { phrase codes } publicationBlockers { message } } } } }',
};
export const publishRequirementsMutation: Operation<
  PublishRequirementsMutation,
  PublishRequirementsMutationVariables
> = {
  name: 'PublishRequirements',
  text: 'mutation PublishRequirements($ids: [ID!]!) { published: publishRequirements(ids: $ids) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
