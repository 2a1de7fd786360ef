/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type SettingsQueryVariables = Exact<{
  id: string;
  owns: boolean;
}>;

export type SettingsQuery = {
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly supplier: boolean;
    readonly buyer: boolean;
    readonly clusterBody: boolean;
    readonly members: ReadonlyArray<{
      readonly personId: string;
      readonly name: string;
      readonly email: string;
      readonly role: Schema.OrganisationRole;
    }>;
    readonly invitations?: ReadonlyArray<{
      readonly id: string;
      readonly email: string;
      readonly role: Schema.OrganisationRole;
      readonly expiresAt: string;
    }> | null;
    readonly auditTrail: {
      readonly edges: ReadonlyArray<{
        readonly node: {
          readonly id: string;
          readonly action: string;
          readonly at: string;
          readonly by: string;
          readonly subjectKind: Schema.AuditSubject;
          readonly before: string | null;
          readonly after: string | null;
        };
      }>;
    };
  } | null;
  readonly savedSearches: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly query: string;
    readonly without: ReadonlyArray<string>;
    readonly createdAt: string;
    readonly filter: ReadonlyArray<{ readonly dimension: string; readonly values: ReadonlyArray<string> }>;
  }>;
};

export type InviteMemberMutationVariables = Exact<{
  input: Schema.InviteMemberInput;
}>;

export type InviteMemberMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type RemoveMemberMutationVariables = Exact<{
  organisationId: string;
  personId: string;
}>;

export type RemoveMemberMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type TakeBackInvitationMutationVariables = Exact<{
  id: string;
}>;

export type TakeBackInvitationMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type TwoPersonsMutationVariables = Exact<{
  buyerId: string;
  wanted: boolean;
}>;

export type TwoPersonsMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type DropSearchMutationVariables = Exact<{
  id: string;
}>;

export type DropSearchMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type TakeOutOrganisationMutationVariables = Exact<{
  id: string;
}>;

export type TakeOutOrganisationMutation = {
  readonly requestDataExport: {
    readonly content: string | null;
    readonly errors: ReadonlyArray<{ readonly message: string }>;
  };
};

export type EraseOrganisationMutationVariables = Exact<{
  id: string;
  reason: string;
}>;

export type EraseOrganisationMutation = {
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

export const settingsQuery: Operation<SettingsQuery, SettingsQueryVariables> = {
  name: 'Settings',
  text: 'query Settings($id: ID!, $owns: Boolean!) { organisation(id: $id) { id name supplier buyer clusterBody members { personId name email role } invitations @include(if: $owns) { id email role expiresAt } auditTrail(first: 20) { edges { node { id action at by subjectKind before after } } } } savedSearches(organisationId: $id) { id name query without filter { dimension values } createdAt } }',
};
export const inviteMemberMutation: Operation<InviteMemberMutation, InviteMemberMutationVariables> = {
  name: 'InviteMember',
  text: 'mutation InviteMember($input: InviteMemberInput!) { done: inviteMember(input: $input) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const removeMemberMutation: Operation<RemoveMemberMutation, RemoveMemberMutationVariables> = {
  name: 'RemoveMember',
  text: 'mutation RemoveMember($organisationId: ID!, $personId: ID!) { done: removeMember(organisationId: $organisationId, personId: $personId) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const takeBackInvitationMutation: Operation<
  TakeBackInvitationMutation,
  TakeBackInvitationMutationVariables
> = {
  name: 'TakeBackInvitation',
  text: 'mutation TakeBackInvitation($id: ID!) { done: revokeInvitation(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const twoPersonsMutation: Operation<TwoPersonsMutation, TwoPersonsMutationVariables> = {
  name: 'TwoPersons',
  text: 'mutation TwoPersons($buyerId: ID!, $wanted: Boolean!) { done: setTwoPersonAwards(buyerId: $buyerId, wanted: $wanted) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const dropSearchMutation: Operation<DropSearchMutation, DropSearchMutationVariables> = {
  name: 'DropSearch',
  text: 'mutation DropSearch($id: ID!) { done: deleteSavedSearch(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const takeOutOrganisationMutation: Operation<
  TakeOutOrganisationMutation,
  TakeOutOrganisationMutationVariables
> = {
  name: 'TakeOutOrganisation',
  text: 'mutation TakeOutOrganisation($id: ID!) { requestDataExport(organisationId: $id) { content errors { message } } }',
};
export const eraseOrganisationMutation: Operation<
  EraseOrganisationMutation,
  EraseOrganisationMutationVariables
> = {
  name: 'EraseOrganisation',
  text: 'mutation EraseOrganisation($id: ID!, $reason: String!) { done: eraseOrganisation(id: $id, reason: $reason) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
