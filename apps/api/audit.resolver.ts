import { AuditTrailService } from '#lib/identity';
import { type Context, fromOpaqueId } from '#lib/platform';
import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { AuditConnection, AuditFilterInput, toAuditEdge } from './audit.types.js';
import { Organisation } from './organisation.types.js';
import { checkedPage, checkedText, PageArguments } from './page.arguments.js';
import { toConnection } from './page.types.js';
import { Ctx } from './request.context.js';

const LONGEST_TEXT = 200;

/** Who changed what: of one organisation, and of all. */
@Resolver(() => Organisation)
export class AuditResolver {
  constructor(private readonly trail: AuditTrailService) {}

  @Access('OFFICER')
  @Query(() => AuditConnection, { description: 'Who changed what of any organisation, newest first.' })
  async auditTrail(
    @Ctx() ctx: Context,
    @Args() page: PageArguments,
    @Args('filter', { type: () => AuditFilterInput, nullable: true }) filter?: AuditFilterInput | null,
  ): Promise<AuditConnection> {
    const asked = checkedPage(page);
    const found = await this.trail.page(
      ctx,
      {
        ...filter,
        organisationId: filter?.organisationId ? fromOpaqueId('org', filter.organisationId) : null,
        organisation: checkedText('filter.organisation', filter?.organisation, LONGEST_TEXT),
        person: checkedText('filter.person', filter?.person, LONGEST_TEXT),
      },
      asked,
    );
    return toConnection(found.items.map(toAuditEdge), { ...found, after: asked.after });
  }

  @ResolveField('auditTrail', () => AuditConnection, { description: 'Who changed what, newest first.' })
  async auditTrailOf(
    @Ctx() ctx: Context,
    @Parent() { uuid }: Organisation,
    @Args() page: PageArguments,
  ): Promise<AuditConnection> {
    const asked = checkedPage(page);
    // Asked for under many names, a page is read once.
    return ctx.once(`audit trail of ${uuid}: ${asked.first} ${asked.after}`, async () => {
      const found = await this.trail.page(ctx, { organisationId: uuid }, asked);
      return toConnection(found.items.map(toAuditEdge), { ...found, after: asked.after });
    });
  }
}
