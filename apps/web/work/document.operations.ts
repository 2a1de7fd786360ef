/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type WaitingFragment = {
  readonly totalCount: number;
  readonly edges: ReadonlyArray<{
    readonly node: {
      readonly id: string;
      readonly state: Schema.IntroductionState;
      readonly requirementTitle: string;
      readonly supplierName: string;
      readonly buyerName: string;
      readonly dueOn: string | null;
      readonly overdue: boolean;
    };
  }>;
};

export type WorkSupplierQueryVariables = Exact<{
  id: string;
}>;

export type WorkSupplierQuery = {
  readonly supplier: {
    readonly completeness: number;
    readonly health: {
      readonly visible: boolean;
      readonly reasons: ReadonlyArray<string>;
      readonly openRequirementsSeen: number;
      readonly hiddenCount: number;
    } | null;
  } | null;
  readonly opportunities: {
    readonly totalCount: number;
    readonly edges: ReadonlyArray<{
      readonly score: number;
      readonly blockers: ReadonlyArray<{ readonly message: string }>;
      readonly node: { readonly id: string; readonly title: string; readonly closesOn: string | null };
    }>;
  };
  readonly introductions: {
    readonly totalCount: number;
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly state: Schema.IntroductionState;
        readonly requirementTitle: string;
        readonly supplierName: string;
        readonly buyerName: string;
        readonly dueOn: string | null;
        readonly overdue: boolean;
      };
    }>;
  };
};

export type WorkBuyerQueryVariables = Exact<{
  id: string;
}>;

export type WorkBuyerQuery = {
  readonly requirements: {
    readonly totalCount: number;
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly title: string;
        readonly state: Schema.RequirementState;
        readonly closesOn: string | null;
        readonly matches: { readonly eligibleCount: number } | null;
      };
    }>;
  };
  readonly introductions: {
    readonly totalCount: number;
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly state: Schema.IntroductionState;
        readonly requirementTitle: string;
        readonly supplierName: string;
        readonly buyerName: string;
        readonly dueOn: string | null;
        readonly overdue: boolean;
      };
    }>;
  };
};

export type WorkClusterQueryVariables = Exact<{
  id: string;
}>;

export type WorkClusterQuery = {
  readonly clusterBody: {
    readonly memberCount: number;
    readonly digests: ReadonlyArray<{
      readonly id: string;
      readonly subject: string;
      readonly isoWeek: string;
      readonly lines: ReadonlyArray<string>;
    }>;
  } | null;
};

export type WorkOfficeQueryVariables = Exact<{ [key: string]: never }>;

export type WorkOfficeQuery = {
  readonly accessRequests: ReadonlyArray<{
    readonly id: string;
    readonly kind: Schema.AccessRequestKind;
    readonly organisationName: string;
    readonly personName: string;
    readonly personEmail: string;
    readonly evidence: string;
    readonly evidenceUrl: string | null;
    readonly createdAt: string;
  }>;
};

export type OpportunitiesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;

export type OpportunitiesQuery = {
  readonly supplier: { readonly id: string; readonly name: string } | null;
  readonly opportunities: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: ReadonlyArray<{
      readonly score: number;
      readonly rank: number | null;
      readonly crossRegional: boolean;
      readonly summary: string;
      readonly introduction: { readonly id: string; readonly state: Schema.IntroductionState } | null;
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
        readonly title: string;
        readonly closesOn: string | null;
        readonly valueGbp: number | null;
        readonly region: Schema.Region | null;
        readonly buyer: { readonly name: string } | null;
      };
    }>;
  };
};

export type DecideRequestMutationVariables = Exact<{
  input: Schema.DecideAccessRequestInput;
}>;

export type DecideRequestMutation = {
  readonly decided: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type UndoDecisionMutationVariables = Exact<{
  id: string;
  reason: string;
}>;

export type UndoDecisionMutation = {
  readonly undone: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export const workSupplierQuery: Operation<WorkSupplierQuery, WorkSupplierQueryVariables> = {
  name: 'WorkSupplier',
  text: 'query WorkSupplier($id: ID!) { supplier(id: $id) { completeness health { visible reasons openRequirementsSeen hiddenCount } } opportunities(supplierId: $id, first: 3) { totalCount edges { score blockers { message } node { id title closesOn } } } introductions(first: 5, filter: {organisationId: $id, awaiting: SUPPLIER}) { ...Waiting } } fragment Waiting on IntroductionConnection { totalCount edges { node { id state requirementTitle supplierName buyerName dueOn overdue } } }',
};
export const workBuyerQuery: Operation<WorkBuyerQuery, WorkBuyerQueryVariables> = {
  name: 'WorkBuyer',
  text: 'query WorkBuyer($id: ID!) { requirements(first: 50, filter: {buyerId: $id}) { totalCount edges { node { id title state closesOn matches(first: 1) { eligibleCount } } } } introductions(first: 5, filter: {organisationId: $id, awaiting: BUYER}) { ...Waiting } } fragment Waiting on IntroductionConnection { totalCount edges { node { id state requirementTitle supplierName buyerName dueOn overdue } } }',
};
export const workClusterQuery: Operation<WorkClusterQuery, WorkClusterQueryVariables> = {
  name: 'WorkCluster',
  text: 'query WorkCluster($id: ID!) { clusterBody(id: $id) { memberCount digests(first: 1) { id subject isoWeek lines } } }',
};
export const workOfficeQuery: Operation<WorkOfficeQuery, WorkOfficeQueryVariables> = {
  name: 'WorkOffice',
  text: 'query WorkOffice { accessRequests { id kind organisationName personName personEmail evidence evidenceUrl createdAt } }',
};
export const opportunitiesQuery: Operation<OpportunitiesQuery, OpportunitiesQueryVariables> = {
  name: 'Opportunities',
  text: 'query Opportunities($id: ID!, $after: String) { supplier(id: $id) { id name } opportunities(supplierId: $id, first: 20, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { score rank crossRegional summary introduction { id state } blockers { message } needs { phrase importance level } criteria { name weight value contribution reason } node { id title closesOn valueGbp region buyer { name } } } } }',
};
export const decideRequestMutation: Operation<DecideRequestMutation, DecideRequestMutationVariables> = {
  name: 'DecideRequest',
  text: 'mutation DecideRequest($input: DecideAccessRequestInput!) { decided: decideAccessRequest(input: $input) { errors { code message path } } }',
};
export const undoDecisionMutation: Operation<UndoDecisionMutation, UndoDecisionMutationVariables> = {
  name: 'UndoDecision',
  text: 'mutation UndoDecision($id: ID!, $reason: String!) { undone: undoAccessDecision(id: $id, reason: $reason) { errors { code message path } } }',
};
