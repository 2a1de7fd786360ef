import { PlaceService } from '#lib/directory';
import { type Context, isFailure } from '#lib/platform';
import {
  capabilityTree,
  certifications,
  clusterBodySeeds,
  type Region,
  type SectorCode,
  sectors,
  suggestCapabilities,
  supportProgrammes,
  zones,
  type ZoneKind,
} from '#lib/taxonomy';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { RegionEnum, SectorCodeEnum, ZoneKindEnum } from './enums.js';
import { checkedPage, checkedText, PAGE_SIZE } from './page.arguments.js';
import { Ctx } from './request.context.js';
import { toCapability, toProgramme, toScheme } from './reference.mapping.js';
import {
  Capability,
  CertificationScheme,
  KnownClusterBody,
  PlacePayload,
  Sector,
  SupportProgramme,
  Zone,
} from './reference.types.js';

/** Reference facts: the same for everybody. */
@Resolver()
export class ReferenceResolver {
  constructor(private readonly places: PlaceService) {}

  @Access('PUBLIC')
  @Query(() => [Sector], { description: 'The five priority sectors the two regions share.' })
  sectors(): Sector[] {
    return sectors().rows.map(({ code, label, description }) => ({ code, label, description }));
  }

  @Access('PUBLIC')
  @Query(() => [Zone], { description: 'Investment Zone and Freeport sites.' })
  zones(
    @Args('region', { type: () => RegionEnum, nullable: true }) region?: Region | null,
    @Args('kind', { type: () => ZoneKindEnum, nullable: true }) kind?: ZoneKind | null,
  ): Zone[] {
    return zones().rows.filter(
      (zone) => (!region || zone.region === region) && (!kind || zone.kind === kind),
    );
  }

  @Access('PUBLIC')
  @Query(() => [Capability], {
    description: 'Capabilities that begin like the query; without one, those below `parent`, or the roots.',
  })
  capabilities(
    @Args('query', { type: () => String, nullable: true }) query?: string | null,
    @Args('parent', { type: () => ID, nullable: true }) parent?: string | null,
    @Args('first', { type: () => Int, defaultValue: PAGE_SIZE.usual }) first?: number,
  ): Capability[] {
    const page = checkedPage({ first: first ?? PAGE_SIZE.usual });
    const typed = checkedText('query', query, 200).trim();
    const tree = capabilityTree();
    const nodes =
      typed !== ''
        ? suggestCapabilities(typed, page.first).map(({ node }) => node)
        : parent
          ? tree.childrenOf(parent)
          : tree.nodes.filter(({ depth }) => depth === 0);
    return nodes.slice(0, page.first).map(toCapability);
  }

  @Access('PUBLIC')
  @Query(() => [CertificationScheme], { description: 'Certification schemes.' })
  certifications(
    @Args('sector', { type: () => SectorCodeEnum, nullable: true }) sector?: SectorCode | null,
  ): CertificationScheme[] {
    return certifications()
      .schemes.filter(({ sectors: of }) => !sector || of.length === 0 || of.includes(sector))
      .map(toScheme);
  }

  @Access('PUBLIC')
  @Query(() => [SupportProgramme], {
    description: 'Programmes that help firms with a certificate or a step.',
  })
  supportProgrammes(): SupportProgramme[] {
    return supportProgrammes().map(toProgramme);
  }

  @Access('PUBLIC')
  @Query(() => [KnownClusterBody], {
    description:
      'Cluster bodies of the two regions that we know of. Those that work with this service are `clusterBodies`.',
  })
  knownClusterBodies(): KnownClusterBody[] {
    return clusterBodySeeds().map((body) => ({
      ...body,
      sectors: [...body.sectors],
      regions: [...body.regions],
    }));
  }

  @Access('PUBLIC')
  @Query(() => PlacePayload, { description: 'Where a postcode, or an outward code, is.' })
  async place(
    @Ctx() ctx: Context,
    @Args('postcode', { type: () => String }) postcode: string,
  ): Promise<PlacePayload> {
    const located = await this.places.locate(ctx, checkedText('postcode', postcode, 20));
    if (isFailure(located)) return { place: null, errors: located.errors };
    const place = located.value;
    return {
      place: { ...place, zones: place.zones.flatMap((code) => zones().byCode(code) ?? []) },
      errors: [],
    };
  }
}
