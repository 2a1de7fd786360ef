import { InvitationService, PersonService } from '#lib/identity';
import {
  AppError,
  type Context,
  demand,
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import { Inject } from '@nestjs/common';
import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import {
  DonePayload,
  Invitation,
  InviteMemberInput,
  Member,
  Organisation,
  toInvitation,
} from './organisation.types.js';
import { Ctx } from './request.context.js';

/** An organisation's people. */
@Resolver(() => Organisation)
export class OrganisationResolver {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly people: PersonService,
    private readonly invitationService: InvitationService,
  ) {}

  @Access('SIGNED_IN')
  @Query(() => Organisation, { nullable: true, description: 'An organisation, for those who act for it.' })
  async organisation(@Ctx() ctx: Context, @Args('id', { type: () => ID }) id: string): Promise<Organisation> {
    const uuid = fromOpaqueId('org', id);
    demand(ctx.actor, 'organisation.view-private', uuid);
    const [found] = await ctx.query<Omit<Organisation, 'id' | 'uuid'>>(
      `SELECT name, claimed, supplier, buyer, cluster_body AS "clusterBody" FROM organisations WHERE id = $1`,
      [uuid],
    );
    if (!found) throw new AppError('NOT_FOUND');
    return { ...found, uuid, id: toOpaqueId('org', uuid) };
  }

  @ResolveField(() => [Member], { description: 'Who belongs to it.' })
  async members(@Ctx() ctx: Context, @Parent() { uuid }: Organisation): Promise<Member[]> {
    const members = await this.people.members(ctx, uuid);
    return members.map((member) => ({ ...member, personId: toOpaqueId('person', member.personId) }));
  }

  @ResolveField(() => [Invitation], {
    nullable: true,
    description: 'Open invitations; for those who may say who belongs to it.',
  })
  async invitations(@Ctx() ctx: Context, @Parent() { uuid }: Organisation): Promise<Invitation[]> {
    return (await this.invitationService.ofOrganisation(ctx, uuid)).map(toInvitation);
  }

  @Access('SIGNED_IN')
  @Query(() => [Invitation], { description: 'Open invitations to your address.' })
  async myInvitations(@Ctx() ctx: Context): Promise<Invitation[]> {
    return (await this.invitationService.own(ctx)).map(toInvitation);
  }

  @Access('SIGNED_IN')
  @Mutation(() => DonePayload, { description: 'Invites somebody into an organisation; for its owners.' })
  async inviteMember(
    @Ctx() ctx: TransactionContext,
    @Args('input') { organisationId, ...input }: InviteMemberInput,
  ): Promise<Result<{ id: string }>> {
    const invited = await this.invitationService.invite(ctx, {
      ...input,
      organisationId: fromOpaqueId('org', organisationId),
      portal: this.runtime.config.publicUrl,
    });
    return isFailure(invited) ? invited : succeed({ id: toOpaqueId('invite', invited.value.id) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => DonePayload, { description: 'Takes an invitation back.' })
  async revokeInvitation(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    await this.invitationService.revoke(ctx, fromOpaqueId('invite', id));
    return succeed({ id });
  }

  @Access('SIGNED_IN')
  @Mutation(() => DonePayload, {
    description: 'Accepts an invitation to your address; answers the organisation.',
  })
  async acceptInvitation(
    @Ctx() ctx: TransactionContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Result<{ id: string }>> {
    const accepted = await this.invitationService.accept(ctx, fromOpaqueId('invite', id));
    return isFailure(accepted) ? accepted : succeed({ id: toOpaqueId('org', accepted.value.organisationId) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => DonePayload, { description: 'Ends a membership: yours, or any for an owner.' })
  async removeMember(
    @Ctx() ctx: TransactionContext,
    @Args('organisationId', { type: () => ID }) organisationId: string,
    @Args('personId', { type: () => ID }) personId: string,
  ): Promise<Result<{ id: string }>> {
    const removed = await this.people.removeMembership(
      ctx,
      fromOpaqueId('person', personId),
      fromOpaqueId('org', organisationId),
    );
    return isFailure(removed) ? removed : succeed({ id: personId });
  }
}
