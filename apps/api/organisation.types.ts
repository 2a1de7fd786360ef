import type { AccessRequestKind, AccessRequestState, AccessRequestView, InvitationView } from '#lib/identity';
import type { LikeOrganisation } from '#lib/directory';
import { type OrganisationRole, toOpaqueId, type UserError } from '#lib/platform';
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import {
  AccessRequestKindEnum,
  AccessRequestStateEnum,
  LikenessEnum,
  OrganisationRoleEnum,
} from './enums.js';
import { payload } from './user-error.type.js';

@ObjectType({ description: 'Somebody who belongs to an organisation.' })
export class Member {
  @Field(() => ID)
  personId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  email!: string;

  @Field(() => OrganisationRoleEnum)
  role!: OrganisationRole;
}

@ObjectType({ description: 'An open offer of a role in an organisation.' })
export class Invitation {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  organisationId!: string;

  @Field(() => String)
  organisationName!: string;

  @Field(() => String)
  email!: string;

  @Field(() => OrganisationRoleEnum)
  role!: OrganisationRole;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date)
  expiresAt!: Date;
}

@ObjectType({ description: 'A wish to join an organisation, or to claim one that nobody looks after.' })
export class AccessRequest {
  @Field(() => ID)
  id!: string;

  @Field(() => AccessRequestKindEnum)
  kind!: AccessRequestKind;

  @Field(() => AccessRequestStateEnum)
  state!: AccessRequestState;

  @Field(() => ID)
  organisationId!: string;

  @Field(() => String)
  organisationName!: string;

  @Field(() => String)
  personName!: string;

  @Field(() => String)
  personEmail!: string;

  @Field(() => String, { description: 'Why, in the words of who asked.' })
  evidence!: string;

  @Field(() => String, { nullable: true })
  evidenceUrl!: string | null;

  @Field(() => OrganisationRoleEnum, { nullable: true, description: 'The role that was given.' })
  role!: OrganisationRole | null;

  @Field(() => String, { nullable: true, description: 'Why it was decided so.' })
  reason!: string | null;

  @Field(() => Date)
  createdAt!: Date;

  @Field(() => Date, { nullable: true })
  decidedAt!: Date | null;
}

@ObjectType({ description: 'An organisation as those who act for it see it.' })
export class Organisation {
  /** The uuid, for resolvers. */
  uuid!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Boolean, { description: 'Somebody of the organisation looks after it.' })
  claimed!: boolean;

  @Field(() => Boolean)
  supplier!: boolean;

  @Field(() => Boolean)
  buyer!: boolean;

  @Field(() => Boolean)
  clusterBody!: boolean;
}

@ObjectType({ description: 'An organisation that may be the one meant.' })
export class AlikeOrganisation {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => LikenessEnum)
  because!: string;

  @Field(() => Boolean, { description: 'Ask to join it; otherwise it can be claimed.' })
  canJoin!: boolean;
}

@InputType()
export class InviteMemberInput {
  @Field(() => ID)
  organisationId!: string;

  @Field(() => String)
  email!: string;

  @Field(() => OrganisationRoleEnum)
  role!: OrganisationRole;
}

@InputType()
export class AccessRequestInput {
  @Field(() => ID)
  organisationId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'How one can see that you act for it; needed for a claim.',
  })
  evidence?: string | null;

  @Field(() => String, { nullable: true, description: 'A page that shows it.' })
  evidenceUrl?: string | null;
}

@InputType()
export class DecideAccessRequestInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Boolean)
  approve!: boolean;

  @Field(() => OrganisationRoleEnum, { nullable: true, description: 'For who joins; a viewer unless told.' })
  role?: OrganisationRole | null;

  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@ObjectType()
export class AccessRequestPayload extends payload() {
  @Field(() => AccessRequest, { nullable: true })
  request!: AccessRequest | null;
}

@ObjectType()
export class DonePayload extends payload() {
  @Field(() => ID, { nullable: true, description: 'What it was done to.' })
  id!: string | null;
}

@ObjectType()
export class DataExportPayload extends payload() {
  @Field(() => String, { nullable: true, description: 'Everything that is stored, table by table: JSON.' })
  content!: string | null;
}

@ObjectType()
export class ErasurePayload extends payload() {
  @Field(() => Boolean, { nullable: true })
  erased!: boolean | null;
}

export const toInvitation = (view: InvitationView): Invitation => ({
  ...view,
  id: toOpaqueId('invite', view.id),
  organisationId: toOpaqueId('org', view.organisationId),
});

export const toAccessRequest = (view: AccessRequestView): AccessRequest => ({
  ...view,
  id: toOpaqueId('ask', view.id),
  organisationId: toOpaqueId('org', view.organisationId),
});

/** A registration that failed, with the organisations that may be the one meant. */
export function withAlike(failed: { ok: false; errors: UserError[]; alike?: readonly LikeOrganisation[] }): {
  ok: false;
  errors: UserError[];
  alike: AlikeOrganisation[];
} {
  const alike = (failed.alike ?? []).map(({ id, name, because, claimed }) => ({
    id: toOpaqueId('org', id),
    name,
    because,
    canJoin: claimed,
  }));
  return { ...failed, alike };
}
