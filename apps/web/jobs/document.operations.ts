/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type JobsQueryVariables = Exact<{
  filter: Schema.RunFilterInput;
  after?: string | null | undefined;
}>;

export type JobsQuery = {
  readonly serviceHealth: {
    readonly jobsToRelay: number;
    readonly relayLagSeconds: number;
    readonly lettersWaiting: number;
    readonly lettersOverdue: number;
    readonly lettersKept: number;
    readonly lettersFailed: number;
    readonly lettersSent: number;
    readonly addressesSuspended: number;
    readonly parts: ReadonlyArray<{
      readonly part: Schema.ServicePart;
      readonly state: Schema.PartState;
      readonly summary: string;
    }>;
    readonly queues: ReadonlyArray<{
      readonly name: string;
      readonly waiting: number;
      readonly active: number;
      readonly delayed: number;
      readonly failed: number;
    }>;
  };
  readonly runs: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly kind: Schema.RunKind;
        readonly subject: string;
        readonly state: Schema.RunState;
        readonly total: number | null;
        readonly done: number;
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly stalled: boolean;
        readonly outcome: string | null;
        readonly retryable: boolean;
        readonly requestedBy: string | null;
      };
    }>;
  };
  readonly outbox: ReadonlyArray<{
    readonly id: string;
    readonly recipient: string;
    readonly subject: string;
    readonly attempts: number;
    readonly lastError: string | null;
    readonly createdAt: string;
  }>;
  readonly suspendedAddresses: ReadonlyArray<{
    readonly address: string;
    readonly reason: Schema.SuspensionReason;
    readonly detail: string;
    readonly suspendedAt: string;
  }>;
};

export type ResumeSuspendedMutationVariables = Exact<{
  address: string;
}>;

export type ResumeSuspendedMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type DueDigestsMutationVariables = Exact<{ [key: string]: never }>;

export type DueDigestsMutation = {
  readonly started: {
    readonly run: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ResendMutationVariables = Exact<{
  id: string;
}>;

export type ResendMutation = {
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

export const jobsQuery: Operation<JobsQuery, JobsQueryVariables> = {
  name: 'Jobs',
  text: 'query Jobs($filter: RunFilterInput!, $after: String) { serviceHealth { parts { part state summary } queues { name waiting active delayed failed } jobsToRelay relayLagSeconds lettersWaiting lettersOverdue lettersKept lettersFailed lettersSent addressesSuspended } runs(first: 20, after: $after, filter: $filter) { totalCount pageInfo { hasNextPage endCursor } edges { node { id kind subject state total done createdAt updatedAt stalled outcome retryable requestedBy } } } outbox(first: 10, givenUp: true) { id recipient subject attempts lastError createdAt } suspendedAddresses(first: 20) { address reason detail suspendedAt } }',
};
export const resumeSuspendedMutation: Operation<ResumeSuspendedMutation, ResumeSuspendedMutationVariables> = {
  name: 'ResumeSuspended',
  text: 'mutation ResumeSuspended($address: String!) { done: resumeMailAddress(address: $address) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const dueDigestsMutation: Operation<DueDigestsMutation, DueDigestsMutationVariables> = {
  name: 'DueDigests',
  text: 'mutation DueDigests { started: composeDueDigests { run { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const resendMutation: Operation<ResendMutation, ResendMutationVariables> = {
  name: 'Resend',
  text: 'mutation Resend($id: ID!) { done: resendMail(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
