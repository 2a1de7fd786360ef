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

export type EffectFragment = {
  readonly eligibleCount: number;
  readonly eastMidlandsCount: number;
  readonly westMidlandsCount: number;
  readonly supplierCount: number;
  readonly warnings: ReadonlyArray<{ readonly code: string; readonly message: string }>;
  readonly relaxations: ReadonlyArray<{
    readonly message: string;
    readonly adds: number;
    readonly eligibleCount: number;
  }>;
};

export type EditedQueryVariables = Exact<{
  id: string;
}>;

export type EditedQuery = {
  readonly requirement: {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly state: Schema.RequirementState;
    readonly updatedAt: string;
    readonly postcode: string | null;
    readonly valueGbp: number | null;
    readonly closesOn: string | null;
    readonly maxDriveMinutes: number | null;
    readonly quantityBatch: number | null;
    readonly leadTimeDays: number | null;
    readonly replyDays: number;
    readonly visibility: Schema.RequirementVisibility;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
    readonly buyer: { readonly id: string; readonly name: string } | null;
    readonly needs: ReadonlyArray<{ readonly phrase: string; readonly importance: Schema.Importance }>;
    readonly certifications: ReadonlyArray<{
      readonly stated: string;
      readonly importance: Schema.CertificationImportance;
    }>;
    readonly effect: {
      readonly eligibleCount: number;
      readonly eastMidlandsCount: number;
      readonly westMidlandsCount: number;
      readonly supplierCount: number;
      readonly warnings: ReadonlyArray<{ readonly code: string; readonly message: string }>;
      readonly relaxations: ReadonlyArray<{
        readonly message: string;
        readonly adds: number;
        readonly eligibleCount: number;
      }>;
    } | null;
  } | null;
};

export type PreviewQueryVariables = Exact<{
  input: Schema.CreateRequirementInput;
}>;

export type PreviewQuery = {
  readonly previewRequirement: {
    readonly effect: {
      readonly eligibleCount: number;
      readonly eastMidlandsCount: number;
      readonly westMidlandsCount: number;
      readonly supplierCount: number;
      readonly warnings: ReadonlyArray<{ readonly code: string; readonly message: string }>;
      readonly relaxations: ReadonlyArray<{
        readonly message: string;
        readonly adds: number;
        readonly eligibleCount: number;
      }>;
    } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type CreateMutationVariables = Exact<{
  input: Schema.CreateRequirementInput;
}>;

export type CreateMutation = {
  readonly saved: {
    readonly requirement: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type UpdateMutationVariables = Exact<{
  input: Schema.UpdateRequirementInput;
}>;

export type UpdateMutation = {
  readonly saved: {
    readonly requirement: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export const editedQuery: Operation<EditedQuery, EditedQueryVariables> = {
  name: 'Edited',
  text: 'query Edited($id: ID!) { requirement(id: $id) { id title description state updatedAt postcode valueGbp closesOn maxDriveMinutes quantityBatch leadTimeDays replyDays visibility sectors buyer { id name } needs { phrase importance } certifications { stated importance } effect { ...Effect } } } fragment Effect on RequirementEffect { eligibleCount eastMidlandsCount westMidlandsCount supplierCount warnings { code message } relaxations { message adds eligibleCount } }',
};
export const previewQuery: Operation<PreviewQuery, PreviewQueryVariables> = {
  name: 'Preview',
  text: 'query Preview($input: CreateRequirementInput!) { previewRequirement(input: $input) { effect { ...Effect } errors { ...Errors } } } fragment Effect on RequirementEffect { eligibleCount eastMidlandsCount westMidlandsCount supplierCount warnings { code message } relaxations { message adds eligibleCount } } fragment Errors on UserError { code message path }',
};
export const createMutation: Operation<CreateMutation, CreateMutationVariables> = {
  name: 'Create',
  text: 'mutation Create($input: CreateRequirementInput!) { saved: createRequirement(input: $input) { requirement { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const updateMutation: Operation<UpdateMutation, UpdateMutationVariables> = {
  name: 'Update',
  text: 'mutation Update($input: UpdateRequirementInput!) { saved: updateRequirement(input: $input) { requirement { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
