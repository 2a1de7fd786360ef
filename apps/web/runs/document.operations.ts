/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type RunPageQueryVariables = Exact<{
  id: string;
}>;

export type RunPageQuery = {
  readonly run: {
    readonly id: string;
    readonly kind: Schema.RunKind;
    readonly subject: string;
    readonly state: Schema.RunState;
    readonly done: number;
    readonly total: number | null;
    readonly createdAt: string;
    readonly updatedAt: string;
    readonly stalled: boolean;
    readonly outcome: string | null;
    readonly retryable: boolean;
    readonly undoable: boolean;
    readonly buyerId: string | null;
    readonly requirements: ReadonlyArray<{
      readonly id: string;
      readonly title: string;
      readonly state: Schema.RequirementState;
      readonly postcode: string | null;
      readonly closesOn: string | null;
      readonly valueGbp: number | null;
      readonly needs: ReadonlyArray<{
        readonly phrase: string;
        readonly codes: ReadonlyArray<string>;
        readonly importance: Schema.Importance;
      }>;
      readonly certifications: ReadonlyArray<{
        readonly stated: string;
        readonly importance: Schema.CertificationImportance;
      }>;
    }>;
    readonly importSummary: {
      readonly sheet: string | null;
      readonly read: number;
      readonly accepted: number;
      readonly rejected: number;
      readonly created: number;
      readonly updated: number;
      readonly unchanged: number;
      readonly kept: number;
      readonly takenBack: number | null;
      readonly errors: ReadonlyArray<{
        readonly row: number;
        readonly column: string;
        readonly message: string;
        readonly value: string;
      }>;
      readonly warnings: ReadonlyArray<{
        readonly row: number;
        readonly column: string;
        readonly message: string;
        readonly value: string;
      }>;
    } | null;
  } | null;
};

export type FindingsQueryVariables = Exact<{
  id: string;
}>;

export type FindingsQuery = {
  readonly run: { readonly importSummary: { readonly sheet: string | null } | null } | null;
  readonly importFindings: ReadonlyArray<{
    readonly row: number;
    readonly column: string;
    readonly value: string;
    readonly code: string;
    readonly message: string;
    readonly rejected: boolean;
  }> | null;
};

export type RetryImportMutationVariables = Exact<{
  id: string;
}>;

export type RetryImportMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type UndoImportMutationVariables = Exact<{
  id: string;
}>;

export type UndoImportMutation = {
  readonly done: {
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

export const runPageQuery: Operation<RunPageQuery, RunPageQueryVariables> = {
  name: 'RunPage',
  text: 'query RunPage($id: ID!) { run(id: $id) { id kind subject state done total createdAt updatedAt stalled outcome retryable undoable buyerId requirements(first: 100) { id title state postcode closesOn valueGbp needs { phrase codes importance } certifications { stated importance } } importSummary { sheet read accepted rejected created updated unchanged kept takenBack errors { row column message value } warnings { row column message value } } } }',
};
export const findingsQuery: Operation<FindingsQuery, FindingsQueryVariables> = {
  name: 'Findings',
  text: 'query Findings($id: ID!) { run(id: $id) { importSummary { sheet } } importFindings(runId: $id) { row column value code message rejected } }',
};
export const retryImportMutation: Operation<RetryImportMutation, RetryImportMutationVariables> = {
  name: 'RetryImport',
  text: 'mutation RetryImport($id: ID!) { done: retryImport(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const undoImportMutation: Operation<UndoImportMutation, UndoImportMutationVariables> = {
  name: 'UndoImport',
  text: 'mutation UndoImport($id: ID!) { done: undoImport(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
