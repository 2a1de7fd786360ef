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
    readonly importSummary: {
      readonly read: number;
      readonly accepted: number;
      readonly rejected: number;
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

export const runPageQuery: Operation<RunPageQuery, RunPageQueryVariables> = {
  name: 'RunPage',
  text: 'query RunPage($id: ID!) { run(id: $id) { id kind subject state done total createdAt updatedAt stalled outcome importSummary { read accepted rejected errors { row column message value } warnings { row column message value } } } }',
};
