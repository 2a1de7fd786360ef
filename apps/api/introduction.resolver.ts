import {
  AwardService,
  type IntroductionFilter,
  IntroductionMessageService,
  IntroductionService,
  type IntroductionState,
  type StepDetails,
} from '#lib/introductions';
import {
  AppError,
  type Context,
  fromOpaqueId,
  isFailure,
  may,
  type Result,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { disclose } from './explanation.disclosure.js';
import { IntroductionLoaders } from './introduction.loaders.js';
import { toIntroduction, toReplyRate } from './introduction.mapping.js';
import {
  BeginIntroductionInput,
  Contacts,
  Introduction,
  IntroductionConnection,
  IntroductionEvent,
  IntroductionFilterInput,
  IntroductionMessage,
  IntroductionPayload,
  IntroductionStateEnum,
  RecordAwardInput,
  ReplyRate,
  SendMessageInput,
  ShortlistInput,
  Standing,
  TurnAwayInput,
} from './introduction.types.js';
import { Loaders } from './loaders.js';
import { MatchEdge, OpportunityEdge } from './match.types.js';
import { checkedPage, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { toRequirement } from './requirement.mapping.js';
import { Requirement } from './requirement.types.js';
import { toSupplier } from './supplier.mapping.js';
import { Buyer, Supplier } from './supplier.types.js';

type Shown = Promise<Result<{ introduction: Introduction | null }>>;

/** Matches as people work them. */
@Resolver(() => Introduction)
export class IntroductionResolver {
  constructor(
    private readonly service: IntroductionService,
    private readonly awards: AwardService,
    private readonly writing: IntroductionMessageService,
    private readonly batches: IntroductionLoaders,
    private readonly loaders: Loaders,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => Introduction, {
    nullable: true,
    description: 'An introduction, for its two sides and officers.',
  })
  async introduction(@Ctx() ctx: Context, @Args('id', { type: () => ID }) id: string): Promise<Introduction> {
    const uuid = fromOpaqueId('intro', id);
    const view = (await this.service.find(ctx, [uuid])).get(uuid);
    if (!view) throw new AppError('NOT_FOUND');
    return toIntroduction(view, ctx.actor, ctx.today());
  }

  @Access('SIGNED_IN')
  @Query(() => IntroductionConnection, { description: 'Introductions you are a side of, newest first.' })
  async introductions(
    @Ctx() ctx: Context,
    @Args() page: PageArguments,
    @Args('filter', { type: () => IntroductionFilterInput, nullable: true })
    filter?: IntroductionFilterInput | null,
  ): Promise<IntroductionConnection> {
    const asked = checkedPage(page);
    return shownPage(ctx, await this.service.list(ctx, filterOf(filter), asked), asked.after);
  }

  @Access('SIGNED_IN')
  @Mutation(() => IntroductionPayload, {
    description: 'A supplier would like to supply, or accepts an invitation.',
  })
  async expressInterest(@Ctx() ctx: TransactionContext, @Args('input') input: BeginIntroductionInput): Shown {
    return this.shown(ctx, await this.service.expressInterest(ctx, pairOf(input), detailsOf(input)));
  }

  @Access('SIGNED_IN')
  @Mutation(() => IntroductionPayload, { description: 'A buyer asks a supplier to answer.' })
  async inviteSupplier(@Ctx() ctx: TransactionContext, @Args('input') input: BeginIntroductionInput): Shown {
    return this.shown(ctx, await this.service.invite(ctx, pairOf(input), detailsOf(input)));
  }

  @Access('SIGNED_IN')
  @Mutation(() => IntroductionPayload, {
    description: 'An officer, or a cluster body of the supplier, brings both sides together.',
  })
  async suggestIntroduction(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: BeginIntroductionInput,
  ): Shown {
    return this.shown(ctx, await this.service.suggest(ctx, pairOf(input), detailsOf(input)));
  }

  @Access('SIGNED_IN')
  @Mutation(() => IntroductionPayload, { description: 'A buyer puts a supplier on the shortlist.' })
  async shortlistSupplier(@Ctx() ctx: TransactionContext, @Args('input') input: ShortlistInput): Shown {
    const id = fromOpaqueId('intro', input.introductionId);
    return this.shown(ctx, await this.service.shortlist(ctx, id, { reason: input.message }));
  }

  @Access('SIGNED_IN')
  @Mutation(() => IntroductionPayload, { description: 'Says no to what waits for your answer.' })
  async declineIntroduction(@Ctx() ctx: TransactionContext, @Args('input') input: TurnAwayInput): Shown {
    const id = fromOpaqueId('intro', input.introductionId);
    return this.shown(ctx, await this.service.decline(ctx, id, reasonsOf(input), input.as ?? undefined));
  }

  @Access('SIGNED_IN')
  @Mutation(() => IntroductionPayload, { description: 'Takes back your interest or your invitation.' })
  async withdrawIntroduction(@Ctx() ctx: TransactionContext, @Args('input') input: TurnAwayInput): Shown {
    const id = fromOpaqueId('intro', input.introductionId);
    return this.shown(ctx, await this.service.withdraw(ctx, id, reasonsOf(input), input.as ?? undefined));
  }

  @Access('SIGNED_IN')
  @Mutation(() => IntroductionPayload, {
    description: 'Records an award; where the buyer wants two people, it waits for the second.',
  })
  async recordAward(@Ctx() ctx: TransactionContext, @Args('input') input: RecordAwardInput): Shown {
    const { introductionId, ...award } = input;
    return this.shown(ctx, await this.awards.record(ctx, fromOpaqueId('intro', introductionId), award));
  }

  @Access('SIGNED_IN')
  @Mutation(() => IntroductionPayload, { description: 'Approves an award that somebody else recorded.' })
  async approveAward(
    @Ctx() ctx: TransactionContext,
    @Args('introductionId', { type: () => ID }) introductionId: string,
  ): Shown {
    return this.shown(ctx, await this.awards.approve(ctx, fromOpaqueId('intro', introductionId)));
  }

  @Access('SIGNED_IN')
  @Mutation(() => IntroductionPayload, { description: 'Writes to the other side.' })
  async sendIntroductionMessage(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: SendMessageInput,
  ): Shown {
    const id = fromOpaqueId('intro', input.introductionId);
    return this.shown(ctx, await this.writing.send(ctx, id, input.body, input.as ?? undefined));
  }

  @ResolveField(() => Requirement, { nullable: true })
  async requirement(@Ctx() ctx: Context, @Parent() { view }: Introduction): Promise<Requirement | null> {
    const requirement = await this.loaders.requirement(ctx, view.requirementId);
    return requirement ? toRequirement(requirement) : null;
  }

  @ResolveField(() => Supplier, { nullable: true })
  async supplier(@Ctx() ctx: Context, @Parent() { view }: Introduction): Promise<Supplier | null> {
    const supplier = await this.loaders.supplier(ctx, view.supplierId);
    return supplier ? toSupplier(supplier, ctx.actor, ctx.today()) : null;
  }

  @ResolveField(() => [IntroductionEvent])
  async events(@Ctx() ctx: Context, @Parent() { view }: Introduction): Promise<IntroductionEvent[]> {
    const { buyerId, supplierId } = view;
    const events = await this.batches.events(ctx, view.id);
    return events.map((event) => ({ ...event, of: { buyerId, supplierId } }));
  }

  @ResolveField(() => [IntroductionMessage])
  messages(@Ctx() ctx: Context, @Parent() { view }: Introduction): Promise<IntroductionMessage[]> {
    return this.batches.messages(ctx, view.id);
  }

  @ResolveField(() => Contacts, { nullable: true })
  contacts(@Ctx() ctx: Context, @Parent() { view }: Introduction): Promise<Contacts | null> {
    return this.batches.contacts(ctx, view);
  }

  private async shown(ctx: Context, result: Result<{ id: string }>): Shown {
    if (isFailure(result)) return result;
    const view = (await this.service.find(ctx, [result.value.id])).get(result.value.id);
    // A cluster body brings two sides together and is neither: it gets no introduction to read.
    return succeed({ introduction: view ? toIntroduction(view, ctx.actor, ctx.today()) : null });
  }
}

@Resolver(() => IntroductionEvent)
export class StandingResolver {
  constructor(private readonly batches: IntroductionLoaders) {}

  @ResolveField(() => Standing, { nullable: true })
  async standing(@Ctx() ctx: Context, @Parent() { id, of }: IntroductionEvent): Promise<Standing | null> {
    if (!may(ctx.actor, 'requirement.view-private', of.buyerId)) return null;
    const kept = await this.batches.standing(ctx, id);
    return kept ? { ...kept, ...disclose(kept, of.supplierId, ctx.actor) } : null;
  }
}

@Resolver(() => Requirement)
export class RequirementIntroductionsResolver {
  constructor(private readonly batches: IntroductionLoaders) {}

  @ResolveField(() => IntroductionConnection, {
    description: 'Introductions you may see: all of them for the buyer, its own for a supplier.',
  })
  introductions(
    @Ctx() ctx: Context,
    @Parent() { uuid }: Requirement,
    @Args() page: PageArguments,
    @Args('states', { type: () => [IntroductionStateEnum], nullable: true })
    states?: IntroductionState[] | null,
  ): Promise<IntroductionConnection> {
    return pageOf(ctx, this.batches, 'requirement', uuid, page, states);
  }
}

@Resolver(() => Supplier)
export class SupplierIntroductionsResolver {
  constructor(private readonly batches: IntroductionLoaders) {}

  @ResolveField(() => IntroductionConnection, {
    description: 'Introductions you may see: all of them for the supplier, its own for a buyer.',
  })
  introductions(
    @Ctx() ctx: Context,
    @Parent() { id }: Supplier,
    @Args() page: PageArguments,
    @Args('states', { type: () => [IntroductionStateEnum], nullable: true })
    states?: IntroductionState[] | null,
  ): Promise<IntroductionConnection> {
    return pageOf(ctx, this.batches, 'supplier', fromOpaqueId('org', id), page, states);
  }

  @ResolveField(() => ReplyRate, {
    nullable: true,
    description: 'How it answers invitations; null until asked.',
  })
  async replyRate(@Ctx() ctx: Context, @Parent() { id }: Supplier): Promise<ReplyRate | null> {
    return toReplyRate(await this.batches.replyRate(ctx, 'supplier', fromOpaqueId('org', id)));
  }
}

@Resolver(() => Buyer)
export class BuyerRepliesResolver {
  constructor(private readonly batches: IntroductionLoaders) {}

  @ResolveField(() => ReplyRate, {
    nullable: true,
    description: 'How it answers expressions of interest; null until asked.',
  })
  async replyRate(@Ctx() ctx: Context, @Parent() { id }: Buyer): Promise<ReplyRate | null> {
    return toReplyRate(await this.batches.replyRate(ctx, 'buyer', fromOpaqueId('org', id)));
  }
}

@Resolver(() => MatchEdge)
export class MatchIntroductionResolver {
  constructor(private readonly batches: IntroductionLoaders) {}

  @ResolveField(() => Introduction, {
    nullable: true,
    description: 'Where this match stands, once it is worked.',
  })
  async introduction(@Ctx() ctx: Context, @Parent() edge: MatchEdge): Promise<Introduction | null> {
    const view = await this.batches.pair(ctx, edge);
    return view && toIntroduction(view, ctx.actor, ctx.today());
  }
}

@Resolver(() => OpportunityEdge)
export class OpportunityIntroductionResolver {
  constructor(private readonly batches: IntroductionLoaders) {}

  @ResolveField(() => Introduction, {
    nullable: true,
    description: 'Where this match stands, once it is worked.',
  })
  async introduction(@Ctx() ctx: Context, @Parent() edge: OpportunityEdge): Promise<Introduction | null> {
    const view = await this.batches.pair(ctx, edge);
    return view && toIntroduction(view, ctx.actor, ctx.today());
  }
}

type FoundPage = Awaited<ReturnType<IntroductionService['list']>>;

const shownPage = (ctx: Context, found: FoundPage, after: string | null): IntroductionConnection =>
  toConnection(
    found.edges.map(({ cursor, node }) => ({ cursor, node: toIntroduction(node, ctx.actor, ctx.today()) })),
    { ...found, after },
  );

async function pageOf(
  ctx: Context,
  batches: IntroductionLoaders,
  parent: 'requirement' | 'supplier',
  id: string,
  page: PageArguments,
  states?: IntroductionState[] | null,
): Promise<IntroductionConnection> {
  const asked = checkedPage(page);
  return shownPage(ctx, await batches.pageOf(ctx, parent, id, states ?? null, asked), asked.after);
}

const filterOf = (filter: IntroductionFilterInput | null | undefined): IntroductionFilter => ({
  ...filter,
  organisationId: filter?.organisationId && fromOpaqueId('org', filter.organisationId),
  requirementId: filter?.requirementId && fromOpaqueId('req', filter.requirementId),
  supplierId: filter?.supplierId && fromOpaqueId('org', filter.supplierId),
});

const pairOf = (input: BeginIntroductionInput): { requirementId: string; supplierId: string } => ({
  requirementId: fromOpaqueId('req', input.requirementId),
  supplierId: fromOpaqueId('org', input.supplierId),
});

const detailsOf = ({ message, dueOn }: BeginIntroductionInput): StepDetails => ({ reason: message, dueOn });

const reasonsOf = ({ reason, message }: TurnAwayInput): StepDetails => ({
  reasonCode: reason,
  reason: message,
});
