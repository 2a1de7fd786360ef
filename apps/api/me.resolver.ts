import { PersonService } from '#lib/identity';
import {
  type Context,
  type OrganisationRole,
  type Result,
  type StaffRole,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { Args, Field, ID, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
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

/** The caller's own account. */
@Resolver(() => Me)
export class MeResolver {
  constructor(private readonly people: PersonService) {}

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
}
