import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portal } from '../portal.js';
import { zonesQuery } from './document.operations.js';
import { programmesOf } from './zones.view.js';

/** Investment Zones and the Freeport, with where the facts come from. */
@Controller('zones')
export class ZonesController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const answer = await this.portal.ask(request, zonesQuery);
    await this.portal.show(request, reply, 'zones/zones.njk', {
      title: 'Investment Zones and Freeport',
      programmes: programmesOf(answer),
    });
  }
}
