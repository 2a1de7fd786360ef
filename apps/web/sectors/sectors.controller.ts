import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portal } from '../portal.js';
import { sectorFieldQuery, sectorsQuery } from './document.operations.js';
import { sectorCard } from './sectors.view.js';

/** The sectors the two regions share. */
@Controller('sectors')
export class SectorsController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { sectors, clusterBodies } = await this.portal.ask(request, sectorsQuery);
    const cards = sectors.map(async (one) =>
      sectorCard(one, await this.portal.ask(request, sectorFieldQuery, { sector: one.code }), clusterBodies),
    );
    await this.portal.show(request, reply, 'sectors/sectors.njk', {
      title: 'Sectors',
      sectors: await Promise.all(cards),
    });
  }
}
