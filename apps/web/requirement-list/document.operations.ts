/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ErrorsFragment = {
  readonly code: string;
  readonly message: string;
  readonly path: ReadonlyArray<string>;
};

export type RequirementListPageQueryVariables = Exact<{
  buyerId: string;
}>;

export type RequirementListPageQuery = {
  readonly organisation: { readonly id: string; readonly name: string } | null;
  readonly requirements: { readonly totalCount: number };
  readonly requirementTemplateColumns: ReadonlyArray<{
    readonly heading: string;
    readonly required: boolean;
    readonly guidance: string;
    readonly example: string;
  }>;
};

export type RequirementTemplateQueryVariables = Exact<{ [key: string]: never }>;

export type RequirementTemplateQuery = { readonly requirementCsvTemplate: string };

export type RequirementWorkbookQueryVariables = Exact<{ [key: string]: never }>;

export type RequirementWorkbookQuery = { readonly requirementWorkbookTemplate: string };

export type RequirementListQueryVariables = Exact<{
  buyerId: string;
}>;

export type RequirementListQuery = { readonly requirementCsv: string | null };

export type ImportRequirementListMutationVariables = Exact<{
  input: Schema.ImportRequirementsInput;
}>;

export type ImportRequirementListMutation = {
  readonly started: {
    readonly run: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export const requirementListPageQuery: Operation<
  RequirementListPageQuery,
  RequirementListPageQueryVariables
> = {
  name: 'RequirementListPage',
  text: 'query RequirementListPage($buyerId: ID!) { organisation(id: $buyerId) { id name } requirements(first: 1, filter: {buyerId: $buyerId}) { totalCount } requirementTemplateColumns { heading required guidance example } }',
};
export const requirementTemplateQuery: Operation<
  RequirementTemplateQuery,
  RequirementTemplateQueryVariables
> = { name: 'RequirementTemplate', text: 'query RequirementTemplate { requirementCsvTemplate }' };
export const requirementWorkbookQuery: Operation<
  RequirementWorkbookQuery,
  RequirementWorkbookQueryVariables
> = { name: 'RequirementWorkbook', text: 'query RequirementWorkbook { requirementWorkbookTemplate }' };
export const requirementListQuery: Operation<RequirementListQuery, RequirementListQueryVariables> = {
  name: 'RequirementList',
  text: 'query RequirementList($buyerId: ID!) { requirementCsv(buyerId: $buyerId) }',
};
export const importRequirementListMutation: Operation<
  ImportRequirementListMutation,
  ImportRequirementListMutationVariables
> = {
  name: 'ImportRequirementList',
  text: 'mutation ImportRequirementList($input: ImportRequirementsInput!) { started: importRequirements(input: $input) { run { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
