/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type LetterPageQueryVariables = Exact<{
  id: string;
}>;

export type LetterPageQuery = {
  readonly mail: {
    readonly id: string;
    readonly recipient: string;
    readonly subject: string;
    readonly state: Schema.MailState;
    readonly html: string;
    readonly createdAt: string;
  } | null;
};

export const letterPageQuery: Operation<LetterPageQuery, LetterPageQueryVariables> = {
  name: 'LetterPage',
  text: 'query LetterPage($id: ID!) { mail(id: $id) { id recipient subject state html createdAt } }',
};
