import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portal } from '../portal.js';
import { sectorsQuery, sectorSuppliersQuery } from './document.operations.js';
import { sectorCard } from './sectors.view.js';

/** The sectors the two regions share. */
@Controller('sectors')
export class SectorsController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [answer, served] = await Promise.all([
      this.portal.ask(request, sectorsQuery),
      this.portal.ask(request, sectorSuppliersQuery),
    ]);
    await this.portal.show(request, reply, 'sectors/sectors.njk', {
      title: 'Sectors',
      sectors: answer.sectors.map((one) => sectorCard(one, answer, served)),
    });
  }
}
