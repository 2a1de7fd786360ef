import { type AccessRequestKind, AccessRequestService } from '#lib/identity';
import {
  type Context,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { AccessNews } from '#lib/notifications';
import { ErasureService, ExportService } from '#lib/privacy';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { ShownOnce } from './idempotency.js';
import {
  AccessRequest,
  AccessRequestInput,
  AccessRequestPayload,
  DataExportPayload,
  DecideAccessRequestInput,
  ErasurePayload,
  toAccessRequest,
} from './organisation.types.js';
import { checkedText } from './page.arguments.js';
import { Ctx } from './request.context.js';

type Shown = Result<{ request: AccessRequest }>;

/** Joining and claiming organisations. */
const LONGEST_REASON = 2_000;

@Resolver(() => AccessRequest)
export class AccessRequestResolver {
  constructor(
    private readonly requests: AccessRequestService,
    private readonly news: AccessNews,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => [AccessRequest], { description: 'Requests that wait for your decision, oldest first.' })
  async accessRequests(@Ctx() ctx: Context): Promise<AccessRequest[]> {
    return (await this.requests.toDecide(ctx)).map(toAccessRequest);
  }

  @Access('SIGNED_IN')
  @Query(() => [AccessRequest], { description: 'Your own requests, newest first.' })
  async myAccessRequests(@Ctx() ctx: Context): Promise<AccessRequest[]> {
    return (await this.requests.own(ctx)).map(toAccessRequest);
  }

  @Access('SIGNED_IN')
  @Mutation(() => AccessRequestPayload, { description: 'Asks the owners of an organisation to let you in.' })
  requestToJoin(@Ctx() ctx: TransactionContext, @Args('input') input: AccessRequestInput): Promise<Shown> {
    return this.ask(ctx, 'JOIN', input);
  }

  @Access('SIGNED_IN')
  @Mutation(() => AccessRequestPayload, {
    description: 'Claims an organisation that nobody looks after; an officer decides.',
  })
  claimOrganisation(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: AccessRequestInput,
  ): Promise<Shown> {
    return this.ask(ctx, 'CLAIM', input);
  }

  @Access('SIGNED_IN')
  @Mutation(() => AccessRequestPayload, {
    description: 'Decides a request: an owner or officer who joins, an officer who claims.',
  })
  async decideAccessRequest(
    @Ctx() ctx: TransactionContext,
    @Args('input') { id, ...decision }: DecideAccessRequestInput,
  ): Promise<Shown> {
    checkedText('reason', decision.reason, LONGEST_REASON);
    return this.decided(ctx, await this.requests.decide(ctx, fromOpaqueId('ask', id), decision));
  }

  @Access('OFFICER')
  @Mutation(() => AccessRequestPayload, { description: 'Takes an approved claim back.' })
  async undoClaim(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<Shown> {
    return this.decided(
      ctx,
      await this.requests.undoClaim(
        ctx,
        fromOpaqueId('ask', id),
        checkedText('reason', reason, LONGEST_REASON),
      ),
    );
  }

  @Access('SIGNED_IN')
  @Mutation(() => AccessRequestPayload, {
    description:
      'Takes a decision back, for whoever may decide: what was approved ends, what was refused waits again.',
  })
  async undoAccessDecision(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<Shown> {
    return this.decided(
      ctx,
      await this.requests.undoDecision(
        ctx,
        fromOpaqueId('ask', id),
        checkedText('reason', reason, LONGEST_REASON),
      ),
    );
  }

  private async ask(
    ctx: TransactionContext,
    kind: AccessRequestKind,
    { organisationId, ...input }: AccessRequestInput,
  ): Promise<Shown> {
    const given = { ...input, kind, organisationId: fromOpaqueId('org', organisationId) };
    const result = await this.requests.ask(ctx, given);
    if (isFailure(result)) return result;
    const request = await this.requests.find(ctx, result.value.id);
    await this.news.asked(ctx, request);
    return succeed({ request: toAccessRequest(request) });
  }

  /** What was decided, once who asked has been told. */
  private async decided(ctx: TransactionContext, result: Result<{ id: string }>): Promise<Shown> {
    if (isFailure(result)) return result;
    const request = await this.requests.find(ctx, result.value.id);
    await this.news.decided(ctx, request);
    return succeed({ request: toAccessRequest(request) });
  }
}

/** Taking data out, and having them erased. */
@Resolver()
export class PrivacyResolver {
  constructor(
    private readonly exports: ExportService,
    private readonly erasure: ErasureService,
  ) {}

  @Access('SIGNED_IN')
  @ShownOnce()
  @Mutation(() => DataExportPayload, {
    description: 'All that is stored about you, or about an organisation you own.',
  })
  async requestDataExport(
    @Ctx() ctx: TransactionContext,
    @Args('organisationId', { type: () => ID, nullable: true }) organisationId?: string | null,
  ): Promise<Result<{ content: string }>> {
    const content = organisationId
      ? await this.exports.organisation(ctx, fromOpaqueId('org', organisationId))
      : await this.exports.own(ctx);
    return succeed({ content: JSON.stringify(content) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => ErasurePayload, {
    description:
      'Erases an organisation for good; for its owners and officers. Figures that name nobody stay.',
  })
  eraseOrganisation(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
  ): Promise<Result<{ erased: true }>> {
    return this.erasure.eraseOrganisation(ctx, fromOpaqueId('org', id), checkedText('reason', reason, 500));
  }

  @Access('SIGNED_IN')
  @Mutation(() => ErasurePayload, {
    description: 'Erases your account for good; an administrator, anybody’s.',
  })
  erasePerson(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ erased: true }>> {
    return this.erasure.erasePerson(ctx, fromOpaqueId('person', id));
  }
}
