import {
  cellsOf,
  type GapDimension,
  NEAR_MISSES_MOST,
  ScorecardService,
  SupplyGapService,
  TransitionService,
} from '#lib/intelligence';
import { pageOf, toCursor } from '#lib/match-lists';
import { SCORE_UNITS } from '#lib/matching';
import { AppError, ArgumentError, type Context, isFailure } from '#lib/platform';
import { findCapability, type SectorCode } from '#lib/taxonomy';
import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { GapDimensionEnum, SectorCodeEnum } from './enums.js';
import { disclose } from './explanation.disclosure.js';
import {
  NearMiss,
  Scorecard,
  SupplyGap,
  SupplyGapCell,
  SupplyGapConnection,
  SupplyGapFilterInput,
  TransitionStepConnection,
} from './intelligence.types.js';
import { Loaders } from './loaders.js';
import { checkedPage, checkedText, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { toCapability, toProgramme } from './reference.mapping.js';
import { Ctx } from './request.context.js';
import { toRequirement } from './requirement.mapping.js';
import { Requirement } from './requirement.types.js';
import { toSupplier } from './supplier.mapping.js';
import { Supplier } from './supplier.types.js';

/** What supply and demand say to those who look after the regions. */
@Resolver(() => SupplyGapConnection)
export class IntelligenceResolver {
  constructor(
    private readonly gaps: SupplyGapService,
    private readonly transitions: TransitionService,
    private readonly scorecards: ScorecardService,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => SupplyGapConnection, {
    description:
      'Open requirements that no supplier of the two regions is eligible for, most valuable first: those you may see.',
  })
  async supplyGaps(
    @Ctx() ctx: Context,
    @Args() page: PageArguments,
    @Args('filter', { type: () => SupplyGapFilterInput, nullable: true })
    filter?: SupplyGapFilterInput | null,
  ): Promise<SupplyGapConnection> {
    const asked = checkedPage(page);
    const found = await this.gaps.gaps(ctx, filter ?? {}, asked);
    const edges = found.edges.map(({ cursor, requirementId, capabilities }) => ({
      cursor,
      node: {
        requirementId,
        codes: capabilities,
        capabilities: capabilities.flatMap((code) => {
          const node = findCapability(code);
          return node ? [toCapability(node)] : [];
        }),
      },
    }));
    const { all, valueGbp, consideredCount } = found;
    return { ...toConnection(edges, { ...found, after: asked.after }), all, valueGbp, consideredCount };
  }

  @ResolveField(() => [SupplyGapCell], {
    description: 'All of them counted up, most first. One that has several values counts under each.',
  })
  cells(
    @Parent() { all }: SupplyGapConnection,
    @Args('by', { type: () => GapDimensionEnum, defaultValue: 'CAPABILITY' }) by: GapDimension,
  ): SupplyGapCell[] {
    return cellsOf(all, by).map(({ key, label, requirements, valueGbp, eastMidlands, westMidlands }) => ({
      key,
      label,
      requirementCount: requirements,
      valueGbp,
      eastMidlandsCount: eastMidlands,
      westMidlandsCount: westMidlands,
    }));
  }

  @Access('OFFICER')
  @Query(() => TransitionStepConnection, {
    description:
      'Transition into a sector over all suppliers: changes that each alone would bring suppliers of other sectors to its open requirements.',
  })
  async transitionSteps(
    @Ctx() ctx: Context,
    @Args('sector', { type: () => SectorCodeEnum }) sector: SectorCode,
    @Args() page: PageArguments,
  ): Promise<TransitionStepConnection> {
    const asked = checkedPage(page);
    const steps = await this.transitions.into(ctx, sector);
    const found = pageOf(steps, ({ key }) => toCursor(key), asked);
    const edges = found.items.map((step) => ({
      cursor: toCursor(step.key),
      node: {
        kind: step.kind,
        action: step.words,
        supplierCount: step.suppliers,
        eastMidlandsCount: step.eastMidlands,
        westMidlandsCount: step.westMidlands,
        requirementCount: step.requirements,
        valueGbp: step.valueGbp,
        from: step.from,
        programmes: step.programmes.map(toProgramme),
      },
    }));
    return toConnection(edges, { ...found, after: asked.after });
  }

  @Access('PUBLIC')
  @Query(() => Scorecard, {
    description:
      'Cross-regional working in a period: 2026, 2026/27 (from April) or 2026-Q3; without one, the financial year so far. Exact for officers, under disclosure control for everybody else.',
  })
  async scorecard(
    @Ctx() ctx: Context,
    @Args('period', { type: () => String, nullable: true }) period?: string | null,
  ): Promise<Scorecard> {
    const found = await this.scorecards.scorecard(ctx, checkedText('period', period, 20));
    if (isFailure(found)) throw new ArgumentError('INVALID_VALUE', found.errors[0]!.message, ['period']);
    return found.value;
  }
}

@Resolver(() => SupplyGap)
export class SupplyGapResolver {
  constructor(
    private readonly gaps: SupplyGapService,
    private readonly loaders: Loaders,
  ) {}

  @ResolveField(() => Requirement)
  async requirement(@Ctx() ctx: Context, @Parent() { requirementId }: SupplyGap): Promise<Requirement> {
    const view = await this.loaders.requirement(ctx, requirementId);
    if (!view) throw new AppError('NOT_FOUND');
    return toRequirement(view);
  }

  @ResolveField(() => [NearMiss], {
    description: 'Suppliers that one blocker keeps from it, the best first.',
  })
  async nearMisses(
    @Ctx() ctx: Context,
    @Parent() { requirementId }: SupplyGap,
    @Args('first', { type: () => Int, defaultValue: 3, description: `How many, 1 to ${NEAR_MISSES_MOST}.` })
    first: number,
  ): Promise<NearMiss[]> {
    const asked = checkedPage({ first }).first;
    // All of a page at once: their suppliers are then loaded together.
    const nearest = this.loaders.of(ctx, 'nearest', (ids) => this.gaps.nearest(ids));
    const found = (await nearest.load(requirementId)) ?? [];
    return found.slice(0, asked).map(({ supplierId, match, blocker }) => {
      const explained = { criteria: [], needs: [], blockers: [blocker], summary: '' };
      const [shown] = disclose(explained, supplierId, ctx.actor).blockers;
      return { supplierId, score: match.score / SCORE_UNITS, blocker: shown! };
    });
  }
}

@Resolver(() => NearMiss)
export class NearMissResolver {
  constructor(private readonly loaders: Loaders) {}

  @ResolveField(() => Supplier)
  async supplier(@Ctx() ctx: Context, @Parent() { supplierId }: NearMiss): Promise<Supplier> {
    const view = await this.loaders.supplier(ctx, supplierId);
    if (!view) throw new AppError('NOT_FOUND');
    return toSupplier(view, ctx.actor, ctx.today());
  }
}
