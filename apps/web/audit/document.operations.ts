/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from '../schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from '../api.client.js';
export type AuditQueryVariables = Exact<{
  filter: Schema.AuditFilterInput;
  first: number;
  after?: string | null | undefined;
}>;

export type AuditQuery = {
  readonly auditTrail: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: ReadonlyArray<{
      readonly node: {
        readonly id: string;
        readonly at: string;
        readonly by: string;
        readonly organisationId: string;
        readonly organisationName: string;
        readonly subjectKind: Schema.AuditSubject;
        readonly action: string;
        readonly before: string | null;
        readonly after: string | null;
        readonly requestId: string;
      };
    }>;
  };
};

export const auditQuery: Operation<AuditQuery, AuditQueryVariables> = {
  name: 'Audit',
  text: 'query Audit($filter: AuditFilterInput!, $first: Int!, $after: String) { auditTrail(filter: $filter, first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { id at by organisationId organisationName subjectKind action before after requestId } } } }',
};
