import { AddressChangeService, PersonService } from '#lib/identity';
import {
  type Context,
  type OrganisationRole,
  type Result,
  type StaffRole,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { Inject } from '@nestjs/common';
import { Args, Field, ID, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { OrganisationRoleEnum, StaffRoleEnum } from './enums.js';
import { Ctx } from './request.context.js';
import { payload } from './user-error.type.js';

@ObjectType({ description: 'What somebody may do for one organisation.' })
export class Membership {
  @Field(() => ID)
  organisationId!: string;

  @Field(() => OrganisationRoleEnum)
  role!: OrganisationRole;
}

@ObjectType({ description: 'Who is signed in.' })
export class Me {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  email!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [StaffRoleEnum])
  staffRoles!: StaffRole[];

  @Field(() => [Membership])
  memberships!: Membership[];
}

@ObjectType()
export class RenamedPayload extends payload() {
  @Field(() => String, { nullable: true, description: 'As it is kept.' })
  name!: string | null;
}

@ObjectType()
export class EmailChangePayload extends payload() {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True whether or not somebody else is known by that address.',
  })
  sent!: boolean | null;
}

@ObjectType()
export class EmailChangedPayload extends payload() {
  @Field(() => String, { nullable: true, description: 'The address you sign in with from now on.' })
  email!: string | null;
}

/** The caller's own account. */
@Resolver(() => Me)
export class MeResolver {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly people: PersonService,
    private readonly addresses: AddressChangeService,
  ) {}

  @Access('PUBLIC')
  @Query(() => Me, { nullable: true, description: 'Who is signed in; null when nobody is.' })
  async me(@Ctx() ctx: Context): Promise<Me | null> {
    const { actor } = ctx;
    if (actor.kind !== 'person') return null;
    const person = (await this.people.find(ctx, [actor.personId])).get(actor.personId);
    return {
      id: toOpaqueId('person', actor.personId),
      email: actor.email,
      name: person?.name ?? actor.email,
      staffRoles: [...actor.staffRoles],
      memberships: actor.memberships.map(({ organisationId, role }) => ({
        organisationId: toOpaqueId('org', organisationId),
        role,
      })),
    };
  }

  @Access('SIGNED_IN')
  @Mutation(() => RenamedPayload, { description: 'Says how you are shown to others.' })
  renameMe(
    @Ctx() ctx: TransactionContext,
    @Args('name', { type: () => String }) name: string,
  ): Promise<Result<{ name: string }>> {
    return this.people.rename(ctx, name);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The address that waits to be confirmed, by the link that was sent to it.',
  })
  awaitedEmail(@Ctx() ctx: Context): Promise<string | null> {
    return this.addresses.awaited(ctx);
  }

  @Access('SIGNED_IN')
  @Mutation(() => EmailChangePayload, {
    description:
      'Sends a link to another address of yours; once you open it there, signed in as you are now, the address is that of your account. It works once, within an hour.',
  })
  requestEmailChange(
    @Ctx() ctx: TransactionContext,
    @Args('email', { type: () => String }) email: string,
  ): Promise<Result<{ sent: true }>> {
    return this.addresses.request(ctx, { email, portal: this.runtime.config.publicUrl });
  }

  @Access('SIGNED_IN')
  @Mutation(() => EmailChangedPayload, {
    description:
      'Turns such a link into the address of your account. The address before is told, and open invitations follow.',
  })
  confirmEmailChange(
    @Ctx() ctx: TransactionContext,
    @Args('token', { type: () => String, description: 'What the link carries as "token".' }) token: string,
  ): Promise<Result<{ email: string }>> {
    return this.addresses.confirm(ctx, { token, contact: this.runtime.config.contactEmail });
  }
}
