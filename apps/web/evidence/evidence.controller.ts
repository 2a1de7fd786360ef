import { AppError } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, type Problem, textOf } from '../form.fields.js';
import { found, isOfficer, Portal, safePath, type Visitor } from '../portal.js';
import { claimsQuery, undoCheckMutation } from './document.operations.js';
import { clusterOf, messages, takeStep, withDone } from './evidence.step.js';
import { claimsOf } from './evidence.view.js';

interface State {
  problems?: Problem[];
  done?: string;
  check?: string;
  typed?: Fields;
}

/** The claims of a supplier, for officers to record checks and for its cluster bodies to vouch. */
@Controller('suppliers')
export class EvidenceController {
  constructor(private readonly portal: Portal) {}

  @Get(':id/claims')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, id, {
      done: messages[textOf(query, 'done')],
      check: textOf(query, 'check'),
    });
  }

  @Post(':id/claims')
  async record(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') supplierId: string,
    @Body() body: Fields,
  ): Promise<void> {
    const visitor = await this.demand(request);
    const taken = await takeStep(this.portal, request, visitor, supplierId, body);
    if (taken.problems.length) {
      await this.page(request, reply, supplierId, { problems: taken.problems, typed: body });
    } else await this.portal.leadTo(reply, withDone(`/suppliers/${supplierId}/claims`, taken));
  }

  /** From this page, and from the queue, which says where to go back to. */
  @Post(':id/claims/undo')
  async undo(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') supplierId: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.demand(request);
    const { done } = await this.portal.ask(request, undoCheckMutation, { id: textOf(body, 'check') });
    const here = `/suppliers/${supplierId}/claims`;
    const problems = done.errors.map(({ message }) => ({ message, field: 'claims' }));
    if (problems.length) await this.page(request, reply, supplierId, { problems });
    else {
      const back = safePath(textOf(body, 'back'), here);
      await this.portal.leadTo(reply, withDone(back, { said: 'undone', checkId: null }));
    }
  }

  private async demand(request: FastifyRequest): Promise<Visitor> {
    const visitor = await this.portal.demandVisitor(request);
    if (!isOfficer(visitor) && clusterOf(visitor) === undefined) throw new AppError('NOT_FOUND');
    return visitor;
  }

  private async page(request: FastifyRequest, reply: FastifyReply, id: string, state: State): Promise<void> {
    const visitor = await this.demand(request);
    const answer = await this.portal.ask(request, claimsQuery, { id });
    const supplier = found(answer.supplier);
    if (supplier.id !== id) return this.portal.leadForGood(reply, `/suppliers/${supplier.id}/claims`);
    const view = {
      title: `Claims of ${supplier.name}`,
      supplier,
      sections: claimsOf(supplier, answer.certifications),
      by: { officer: isOfficer(visitor), cluster: clusterOf(visitor) },
      typed: {},
      ...state,
    };
    const status = state.problems?.length ? 400 : 200;
    await this.portal.show(request, reply, 'evidence/claims.njk', view, status);
  }
}
