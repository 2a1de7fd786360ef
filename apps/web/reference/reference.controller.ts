import { AppError } from '#lib/platform';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { csvText } from '../csv.text.js';
import { type Fields, textOf } from '../form.fields.js';
import { Portal } from '../portal.js';
import { belowQuery, referenceQuery } from './document.operations.js';

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
    });
  }

  @Get('capabilities')
  async capabilities(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const code = textOf(query, 'below');
    const facts = await this.portal.ask(request, referenceQuery);
    const below = code
      ? (await this.portal.ask(request, belowQuery, { code })).capabilities
      : facts.capabilities;
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
    const facts = await this.portal.ask(request, referenceQuery);
    const rows =
      table === 'certifications'
        ? [
            ['code', 'label', 'kind', 'cycle in months', 'register', 'sectors', 'source', 'checked on'],
            ...facts.certifications.map((one) => [
              one.code,
              one.label,
              one.kind,
              one.cycleMonths,
              one.register,
              one.sectors.join(' '),
              one.source,
              one.checkedOn,
            ]),
          ]
        : table === 'zones'
          ? [
              ['code', 'name', 'programme', 'region', 'source', 'checked on'],
              ...facts.zones.map((one) => [
                one.code,
                one.name,
                one.programme,
                one.region,
                one.source,
                one.checkedOn,
              ]),
            ]
          : undefined;
    if (!rows) throw new AppError('NOT_FOUND');
    await this.portal.giveCsv(reply, table, csvText(rows));
  }
}
