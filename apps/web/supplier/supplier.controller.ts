import { AppError } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { isOfficer, mayWorkFor, Portal } from '../portal.js';
import { supplierView } from './supplier.view.js';
import {
  alikeCountQuery,
  askToJoinMutation,
  claimOrganisationMutation,
  supplierPageQuery,
} from './document.operations.js';

const messages: Readonly<Record<string, string>> = {
  asked: 'Your request is on its way. You are told when it is decided.',
  merged: 'Merged. The people of both are told, and the old address leads here.',
};

/** A supplier, as everybody may see it; and the way to look after one's own. */
@Controller('suppliers')
export class SupplierController {
  constructor(private readonly portal: Portal) {}

  @Get(':id')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, id, {
      done: messages[textOf(query, 'done')],
      merger: textOf(query, 'merger'),
    });
  }

  /** Claims a record that nobody looks after, or asks its owners to be let in. */
  @Post(':id/access')
  async ask(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const operation = textOf(body, 'do') === 'claim' ? claimOrganisationMutation : askToJoinMutation;
    const { asked } = await this.portal.ask(request, operation, {
      input: {
        organisationId: id,
        evidence: textOf(body, 'evidence') || null,
        evidenceUrl: textOf(body, 'evidenceUrl') || null,
      },
    });
    const problems = problemsOf(asked.errors, { '': 'evidence', organisationId: 'evidence' });
    if (problems.length) await this.page(request, reply, id, { problems, typed: body });
    else await this.portal.leadTo(reply, `/suppliers/${id}?done=asked`);
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    state: { done?: string; merger?: string; problems?: Problem[]; typed?: Fields },
  ): Promise<void> {
    const { supplier, zones } = await this.portal.ask(request, supplierPageQuery, { id });
    if (!supplier) throw new AppError('NOT_FOUND');
    // The address of a record that was merged into this one.
    if (supplier.id !== id) return this.portal.leadForGood(reply, `/suppliers/${supplier.id}`);
    const visitor = await this.portal.visitor(request);
    const officer = isOfficer(visitor);
    const alike = officer ? (await this.portal.ask(request, alikeCountQuery, { id })).alikeSuppliers : null;
    const view = {
      ...supplierView(supplier, zones),
      mine: mayWorkFor(visitor, id),
      officer,
      alike: alike?.totalCount ?? 0,
      checks: officer || (visitor?.memberships.some(({ role }) => role === 'CLUSTER_MANAGER') ?? false),
      typed: {},
      ...state,
    };
    await this.portal.show(request, reply, 'supplier/supplier.njk', view, state.problems?.length ? 400 : 200);
  }
}
