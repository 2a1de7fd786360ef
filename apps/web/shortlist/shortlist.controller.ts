import { AppError, csvText } from '#lib/platform';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, listOf, textOf } from '../form.fields.js';
import { doneMessages, reasons } from '../introductions/introductions.view.js';
import { found, mayWorkFor, Portal } from '../portal.js';
import { comparison, shortlistGroups, type ShortlistRequirement, shortlistRows } from './shortlist.view.js';
import { shortlistMatchesQuery, shortlistQuery } from './document.operations.js';

/** A buyer's decisions on one requirement: who stands where, side by side, on paper and as rows. */
@Controller('requirements')
export class ShortlistController {
  constructor(private readonly portal: Portal) {}

  @Get(':id/shortlist')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    const requirement = await this.read(request, id);
    await this.portal.show(request, reply, 'shortlist/shortlist.njk', {
      title: `Shortlist: ${requirement.title}`,
      requirement,
      groups: shortlistGroups(requirement),
      reasons,
      ended:
        requirement.state === 'AWARDED' ||
        requirement.state === 'CLOSED' ||
        requirement.state === 'WITHDRAWN',
      today: new Date().toISOString(),
      done: doneMessages[textOf(query, 'done')],
    });
  }

  @Get(':id/shortlist.csv')
  async csv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    const requirement = await this.read(request, id);
    await this.portal.giveCsv(reply, 'shortlist', csvText(shortlistRows(requirement)));
  }

  @Get(':id/compare')
  async compare(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    const requirement = await this.read(request, id);
    await this.portal.show(request, reply, 'shortlist/compare.njk', {
      title: `Compare: ${requirement.title}`,
      requirement,
      ...comparison(requirement, listOf(query, 'supplier')),
    });
  }

  private async read(request: FastifyRequest, id: string): Promise<ShortlistRequirement> {
    const visitor = await this.portal.demandVisitor(request);
    const [decided, matching] = await Promise.all([
      this.portal.ask(request, shortlistQuery, { id }),
      this.portal.ask(request, shortlistMatchesQuery, { id }),
    ]);
    const requirement = { ...found(decided.requirement), ...found(matching.requirement) };
    if (!requirement.buyer || !mayWorkFor(visitor, requirement.buyer.id)) throw new AppError('NOT_FOUND');
    return requirement;
  }
}
