/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type InsightsQueryVariables = Exact<{ [key: string]: never }>;

export type InsightsQuery = {
  readonly overview: {
    readonly suppliers: number;
    readonly eastMidlandsSuppliers: number;
    readonly westMidlandsSuppliers: number;
    readonly openRequirements: number;
    readonly matches: number;
    readonly crossRegionalShare: number | null;
  };
  readonly east: {
    readonly totalCount: number;
    readonly facets: ReadonlyArray<{
      readonly dimension: Schema.FacetDimension;
      readonly values: ReadonlyArray<{
        readonly value: string;
        readonly label: string;
        readonly count: number;
      }>;
    }>;
  };
  readonly west: {
    readonly totalCount: number;
    readonly facets: ReadonlyArray<{
      readonly dimension: Schema.FacetDimension;
      readonly values: ReadonlyArray<{
        readonly value: string;
        readonly label: string;
        readonly count: number;
      }>;
    }>;
  };
};

export type CountsFragment = {
  readonly totalCount: number;
  readonly facets: ReadonlyArray<{
    readonly dimension: Schema.FacetDimension;
    readonly values: ReadonlyArray<{
      readonly value: string;
      readonly label: string;
      readonly count: number;
    }>;
  }>;
};

export type ScorecardQueryVariables = Exact<{
  period?: string | null | undefined;
}>;

export type ScorecardQuery = {
  readonly scorecard: {
    readonly controlled: boolean;
    readonly period: { readonly label: string; readonly from: string; readonly until: string };
    readonly previous: { readonly label: string };
    readonly total: ReadonlyArray<{
      readonly measure: Schema.ScorecardMeasure;
      readonly total: number | null;
      readonly across: number | null;
      readonly within: number | null;
      readonly crossRegionalShare: number | null;
    }>;
    readonly before: ReadonlyArray<{
      readonly measure: Schema.ScorecardMeasure;
      readonly total: number | null;
      readonly across: number | null;
      readonly within: number | null;
      readonly crossRegionalShare: number | null;
    }>;
    readonly bySector: ReadonlyArray<{
      readonly key: string;
      readonly figures: ReadonlyArray<{
        readonly measure: Schema.ScorecardMeasure;
        readonly total: number | null;
        readonly across: number | null;
        readonly within: number | null;
        readonly crossRegionalShare: number | null;
      }>;
    }>;
    readonly replies: ReadonlyArray<{
      readonly side: Schema.IntroductionSide;
      readonly asked: number | null;
      readonly answered: number | null;
      readonly rate: number | null;
    }>;
  };
};

export type FigureFragment = {
  readonly measure: Schema.ScorecardMeasure;
  readonly total: number | null;
  readonly across: number | null;
  readonly within: number | null;
  readonly crossRegionalShare: number | null;
};

export type GapsQueryVariables = Exact<{
  filter?: Schema.SupplyGapFilterInput | null | undefined;
  after?: string | null | undefined;
}>;

export type GapsQuery = {
  readonly supplyGaps: {
    readonly totalCount: number;
    readonly consideredCount: number;
    readonly valueGbp: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly cells: ReadonlyArray<{
      readonly key: string;
      readonly label: string;
      readonly requirementCount: number;
      readonly valueGbp: number;
      readonly eastMidlandsCount: number;
      readonly westMidlandsCount: number;
    }>;
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly capabilities: ReadonlyArray<{ readonly code: string; readonly label: string }>;
        readonly nearMisses: ReadonlyArray<{
          readonly score: number;
          readonly blocker: { readonly message: string };
          readonly supplier: {
            readonly id: string;
            readonly name: string;
            readonly region: Schema.Region | null;
          };
        }>;
        readonly requirement: {
          readonly id: string;
          readonly title: string;
          readonly valueGbp: number | null;
          readonly region: Schema.Region | null;
          readonly buyer: { readonly name: string } | null;
        };
      };
    }>;
  };
};

export type TransitionQueryVariables = Exact<{
  sector: Schema.SectorCode;
}>;

export type TransitionQuery = {
  readonly transitionSteps: {
    readonly totalCount: number;
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly action: string;
        readonly supplierCount: number;
        readonly eastMidlandsCount: number;
        readonly westMidlandsCount: number;
        readonly requirementCount: number;
        readonly valueGbp: number;
        readonly from: ReadonlyArray<{ readonly sector: Schema.SectorCode; readonly suppliers: number }>;
        readonly programmes: ReadonlyArray<{
          readonly code: string;
          readonly name: string;
          readonly helps: string;
        }>;
      };
    }>;
  };
};

export const insightsQuery: Operation<InsightsQuery, InsightsQueryVariables> = {
  name: 'Insights',
  text: 'query Insights { overview { suppliers eastMidlandsSuppliers westMidlandsSuppliers openRequirements matches crossRegionalShare } east: searchSuppliers(first: 1, filter: {regions: [EAST_MIDLANDS]}) { ...Counts } west: searchSuppliers(first: 1, filter: {regions: [WEST_MIDLANDS]}) { ...Counts } } fragment Counts on SupplierSearchConnection { totalCount facets { dimension values { value label count } } }',
};
export const scorecardQuery: Operation<ScorecardQuery, ScorecardQueryVariables> = {
  name: 'Scorecard',
  text: 'query Scorecard($period: String) { scorecard(period: $period) { controlled period { label from until } previous { label } total { ...Figure } before { ...Figure } bySector { key figures { ...Figure } } replies { side asked answered rate } } } fragment Figure on ScorecardFigure { measure total across within crossRegionalShare }',
};
export const gapsQuery: Operation<GapsQuery, GapsQueryVariables> = {
  name: 'Gaps',
  text: 'query Gaps($filter: SupplyGapFilterInput, $after: String) { supplyGaps(filter: $filter, first: 20, after: $after) { totalCount consideredCount valueGbp pageInfo { hasNextPage endCursor } cells(by: CAPABILITY) { key label requirementCount valueGbp eastMidlandsCount westMidlandsCount } edges { node { capabilities { code label } nearMisses(first: 2) { score blocker { message } supplier { id name region } } requirement { id title valueGbp region buyer { name } } } } } }',
};
export const transitionQuery: Operation<TransitionQuery, TransitionQueryVariables> = {
  name: 'Transition',
  text: 'query Transition($sector: SectorCode!) { transitionSteps(sector: $sector, first: 20) { totalCount edges { node { action supplierCount eastMidlandsCount westMidlandsCount requirementCount valueGbp from { sector suppliers } programmes { code name helps } } } } }',
};
