import { BuyerService, ClusterBodyService } from '#lib/directory';
import {
  fromOpaqueId,
  isFailure,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
} from '#lib/platform';
import type { Region, SectorCode } from '#lib/taxonomy';
import { Args, Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { RegionEnum, SectorCodeEnum } from './enums.js';
import { Ctx } from './request.context.js';
import { payload } from './user-error.type.js';

@InputType()
export class CreateClusterBodyInput {
  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => [SectorCodeEnum], { nullable: true })
  sectors?: SectorCode[] | null;

  @Field(() => RegionEnum, { nullable: true, description: 'Leave out when it works across both.' })
  region?: Region | null;

  @Field(() => [String], { nullable: true, description: 'Where its digests go.' })
  digestAddresses?: string[] | null;
}

@ObjectType()
export class ClusterBodyPayload extends payload() {
  @Field(() => ID, { nullable: true })
  id!: string | null;
}

@ObjectType()
export class BuyerSettingsPayload extends payload() {
  @Field(() => Boolean, { nullable: true })
  twoPersonAwards!: boolean | null;
}

/** How organisations want to work. */
@Resolver()
export class SettingsResolver {
  constructor(
    private readonly clusters: ClusterBodyService,
    private readonly buyers: BuyerService,
  ) {}

  @Access('OFFICER')
  @Mutation(() => ClusterBodyPayload, { description: 'Makes a cluster body.' })
  async createClusterBody(
    @Ctx() ctx: TransactionContext,
    @Args('input') input: CreateClusterBodyInput,
  ): Promise<Result<{ id: string }>> {
    const created = await this.clusters.create(ctx, input);
    return isFailure(created) ? created : succeed({ id: toOpaqueId('org', created.value.id) });
  }

  @Access('SIGNED_IN')
  @Mutation(() => BuyerSettingsPayload, { description: 'Whether an award of a buyer needs a second person.' })
  async setTwoPersonAwards(
    @Ctx() ctx: TransactionContext,
    @Args('buyerId', { type: () => ID }) buyerId: string,
    @Args('wanted') wanted: boolean,
  ): Promise<Result<{ twoPersonAwards: boolean }>> {
    await this.buyers.setTwoPersonAwards(ctx, fromOpaqueId('org', buyerId), wanted);
    return succeed({ twoPersonAwards: wanted });
  }
}
