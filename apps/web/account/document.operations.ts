/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type AccountQueryVariables = Exact<{ [key: string]: never }>;

export type AccountQuery = {
  readonly mailedNotificationKinds: ReadonlyArray<Schema.NotificationKind>;
  readonly me: { readonly awaitedEmail: string | null } | null;
  readonly sessions: ReadonlyArray<{
    readonly id: string;
    readonly method: Schema.SignInMethod;
    readonly device: string;
    readonly current: boolean;
    readonly createdAt: string;
    readonly expiresAt: string;
  }>;
  readonly apiTokens: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly scopes: ReadonlyArray<Schema.TokenScope>;
    readonly createdAt: string;
    readonly expiresAt: string;
  }>;
  readonly myInvitations: ReadonlyArray<{
    readonly id: string;
    readonly organisationName: string;
    readonly role: Schema.OrganisationRole;
    readonly expiresAt: string;
  }>;
  readonly myAccessRequests: ReadonlyArray<{
    readonly id: string;
    readonly kind: Schema.AccessRequestKind;
    readonly organisationName: string;
    readonly state: Schema.AccessRequestState;
    readonly reason: string | null;
    readonly createdAt: string;
  }>;
};

export type EndSessionMutationVariables = Exact<{
  id: string;
}>;

export type EndSessionMutation = { readonly revokeSession: { readonly id: string | null } };

export type TakeOutMutationVariables = Exact<{
  organisationId?: string | null | undefined;
}>;

export type TakeOutMutation = {
  readonly requestDataExport: {
    readonly content: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ChooseLettersMutationVariables = Exact<{
  kinds: ReadonlyArray<Schema.NotificationKind>;
}>;

export type ChooseLettersMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type RenameMeMutationVariables = Exact<{
  name: string;
}>;

export type RenameMeMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type AskForAddressMutationVariables = Exact<{
  email: string;
}>;

export type AskForAddressMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type TakeAddressMutationVariables = Exact<{
  token: string;
}>;

export type TakeAddressMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type MakeKeyMutationVariables = Exact<{
  input: Schema.CreateApiTokenInput;
}>;

export type MakeKeyMutation = {
  readonly made: {
    readonly token: string | null;
    readonly expiresAt: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type EndKeyMutationVariables = Exact<{
  id: string;
}>;

export type EndKeyMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type AcceptMutationVariables = Exact<{
  id: string;
}>;

export type AcceptMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type EraseMeMutationVariables = Exact<{
  id: string;
}>;

export type EraseMeMutation = {
  readonly done: {
    readonly erased: boolean | null;
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

export const accountQuery: Operation<AccountQuery, AccountQueryVariables> = {
  name: 'Account',
  text: 'query Account { me { awaitedEmail } sessions { id method device current createdAt expiresAt } apiTokens { id name scopes createdAt expiresAt } mailedNotificationKinds myInvitations { id organisationName role expiresAt } myAccessRequests { id kind organisationName state reason createdAt } }',
};
export const endSessionMutation: Operation<EndSessionMutation, EndSessionMutationVariables> = {
  name: 'EndSession',
  text: 'mutation EndSession($id: ID!) { revokeSession(id: $id) { id } }',
};
export const takeOutMutation: Operation<TakeOutMutation, TakeOutMutationVariables> = {
  name: 'TakeOut',
  text: 'mutation TakeOut($organisationId: ID) { requestDataExport(organisationId: $organisationId) { content errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const chooseLettersMutation: Operation<ChooseLettersMutation, ChooseLettersMutationVariables> = {
  name: 'ChooseLetters',
  text: 'mutation ChooseLetters($kinds: [NotificationKind!]!) { done: setMailedNotificationKinds(kinds: $kinds) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const renameMeMutation: Operation<RenameMeMutation, RenameMeMutationVariables> = {
  name: 'RenameMe',
  text: 'mutation RenameMe($name: String!) { done: renameMe(name: $name) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const askForAddressMutation: Operation<AskForAddressMutation, AskForAddressMutationVariables> = {
  name: 'AskForAddress',
  text: 'mutation AskForAddress($email: String!) { done: requestEmailChange(email: $email) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const takeAddressMutation: Operation<TakeAddressMutation, TakeAddressMutationVariables> = {
  name: 'TakeAddress',
  text: 'mutation TakeAddress($token: String!) { done: confirmEmailChange(token: $token) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const makeKeyMutation: Operation<MakeKeyMutation, MakeKeyMutationVariables> = {
  name: 'MakeKey',
  text: 'mutation MakeKey($input: CreateApiTokenInput!) { made: createApiToken(input: $input) { token expiresAt errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const endKeyMutation: Operation<EndKeyMutation, EndKeyMutationVariables> = {
  name: 'EndKey',
  text: 'mutation EndKey($id: ID!) { done: revokeApiToken(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const acceptMutation: Operation<AcceptMutation, AcceptMutationVariables> = {
  name: 'Accept',
  text: 'mutation Accept($id: ID!) { done: acceptInvitation(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const eraseMeMutation: Operation<EraseMeMutation, EraseMeMutationVariables> = {
  name: 'EraseMe',
  text: 'mutation EraseMe($id: ID!) { done: erasePerson(id: $id) { erased errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
