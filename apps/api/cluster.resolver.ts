import { ClusterBodyService, type ClusterBodyView } from '#lib/directory';
import { DigestService, type DigestView } from '#lib/digests';
import {
  AppError,
  type Context,
  cursorError,
  fromOpaqueId,
  mayViewDigestsOf,
  toOpaqueId,
  tryFromOpaqueId,
} from '#lib/platform';
import { Args, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { ClusterBody, Digest } from './cluster.types.js';
import { Loaders } from './loaders.js';
import { SupplierConnection } from './match.types.js';
import { checkedPage, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { toSupplier } from './supplier.mapping.js';

const DIGESTS_USUAL = 10;

function toClusterBody(view: ClusterBodyView): ClusterBody {
  const { organisation, description, sectors, region, memberCount } = view;
  return {
    uuid: view.id,
    id: toOpaqueId('org', view.id),
    name: organisation.name,
    description,
    sectors,
    region,
    memberCount,
    fictional: organisation.fictional,
  };
}

const toDigest = (view: DigestView): Digest => ({
  ...view,
  uuid: view.id,
  id: toOpaqueId('digest', view.id),
  lines: view.content.lines,
});

/** Cluster bodies, their members and what they are told. */
@Resolver(() => ClusterBody)
export class ClusterResolver {
  constructor(
    private readonly clusters: ClusterBodyService,
    private readonly digestService: DigestService,
    private readonly loaders: Loaders,
  ) {}

  @Access('PUBLIC')
  @Query(() => [ClusterBody], { description: 'All cluster bodies, by name.' })
  async clusterBodies(@Ctx() ctx: Context): Promise<ClusterBody[]> {
    return (await this.clusters.list(ctx)).map(toClusterBody);
  }

  @Access('PUBLIC')
  @Query(() => ClusterBody, { nullable: true, description: 'A cluster body.' })
  async clusterBody(@Ctx() ctx: Context, @Args('id', { type: () => ID }) id: string): Promise<ClusterBody> {
    const uuid = fromOpaqueId('org', id);
    const view = await this.loaders.cluster(ctx, uuid);
    if (!view) throw new AppError('NOT_FOUND');
    return toClusterBody(view);
  }

  @Access('SIGNED_IN')
  @Query(() => Digest, { nullable: true, description: 'A digest, for its cluster body and officers.' })
  async digest(@Ctx() ctx: Context, @Args('id', { type: () => ID }) id: string): Promise<Digest> {
    const uuid = fromOpaqueId('digest', id);
    const view = (await this.digestService.find(ctx, [uuid])).get(uuid);
    if (!view) throw new AppError('NOT_FOUND');
    return toDigest(view);
  }

  @ResolveField(() => SupplierConnection, {
    nullable: true,
    description: 'Members that are suppliers; for the cluster body and officers.',
  })
  async members(
    @Ctx() ctx: Context,
    @Parent() { uuid }: ClusterBody,
    @Args() page: PageArguments,
  ): Promise<SupplierConnection> {
    if (!mayViewDigestsOf(ctx.actor, uuid)) throw new AppError('NOT_FOUND');
    const asked = checkedPage(page);
    const after = asked.after === null ? null : memberCursor(asked.after);
    // Asked for under many names, a page is made once.
    return ctx.once(`members of ${uuid}: ${asked.first} ${after}`, () =>
      this.membersPage(ctx, uuid, { ...asked, after }),
    );
  }

  private async membersPage(
    ctx: Context,
    uuid: string,
    page: { first: number; after: string | null },
  ): Promise<SupplierConnection> {
    const { after } = page;
    const pages = this.loaders.of(ctx, `members:${JSON.stringify(page)}`, (ids) =>
      this.clusters.membersOf(ctx, ids, page),
    );
    const found = (await pages.load(uuid))!;
    const views = await Promise.all(found.items.map(({ item }) => this.loaders.supplier(ctx, item)));
    const edges = views.flatMap((view, at) => {
      const cursor = toOpaqueId('org', found.items[at]!.item);
      return view ? [{ cursor, node: toSupplier(view, ctx.actor, ctx.today()) }] : [];
    });
    return toConnection(edges, { ...found, after });
  }

  @ResolveField(() => [Digest], {
    description: 'The latest digests, newest first; empty for those who may not read them.',
  })
  async digests(
    @Ctx() ctx: Context,
    @Parent() { uuid }: ClusterBody,
    @Args('first', { type: () => Int, defaultValue: DIGESTS_USUAL }) first: number,
  ): Promise<Digest[]> {
    const most = checkedPage({ first }).first;
    const found = this.loaders.of(ctx, `digests:${most}`, (ids) =>
      this.digestService.latestOf(ctx, ids, most),
    );
    return ((await found.load(uuid)) ?? []).map(toDigest);
  }
}

@Resolver(() => Digest)
export class DigestResolver {
  constructor(private readonly loaders: Loaders) {}

  @ResolveField(() => ClusterBody, { nullable: true })
  async cluster(@Ctx() ctx: Context, @Parent() { clusterId }: Digest): Promise<ClusterBody | null> {
    const view = await this.loaders.cluster(ctx, clusterId);
    return view ? toClusterBody(view) : null;
  }
}

/** @throws AppError BAD_INPUT */
function memberCursor(text: string): string {
  const id = tryFromOpaqueId('org', text);
  if (id === undefined) throw cursorError();
  return id;
}
