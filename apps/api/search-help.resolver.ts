import { type Context, toOpaqueId } from '#lib/platform';
import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { checkedPage, checkedText } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { SearchRelaxation, Suggestion, SupplierSearchConnection } from './search.types.js';
import { correctedQuery, SupplierSearch } from './supplier.search.js';

const LONGEST_TYPED = 200;

/** Helps searches on: while they are typed, and when they find too little. */
@Resolver(() => SupplierSearchConnection)
export class SearchHelpResolver {
  constructor(private readonly searches: SupplierSearch) {}

  @Access('PUBLIC')
  @Query(() => [Suggestion], {
    description:
      'How a query that is being typed could go on: capabilities, certificates, places, suppliers.',
  })
  async suggestQueries(
    @Args('typed', { type: () => String }) typed: string,
    @Args('first', { type: () => Int, defaultValue: 8 }) first: number,
  ): Promise<Suggestion[]> {
    const found = await this.searches.suggest(
      checkedText('typed', typed, LONGEST_TYPED),
      checkedPage({ first }).first,
    );
    return found.map((suggestion) => ({
      ...suggestion,
      code: suggestion.kind === 'SUPPLIER' ? toOpaqueId('org', suggestion.code!) : suggestion.code,
    }));
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The query with misspelt words put right, as it was searched; null when none was.',
  })
  didYouMean(@Parent() { searched }: SupplierSearchConnection): string | null {
    return correctedQuery(searched);
  }

  @ResolveField(() => [SearchRelaxation], {
    description:
      'No dead ends: searches looser by one thing that find more, the nearest to what was asked first. Worked out when asked for.',
  })
  async relaxations(
    @Ctx() ctx: Context,
    @Parent() { request, searched, totalCount }: SupplierSearchConnection,
    @Args('first', { type: () => Int, defaultValue: 5 }) first: number,
  ): Promise<SearchRelaxation[]> {
    const found = await this.searches.relax(ctx, request, searched, checkedPage({ first }).first);
    return found.map(({ filter, ...relaxation }) => ({
      ...relaxation,
      adds: relaxation.count - totalCount,
      filter: Object.entries(filter).map(([dimension, values]) => ({
        dimension,
        values: [...(values as readonly string[])],
      })),
    }));
  }
}
