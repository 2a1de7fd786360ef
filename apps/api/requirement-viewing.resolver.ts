import { type Context, toOpaqueId } from '#lib/platform';
import { RequirementViewingService, type Viewing } from '#lib/requirements';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Ctx } from './request.context.js';
import { Requirement, RequirementViewing } from './requirement.types.js';

type Asked = Pick<Requirement, 'uuid' | 'buyerId'>;

/** Who has seen a requirement, for its buyer. */
@Resolver(() => Requirement)
export class RequirementViewingResolver {
  constructor(private readonly viewings: RequirementViewingService) {}

  @ResolveField(() => [RequirementViewing], {
    description: 'Who has seen all of it, latest first; for the buyer and officers, empty for others.',
  })
  async viewedBy(@Ctx() ctx: Context, @Parent() requirement: Requirement): Promise<RequirementViewing[]> {
    const found = await this.loader(ctx).load(requirement);
    return found.map((viewing) => ({
      ...viewing,
      organisationId: toOpaqueId('org', viewing.organisationId),
    }));
  }

  private loader(ctx: Context): DataLoader<Asked, Viewing[], string> {
    return ctx.once(
      'loader:viewings',
      () =>
        new DataLoader<Asked, Viewing[], string>(
          async (asked) => {
            const found = await this.viewings.of(
              ctx,
              asked.map(({ uuid, buyerId }) => ({ id: uuid, buyerId })),
            );
            return asked.map(({ uuid }) => found.get(uuid) ?? []);
          },
          { cacheKeyFn: ({ uuid }) => uuid },
        ),
    );
  }
}
