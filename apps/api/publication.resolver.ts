import {
  type Context,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { publicationBlockers, RequirementService } from '#lib/requirements';
import { Args, Field, ID, Mutation, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { Ctx } from './request.context.js';
import { toRequirement } from './requirement.mapping.js';
import { Requirement } from './requirement.types.js';
import { payload, UserErrorType } from './user-error.type.js';

@ObjectType()
export class PublishRequirementsPayload extends payload() {
  @Field(() => [Requirement], {
    nullable: true,
    description: 'Those that are open now, in the order of the ids.',
  })
  requirements!: Requirement[] | null;
}

/** Drafts that are fit to be published, many at once. */
@Resolver(() => Requirement)
export class PublicationResolver {
  constructor(private readonly requirements: RequirementService) {}

  @ResolveField(() => [UserErrorType], {
    description:
      'What a draft lacks to be published, with the remedy; empty when nothing, and for what is no draft.',
  })
  publicationBlockers(@Ctx() ctx: Context, @Parent() requirement: Requirement): UserErrorType[] {
    return requirement.state === 'DRAFT' ? publicationBlockers(requirement, ctx.today()) : [];
  }

  @Access('SIGNED_IN')
  @Mutation(() => PublishRequirementsPayload, {
    description:
      'Opens drafts, all of them or none, at most a hundred: suppliers see them, and their matches appear.',
  })
  async publishRequirements(
    @Ctx() ctx: TransactionContext,
    @Args('ids', { type: () => [ID] }) ids: string[],
  ): Promise<Result<{ requirements: Requirement[] }>> {
    const published = await this.requirements.publishMany(
      ctx,
      ids.map((id) => fromOpaqueId('req', id)),
    );
    if (isFailure(published)) return published;
    const views = await this.requirements.find(ctx, published.value.ids);
    return succeed({ requirements: [...views.values()].map(toRequirement) });
  }
}
