/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ShortlistQueryVariables = Exact<{
  id: string;
}>;

export type ShortlistQuery = {
  readonly requirement: {
    readonly id: string;
    readonly title: string;
    readonly state: Schema.RequirementState;
    readonly buyer: { readonly id: string; readonly name: string } | null;
    readonly introductions: {
      readonly totalCount: number;
      readonly edges: ReadonlyArray<{
        readonly node: {
          readonly id: string;
          readonly state: Schema.IntroductionState;
          readonly awaiting: Schema.Party | null;
          readonly dueOn: string | null;
          readonly overdue: boolean;
          readonly crossRegional: boolean;
          readonly supplierId: string;
          readonly supplierName: string;
          readonly reason: string | null;
          readonly reasonCode: Schema.ReasonCode | null;
          readonly steps: ReadonlyArray<Schema.IntroductionAction>;
          readonly awardToApprove: boolean;
          readonly updatedAt: string;
          readonly award: { readonly valueGbp: number; readonly awardedOn: string } | null;
          readonly events: ReadonlyArray<{
            readonly action: Schema.IntroductionAction;
            readonly at: string;
            readonly standing: {
              readonly rank: number | null;
              readonly score: number;
              readonly engineVersion: string;
              readonly summary: string;
              readonly blockers: ReadonlyArray<{ readonly message: string }>;
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
            } | null;
          }>;
        };
      }>;
    };
  } | null;
};

export type ShortlistMatchesQueryVariables = Exact<{
  id: string;
}>;

export type ShortlistMatchesQuery = {
  readonly requirement: {
    readonly matches: {
      readonly engineVersion: string | null;
      readonly computedAt: string | null;
      readonly edges: ReadonlyArray<{
        readonly rank: number | null;
        readonly score: number;
        readonly crossRegional: boolean;
        readonly summary: string;
        readonly blockers: ReadonlyArray<{ readonly message: string }>;
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
          readonly sizeBand: Schema.SizeBand;
          readonly verified: boolean;
          readonly batchMin: number | null;
          readonly batchMax: number | null;
          readonly leadTimeDays: number | null;
          readonly site: { readonly postcode: string; readonly districtName: string | null } | null;
          readonly certificates: ReadonlyArray<{
            readonly stated: string;
            readonly status: Schema.CertificateStatus;
          }>;
        };
      }>;
    } | null;
  } | null;
};

export const shortlistQuery: Operation<ShortlistQuery, ShortlistQueryVariables> = {
  name: 'Shortlist',
  text: 'query Shortlist($id: ID!) { requirement(id: $id) { id title state buyer { id name } introductions(first: 100) { totalCount edges { node { id state awaiting dueOn overdue crossRegional supplierId supplierName reason reasonCode steps awardToApprove award { valueGbp awardedOn } updatedAt events { action at standing { rank score engineVersion summary blockers { message } needs { phrase importance level } criteria { name weight value contribution reason } } } } } } } }',
};
export const shortlistMatchesQuery: Operation<ShortlistMatchesQuery, ShortlistMatchesQueryVariables> = {
  name: 'ShortlistMatches',
  text: 'query ShortlistMatches($id: ID!) { requirement(id: $id) { matches(first: 100, includeBlocked: true) { engineVersion computedAt edges { rank score crossRegional summary blockers { message } needs { phrase importance level } criteria { name weight value contribution reason } node { id name region sizeBand verified batchMin batchMax leadTimeDays site { postcode districtName } certificates { stated status } } } } } }',
};
