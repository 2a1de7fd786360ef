import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Portal } from '../portal.js';
import { sectorsQuery } from './document.operations.js';

/** The sectors the two regions share. */
@Controller('sectors')
export class SectorsController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const answer = await this.portal.ask(request, sectorsQuery);
    await this.portal.show(request, reply, 'sectors/sectors.njk', { title: 'Sectors', ...answer });
  }
}
