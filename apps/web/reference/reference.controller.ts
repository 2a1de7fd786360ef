import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import { belowQuery, referenceQuery, rootsQuery } from './document.operations.js';
import { factsCsv, sureness, withHelp } from './reference.view.js';

/** The facts the service rests on, each with its source and the day it was checked. */
@Controller('reference')
export class ReferenceController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const facts = await this.portal.ask(request, referenceQuery);
    await this.portal.show(request, reply, 'reference/reference.njk', {
      title: 'Where facts come from',
      ...facts,
      certifications: withHelp(facts),
      sureness,
    });
  }

  @Get('capabilities')
  async capabilities(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const code = textOf(query, 'below');
    const { capabilities: below } = code
      ? await this.portal.ask(request, belowQuery, { code })
      : await this.portal.ask(request, rootsQuery);
    await this.portal.show(request, reply, 'reference/capabilities.njk', {
      title: 'What suppliers can do',
      label: textOf(query, 'label').slice(0, 100),
      below,
      code,
    });
  }

  @Get(':table.csv')
  async csv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('table') table: string,
  ): Promise<void> {
    const csv = found(factsCsv(table, await this.portal.ask(request, referenceQuery)));
    await this.portal.giveCsv(reply, table, csv);
  }
}
