import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, listOf, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import { publicationPageQuery, publishRequirementsMutation } from './document.operations.js';
import { draftsOf, problemPlace, publicationHint } from './publication.view.js';

/** A buyer's drafts, published many at once. */
@Controller('work/:buyer/requirements/publish')
export class PublicationController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('buyer') buyerId: string,
    @Query() query: Fields,
  ): Promise<void> {
    const count = Number(textOf(query, 'done')) || 0;
    await this.page(request, reply, buyerId, { done: count > 0 ? publicationHint(count) : undefined });
  }

  @Post()
  async publish(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('buyer') buyerId: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandEditor(request, buyerId);
    const ids = listOf(body, 'ids');
    const { published } = await this.portal.ask(request, publishRequirementsMutation, { ids });
    if (published.errors.length > 0) {
      const problems = published.errors.map(({ message }) => message);
      return this.page(request, reply, buyerId, { problems, chosen: ids });
    }
    await this.portal.leadTo(
      reply,
      `/work/${encodeURIComponent(buyerId)}/requirements/publish?done=${ids.length}`,
    );
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    buyerId: string,
    { problems = [], chosen, done }: { problems?: string[]; chosen?: string[]; done?: string },
  ): Promise<void> {
    await this.portal.demandEditor(request, buyerId);
    const { organisation, requirements } = await this.portal.ask(request, publicationPageQuery, { buyerId });
    const { ready, lacking, items } = draftsOf(requirements.edges.map(({ node }) => node));
    const view = {
      title: 'Publish drafts',
      buyer: found(organisation),
      total: requirements.totalCount,
      ready,
      lacking,
      items,
      chosen: chosen ?? ready.map(({ id }) => id),
      problems: problems.map((message) => ({ message, field: problemPlace({ ready, lacking }) })),
      done,
    };
    await this.portal.show(request, reply, 'publication/publication.njk', view, problems.length ? 400 : 200);
  }
}
