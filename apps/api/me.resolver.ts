import { PersonService } from '#lib/identity';
import { type Context, type OrganisationRole, type StaffRole, toOpaqueId } from '#lib/platform';
import { Field, ID, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { OrganisationRoleEnum, StaffRoleEnum } from './enums.js';
import { Ctx } from './request.context.js';

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
}
