/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ClusterActivityQueryVariables = Exact<{
  id: string;
  weeks: number;
}>;

export type ClusterActivityQuery = {
  readonly clusterBody: {
    readonly name: string;
    readonly activity: ReadonlyArray<{
      readonly weekStarting: string;
      readonly registrations: number | null;
      readonly matches: number;
      readonly interests: number;
      readonly invitations: number;
      readonly awards: number;
    }>;
  } | null;
};

export type SupplierActivityQueryVariables = Exact<{
  id: string;
  weeks: number;
}>;

export type SupplierActivityQuery = {
  readonly supplier: {
    readonly name: string;
    readonly activity: ReadonlyArray<{
      readonly weekStarting: string;
      readonly registrations: number | null;
      readonly matches: number;
      readonly interests: number;
      readonly invitations: number;
      readonly awards: number;
    }>;
  } | null;
};

export type WholeActivityQueryVariables = Exact<{
  weeks: number;
}>;

export type WholeActivityQuery = {
  readonly activity: ReadonlyArray<{
    readonly weekStarting: string;
    readonly registrations: number | null;
    readonly matches: number;
    readonly interests: number;
    readonly invitations: number;
    readonly awards: number;
  }>;
};

export type WeekFragment = {
  readonly weekStarting: string;
  readonly registrations: number | null;
  readonly matches: number;
  readonly interests: number;
  readonly invitations: number;
  readonly awards: number;
};

export const clusterActivityQuery: Operation<ClusterActivityQuery, ClusterActivityQueryVariables> = {
  name: 'ClusterActivity',
  text: 'query ClusterActivity($id: ID!, $weeks: Int!) { clusterBody(id: $id) { name activity(weeks: $weeks) { ...Week } } } fragment Week on ActivityWeek { weekStarting registrations matches interests invitations awards }',
};
export const supplierActivityQuery: Operation<SupplierActivityQuery, SupplierActivityQueryVariables> = {
  name: 'SupplierActivity',
  text: 'query SupplierActivity($id: ID!, $weeks: Int!) { supplier(id: $id) { name activity(weeks: $weeks) { ...Week } } } fragment Week on ActivityWeek { weekStarting registrations matches interests invitations awards }',
};
export const wholeActivityQuery: Operation<WholeActivityQuery, WholeActivityQueryVariables> = {
  name: 'WholeActivity',
  text: 'query WholeActivity($weeks: Int!) { activity(weeks: $weeks) { ...Week } } fragment Week on ActivityWeek { weekStarting registrations matches interests invitations awards }',
};
