/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type ErrorsFragment = {
  readonly code: string;
  readonly message: string;
  readonly path: ReadonlyArray<string>;
};

export type ListedFragment = {
  readonly id: string;
  readonly state: Schema.IntroductionState;
  readonly awaiting: Schema.Party | null;
  readonly dueOn: string | null;
  readonly overdue: boolean;
  readonly crossRegional: boolean;
  readonly requirementId: string;
  readonly requirementTitle: string;
  readonly supplierId: string;
  readonly supplierName: string;
  readonly buyerId: string;
  readonly buyerName: string;
  readonly updatedAt: string;
};

export type IntroductionsQueryVariables = Exact<{
  filter?: Schema.IntroductionFilterInput | null | undefined;
  after?: string | null | undefined;
}>;

export type IntroductionsQuery = {
  readonly introductions: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly state: Schema.IntroductionState;
        readonly awaiting: Schema.Party | null;
        readonly dueOn: string | null;
        readonly overdue: boolean;
        readonly crossRegional: boolean;
        readonly requirementId: string;
        readonly requirementTitle: string;
        readonly supplierId: string;
        readonly supplierName: string;
        readonly buyerId: string;
        readonly buyerName: string;
        readonly updatedAt: string;
      };
    }>;
  };
};

export type IntroductionPageQueryVariables = Exact<{
  id: string;
}>;

export type IntroductionPageQuery = {
  readonly introduction: {
    readonly steps: ReadonlyArray<Schema.IntroductionAction>;
    readonly reason: string | null;
    readonly reasonCode: Schema.ReasonCode | null;
    readonly awardToApprove: boolean;
    readonly id: string;
    readonly state: Schema.IntroductionState;
    readonly awaiting: Schema.Party | null;
    readonly dueOn: string | null;
    readonly overdue: boolean;
    readonly crossRegional: boolean;
    readonly requirementId: string;
    readonly requirementTitle: string;
    readonly supplierId: string;
    readonly supplierName: string;
    readonly buyerId: string;
    readonly buyerName: string;
    readonly updatedAt: string;
    readonly award: {
      readonly valueGbp: number;
      readonly awardedOn: string;
      readonly startsOn: string | null;
      readonly jobs: number | null;
    } | null;
    readonly contacts: {
      readonly buyer: ReadonlyArray<{ readonly name: string; readonly email: string }>;
      readonly supplier: ReadonlyArray<{ readonly name: string; readonly email: string }>;
    } | null;
    readonly events: ReadonlyArray<{
      readonly action: Schema.IntroductionAction;
      readonly at: string;
      readonly side: Schema.IntroductionSide;
      readonly state: Schema.IntroductionState;
      readonly reason: string | null;
      readonly reasonCode: Schema.ReasonCode | null;
    }>;
    readonly messages: ReadonlyArray<{
      readonly body: string;
      readonly personName: string | null;
      readonly sentAt: string;
      readonly side: Schema.Party;
    }>;
  } | null;
};

export type InviteMutationVariables = Exact<{
  input: Schema.BeginIntroductionInput;
}>;

export type InviteMutation = {
  readonly begun: {
    readonly introduction: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ExpressInterestMutationVariables = Exact<{
  input: Schema.BeginIntroductionInput;
}>;

export type ExpressInterestMutation = {
  readonly begun: {
    readonly introduction: { readonly id: string } | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ShortlistMutationVariables = Exact<{
  input: Schema.ShortlistInput;
}>;

export type ShortlistMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type DeclineMutationVariables = Exact<{
  input: Schema.TurnAwayInput;
}>;

export type DeclineMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type WithdrawMutationVariables = Exact<{
  input: Schema.TurnAwayInput;
}>;

export type WithdrawMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type AwardMutationVariables = Exact<{
  input: Schema.RecordAwardInput;
}>;

export type AwardMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ApproveAwardMutationVariables = Exact<{
  id: string;
}>;

export type ApproveAwardMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type WriteMutationVariables = Exact<{
  input: Schema.SendMessageInput;
}>;

export type WriteMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export const introductionsQuery: Operation<IntroductionsQuery, IntroductionsQueryVariables> = {
  name: 'Introductions',
  text: 'query Introductions($filter: IntroductionFilterInput, $after: String) { introductions(first: 50, filter: $filter, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { ...Listed } } } } fragment Listed on Introduction { id state awaiting dueOn overdue crossRegional requirementId requirementTitle supplierId supplierName buyerId buyerName updatedAt }',
};
export const introductionPageQuery: Operation<IntroductionPageQuery, IntroductionPageQueryVariables> = {
  name: 'IntroductionPage',
  text: 'query IntroductionPage($id: ID!) { introduction(id: $id) { ...Listed steps reason reasonCode awardToApprove award { valueGbp awardedOn startsOn jobs } contacts { buyer { name email } supplier { name email } } events { action at side state reason reasonCode } messages { body personName sentAt side } } } fragment Listed on Introduction { id state awaiting dueOn overdue crossRegional requirementId requirementTitle supplierId supplierName buyerId buyerName updatedAt }',
};
export const inviteMutation: Operation<InviteMutation, InviteMutationVariables> = {
  name: 'Invite',
  text: 'mutation Invite($input: BeginIntroductionInput!) { begun: inviteSupplier(input: $input) { introduction { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const expressInterestMutation: Operation<ExpressInterestMutation, ExpressInterestMutationVariables> = {
  name: 'ExpressInterest',
  text: 'mutation ExpressInterest($input: BeginIntroductionInput!) { begun: expressInterest(input: $input) { introduction { id } errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const shortlistMutation: Operation<ShortlistMutation, ShortlistMutationVariables> = {
  name: 'Shortlist',
  text: 'mutation Shortlist($input: ShortlistInput!) { done: shortlistSupplier(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const declineMutation: Operation<DeclineMutation, DeclineMutationVariables> = {
  name: 'Decline',
  text: 'mutation Decline($input: TurnAwayInput!) { done: declineIntroduction(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const withdrawMutation: Operation<WithdrawMutation, WithdrawMutationVariables> = {
  name: 'Withdraw',
  text: 'mutation Withdraw($input: TurnAwayInput!) { done: withdrawIntroduction(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const awardMutation: Operation<AwardMutation, AwardMutationVariables> = {
  name: 'Award',
  text: 'mutation Award($input: RecordAwardInput!) { done: recordAward(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const approveAwardMutation: Operation<ApproveAwardMutation, ApproveAwardMutationVariables> = {
  name: 'ApproveAward',
  text: 'mutation ApproveAward($id: ID!) { done: approveAward(introductionId: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const writeMutation: Operation<WriteMutation, WriteMutationVariables> = {
  name: 'Write',
  text: 'mutation Write($input: SendMessageInput!) { done: sendIntroductionMessage(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
