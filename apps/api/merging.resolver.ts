import { SupplierService } from '#lib/directory';
import {
  DistinctionService,
  type MergeRecord as Record,
  mergeSteps,
  MergingService,
  type SeenPlan,
} from '#lib/merging';
import {
  AppError,
  type Context,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { Loaders } from './loaders.js';
import {
  DistinguishSuppliersInput,
  DistinguishSuppliersPayload,
  type MergeRecord,
  MergeSuppliersInput,
  MergeSuppliersPayload,
  SupplierMergePlan,
  SupplierMergePlanConnection,
  SupplierMerger,
  UndoSupplierDistinctionPayload,
  UndoSupplierMergerPayload,
} from './merging.types.js';
import { checkedPage, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { toSupplier } from './supplier.mapping.js';
import { Supplier } from './supplier.types.js';

/** Records that may be of one supplier, and making them one. */
@Resolver()
export class MergingResolver {
  constructor(
    private readonly merging: MergingService,
    private readonly distinctions: DistinctionService,
    private readonly suppliers: SupplierService,
  ) {}

  @Access('OFFICER')
  @Query(() => SupplierMergePlanConnection, {
    description:
      'Pairs of suppliers of one name in one postal district, without two company numbers, as they came; in each the one further along stays. Those that officers found to be two firms are left out.',
  })
  async alikeSuppliers(
    @Ctx() ctx: Context,
    @Args() page: PageArguments,
    @Args('supplierId', { type: () => ID, nullable: true, description: 'Only pairs with this one in them.' })
    supplierId?: string | null,
    @Args('distinct', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Those that officers found to be two firms, instead of the others.',
    })
    distinct = false,
  ): Promise<SupplierMergePlanConnection> {
    const asked = checkedPage(page);
    const found = await this.merging.candidates(ctx, asked, {
      supplierId: supplierId ? fromOpaqueId('org', supplierId) : null,
      distinct,
    });
    const edges = found.items.map(({ cursor, item }) => ({ cursor, node: toPlan(item, ctx) }));
    return toConnection(edges, { ...found, after: asked.after });
  }

  @Access('OFFICER')
  @Query(() => SupplierMergePlan, {
    nullable: true,
    description: 'What merging one supplier into another would do, exactly; nothing is done.',
  })
  async supplierMergePlan(
    @Ctx() ctx: Context,
    @Args('staysId', { type: () => ID }) staysId: string,
    @Args('goesId', { type: () => ID }) goesId: string,
  ): Promise<SupplierMergePlan> {
    const plan = await this.merging.plan(ctx, fromOpaqueId('org', staysId), fromOpaqueId('org', goesId));
    return toPlan(plan, ctx);
  }

  @Access('OFFICER')
  @Mutation(() => MergeSuppliersPayload, {
    description:
      'Merges the record of a supplier into another of the same one. It is gone from every list; its address leads to the one that stays.',
  })
  async mergeSuppliers(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: MergeSuppliersInput,
  ): Promise<Result<{ supplier: Supplier; mergerId: string }>> {
    const merged = await this.merging.merge(ctx, {
      staysId: fromOpaqueId('org', input.staysId),
      goesId: fromOpaqueId('org', input.goesId),
      reason: input.reason,
    });
    if (isFailure(merged)) return merged;
    const [supplier] = await this.shown(ctx, [merged.value.intoId]);
    return succeed({ supplier: supplier!, mergerId: toOpaqueId('merger', merged.value.id) });
  }

  @Access('OFFICER')
  @Mutation(() => UndoSupplierMergerPayload, {
    description: 'Makes two records of one again, while nothing that merging touched has changed since.',
  })
  async undoSupplierMerger(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ suppliers: Supplier[] }>> {
    const undone = await this.merging.undo(ctx, fromOpaqueId('merger', id));
    return isFailure(undone) ? undone : succeed({ suppliers: await this.shown(ctx, undone.value.ids) });
  }

  @Access('OFFICER')
  @Mutation(() => DistinguishSuppliersPayload, {
    description:
      'Says that two suppliers that look alike are two firms: no officer is asked about them any more, until their name or place has become another.',
  })
  async distinguishSuppliers(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: DistinguishSuppliersInput,
  ): Promise<Result<{ distinctionId: string }>> {
    const said = await this.distinctions.distinguish(ctx, {
      oneId: fromOpaqueId('org', input.oneId),
      otherId: fromOpaqueId('org', input.otherId),
      note: input.note ?? '',
    });
    return isFailure(said) ? said : succeed({ distinctionId: toOpaqueId('distinction', said.value.id) });
  }

  @Access('OFFICER')
  @Mutation(() => UndoSupplierDistinctionPayload, {
    description: 'Takes it back that two suppliers are two firms: they are in the list of pairs again.',
  })
  async undoSupplierDistinction(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ suppliers: Supplier[] }>> {
    const undone = await this.distinctions.undo(ctx, fromOpaqueId('distinction', id));
    return isFailure(undone) ? undone : succeed({ suppliers: await this.shown(ctx, undone.value.ids) });
  }

  private async shown(ctx: Context, ids: readonly string[]): Promise<Supplier[]> {
    const views = await this.suppliers.find(ctx, ids);
    return ids.map((id) => {
      const view = views.get(id);
      if (!view) throw new AppError('NOT_FOUND');
      return toSupplier(view, ctx.actor, ctx.today());
    });
  }
}

@Resolver(() => Supplier)
export class SupplierMergersResolver {
  constructor(
    private readonly merging: MergingService,
    private readonly loaders: Loaders,
  ) {}

  @ResolveField(() => [SupplierMerger], {
    description:
      'Records that were merged into it, latest first; for the organisation itself and officers, empty for others.',
  })
  async mergers(@Ctx() ctx: Context, @Parent() { id }: Supplier): Promise<SupplierMerger[]> {
    const found = await this.loaders
      .of(ctx, 'mergers', (ids) => this.merging.mergersOf(ctx, ids))
      .load(fromOpaqueId('org', id));
    return (found ?? []).map((merger) => ({ ...merger, id: toOpaqueId('merger', merger.id) }));
  }
}

const toRecord = (record: Record, ctx: Context): MergeRecord => ({
  supplier: toSupplier(record.view, ctx.actor, ctx.today()),
  registeredAt: record.view.organisation.createdAt,
  registeredBy: record.registeredBy,
  members: record.members,
  clusterBodies: record.clusters.map(({ name }) => name),
  introductions: record.introductions,
});

const toPlan = (plan: SeenPlan, ctx: Context): SupplierMergePlan => ({
  stays: toRecord(plan.stays, ctx),
  goes: toRecord(plan.goes, ctx),
  refusals: plan.refusals,
  distinction: plan.distinction && {
    ...plan.distinction,
    id: toOpaqueId('distinction', plan.distinction.id),
  },
  steps: mergeSteps(plan),
});
