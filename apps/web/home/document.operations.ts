/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type HomePublicQueryVariables = Exact<{ [key: string]: never }>;

export type HomePublicQuery = {
  readonly overview: {
    readonly suppliers: number;
    readonly eastMidlandsSuppliers: number;
    readonly westMidlandsSuppliers: number;
    readonly openRequirements: number;
    readonly matches: number;
    readonly crossRegionalShare: number | null;
    readonly clusterBodies: number;
    readonly digests: number;
  };
};

export type HomeStaffQueryVariables = Exact<{ [key: string]: never }>;

export type HomeStaffQuery = {
  readonly requirements: {
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly east: { readonly eligibleCount: number } | null;
        readonly west: { readonly eligibleCount: number } | null;
      };
    }>;
  };
  readonly clusterBodies: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly memberCount: number;
    readonly digests: ReadonlyArray<{
      readonly id: string;
      readonly isoWeek: string;
      readonly subject: string;
      readonly lines: ReadonlyArray<string>;
      readonly composedAt: string;
    }>;
  }>;
};

export type HomeRequirementQueryVariables = Exact<{
  id: string;
}>;

export type HomeRequirementQuery = {
  readonly requirement: {
    readonly id: string;
    readonly title: string;
    readonly buyer: { readonly name: string } | null;
    readonly east: {
      readonly eligibleCount: number;
      readonly edges: ReadonlyArray<{
        readonly rank: number | null;
        readonly score: number;
        readonly crossRegional: boolean;
        readonly summary: string;
        readonly needs: ReadonlyArray<{
          readonly phrase: string;
          readonly importance: Schema.Importance;
          readonly level: Schema.NeedLevel;
        }>;
        readonly criteria: ReadonlyArray<{
          readonly name: Schema.CriterionName;
          readonly weight: number;
          readonly value: number;
          readonly contribution: number;
          readonly reason: string;
        }>;
        readonly node: {
          readonly id: string;
          readonly name: string;
          readonly region: Schema.Region | null;
          readonly site: { readonly districtName: string | null } | null;
        };
      }>;
    } | null;
    readonly west: {
      readonly eligibleCount: number;
      readonly edges: ReadonlyArray<{
        readonly rank: number | null;
        readonly score: number;
        readonly crossRegional: boolean;
        readonly summary: string;
        readonly needs: ReadonlyArray<{
          readonly phrase: string;
          readonly importance: Schema.Importance;
          readonly level: Schema.NeedLevel;
        }>;
        readonly criteria: ReadonlyArray<{
          readonly name: Schema.CriterionName;
          readonly weight: number;
          readonly value: number;
          readonly contribution: number;
          readonly reason: string;
        }>;
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

export type MatchesFragment = {
  readonly eligibleCount: number;
  readonly edges: ReadonlyArray<{
    readonly rank: number | null;
    readonly score: number;
    readonly crossRegional: boolean;
    readonly summary: string;
    readonly needs: ReadonlyArray<{
      readonly phrase: string;
      readonly importance: Schema.Importance;
      readonly level: Schema.NeedLevel;
    }>;
    readonly criteria: ReadonlyArray<{
      readonly name: Schema.CriterionName;
      readonly weight: number;
      readonly value: number;
      readonly contribution: number;
      readonly reason: string;
    }>;
    readonly node: {
      readonly id: string;
      readonly name: string;
      readonly region: Schema.Region | null;
      readonly site: { readonly districtName: string | null } | null;
    };
  }>;
};

export const homePublicQuery: Operation<HomePublicQuery, HomePublicQueryVariables> = {
  name: 'HomePublic',
  text: 'query HomePublic { overview { suppliers eastMidlandsSuppliers westMidlandsSuppliers openRequirements matches crossRegionalShare clusterBodies digests } }',
};
export const homeStaffQuery: Operation<HomeStaffQuery, HomeStaffQueryVariables> = {
  name: 'HomeStaff',
  text: 'query HomeStaff { requirements(filter: {states: [OPEN]}, first: 12) { edges { node { id east: matches(region: EAST_MIDLANDS, first: 1) { eligibleCount } west: matches(region: WEST_MIDLANDS, first: 1) { eligibleCount } } } } clusterBodies { id name memberCount digests(first: 1) { id isoWeek subject lines composedAt } } }',
};
export const homeRequirementQuery: Operation<HomeRequirementQuery, HomeRequirementQueryVariables> = {
  name: 'HomeRequirement',
  text: 'query HomeRequirement($id: ID!) { requirement(id: $id) { id title buyer { name } east: matches(region: EAST_MIDLANDS, first: 3) { ...Matches } west: matches(region: WEST_MIDLANDS, first: 3) { ...Matches } } } fragment Matches on MatchConnection { eligibleCount edges { rank score crossRegional summary needs { phrase importance level } criteria { name weight value contribution reason } node { id name region site { districtName } } } }',
};
