/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type WebhooksQueryVariables = Exact<{
  id: string;
}>;

export type WebhooksQuery = {
  readonly organisation: { readonly id: string; readonly name: string } | null;
  readonly webhooks: ReadonlyArray<{
    readonly id: string;
    readonly url: string;
    readonly events: ReadonlyArray<Schema.WebhookEvent>;
    readonly createdAt: string;
    readonly pausedAt: string | null;
    readonly deliveries: ReadonlyArray<{
      readonly id: string;
      readonly event: Schema.WebhookEvent;
      readonly state: Schema.WebhookDeliveryState;
      readonly attempts: number;
      readonly responseStatus: number | null;
      readonly lastError: string | null;
      readonly createdAt: string;
      readonly deliveredAt: string | null;
    }>;
  }>;
};

export type AddWebhookMutationVariables = Exact<{
  input: Schema.CreateWebhookInput;
}>;

export type AddWebhookMutation = {
  readonly made: {
    readonly id: string | null;
    readonly secret: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type RenewSecretMutationVariables = Exact<{
  id: string;
}>;

export type RenewSecretMutation = {
  readonly made: {
    readonly secret: string | null;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type PauseWebhookMutationVariables = Exact<{
  id: string;
  paused: boolean;
}>;

export type PauseWebhookMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type TryWebhookMutationVariables = Exact<{
  id: string;
}>;

export type TryWebhookMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type ReplayDeliveryMutationVariables = Exact<{
  id: string;
}>;

export type ReplayDeliveryMutation = {
  readonly done: {
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly message: string;
      readonly path: ReadonlyArray<string>;
    }>;
  };
};

export type RemoveWebhookMutationVariables = Exact<{
  id: string;
}>;

export type RemoveWebhookMutation = {
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

export const webhooksQuery: Operation<WebhooksQuery, WebhooksQueryVariables> = {
  name: 'Webhooks',
  text: 'query Webhooks($id: ID!) { organisation(id: $id) { id name } webhooks(organisationId: $id) { id url events createdAt pausedAt deliveries(first: 20) { id event state attempts responseStatus lastError createdAt deliveredAt } } }',
};
export const addWebhookMutation: Operation<AddWebhookMutation, AddWebhookMutationVariables> = {
  name: 'AddWebhook',
  text: 'mutation AddWebhook($input: CreateWebhookInput!) { made: createWebhook(input: $input) { id secret errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const renewSecretMutation: Operation<RenewSecretMutation, RenewSecretMutationVariables> = {
  name: 'RenewSecret',
  text: 'mutation RenewSecret($id: ID!) { made: renewWebhookSecret(id: $id) { secret errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const pauseWebhookMutation: Operation<PauseWebhookMutation, PauseWebhookMutationVariables> = {
  name: 'PauseWebhook',
  text: 'mutation PauseWebhook($id: ID!, $paused: Boolean!) { done: pauseWebhook(id: $id, paused: $paused) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const tryWebhookMutation: Operation<TryWebhookMutation, TryWebhookMutationVariables> = {
  name: 'TryWebhook',
  text: 'mutation TryWebhook($id: ID!) { done: testWebhook(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const replayDeliveryMutation: Operation<ReplayDeliveryMutation, ReplayDeliveryMutationVariables> = {
  name: 'ReplayDelivery',
  text: 'mutation ReplayDelivery($id: ID!) { done: replayWebhookDelivery(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
export const removeWebhookMutation: Operation<RemoveWebhookMutation, RemoveWebhookMutationVariables> = {
  name: 'RemoveWebhook',
  text: 'mutation RemoveWebhook($id: ID!) { done: deleteWebhook(id: $id) { errors { ...Errors } } } fragment Errors on UserError { code message path }',
};
