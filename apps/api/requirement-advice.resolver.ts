import { RequirementAmending, RequirementClosing } from '#lib/introductions';
import { RequirementAdvisor } from '#lib/match-lists';
import {
  AppError,
  type Context,
  fromOpaqueId,
  isFailure,
  mayEditRequirementsOf,
  type Result,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { recordOfContent, RequirementService } from '#lib/requirements';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Access } from './access.decorator.js';
import { LocalDate } from './date.scalar.js';
import { inInputTerms } from './error.paths.js';
import { CreateRequirementInput } from './inputs.js';
import { Loaders } from './loaders.js';
import { checkedText } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { RequirementAmendment, RequirementEffect, RequirementPreview } from './requirement-advice.types.js';
import { toRequirement, toRequirementFields } from './requirement.mapping.js';
import { RequirementPayload } from './requirement.resolver.js';
import { Requirement } from './requirement.types.js';

/** What a requirement does, and what became of it after publication. */
@Resolver(() => Requirement)
export class RequirementAdviceResolver {
  constructor(
    private readonly advisor: RequirementAdvisor,
    private readonly amending: RequirementAmending,
    private readonly closing: RequirementClosing,
    private readonly requirementService: RequirementService,
    private readonly loaders: Loaders,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => RequirementPreview, {
    description: 'What a requirement would do to the field of suppliers; for its buyer, stored nowhere.',
  })
  async previewRequirement(
    @Ctx() ctx: Context,
    @Args('input') input: CreateRequirementInput,
  ): Promise<RequirementPreview> {
    const { buyerId, ...fields } = input;
    const read = await this.requirementService.preview(ctx, {
      ...toRequirementFields(fields),
      title: input.title,
      buyerId: fromOpaqueId('org', buyerId),
      origin: 'REGISTERED',
    });
    if (isFailure(read)) return { effect: null, errors: inInputTerms(read.errors) };
    const { record, warnings } = read.value;
    const effect = await this.advisor.advise(record);
    const unread = warnings.map((warning) => ({ ...warning, removes: null }));
    return { effect: { ...effect, warnings: [...effect.warnings, ...unread] }, errors: [] };
  }

  @ResolveField(() => RequirementEffect, {
    nullable: true,
    description: 'What its conditions do, with warnings and what would widen the field; for its buyer.',
  })
  async effect(
    @Ctx() ctx: Context,
    @Parent() { uuid, buyerId }: Requirement,
  ): Promise<RequirementEffect | null> {
    if (!mayEditRequirementsOf(ctx.actor, buyerId)) return null;
    const view = await this.loaders.requirement(ctx, uuid);
    return view ? this.advisor.advise(recordOfContent(view, ctx.today(), view)) : null;
  }

  @ResolveField(() => [RequirementAmendment], { description: 'Changes since publication, latest first.' })
  amendments(@Ctx() ctx: Context, @Parent() { uuid }: Requirement): Promise<RequirementAmendment[]> {
    const batch = ctx.once(
      'loader:amendments',
      () =>
        new DataLoader<string, RequirementAmendment[]>(async (ids) => {
          const found = await this.amending.amendments(ctx, ids);
          return ids.map((id) => found.get(id) ?? []);
        }),
    );
    return batch.load(uuid);
  }

  @Access('SIGNED_IN')
  @Mutation(() => RequirementPayload, { description: 'A new draft that asks for the same.' })
  async cloneRequirement(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('title', { type: () => String, nullable: true }) title?: string | null,
  ): Promise<Result<{ requirement: Requirement }>> {
    const named = checkedText('title', title, 300) || undefined;
    return this.shown(ctx, await this.requirementService.clone(ctx, fromOpaqueId('req', id), named));
  }

  @Access('SIGNED_IN')
  @Mutation(() => RequirementPayload, {
    description: 'Moves the closing day further out; suppliers are told.',
  })
  async extendRequirement(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('closesOn', { type: () => LocalDate }) closesOn: string,
  ): Promise<Result<{ requirement: Requirement }>> {
    return this.shown(ctx, await this.amending.extend(ctx, fromOpaqueId('req', id), closesOn));
  }

  @Access('SIGNED_IN')
  @Mutation(() => RequirementPayload, {
    description: 'Takes a published requirement back. Every supplier that waits for word is answered.',
  })
  async withdrawRequirement(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String, nullable: true }) reason?: string | null,
  ): Promise<Result<{ requirement: Requirement }>> {
    const outcome = checkedText('reason', reason, 500);
    return this.shown(ctx, await this.closing.withdraw(ctx, fromOpaqueId('req', id), { outcome }));
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
