import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sectorItems } from '../choices.js';
import { choiceOf, type Fields, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import { pathwaysQuery, unlocksQuery } from './document.operations.js';

/** What a supplier could change, what each change would open, who helps; and the way into another sector. */
@Controller('work')
export class UnlocksController {
  constructor(private readonly portal: Portal) {}

  @Get(':id/unlocks')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const sector = choiceOf(query, 'sector', sectorItems);
    const [answer, way] = await Promise.all([
      this.portal.ask(request, unlocksQuery, { id, after: textOf(query, 'after') || null }),
      sector ? this.portal.ask(request, pathwaysQuery, { id, sector }) : null,
    ]);
    await this.portal.show(request, reply, 'unlocks/unlocks.njk', {
      title: `What would open more for ${found(answer.supplier).name}`,
      ...answer,
      most: Math.max(1, ...answer.unlocks.edges.map(({ node }) => node.requirementCount)),
      pathways: way?.pathways,
      sector,
      sectorItems,
    });
  }
}
