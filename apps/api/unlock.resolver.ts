import { type PathwayView, type UnlockView, UnlockService } from '#lib/intelligence';
import { AppError, type Context, fromOpaqueId } from '#lib/platform';
import type { SectorCode } from '#lib/taxonomy';
import { Args, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { SectorCodeEnum } from './enums.js';
import { Loaders } from './loaders.js';
import { checkedPage, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { toProgramme } from './reference.mapping.js';
import { Ctx } from './request.context.js';
import { toRequirement } from './requirement.mapping.js';
import { Requirement } from './requirement.types.js';
import { Opening, type Pathway, PathwayConnection, Unlock, UnlockConnection } from './unlock.types.js';

/** What a supplier could change, and what that would open. */
@Resolver(() => Unlock)
export class UnlockResolver {
  constructor(private readonly service: UnlockService) {}

  @Access('SIGNED_IN')
  @Query(() => UnlockConnection, {
    description:
      'The smallest changes that would each open more requirements to a supplier, most opened first; for the supplier and officers.',
  })
  async unlocks(
    @Ctx() ctx: Context,
    @Args('supplierId', { type: () => ID }) supplierId: string,
    @Args() page: PageArguments,
  ): Promise<UnlockConnection> {
    const asked = checkedPage(page);
    const found = await this.service.unlocks(ctx, fromOpaqueId('org', supplierId), asked);
    const edges = found.edges.map((view) => ({ cursor: view.cursor, node: toUnlock(view) }));
    return toConnection(edges, { ...found, after: asked.after });
  }

  @Access('SIGNED_IN')
  @Query(() => PathwayConnection, {
    description:
      'Routes of a supplier into a sector as chains of changes, with who helps; for the supplier and officers.',
  })
  async pathways(
    @Ctx() ctx: Context,
    @Args('supplierId', { type: () => ID }) supplierId: string,
    @Args('sector', { type: () => SectorCodeEnum }) sector: SectorCode,
    @Args() page: PageArguments,
  ): Promise<PathwayConnection> {
    const asked = checkedPage(page);
    const found = await this.service.pathways(ctx, fromOpaqueId('org', supplierId), sector, asked);
    const edges = found.edges.map((view) => ({ cursor: view.cursor, node: toPathway(view) }));
    return toConnection(edges, { ...found, after: asked.after });
  }

  @ResolveField(() => [Opening], { description: 'What it opens, the best fit first.' })
  opens(
    @Parent() { openings }: Unlock,
    @Args('first', { type: () => Int, defaultValue: 5 }) first: number,
  ): Opening[] {
    return openings.slice(0, checkedPage({ first }).first);
  }
}

@Resolver(() => Opening)
export class OpeningResolver {
  constructor(private readonly loaders: Loaders) {}

  @ResolveField(() => Requirement)
  async requirement(@Ctx() ctx: Context, @Parent() { requirementId }: Opening): Promise<Requirement> {
    const view = await this.loaders.requirement(ctx, requirementId);
    if (!view) throw new AppError('NOT_FOUND');
    return toRequirement(view);
  }
}

function toUnlock({ change, words, opens, valueGbp, regions, programmes }: UnlockView): Unlock {
  const certificate = change.kind === 'CERTIFICATE' ? change.certificate : null;
  return {
    kind: change.kind,
    action: words,
    certificate: certificate && {
      scheme: certificate.scheme,
      edition: certificate.edition ?? null,
      level: certificate.level ?? null,
      commodity: certificate.commodity ?? null,
    },
    capability: change.kind === 'CAPABILITY' ? change.code : null,
    zone: change.kind === 'SITE' ? (change.site.zones[0] ?? null) : null,
    lot: change.kind === 'SMALLER_BATCH' ? change.min : change.kind === 'LARGER_BATCH' ? change.max : null,
    requirementCount: opens.length,
    valueGbp,
    regions,
    openings: opens,
    programmes: programmes.map(toProgramme),
  };
}

const toPathway = ({ steps, words, opensCount, valueGbp }: PathwayView): Pathway => ({
  steps: steps.map(toUnlock),
  requirementCount: opensCount,
  valueGbp,
  summary: words,
});
