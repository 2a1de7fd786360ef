import { type SupplierPatch, SupplierService, type SupplierView } from '#lib/directory';
import { PersonService, RegistrationService } from '#lib/identity';
import { MatchListService } from '#lib/match-lists';
import { MergingService } from '#lib/merging';
import type { SearchOrder } from '#lib/matching';
import {
  type Actor,
  AppError,
  type Context,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { Args, ID, Info, Mutation, ObjectType, Field, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from './access.decorator.js';
import { SupplierOrderEnum } from './enums.js';
import { disclose } from './explanation.disclosure.js';
import { suppliersAsked } from './match.showing.js';
import { showSearch } from './search.showing.js';
import { RegisterSupplierInput, UpdateSupplierInput } from './inputs.js';
import { callerKey, Loaders } from './loaders.js';
import { OpportunityConnection } from './match.types.js';
import { checkedPage, checkedText, checkedTexts, FACET_KEYS, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { asksFor } from './selected.fields.js';
import { SupplierSearch } from './supplier.search.js';
import { SupplierFilter, SupplierSearchConnection } from './search.types.js';
import { toSupplier } from './supplier.mapping.js';
import { Supplier } from './supplier.types.js';
import { AlikeOrganisation, withAlike } from './organisation.types.js';
import { payload } from './user-error.type.js';

@ObjectType()
export class SupplierPayload extends payload() {
  @Field(() => Supplier, { nullable: true })
  supplier!: Supplier | null;

  @Field(() => [AlikeOrganisation], {
    nullable: true,
    description:
      'On a registration that was refused: organisations that may be the one meant, to join or claim.',
  })
  alike?: AlikeOrganisation[] | null;
}

@Resolver(() => Supplier)
export class SupplierResolver {
  constructor(
    private readonly suppliers: SupplierService,
    private readonly registration: RegistrationService,
    private readonly people: PersonService,
    private readonly lists: MatchListService,
    private readonly loaders: Loaders,
    private readonly searches: SupplierSearch,
    private readonly merging: MergingService,
  ) {}

  @Access('PUBLIC')
  @Query(() => Supplier, {
    nullable: true,
    description:
      'A supplier; without sign-in, its public fields. The id of a record that was merged into another gives that other.',
  })
  async supplier(@Ctx() ctx: Context, @Args('id', { type: () => ID }) id: string): Promise<Supplier> {
    const uuid = fromOpaqueId('org', id);
    const view = (await this.loaders.supplier(ctx, uuid)) ?? (await this.standingFor(ctx, uuid));
    if (!view) throw new AppError('NOT_FOUND');
    return toSupplier(view, ctx.actor, ctx.today());
  }

  @Access('PUBLIC')
  @Query(() => SupplierSearchConnection, {
    description:
      'Suppliers by a typed query such as "5 axis titanium AS9100 within 45 minutes of Derby": only what is typed constrains.',
  })
  async searchSuppliers(
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
    @Args() page: PageArguments,
    @Args('query', { type: () => String, nullable: true }) query?: string | null,
    @Args('filter', { type: () => SupplierFilter, nullable: true }) filter?: SupplierFilter | null,
    @Args('orderBy', { type: () => SupplierOrderEnum, defaultValue: 'RELEVANCE' }) orderBy?: SearchOrder,
    @Args('without', {
      type: () => [String],
      nullable: true,
      description: 'Keys of facets of the query to leave out.',
    })
    without?: string[] | null,
    @Args('includeBlocked', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Suppliers that a condition rules out follow after all others.',
    })
    includeBlocked?: boolean,
  ): Promise<SupplierSearchConnection> {
    const request = {
      ...checkedPage(page),
      query: checkedText('query', query, 500),
      filter: filter ?? null,
      orderBy: orderBy ?? 'RELEVANCE',
      without: checkedTexts('without', without, FACET_KEYS),
      includeBlocked: includeBlocked ?? false,
    };
    const asked = suppliersAsked(info, ['edges', 'node']);
    const parts = {
      explanations: asksFor(info, ['edges', 'explanation']),
      facets: asksFor(info, ['facets']),
    };
    const found = await this.searches.run(ctx, request, parts);
    const show = () => showSearch(ctx, this.loaders, request, found, asked);
    if (found.sharedAs === undefined) return show();
    return ctx.shared(
      `search:${found.sharedAs}:${asked}:${callerKey(ctx.actor)}`,
      show,
      found.ids.length + 1,
    );
  }

  @Access('SIGNED_IN')
  @Query(() => OpportunityConnection, {
    description: 'Open requirements that a supplier fits, then those it would fit but for one blocker.',
  })
  async opportunities(
    @Ctx() ctx: Context,
    @Args('supplierId', { type: () => ID }) supplierId: string,
    @Args() page: PageArguments,
  ): Promise<OpportunityConnection> {
    const asked = checkedPage(page);
    const id = fromOpaqueId('org', supplierId);
    const found = await this.lists.opportunities(ctx, id, asked);
    const edges = found.edges.map((edge) => ({ ...edge, ...disclose(edge, id, ctx.actor) }));
    return toConnection(edges, { ...found, after: asked.after });
  }

  @Access('SIGNED_IN')
  @Mutation(() => SupplierPayload, {
    description: 'Registers a supplier; who registers it becomes its owner.',
  })
  async registerSupplier(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: RegisterSupplierInput,
  ): Promise<Result<{ supplier: Supplier }>> {
    const { statedCapabilities, sectors, distinct, ...draft } = input;
    const stated = { ...draft, phrases: statedCapabilities, markets: sectors, origin: 'REGISTERED' as const };
    const registered = await this.registration.registerSupplier(ctx, stated, { distinct });
    if (isFailure(registered)) return withAlike(registered);
    return this.shown(ctx, registered.value.id, await this.registrant(ctx));
  }

  @Access('SIGNED_IN')
  @Mutation(() => SupplierPayload, { description: 'Changes a supplier.' })
  async updateSupplier(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: UpdateSupplierInput,
  ): Promise<Result<{ supplier: Supplier }>> {
    const { id, statedCapabilities, sectors, ...rest } = input;
    const patch: SupplierPatch = { ...rest, phrases: statedCapabilities, markets: sectors };
    const updated = await this.suppliers.update(ctx, fromOpaqueId('org', id), patch);
    return isFailure(updated) ? updated : this.shown(ctx, updated.value.id, ctx.actor);
  }

  /** The one into which a supplier was merged. */
  private async standingFor(ctx: Context, id: string): Promise<SupplierView | undefined> {
    const intoId = (await this.merging.standsFor(ctx, [id])).get(id);
    return intoId === undefined ? undefined : this.loaders.supplier(ctx, intoId);
  }

  /** The caller as the owner of what they have just registered. */
  private registrant(ctx: TransactionContext): Promise<Actor> {
    const { actor } = ctx;
    return actor.kind === 'person' ? this.people.actorOf(ctx, actor.personId) : Promise.resolve(actor);
  }

  private async shown(ctx: Context, id: string, actor: Actor): Promise<Result<{ supplier: Supplier }>> {
    const view = (await this.suppliers.find(ctx, [id])).get(id);
    if (!view) throw new AppError('NOT_FOUND');
    return succeed({ supplier: toSupplier(view, actor, ctx.today()) });
  }
}
