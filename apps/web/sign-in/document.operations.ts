/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type RequestLinkMutationVariables = Exact<{
  input: Schema.RequestSignInLinkInput;
}>;

export type RequestLinkMutation = {
  readonly requestSignInLink: {
    readonly sent: boolean | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type FinishSignInMutationVariables = Exact<{
  input: Schema.SignInInput;
}>;

export type FinishSignInMutation = {
  readonly signIn: {
    readonly token: string | null;
    readonly expiresAt: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type SignOutMutationVariables = Exact<{ [key: string]: never }>;

export type SignOutMutation = { readonly signOut: { readonly id: string | null } };

export type SignInWaysQueryVariables = Exact<{ [key: string]: never }>;

export type SignInWaysQuery = { readonly openIdProvider: { readonly name: string } | null };

export type BeginOpenIdMutationVariables = Exact<{
  nonce: string;
}>;

export type BeginOpenIdMutation = {
  readonly beginOpenIdSignIn: {
    readonly url: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type FinishOpenIdMutationVariables = Exact<{
  input: Schema.OpenIdSignInInput;
}>;

export type FinishOpenIdMutation = {
  readonly finishOpenIdSignIn: {
    readonly token: string | null;
    readonly expiresAt: string | null;
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

export const requestLinkMutation: Operation<RequestLinkMutation, RequestLinkMutationVariables> = {
  name: 'RequestLink',
  text: 'mutation RequestLink($input: RequestSignInLinkInput!) { requestSignInLink(input: $input) { sent errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const finishSignInMutation: Operation<FinishSignInMutation, FinishSignInMutationVariables> = {
  name: 'FinishSignIn',
  text: 'mutation FinishSignIn($input: SignInInput!) { signIn(input: $input) { token expiresAt errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const signOutMutation: Operation<SignOutMutation, SignOutMutationVariables> = {
  name: 'SignOut',
  text: 'mutation SignOut { signOut { id } }',
};
export const signInWaysQuery: Operation<SignInWaysQuery, SignInWaysQueryVariables> = {
  name: 'SignInWays',
  text: 'query SignInWays { openIdProvider { name } }',
};
export const beginOpenIdMutation: Operation<BeginOpenIdMutation, BeginOpenIdMutationVariables> = {
  name: 'BeginOpenId',
  text: 'mutation BeginOpenId($nonce: String!) { beginOpenIdSignIn(nonce: $nonce) { url errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const finishOpenIdMutation: Operation<FinishOpenIdMutation, FinishOpenIdMutationVariables> = {
  name: 'FinishOpenId',
  text: 'mutation FinishOpenId($input: OpenIdSignInInput!) { finishOpenIdSignIn(input: $input) { token expiresAt errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
