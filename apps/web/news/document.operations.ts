/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type NewsQueryVariables = Exact<{
  after?: string | null | undefined;
  unreadOnly: boolean;
}>;

export type NewsQuery = {
  readonly notifications: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly kind: Schema.NotificationKind;
        readonly title: string;
        readonly body: string;
        readonly link: string;
        readonly createdAt: string;
        readonly readAt: string | null;
      };
    }>;
  };
};

export type MarkReadMutationVariables = Exact<{
  ids?: ReadonlyArray<string> | null | undefined;
}>;

export type MarkReadMutation = { readonly markNotificationsRead: { readonly marked: number | null } };

export const newsQuery: Operation<NewsQuery, NewsQueryVariables> = {
  name: 'News',
  text: 'query News($after: String, $unreadOnly: Boolean!) { notifications(first: 30, after: $after, unreadOnly: $unreadOnly) { totalCount pageInfo { hasNextPage endCursor } edges { node { id kind title body link createdAt readAt } } } }',
};
export const markReadMutation: Operation<MarkReadMutation, MarkReadMutationVariables> = {
  name: 'MarkRead',
  text: 'mutation MarkRead($ids: [ID!]) { markNotificationsRead(ids: $ids) { marked } }',
};
