import { ClusterBodyService, type MeantBecause } from '#lib/directory';
import { districts } from '#lib/geography';
import { ClusterOpenings } from '#lib/match-lists';
import {
  AppError,
  type Context,
  fromOpaqueId,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import {
  Args,
  Field,
  Float,
  ID,
  Int,
  Mutation,
  ObjectType,
  Parent,
  Query,
  registerEnumType,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { ClusterBody } from './cluster.types.js';
import { Loaders } from './loaders.js';
import { checkedPage, checkedText, PageArguments } from './page.arguments.js';
import { connectionOf, edgeOf, toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { toRequirement } from './requirement.mapping.js';
import { Requirement } from './requirement.types.js';
import { toSupplier } from './supplier.mapping.js';
import { Supplier } from './supplier.types.js';
import { payload } from './user-error.type.js';

const LONGEST_LIST = 50_000;

const MeantBecauseEnum: Record<MeantBecause, MeantBecause> = {
  COMPANY_NUMBER: 'COMPANY_NUMBER',
  NAME: 'NAME',
  LIKE: 'LIKE',
};
registerEnumType(MeantBecauseEnum, {
  name: 'MeantBecause',
  description: 'Why a supplier is thought to be the one meant.',
  valuesMap: {
    COMPANY_NUMBER: { description: 'It has this company number.' },
    NAME: { description: 'It has this name, its legal form aside.' },
    LIKE: { description: 'The words are part of its name.' },
  },
});

@ObjectType({ description: 'A supplier that a line of a list may mean.' })
export class MeantSupplier {
  @Field(() => ID)
  organisationId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  companyNumber!: string | null;

  @Field(() => String, { nullable: true })
  districtName!: string | null;

  @Field(() => MeantBecauseEnum)
  because!: MeantBecause;

  @Field(() => Boolean, { description: 'It belongs to the cluster body already.' })
  member!: boolean;
}

@ObjectType({ description: 'A line of a list of members, and what it may mean.' })
export class RecognisedMember {
  @Field(() => String)
  line!: string;

  @Field(() => [MeantSupplier], {
    description: 'The surest alone, or several that are alike; empty for none.',
  })
  meant!: MeantSupplier[];
}

@ObjectType()
export class ClusterMembersPayload extends payload() {
  @Field(() => Int, { nullable: true, description: 'How many did not belong before.' })
  added!: number | null;
}

@ObjectType()
export class ClusterMembersRemovedPayload extends payload() {
  @Field(() => Int, { nullable: true })
  removed!: number | null;
}

@ObjectType({
  description: 'An open requirement that fits a member, with no introduction between the two yet.',
})
export class ClusterOpening {
  @Field(() => Float)
  score!: number;

  @Field(() => Int, { description: 'The place of the member in the list of the requirement.' })
  rank!: number;

  @Field(() => Boolean)
  crossRegional!: boolean;

  @Field(() => Supplier)
  supplier!: Supplier;

  @Field(() => Requirement)
  requirement!: Requirement;
}

@ObjectType()
export class ClusterOpeningEdge extends edgeOf(() => ClusterOpening) {}

@ObjectType()
export class ClusterOpeningConnection extends connectionOf(() => ClusterOpeningEdge) {}

/** Who belongs to a cluster body, and what it can do for them. */
@Resolver(() => ClusterBody)
export class ClusterMemberResolver {
  constructor(
    private readonly clusters: ClusterBodyService,
    private readonly openingService: ClusterOpenings,
    private readonly loaders: Loaders,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => [RecognisedMember], {
    description:
      'Which suppliers a pasted list means: names or company numbers, one to a line, or rows of a spreadsheet. At most 500 lines.',
  })
  async recogniseMembers(
    @Ctx() ctx: Context,
    @Args('clusterId', { type: () => ID }) clusterId: string,
    @Args('text', { type: () => String }) text: string,
  ): Promise<RecognisedMember[]> {
    const list = checkedText('text', text, LONGEST_LIST);
    const lines = await this.clusters.recognise(ctx, fromOpaqueId('org', clusterId), list);
    return lines.map(({ line, meant }) => ({
      line,
      meant: meant.map(({ id, districtCode, ...one }) => ({
        ...one,
        organisationId: toOpaqueId('org', id),
        districtName: districtCode === null ? null : (districts().byCode(districtCode)?.name ?? null),
      })),
    }));
  }

  @Access('SIGNED_IN')
  @Mutation(() => ClusterMembersPayload, { description: 'Adds members to a cluster body that you manage.' })
  async addClusterMembers(
    @Ctx() ctx: TransactionContext,
    @Args('clusterId', { type: () => ID }) clusterId: string,
    @Args('organisationIds', { type: () => [ID] }) organisationIds: string[],
  ): Promise<Result<{ added: number }>> {
    const ids = organisationIds.map((id) => fromOpaqueId('org', id));
    return succeed(await this.clusters.addMembers(ctx, fromOpaqueId('org', clusterId), ids));
  }

  @Access('SIGNED_IN')
  @Mutation(() => ClusterMembersRemovedPayload, {
    description: 'Ends memberships in a cluster body that you manage.',
  })
  async removeClusterMembers(
    @Ctx() ctx: TransactionContext,
    @Args('clusterId', { type: () => ID }) clusterId: string,
    @Args('organisationIds', { type: () => [ID] }) organisationIds: string[],
  ): Promise<Result<{ removed: number }>> {
    const ids = organisationIds.map((id) => fromOpaqueId('org', id));
    return succeed(await this.clusters.removeMembers(ctx, fromOpaqueId('org', clusterId), ids));
  }

  @ResolveField(() => ClusterOpeningConnection, {
    nullable: true,
    description:
      'Open requirements that fit members and for which nobody has brought the two together, best first; for the cluster body and officers.',
  })
  async openings(
    @Ctx() ctx: Context,
    @Parent() { uuid }: ClusterBody,
    @Args() page: PageArguments,
    @Args('supplierId', { type: () => ID, nullable: true }) supplierId?: string | null,
  ): Promise<ClusterOpeningConnection> {
    const { first, after } = checkedPage(page);
    const asked = { first, after, supplierId: supplierId ? fromOpaqueId('org', supplierId) : null };
    const pages = this.loaders.of(ctx, `openings:${JSON.stringify(asked)}`, (ids) =>
      this.openingService.pages(ctx, ids, asked),
    );
    const found = await pages.load(uuid);
    if (!found) throw new AppError('NOT_FOUND');
    const edges = await Promise.all(
      found.items.map(async ({ cursor, item }) => {
        // Asked for together, so that all edges share one batch of each.
        const [supplier, requirement] = await Promise.all([
          this.loaders.supplier(ctx, item.supplierId),
          this.loaders.requirement(ctx, item.requirementId),
        ]);
        if (!supplier || !requirement) throw new AppError('NOT_FOUND');
        const { score, rank, crossRegional } = item;
        const node: ClusterOpening = {
          score,
          rank,
          crossRegional,
          supplier: toSupplier(supplier, ctx.actor, ctx.today()),
          requirement: toRequirement(requirement),
        };
        return { cursor, node };
      }),
    );
    return toConnection(edges, { ...found, after });
  }
}
