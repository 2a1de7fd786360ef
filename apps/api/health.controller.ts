import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from './access.decorator.js';
import { HealthService } from './health.service.js';
import { Metrics } from './metrics.service.js';

@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly metrics: Metrics,
  ) {}

  @Access('PUBLIC')
  @Get('livez')
  livez(): { status: string } {
    return { status: 'alive' };
  }

  @Access('PUBLIC')
  @Get('readyz')
  async readyz(@Res() reply: FastifyReply): Promise<void> {
    const readiness = await this.health.readiness();
    await reply
      .status(readiness.ready ? 200 : 503)
      .send({ status: readiness.ready ? 'ready' : 'not ready', reasons: readiness.reasons });
  }

  @Access('PUBLIC')
  @Get('metrics')
  async metricsText(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}
