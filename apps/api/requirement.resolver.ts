import { RequirementAmending, RequirementClosing } from '#lib/introductions';
import { MatchListService, type MatchPage, type MatchQuery } from '#lib/match-lists';
import {
  AppError,
  type Context,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { RequirementService } from '#lib/requirements';
import type { Region } from '#lib/taxonomy';
import {
  Args,
  Field,
  ID,
  Info,
  Mutation,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from './access.decorator.js';
import { RegionEnum } from './enums.js';
import { ClosingOutcomeInput } from './introduction.types.js';
import { CreateRequirementInput, UpdateRequirementInput } from './inputs.js';
import { Loaders } from './loaders.js';
import { showMatches, suppliersAsked } from './match.showing.js';
import { MatchConnection, OpportunityEdge } from './match.types.js';
import { checkedPage, checkedText, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { toRequirement, toRequirementFields } from './requirement.mapping.js';
import {
  Requirement,
  RequirementConnection,
  RequirementEdge,
  RequirementFilter,
} from './requirement.types.js';
import { asksFor } from './selected.fields.js';
import { toBuyer } from './supplier.mapping.js';
import { Buyer } from './supplier.types.js';
import { payload } from './user-error.type.js';
import { ViewingLog } from './viewing.log.js';

@ObjectType()
export class RequirementPayload extends payload() {
  @Field(() => Requirement, { nullable: true })
  requirement!: Requirement | null;
}

@Resolver(() => Requirement)
export class RequirementResolver {
  constructor(
    private readonly requirementService: RequirementService,
    private readonly closing: RequirementClosing,
    private readonly viewingLog: ViewingLog,
    private readonly amending: RequirementAmending,
    private readonly lists: MatchListService,
    private readonly loaders: Loaders,
  ) {}

  @Access('PUBLIC')
  @Query(() => Requirement, { nullable: true, description: 'A requirement; open ones need no sign-in.' })
  async requirement(@Ctx() ctx: Context, @Args('id', { type: () => ID }) id: string): Promise<Requirement> {
    const view = await this.loaders.requirement(ctx, fromOpaqueId('req', id));
    if (!view) throw new AppError('NOT_FOUND');
    await this.viewingLog.note(ctx, view);
    return toRequirement(view);
  }

  @Access('PUBLIC')
  @Query(() => RequirementConnection, {
    description: 'Requirements, newest first: those that are open, and your own.',
  })
  async requirements(
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
    @Args() page: PageArguments,
    @Args('filter', { type: () => RequirementFilter, nullable: true }) filter?: RequirementFilter | null,
  ): Promise<RequirementConnection> {
    const asked = checkedPage(page);
    const found = await this.requirementService.listIds(
      ctx,
      {
        buyerIds: filter?.buyerId ? [fromOpaqueId('org', filter.buyerId)] : undefined,
        states: filter?.states ?? undefined,
        sectors: filter?.sectors ?? undefined,
        region: filter?.region,
        capabilityCode: filter?.capability,
        text: checkedText('filter.text', filter?.text, 200) || undefined,
      },
      asked,
    );
    const nodes = asksFor(info, ['edges', 'node'])
      ? await Promise.all(found.items.map(({ item }) => this.loaders.requirement(ctx, item)))
      : undefined;
    const edges = found.items.flatMap(({ cursor }, at): RequirementEdge[] => {
      // Not asked for, or gone since the page was read.
      if (!nodes) return [{ cursor }];
      const view = nodes[at];
      return view ? [{ cursor, node: toRequirement(view) }] : [];
    });
    return toConnection(edges, { ...found, after: asked.after });
  }

  @ResolveField(() => Buyer, { nullable: true })
  async buyer(@Ctx() ctx: Context, @Parent() { buyerId }: Requirement): Promise<Buyer | null> {
    const view = await this.loaders.buyer(ctx, buyerId);
    return view ? toBuyer(view) : null;
  }

  @ResolveField(() => MatchConnection, {
    nullable: true,
    description: 'Suppliers that fit, best first; for the buyer and officers.',
  })
  async matches(
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
    @Parent() { uuid }: Requirement,
    @Args() page: PageArguments,
    @Args('region', { type: () => RegionEnum, nullable: true, description: 'Only suppliers of this region.' })
    region?: Region | null,
    @Args('includeBlocked', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Suppliers with one or two blockers follow after those that fit.',
    })
    includeBlocked?: boolean,
  ): Promise<MatchConnection> {
    const asked = checkedPage(page);
    const found = await this.matchPage(ctx, uuid, { ...asked, region, includeBlocked });
    const suppliers = suppliersAsked(info, ['edges', 'node'], ['edges', 'supplier']);
    const edges = await showMatches(ctx, this.loaders, found.edges, suppliers);
    const { eligibleCount, computedAt, engineVersion } = found;
    return {
      ...toConnection(edges, { ...found, after: asked.after }),
      eligibleCount,
      computedAt,
      engineVersion,
    };
  }

  @Access('SIGNED_IN')
  @Mutation(() => RequirementPayload, { description: 'Drafts a requirement: nobody else sees it yet.' })
  async createRequirement(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: CreateRequirementInput,
  ): Promise<Result<{ requirement: Requirement }>> {
    const { buyerId, ...fields } = input;
    const created = await this.requirementService.create(ctx, {
      ...toRequirementFields(fields),
      title: input.title,
      buyerId: fromOpaqueId('org', buyerId),
      origin: 'REGISTERED',
    });
    return this.shown(ctx, created);
  }

  @Access('SIGNED_IN')
  @Mutation(() => RequirementPayload, {
    description: 'Changes a requirement until it is awarded or closed; once published, suppliers are told.',
  })
  async updateRequirement(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: UpdateRequirementInput,
  ): Promise<Result<{ requirement: Requirement }>> {
    const { id, unchangedSince, ...fields } = input;
    return this.shown(
      ctx,
      await this.amending.update(ctx, fromOpaqueId('req', id), toRequirementFields(fields), unchangedSince),
    );
  }

  @Access('SIGNED_IN')
  @Mutation(() => RequirementPayload, {
    description: 'Opens a draft: suppliers see it, and its matches appear.',
  })
  async publishRequirement(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ requirement: Requirement }>> {
    return this.shown(ctx, await this.requirementService.publish(ctx, fromOpaqueId('req', id)));
  }

  @Access('SIGNED_IN')
  @Mutation(() => RequirementPayload, {
    description: 'Ends a requirement. Every supplier that waits for word is answered.',
  })
  async closeRequirement(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('outcome', { type: () => String, nullable: true, description: 'How it ended, in your own words.' })
    outcome?: string | null,
    @Args('outcomes', {
      type: () => [ClosingOutcomeInput],
      nullable: true,
      description: 'What single suppliers are told; the others hear that it was closed.',
    })
    outcomes?: ClosingOutcomeInput[] | null,
  ): Promise<Result<{ requirement: Requirement }>> {
    const closed = await this.closing.close(ctx, fromOpaqueId('req', id), {
      outcome: checkedText('outcome', outcome, 500),
      outcomes: (outcomes ?? []).map(({ introductionId, reason, message }, at) => ({
        introductionId: fromOpaqueId('intro', introductionId),
        reasonCode: reason,
        reason: checkedText(`outcomes.${at}.message`, message, 2_000),
      })),
    });
    return this.shown(ctx, closed);
  }

  /** However many requirements are shown with their matches, those cost a fixed number of statements. */
  private async matchPage(ctx: Context, uuid: string, query: MatchQuery): Promise<MatchPage> {
    const kind = `matches:${JSON.stringify(query)}`;
    const pages = this.loaders.of(ctx, kind, async (ids) => {
      const [only, ...others] = ids;
      // The page of one alone is shared with other readers.
      return others.length === 0
        ? new Map([[only!, await this.lists.matches(ctx, only!, query)]])
        : this.lists.matchesOf(ctx, ids, query);
    });
    const page = await pages.load(uuid);
    if (!page) throw new AppError('NOT_FOUND');
    return page;
  }

  private async shown(
    ctx: Context,
    result: Result<{ id: string }>,
  ): Promise<Result<{ requirement: Requirement }>> {
    if (isFailure(result)) return result;
    const view = (await this.requirementService.find(ctx, [result.value.id])).get(result.value.id);
    if (!view) throw new AppError('NOT_FOUND');
    return succeed({ requirement: toRequirement(view) });
  }
}

@Resolver(() => OpportunityEdge)
export class OpportunityEdgeResolver {
  constructor(private readonly loaders: Loaders) {}

  @ResolveField(() => Requirement)
  node(@Ctx() ctx: Context, @Parent() { requirementId }: OpportunityEdge): Promise<Requirement> {
    return this.load(ctx, requirementId);
  }

  @ResolveField(() => Requirement)
  requirement(@Ctx() ctx: Context, @Parent() { requirementId }: OpportunityEdge): Promise<Requirement> {
    return this.load(ctx, requirementId);
  }

  private async load(ctx: Context, requirementId: string): Promise<Requirement> {
    const view = await this.loaders.requirement(ctx, requirementId);
    if (!view) throw new AppError('NOT_FOUND');
    return toRequirement(view);
  }
}
