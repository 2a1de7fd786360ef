import { type Context } from '#lib/platform';
import { Query, Resolver } from '@nestjs/graphql';
import { Access } from './access.decorator.js';
import { HealthService } from './health.service.js';
import { Ctx } from './request.context.js';
import { PartStatus, ServiceHealth } from './service.types.js';

/** How the service does: for everybody in a sentence a part, with figures for those who look after it. */
@Resolver()
export class ServiceResolver {
  constructor(private readonly health: HealthService) {}

  @Access('PUBLIC')
  @Query(() => [PartStatus], { description: 'How each part of the service does; may be some seconds old.' })
  serviceStatus(@Ctx() ctx: Context): Promise<PartStatus[]> {
    return this.health.parts(ctx);
  }

  @Access('OFFICER')
  @Query(() => ServiceHealth, {
    description: 'The parts of the service with their figures, as they are now.',
  })
  serviceHealth(@Ctx() ctx: Context): Promise<ServiceHealth> {
    return this.health.figures(ctx);
  }
}
