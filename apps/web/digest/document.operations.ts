/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type DigestPageQueryVariables = Exact<{
  id: string;
}>;

export type DigestPageQuery = {
  readonly digest: {
    readonly id: string;
    readonly isoWeek: string;
    readonly subject: string;
    readonly page: string;
    readonly csvUrl: string;
    readonly composedAt: string;
    readonly cluster: { readonly id: string; readonly name: string; readonly feedUrl: string } | null;
  } | null;
};

export const digestPageQuery: Operation<DigestPageQuery, DigestPageQueryVariables> = {
  name: 'DigestPage',
  text: 'query DigestPage($id: ID!) { digest(id: $id) { id isoWeek subject page csvUrl composedAt cluster { id name feedUrl } } }',
};
