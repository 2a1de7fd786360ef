import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { choiceOf, choicesOf, type Fields, textOf } from '../form.fields.js';
import { LIVE_STATES } from '../requirement.life.js';
import { Portal } from '../portal.js';
import { regionItems, sectorItems } from '../choices.js';
import { openRequirementsQuery } from './document.operations.js';

/** What buyers look for now. */
@Controller('requirements')
export class RequirementsController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const text = textOf(query, 'q').slice(0, 200);
    const region = choiceOf(query, 'region', regionItems);
    const sectors = choicesOf(query, 'sectors', sectorItems);
    const { requirements } = await this.portal.ask(request, openRequirementsQuery, {
      filter: {
        states: LIVE_STATES,
        ...(text && { text }),
        ...(region && { region }),
        ...(sectors.length && { sectors }),
      },
      after: textOf(query, 'after') || null,
    });
    const next = new URLSearchParams(text ? { q: text } : {});
    if (region) next.set('region', region);
    for (const sector of sectors) next.append('sectors', sector);
    next.set('after', requirements.pageInfo.endCursor ?? '');
    await this.portal.show(request, reply, 'requirements/requirements.njk', {
      title: 'Open requirements',
      requirements,
      text,
      region,
      sectors,
      regionItems,
      sectorItems,
      nextHref: requirements.pageInfo.hasNextPage ? `/requirements?${next.toString()}` : null,
    });
  }
}
