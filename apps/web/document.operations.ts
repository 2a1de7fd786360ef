/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> =
  T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Schema from './schema.types.js';

// Made by `npm run generate`. Change the document, or the schema, instead.
import type { Operation } from './api.client.js';
export type VisitorQueryVariables = Exact<{ [key: string]: never }>;

export type VisitorQuery = {
  readonly unread: number;
  readonly me: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly staffRoles: ReadonlyArray<Schema.StaffRole>;
    readonly memberships: ReadonlyArray<{
      readonly organisationId: string;
      readonly role: Schema.OrganisationRole;
    }>;
  } | null;
};

export type OwnOrganisationQueryVariables = Exact<{
  id: string;
}>;

export type OwnOrganisationQuery = {
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly supplier: boolean;
    readonly buyer: boolean;
    readonly clusterBody: boolean;
  } | null;
};

export type DemoPeopleQueryVariables = Exact<{ [key: string]: never }>;

export type DemoPeopleQuery = {
  readonly demoPeople: ReadonlyArray<{
    readonly email: string;
    readonly name: string;
    readonly staffRoles: ReadonlyArray<Schema.StaffRole>;
    readonly roles: ReadonlyArray<string>;
  }>;
};

export type DemoSignInMutationVariables = Exact<{
  email: string;
}>;

export type DemoSignInMutation = { readonly demoSignIn: { readonly token: string | null } };

export const visitorQuery: Operation<VisitorQuery, VisitorQueryVariables> = {
  name: 'Visitor',
  text: 'query Visitor { me { id email name staffRoles memberships { organisationId role } } unread: unreadNotificationCount }',
};
export const ownOrganisationQuery: Operation<OwnOrganisationQuery, OwnOrganisationQueryVariables> = {
  name: 'OwnOrganisation',
  text: 'query OwnOrganisation($id: ID!) { organisation(id: $id) { id name supplier buyer clusterBody } }',
};
export const demoPeopleQuery: Operation<DemoPeopleQuery, DemoPeopleQueryVariables> = {
  name: 'DemoPeople',
  text: 'query DemoPeople { demoPeople { email name staffRoles roles } }',
};
export const demoSignInMutation: Operation<DemoSignInMutation, DemoSignInMutationVariables> = {
  name: 'DemoSignIn',
  text: 'mutation DemoSignIn($email: String!) { demoSignIn(email: $email) { token } }',
};
