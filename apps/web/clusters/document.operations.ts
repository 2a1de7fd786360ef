/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ClustersQueryVariables = Exact<{ [key: string]: never }>;

export type ClustersQuery = {
  readonly clusterBodies: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly region: Schema.Region | null;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
    readonly memberCount: number;
  }>;
};

export type ClusterPageQueryVariables = Exact<{
  id: string;
}>;

export type ClusterPageQuery = {
  readonly clusterBody: {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly region: Schema.Region | null;
    readonly sectors: ReadonlyArray<Schema.SectorCode>;
    readonly memberCount: number;
    readonly digests: ReadonlyArray<{
      readonly id: string;
      readonly isoWeek: string;
      readonly subject: string;
      readonly composedAt: string;
    }>;
  } | null;
};

export type ClusterMembersQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type ClusterMembersQuery = {
  readonly clusterBody: {
    readonly feedUrl: string;
    readonly digestSchedule: {
      readonly frequency: Schema.DigestFrequency;
      readonly weekday: number;
      readonly hour: number;
      readonly leastScore: number;
      readonly sectors: ReadonlyArray<Schema.SectorCode>;
      readonly tellWhenQuiet: boolean;
      readonly addresses: ReadonlyArray<string>;
      readonly nextDueAt: string | null;
      readonly unreached: ReadonlyArray<{
        readonly address: string;
        readonly reason: string;
        readonly mayBeTried: boolean;
      }>;
    };
    readonly members: {
      readonly totalCount: number;
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly edges: ReadonlyArray<{
        readonly node: {
          readonly id: string;
          readonly name: string;
          readonly region: Schema.Region | null;
          readonly site: { readonly districtName: string | null } | null;
        };
      }>;
    } | null;
  } | null;
};

export type NextDigestQueryVariables = Exact<{
  id: string;
}>;

export type NextDigestQuery = {
  readonly clusterBody: {
    readonly name: string;
    readonly digestSchedule: {
      readonly addresses: ReadonlyArray<string>;
      readonly nextDueAt: string | null;
      readonly tellWhenQuiet: boolean;
      readonly unreached: ReadonlyArray<{ readonly address: string }>;
    };
  } | null;
};

export type PreviewQueryVariables = Exact<{
  id: string;
}>;

export type PreviewQuery = { readonly preview: { readonly subject: string; readonly html: string } };

export type ScheduleMutationVariables = Exact<{
  input: Schema.UpdateDigestScheduleInput;
}>;

export type ScheduleMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ResumeAddressMutationVariables = Exact<{
  address: string;
  id?: string | null | undefined;
}>;

export type ResumeAddressMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export const clustersQuery: Operation<ClustersQuery, ClustersQueryVariables> = {
  name: 'Clusters',
  text: 'query Clusters { clusterBodies { id name description region sectors memberCount } }',
};
export const clusterPageQuery: Operation<ClusterPageQuery, ClusterPageQueryVariables> = {
  name: 'ClusterPage',
  text: 'query ClusterPage($id: ID!) { clusterBody(id: $id) { id name description region sectors memberCount digests(first: 26) { id isoWeek subject composedAt } } }',
};
export const clusterMembersQuery: Operation<ClusterMembersQuery, ClusterMembersQueryVariables> = {
  name: 'ClusterMembers',
  text: 'query ClusterMembers($id: ID!, $after: String) { clusterBody(id: $id) { feedUrl digestSchedule { frequency weekday hour leastScore sectors tellWhenQuiet addresses nextDueAt unreached { address reason mayBeTried } } members(first: 50, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id name region site { districtName } } } } } }',
};
export const nextDigestQuery: Operation<NextDigestQuery, NextDigestQueryVariables> = {
  name: 'NextDigest',
  text: 'query NextDigest($id: ID!) { clusterBody(id: $id) { name digestSchedule { addresses nextDueAt tellWhenQuiet unreached { address } } } }',
};
export const previewQuery: Operation<PreviewQuery, PreviewQueryVariables> = {
  name: 'Preview',
  text: 'query Preview($id: ID!) { preview: digestPreview(clusterId: $id) { subject html } }',
};
export const scheduleMutation: Operation<ScheduleMutation, ScheduleMutationVariables> = {
  name: 'Schedule',
  text: 'mutation Schedule($input: UpdateDigestScheduleInput!) { done: updateDigestSchedule(input: $input) { errors { code message path } } }',
};
export const resumeAddressMutation: Operation<ResumeAddressMutation, ResumeAddressMutationVariables> = {
  name: 'ResumeAddress',
  text: 'mutation ResumeAddress($address: String!, $id: ID) { done: resumeMailAddress(address: $address, clusterId: $id) { errors { code message path } } }',
};
