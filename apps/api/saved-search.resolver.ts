import { SavedSearchService, type SavedSearchView } from '#lib/alerts';
import {
  type Context,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { Args, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { checkedText, checkedTexts, FACET_KEYS } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { FilterValues, SupplierFilter } from './search.types.js';
import { payload } from './user-error.type.js';

@ObjectType({ description: 'A search that goes on looking: you are told of suppliers that are new to it.' })
export class SavedSearch {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String)
  query!: string;

  @Field(() => [FilterValues])
  filter!: FilterValues[];

  @Field(() => [String], { description: 'Parts of the query that were taken out of it.' })
  without!: string[];

  @Field(() => Date)
  createdAt!: Date;
}

@InputType()
export class SaveSearchInput {
  @Field(() => ID)
  organisationId!: string;

  @Field(() => String, { description: 'What you call it.' })
  name!: string;

  @Field(() => String, { description: 'As typed into the search.' })
  query!: string;

  @Field(() => SupplierFilter, { nullable: true })
  filter?: SupplierFilter | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Keys of parts of the query, as a search takes them.',
  })
  without?: string[] | null;
}

@ObjectType()
export class SavedSearchPayload extends payload() {
  @Field(() => ID, { nullable: true })
  id!: string | null;
}

const toSavedSearch = ({ id, filter, ...search }: SavedSearchView): SavedSearch => ({
  id: toOpaqueId('search', id),
  name: search.name,
  query: search.query,
  without: search.without,
  filter: Object.entries(filter).map(([dimension, values]) => ({
    dimension,
    values: [...(values as readonly string[])],
  })),
  createdAt: search.createdAt,
});

/** Searches that go on looking. */
@Resolver(() => SavedSearch)
export class SavedSearchResolver {
  constructor(private readonly searches: SavedSearchService) {}

  @Access('SIGNED_IN')
  @Query(() => [SavedSearch], { description: 'Saved searches of an organisation that is yours.' })
  async savedSearches(
    @Ctx() ctx: Context,
    @Args('organisationId', { type: () => ID }) organisationId: string,
  ): Promise<SavedSearch[]> {
    return (await this.searches.list(ctx, fromOpaqueId('org', organisationId))).map(toSavedSearch);
  }

  @Access('SIGNED_IN')
  @Mutation(() => SavedSearchPayload, { description: 'Saves a search; what it finds from now on is told.' })
  async saveSearch(
    @Ctx() ctx: TransactionContext,
    @Args('input') { organisationId, name, query, filter, without }: SaveSearchInput,
  ): Promise<Result<{ id: string }>> {
    const given = Object.entries(filter ?? {}).filter(([, values]) => Array.isArray(values));
    const saved = await this.searches.save(ctx, {
      organisationId: fromOpaqueId('org', organisationId),
      name,
      query: checkedText('query', query, 500),
      filter: Object.fromEntries(given),
      without: checkedTexts('without', without, FACET_KEYS),
    });
    return isFailure(saved) ? saved : succeed({ id: toOpaqueId('search', saved.value.id) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => SavedSearchPayload, { description: 'Ends a saved search.' })
  async deleteSavedSearch(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    await this.searches.delete(ctx, fromOpaqueId('search', id));
    return succeed({ id });
  }
}
