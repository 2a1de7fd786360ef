import { DigestFeedService, DigestScheduleService, DigestService } from '#lib/digests';
import {
  AppError,
  type Context,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import {
  ClusterBody,
  Digest,
  DigestPreview,
  DigestSchedule,
  DigestSchedulePayload,
  UpdateDigestScheduleInput,
} from './cluster.types.js';
import { Loaders } from './loaders.js';
import { Ctx } from './request.context.js';

/** When digests come, what is in them, and where programs fetch them. */
@Resolver(() => ClusterBody)
export class DigestScheduleResolver {
  constructor(
    private readonly schedules: DigestScheduleService,
    private readonly feeds: DigestFeedService,
    private readonly digests: DigestService,
    private readonly loaders: Loaders,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => DigestPreview, { description: 'What the next digest of a cluster body would say, untold.' })
  async digestPreview(
    @Ctx() ctx: Context,
    @Args('clusterId', { type: () => ID }) clusterId: string,
  ): Promise<DigestPreview> {
    const { content, ...preview } = await this.digests.preview(ctx, fromOpaqueId('org', clusterId));
    return { ...preview, lines: content.lines };
  }

  @Access('SIGNED_IN')
  @Mutation(() => DigestSchedulePayload, {
    description: 'Chooses when the digest of a cluster body that you manage comes, and what is in it.',
  })
  async updateDigestSchedule(
    @Ctx() ctx: TransactionContext,
    @Args('input') { clusterId, ...change }: UpdateDigestScheduleInput,
  ): Promise<Result<{ schedule: DigestSchedule }>> {
    const changed = await this.schedules.change(ctx, fromOpaqueId('org', clusterId), change);
    return isFailure(changed) ? changed : succeed({ schedule: changed.value });
  }

  @ResolveField(() => DigestSchedule, { description: 'For the cluster body and officers.' })
  async digestSchedule(@Ctx() ctx: Context, @Parent() { uuid }: ClusterBody): Promise<DigestSchedule> {
    const found = this.loaders.of(ctx, 'digest schedules', (ids) => this.schedules.readMany(ctx, ids));
    const schedule = await found.load(uuid);
    if (!schedule) throw new AppError('NOT_FOUND');
    return schedule;
  }

  @ResolveField(() => String, { description: 'Atom feed of its digests: an address to keep to oneself.' })
  feedUrl(@Ctx() ctx: Context, @Parent() { uuid }: ClusterBody): Promise<string> {
    return this.feeds.feedUrl(ctx, uuid);
  }
}

@Resolver(() => Digest)
export class DigestFormsResolver {
  constructor(
    private readonly feeds: DigestFeedService,
    private readonly digests: DigestService,
  ) {}

  @ResolveField(() => String, { description: 'Everything it tells as a page, where its letter is short.' })
  page(@Ctx() ctx: Context, @Parent() { uuid, content }: Digest): Promise<string> {
    return this.digests.page(ctx, { id: uuid, content });
  }

  @ResolveField(() => String, { description: 'Its items as CSV: an address to keep to oneself.' })
  csvUrl(@Ctx() ctx: Context, @Parent() { uuid, clusterId }: Digest): Promise<string> {
    return this.feeds.csvUrl(ctx, uuid, clusterId);
  }
}
