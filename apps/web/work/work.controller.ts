import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Operation } from '../api.client.js';
import { decisionItems } from '../choices.js';
import { chosenOf, type Fields, problemsOf, textOf } from '../form.fields.js';
import { found, isOfficer, type OwnOrganisation, Portal } from '../portal.js';
import {
  decideRequestMutation,
  opportunitiesQuery,
  undoDecisionMutation,
  workBuyerQuery,
  workClusterQuery,
  workOfficeQuery,
  workSupplierQuery,
} from './document.operations.js';

const messages: Readonly<Record<string, string>> = {
  decided: 'Decided.',
  undone: 'The decision is taken back.',
  erased: 'It is erased.',
};

interface State {
  done?: string;
  /** A request whose decision may be taken back. */
  undo?: string;
  problems?: ReturnType<typeof problemsOf>;
  typed?: Fields;
}

/** Where everybody who is signed in finds what is theirs to do. */
@Controller('work')
export class WorkController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, {
      done: messages[textOf(query, 'done')],
      undo: textOf(query, 'undo') || undefined,
    });
  }

  @Post('requests/:id')
  async decide(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const input = {
      id,
      approve: chosenOf(body, 'do', decisionItems) === 'approve',
      reason: textOf(body, `reason-${id}`) || null,
    };
    const { decided } = await this.portal.ask(request, decideRequestMutation, { input });
    const problems = problemsOf(decided.errors, { reason: `reason-${id}` });
    if (problems.length) await this.page(request, reply, { problems, typed: body });
    else await this.portal.leadTo(reply, `/work?done=decided&undo=${encodeURIComponent(id)}`);
  }

  @Post('requests/:id/undo')
  async undo(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const reason = 'Decided by mistake.';
    const { undone } = await this.portal.ask(request, undoDecisionMutation, { id, reason });
    const problems = problemsOf(undone.errors, { id: 'main', reason: 'main' });
    if (problems.length) await this.page(request, reply, { problems });
    else await this.portal.leadTo(reply, '/work?done=undone');
  }

  @Get(':supplier/opportunities')
  async opportunities(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('supplier') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const answer = await this.portal.ask(request, opportunitiesQuery, {
      id,
      after: textOf(query, 'after') || null,
    });
    await this.portal.show(request, reply, 'work/opportunities.njk', {
      title: `Opportunities for ${found(answer.supplier).name}`,
      ...answer,
      done:
        textOf(query, 'done') === 'interest' ? 'Your interest has been passed on to the buyer.' : undefined,
    });
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    { done, undo, problems = [], typed = {} }: State,
  ): Promise<void> {
    const visitor = await this.portal.demandVisitor(request);
    const own = await this.portal.organisations(request, visitor);
    const [organisations, { accessRequests }] = await Promise.all([
      Promise.all(own.map((organisation) => this.organisation(request, organisation))),
      this.portal.ask(request, workOfficeQuery),
    ]);
    const view = {
      title: 'Your work',
      organisations,
      officer: isOfficer(visitor),
      // Claims are decided in the office.
      accessRequests: accessRequests.filter(({ kind }) => kind === 'JOIN'),
      done,
      undo,
      problems,
      typed,
    };
    await this.portal.show(request, reply, 'work/work.njk', view, problems.length ? 400 : 200);
  }

  /** What waits, and what there is, in each part an organisation plays. */
  private async organisation(request: FastifyRequest, organisation: OwnOrganisation) {
    const { id } = organisation;
    const read = async <Data>(
      wanted: boolean,
      operation: Operation<Data, { id: string }>,
    ): Promise<Data | null> => (wanted ? this.portal.ask(request, operation, { id }) : null);
    const [supplies, buys, cluster] = await Promise.all([
      read(organisation.supplier, workSupplierQuery),
      read(organisation.buyer, workBuyerQuery),
      read(organisation.clusterBody, workClusterQuery),
    ]);
    return { ...organisation, supplies, buys, cluster };
  }
}
