import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import { openingsQuery, pairQuery, suggestMutation } from './document.operations.js';

/** Where a cluster body can bring a member and a buyer together. */
@Controller('clusters/:id/openings')
export class OpeningsController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const supplier = textOf(query, 'supplier') || null;
    const after = textOf(query, 'after') || null;
    const answer = await this.portal.ask(request, openingsQuery, { id, supplier, after });
    const cluster = found(answer.clusterBody);
    const openings = found(cluster.openings);
    const next = new URLSearchParams({
      ...(supplier !== null && { supplier }),
      after: openings.pageInfo.endCursor ?? '',
    });
    const view = {
      title: `Introductions to suggest, ${cluster.name}`,
      cluster,
      openings,
      narrowed: supplier !== null,
      nextHref: openings.pageInfo.hasNextPage ? `/clusters/${id}/openings?${next.toString()}` : null,
      done: textOf(query, 'done') === 'suggested' ? 'Suggested. Both sides are told.' : undefined,
    };
    await this.portal.show(request, reply, 'openings/openings.njk', view);
  }

  @Get('suggest')
  async asking(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, id, query);
  }

  @Post('suggest')
  async suggest(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const { done } = await this.portal.ask(request, suggestMutation, {
      input: {
        supplierId: textOf(body, 'supplier'),
        requirementId: textOf(body, 'requirement'),
        message: textOf(body, 'message') || null,
      },
    });
    const problems = problemsOf(done.errors, { '': 'message', reason: 'message' });
    if (problems.length) await this.page(request, reply, id, body, problems);
    else await this.portal.leadTo(reply, `/clusters/${id}/openings?done=suggested`);
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    fields: Fields,
    problems: Problem[] = [],
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const answer = await this.portal.ask(request, pairQuery, {
      id,
      supplier: textOf(fields, 'supplier'),
      requirement: textOf(fields, 'requirement'),
    });
    const view = {
      title: 'Suggest an introduction',
      cluster: found(answer.clusterBody),
      supplier: found(answer.supplier),
      requirement: found(answer.requirement),
      typed: fields,
      problems,
    };
    await this.portal.show(request, reply, 'openings/suggest.njk', view, problems.length ? 400 : 200);
  }
}
