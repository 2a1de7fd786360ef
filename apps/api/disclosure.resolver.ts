import { type PublishableField, SupplierDisclosure, SupplierService } from '#lib/directory';
import {
  AppError,
  type Context,
  fromOpaqueId,
  type Result,
  succeed,
  type TransactionContext,
} from '#lib/platform';
import { Args, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { PublishableFieldEnum } from './enums.js';
import { Contact } from './introduction.types.js';
import { Loaders } from './loaders.js';
import { Ctx } from './request.context.js';
import { toSupplier } from './supplier.mapping.js';
import { SupplierPayload } from './supplier.resolver.js';
import { Supplier } from './supplier.types.js';

/** What suppliers let everybody see. */
@Resolver(() => Supplier)
export class DisclosureResolver {
  constructor(
    private readonly disclosure: SupplierDisclosure,
    private readonly suppliers: SupplierService,
    private readonly loaders: Loaders,
  ) {}

  @Access('SIGNED_IN')
  @Mutation(() => SupplierPayload, {
    description: 'Chooses what of a supplier everybody may see: these fields, and no others of their sort.',
  })
  async setPublicFields(
    @Ctx() ctx: TransactionContext,
    @Args('supplierId', { type: () => ID }) supplierId: string,
    @Args('fields', { type: () => [PublishableFieldEnum] }) fields: PublishableField[],
  ): Promise<Result<{ supplier: Supplier }>> {
    const id = fromOpaqueId('org', supplierId);
    await this.disclosure.publish(ctx, id, fields);
    const view = (await this.suppliers.find(ctx, [id])).get(id);
    if (!view) throw new AppError('NOT_FOUND');
    return succeed({ supplier: toSupplier(view, ctx.actor, ctx.today()) });
  }

  @ResolveField(() => [Contact], {
    nullable: true,
    description: 'Whom to talk to; for the organisation itself and officers, unless it publishes it.',
  })
  async contacts(@Ctx() ctx: Context, @Parent() { id, publicFields }: Supplier): Promise<Contact[] | null> {
    const published = new Map<string, readonly PublishableField[]>();
    const batch = ctx.once('published fields', () => published);
    const uuid = fromOpaqueId('org', id);
    batch.set(uuid, publicFields);
    const found = this.loaders.of(ctx, 'public contacts', (ids) =>
      this.disclosure.contacts(
        ctx,
        ids.map((each) => ({ id: each, published: batch.get(each)! })),
      ),
    );
    return (await found.load(uuid)) ?? null;
  }
}
