import { SupplierService } from '#lib/directory';
import {
  type CheckDone,
  type CheckView,
  type Claim as ClaimNamed,
  ClaimQueue,
  type ClaimKind,
  EvidenceService,
} from '#lib/evidence';
import { PersonService } from '#lib/identity';
import {
  AppError,
  type Context,
  fail,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import {
  Claim,
  ClaimCheck,
  ClaimCheckPayload,
  ClaimConnection,
  ClaimFilterInput,
  type ClaimInput,
  ClaimKindEnum,
  RefuseClaimInput,
  VerifyClaimInput,
  VouchForClaimInput,
} from './evidence.types.js';
import { Loaders } from './loaders.js';
import { checkedPage, checkedText, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { Ctx } from './request.context.js';
import { toSupplier } from './supplier.mapping.js';
import { Supplier } from './supplier.types.js';

/** Who vouches for what suppliers claim. */
@Resolver()
export class EvidenceResolver {
  constructor(
    private readonly evidence: EvidenceService,
    private readonly queue: ClaimQueue,
    private readonly suppliers: SupplierService,
    private readonly loaders: Loaders,
  ) {}

  @Access('OFFICER')
  @Query(() => ClaimConnection, {
    description: 'Claims to check: those with a document to look at first, then as they were made.',
  })
  async claims(
    @Ctx() ctx: Context,
    @Args() page: PageArguments,
    @Args('kind', { type: () => ClaimKindEnum, defaultValue: 'CERTIFICATE' }) kind: ClaimKind,
    @Args('filter', { type: () => ClaimFilterInput, nullable: true }) filter?: ClaimFilterInput | null,
  ): Promise<ClaimConnection> {
    const asked = checkedPage(page);
    const text = checkedText('filter.text', filter?.text, 200);
    const found = await this.queue.page(ctx, kind, { ...filter, text }, asked);
    const views = await Promise.all(
      found.items.map(({ item }) => this.loaders.supplier(ctx, item.organisationId)),
    );
    const edges = found.items.flatMap(({ cursor, item }, at) => {
      const view = views[at];
      if (!view) return [];
      const supplier = toSupplier(view, ctx.actor, ctx.today());
      const certificateId = item.certificateId && toOpaqueId('cert', item.certificateId);
      const node: Claim = {
        supplierUuid: view.id,
        kind,
        supplier,
        certificate: supplier.certificates.find(({ id }) => id === certificateId) ?? null,
        capability: supplier.capabilities.find(({ code }) => code === item.capabilityCode) ?? null,
      };
      return [{ cursor, node }];
    });
    return toConnection(edges, { ...found, after: asked.after });
  }

  @Access('SIGNED_IN')
  @Mutation(() => ClaimCheckPayload, { description: 'A cluster body vouches for a claim of a member.' })
  async vouchForClaim(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: VouchForClaimInput,
  ): Promise<Result<{ supplier: Supplier; checkId: string }>> {
    const claim = claimOf(input.claim);
    if (!claim) return fail(oneClaim());
    const clusterId = fromOpaqueId('org', input.clusterId);
    return this.shown(
      ctx,
      await this.evidence.vouch(ctx, clusterId, fromOpaqueId('org', input.supplierId), claim),
    );
  }

  @Access('OFFICER')
  @Mutation(() => ClaimCheckPayload, { description: 'An officer records how a claim was checked.' })
  async verifyClaim(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: VerifyClaimInput,
  ): Promise<Result<{ supplier: Supplier; checkId: string }>> {
    const claim = claimOf(input.claim);
    if (!claim) return fail(oneClaim());
    const supplierId = fromOpaqueId('org', input.supplierId);
    return this.shown(ctx, await this.evidence.verify(ctx, supplierId, claim, input.finding));
  }

  @Access('OFFICER')
  @Mutation(() => ClaimCheckPayload, {
    description:
      'An officer could not confirm a claim: it is shown to nobody else and counts for no match until it is put right.',
  })
  async refuseClaim(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: RefuseClaimInput,
  ): Promise<Result<{ supplier: Supplier; checkId: string }>> {
    const claim = claimOf(input.claim);
    if (!claim) return fail(oneClaim());
    const supplierId = fromOpaqueId('org', input.supplierId);
    return this.shown(ctx, await this.evidence.refuse(ctx, supplierId, claim, input.reason));
  }

  @Access('SIGNED_IN')
  @Mutation(() => ClaimCheckPayload, {
    description: 'Takes a check back: an officer any, a cluster body what it vouched for.',
  })
  async undoClaimCheck(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ supplier: Supplier; checkId: string }>> {
    return this.shown(ctx, await this.evidence.undo(ctx, fromOpaqueId('check', id)));
  }

  private async shown(
    ctx: Context,
    result: Result<CheckDone>,
  ): Promise<Result<{ supplier: Supplier; checkId: string }>> {
    if (isFailure(result)) return result;
    const { supplierId, checkId } = result.value;
    const view = (await this.suppliers.find(ctx, [supplierId])).get(supplierId);
    if (!view) throw new AppError('NOT_FOUND');
    return succeed({
      supplier: toSupplier(view, ctx.actor, ctx.today()),
      checkId: toOpaqueId('check', checkId),
    });
  }
}

/** What came of checks, batched by supplier. */
async function checksOf(
  ctx: Context,
  supplierId: string,
  { queue, people, loaders }: { queue: ClaimQueue; people: PersonService; loaders: Loaders },
): Promise<ClaimCheck[]> {
  const checks = await loaders.of(ctx, 'claim checks', (ids) => queue.checks(ctx, ids)).load(supplierId);
  const names = loaders.of(ctx, 'people', (ids) => people.find(ctx, ids));
  return Promise.all(
    (checks ?? []).map(async (check) =>
      toCheck(check, check.personId ? await names.load(check.personId) : null),
    ),
  );
}

const toCheck = (check: CheckView, person: { name: string } | null | undefined): ClaimCheck => ({
  id: toOpaqueId('check', check.id),
  certificateId: check.certificateId && toOpaqueId('cert', check.certificateId),
  capabilityCode: check.capabilityCode,
  outcome: check.finding,
  reason: check.reason,
  by: person?.name ?? 'Somebody who has been erased',
  at: check.at,
  undoneAt: check.undoneAt,
});

@Resolver(() => Claim)
export class ClaimResolver {
  constructor(
    readonly queue: ClaimQueue,
    readonly people: PersonService,
    readonly loaders: Loaders,
  ) {}

  @ResolveField(() => [ClaimCheck], { description: 'Checks of it, latest first.' })
  async checks(
    @Ctx() ctx: Context,
    @Parent() { supplierUuid, certificate, capability }: Claim,
  ): Promise<ClaimCheck[]> {
    return (await checksOf(ctx, supplierUuid, this)).filter(
      ({ certificateId, capabilityCode }) =>
        (certificate !== null && certificateId === certificate.id) ||
        (capability !== null && capabilityCode === capability.code),
    );
  }
}

@Resolver(() => Supplier)
export class SupplierChecksResolver {
  constructor(
    readonly queue: ClaimQueue,
    readonly people: PersonService,
    readonly loaders: Loaders,
  ) {}

  @ResolveField(() => [ClaimCheck], {
    description:
      'Checks of its claims, latest first; for the organisation itself and officers, empty for others.',
  })
  checks(@Ctx() ctx: Context, @Parent() { id }: Supplier): Promise<ClaimCheck[]> {
    return checksOf(ctx, fromOpaqueId('org', id), this);
  }
}

function claimOf({ capabilityCode, certificateId }: ClaimInput): ClaimNamed | undefined {
  if (capabilityCode && !certificateId) return { capabilityCode };
  if (certificateId && !capabilityCode) return { certificateId: fromOpaqueId('cert', certificateId) };
  return undefined;
}

const oneClaim = (): ReturnType<typeof userError> =>
  userError('ONE_CLAIM', 'Name one capability or one certificate.', ['claim']);
