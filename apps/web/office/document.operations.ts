/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type OfficeQueryVariables = Exact<{ [key: string]: never }>;

export type OfficeQuery = {
  readonly alike: { readonly totalCount: number };
  readonly accessRequests: ReadonlyArray<{
    readonly id: string;
    readonly kind: Schema.AccessRequestKind;
    readonly organisationId: string;
    readonly organisationName: string;
    readonly personName: string;
    readonly personEmail: string;
    readonly evidence: string;
    readonly evidenceUrl: string | null;
    readonly createdAt: string;
  }>;
  readonly toCheck: { readonly totalCount: number };
  readonly inPlay: { readonly totalCount: number };
  readonly overview: {
    readonly suppliers: number;
    readonly openRequirements: number;
    readonly matches: number;
    readonly digests: number;
    readonly clusterBodies: number;
    readonly crossRegionalShare: number | null;
  };
  readonly outbox: ReadonlyArray<{
    readonly id: string;
    readonly recipient: string;
    readonly subject: string;
    readonly state: Schema.MailState;
    readonly createdAt: string;
  }>;
  readonly introductions: {
    readonly totalCount: number;
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly supplierName: string;
        readonly buyerName: string;
        readonly requirementTitle: string;
        readonly dueOn: string | null;
        readonly awaiting: Schema.Party | null;
      };
    }>;
  };
};

export type DecideRequestMutationVariables = Exact<{
  input: Schema.DecideAccessRequestInput;
}>;

export type DecideRequestMutation = {
  readonly done: {
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
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type RankAllMutationVariables = Exact<{ [key: string]: never }>;

export type RankAllMutation = {
  readonly started: {
    readonly run: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type TemplateQueryVariables = Exact<{ [key: string]: never }>;

export type TemplateQuery = { readonly supplierCsvTemplate: string };

export type WorkbookTemplateQueryVariables = Exact<{ [key: string]: never }>;

export type WorkbookTemplateQuery = { readonly supplierWorkbookTemplate: string };

export type ImportMutationVariables = Exact<{
  input: Schema.ImportSuppliersInput;
}>;

export type ImportMutation = {
  readonly started: {
    readonly run: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ImportRequirementsMutationVariables = Exact<{
  input: Schema.ImportRequirementsInput;
}>;

export type ImportRequirementsMutation = {
  readonly started: {
    readonly run: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type MakeClusterBodyMutationVariables = Exact<{
  input: Schema.CreateClusterBodyInput;
}>;

export type MakeClusterBodyMutation = {
  readonly made: {
    readonly id: string | null;
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

export const officeQuery: Operation<OfficeQuery, OfficeQueryVariables> = {
  name: 'Office',
  text: 'query Office { alike: alikeSuppliers(first: 1) { totalCount } accessRequests { id kind organisationId organisationName personName personEmail evidence evidenceUrl createdAt } toCheck: claims(first: 1) { totalCount } inPlay: claims(first: 1, filter: {inPlay: true}) { totalCount } overview { suppliers openRequirements matches digests clusterBodies crossRegionalShare } outbox(first: 8) { id recipient subject state createdAt } introductions(first: 10, filter: {overdue: true}) { totalCount edges { node { id supplierName buyerName requirementTitle dueOn awaiting } } } }',
};
export const decideRequestMutation: Operation<DecideRequestMutation, DecideRequestMutationVariables> = {
  name: 'DecideRequest',
  text: 'mutation DecideRequest($input: DecideAccessRequestInput!) { done: decideAccessRequest(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const undoDecisionMutation: Operation<UndoDecisionMutation, UndoDecisionMutationVariables> = {
  name: 'UndoDecision',
  text: 'mutation UndoDecision($id: ID!, $reason: String!) { done: undoAccessDecision(id: $id, reason: $reason) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const rankAllMutation: Operation<RankAllMutation, RankAllMutationVariables> = {
  name: 'RankAll',
  text: 'mutation RankAll { started: rerankAll { run { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const templateQuery: Operation<TemplateQuery, TemplateQueryVariables> = {
  name: 'Template',
  text: 'query Template { supplierCsvTemplate }',
};
export const workbookTemplateQuery: Operation<WorkbookTemplateQuery, WorkbookTemplateQueryVariables> = {
  name: 'WorkbookTemplate',
  text: 'query WorkbookTemplate { supplierWorkbookTemplate }',
};
export const importMutation: Operation<ImportMutation, ImportMutationVariables> = {
  name: 'Import',
  text: 'mutation Import($input: ImportSuppliersInput!) { started: importSuppliers(input: $input) { run { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const importRequirementsMutation: Operation<
  ImportRequirementsMutation,
  ImportRequirementsMutationVariables
> = {
  name: 'ImportRequirements',
  text: 'mutation ImportRequirements($input: ImportRequirementsInput!) { started: importRequirements(input: $input) { run { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const makeClusterBodyMutation: Operation<MakeClusterBodyMutation, MakeClusterBodyMutationVariables> = {
  name: 'MakeClusterBody',
  text: 'mutation MakeClusterBody($input: CreateClusterBodyInput!) { made: createClusterBody(input: $input) { id errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
