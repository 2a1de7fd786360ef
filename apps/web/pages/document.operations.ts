/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type StatusQueryVariables = Exact<{ [key: string]: never }>;

export type StatusQuery = {
  readonly serviceStatus: ReadonlyArray<{
    readonly part: Schema.ServicePart;
    readonly state: Schema.PartState;
    readonly summary: string;
  }>;
};

export type FiguresQueryVariables = Exact<{ [key: string]: never }>;

export type FiguresQuery = {
  readonly overview: {
    readonly suppliers: number;
    readonly openRequirements: number;
    readonly matches: number;
    readonly digests: number;
  };
};

export type OutboxQueryVariables = Exact<{ [key: string]: never }>;

export type OutboxQuery = {
  readonly outbox: ReadonlyArray<{
    readonly id: string;
    readonly recipient: string;
    readonly subject: string;
    readonly state: Schema.MailState;
    readonly createdAt: string;
  }>;
};

export const statusQuery: Operation<StatusQuery, StatusQueryVariables> = {
  name: 'Status',
  text: 'query Status { serviceStatus { part state summary } }',
};
export const figuresQuery: Operation<FiguresQuery, FiguresQueryVariables> = {
  name: 'Figures',
  text: 'query Figures { overview { suppliers openRequirements matches digests } }',
};
export const outboxQuery: Operation<OutboxQuery, OutboxQueryVariables> = {
  name: 'Outbox',
  text: 'query Outbox { outbox(first: 50) { id recipient subject state createdAt } }',
};
