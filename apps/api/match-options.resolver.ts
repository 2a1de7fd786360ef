import { driveInWords } from '#lib/geography';
import { type ConsortiumView, MatchOptionsService, type ReweighedMatch } from '#lib/match-lists';
import { CRITERIA, type CriterionName } from '#lib/matching';
import { AppError, type Context } from '#lib/platform';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { disclose } from './explanation.disclosure.js';
import { WeightInput } from './inputs.js';
import { Loaders } from './loaders.js';
import {
  ConsortiumConnection,
  ConsortiumMember,
  ReweighedConnection,
  ReweighedEdge,
} from './match-options.types.js';
import { checkedPage, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { Requirement } from './requirement.types.js';
import { toSupplier } from './supplier.mapping.js';
import { Supplier } from './supplier.types.js';

/** What else a buyer may do with matches. */
@Resolver(() => Requirement)
export class MatchOptionsResolver {
  constructor(private readonly options: MatchOptionsService) {}

  @ResolveField(() => ReweighedConnection, {
    nullable: true,
    description:
      'The matches in the order of other weights, with what moved and why; for the buyer and officers. Nothing is stored.',
  })
  async reweigh(
    @Ctx() ctx: Context,
    @Parent() { uuid }: Requirement,
    @Args('weights', {
      type: () => [WeightInput],
      description: 'A criterion left out keeps its usual weight.',
    })
    weights: WeightInput[],
    @Args() page: PageArguments,
  ): Promise<ReweighedConnection> {
    const asked = checkedPage(page);
    const given = Object.fromEntries(weights.map(({ criterion, weight }) => [criterion, weight]));
    const found = await this.options.reweigh(ctx, uuid, given, asked);
    const edges = found.edges.map((edge) => ({
      ...edge,
      ...disclose(edge, edge.supplierId, ctx.actor),
      since: null,
      move: moveInWords(edge),
    }));
    return toConnection(edges as ReweighedEdge[], { ...found, after: asked.after });
  }

  @ResolveField(() => ConsortiumConnection, {
    nullable: true,
    description:
      'Pairs and triples that together meet every must-have where no supplier does alone; for the buyer and officers.',
  })
  async consortia(
    @Ctx() ctx: Context,
    @Parent() { uuid }: Requirement,
    @Args() page: PageArguments,
  ): Promise<ConsortiumConnection> {
    const asked = checkedPage(page);
    const found = await this.options.consortia(ctx, uuid, asked);
    const edges = found.edges.map(({ cursor, ...view }) => ({
      cursor,
      node: { ...view, summary: consortiumInWords(view) },
    }));
    return toConnection(edges, { ...found, after: asked.after });
  }
}

@Resolver(() => ReweighedEdge)
export class ReweighedEdgeResolver {
  constructor(private readonly loaders: Loaders) {}

  @ResolveField(() => Supplier)
  node(@Ctx() ctx: Context, @Parent() { supplierId }: ReweighedEdge): Promise<Supplier> {
    return loadSupplier(this.loaders, ctx, supplierId);
  }

  @ResolveField(() => Supplier)
  supplier(@Ctx() ctx: Context, @Parent() { supplierId }: ReweighedEdge): Promise<Supplier> {
    return loadSupplier(this.loaders, ctx, supplierId);
  }
}

@Resolver(() => ConsortiumMember)
export class ConsortiumMemberResolver {
  constructor(private readonly loaders: Loaders) {}

  @ResolveField(() => Supplier)
  supplier(@Ctx() ctx: Context, @Parent() { supplierId }: ConsortiumMember): Promise<Supplier> {
    return loadSupplier(this.loaders, ctx, supplierId);
  }
}

async function loadSupplier(loaders: Loaders, ctx: Context, id: string): Promise<Supplier> {
  const view = await loaders.supplier(ctx, id);
  if (!view) throw new AppError('NOT_FOUND');
  return toSupplier(view, ctx.actor, ctx.today());
}

const criterionNames: Readonly<Record<CriterionName, string>> = {
  capability: 'capability',
  sector: 'sector experience',
  certification: 'certificates',
  capacity: 'capacity',
  reach: 'distance',
  text: 'the words of the profile',
  standing: 'standing',
};

/** "Up 3 places, from 5 to 2: distance counts for more now." */
function moveInWords({ rank, before, movedBy, because, criteria }: ReweighedMatch): string {
  if (before === null || movedBy === null) return `New in the list, at ${rank}.`;
  if (movedBy === 0) return `Stays at ${rank}.`;
  const places = Math.abs(movedBy) === 1 ? '1 place' : `${Math.abs(movedBy)} places`;
  const way = `${movedBy > 0 ? 'Up' : 'Down'} ${places}, from ${before} to ${rank}`;
  if (because === null || !CRITERIA.includes(because)) return `${way}.`;
  const value = criteria.find(({ name }) => name === because)?.value ?? 0;
  return `${way}, by the new weight of ${criterionNames[because]} (${Math.round(value * 100)} of 100 there).`;
}

function consortiumInWords({
  members,
  crossRegional,
  handOverMinutes,
}: Pick<ConsortiumView, 'members' | 'crossRegional' | 'handOverMinutes'>): string {
  const parts = [
    `${members.length === 2 ? 'Two suppliers' : 'Three suppliers'} meet together what none meets alone`,
    crossRegional ? 'from both regions' : null,
    handOverMinutes === null ? null : `about ${driveInWords(handOverMinutes)} by road for the hand-over`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}
