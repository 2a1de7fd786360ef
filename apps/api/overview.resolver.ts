import { type Context } from '#lib/platform';
import { Field, Float, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { OverviewService } from './overview.service.js';
import { Ctx } from './request.context.js';

@ObjectType({ description: 'How much there is.' })
export class Overview {
  @Field(() => Int)
  suppliers!: number;

  @Field(() => Int, { description: 'Suppliers by region of their primary site.' })
  eastMidlandsSuppliers!: number;

  @Field(() => Int)
  westMidlandsSuppliers!: number;

  @Field(() => Int)
  openRequirements!: number;

  @Field(() => Int, { description: 'Matches in the lists of open requirements.' })
  matches!: number;

  @Field(() => Float, { nullable: true, description: 'Share of matches across the two regions, 0 to 1.' })
  crossRegionalShare!: number | null;

  @Field(() => Int)
  clusterBodies!: number;

  @Field(() => Int)
  digests!: number;
}

@Resolver(() => Overview)
export class OverviewResolver {
  constructor(private readonly overviews: OverviewService) {}

  @Access('PUBLIC')
  @Query(() => Overview, { description: 'How much there is; figures may be some seconds old.' })
  overview(@Ctx() ctx: Context): Promise<Overview> {
    return this.overviews.read(ctx);
  }
}
