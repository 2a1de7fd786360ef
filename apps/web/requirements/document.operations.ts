/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type OpenRequirementsQueryVariables = Exact<{
  filter?: Schema.RequirementFilter | null | undefined;
  after?: string | null | undefined;
}>;

export type OpenRequirementsQuery = {
  readonly requirements: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly title: string;
        readonly region: Schema.Region | null;
        readonly postcode: string | null;
        readonly closesOn: string | null;
        readonly valueGbp: number | null;
        readonly sectors: ReadonlyArray<Schema.SectorCode>;
        readonly buyer: { readonly name: string } | null;
        readonly needs: ReadonlyArray<{ readonly phrase: string; readonly importance: Schema.Importance }>;
      };
    }>;
  };
};

export const openRequirementsQuery: Operation<OpenRequirementsQuery, OpenRequirementsQueryVariables> = {
  name: 'OpenRequirements',
  text: 'query OpenRequirements($filter: RequirementFilter, $after: String) { requirements(first: 20, after: $after, filter: $filter) { totalCount pageInfo { hasNextPage endCursor } edges { node { id title region postcode closesOn valueGbp sectors buyer { name } needs { phrase importance } } } } }',
};
