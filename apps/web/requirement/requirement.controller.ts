import { AppError, csvText } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { publicationProblems } from '../editor/editor.view.js';
import { type Fields, numberOf, textOf } from '../form.fields.js';
import { doneMessages } from '../introductions/introductions.view.js';
import { criteria } from '../match.view.js';
import { found, Portal } from '../portal.js';
import { regionWords, words } from '../words.js';
import {
  cloneMutation,
  extendMutation,
  matchesToTakeQuery,
  publishMutation,
  weighMutation,
} from './document.operations.js';
import { RequirementPage, SCALE } from './requirement.page.js';

const messages: Readonly<Record<string, string>> = {
  ...doneMessages,
  saved: 'Saved.',
  published: 'It is published. Suppliers see it, and its matches appear below within seconds.',
  closed: 'It is closed. Every supplier that waited has been answered.',
  weighed: 'The new weights are in force. The order below follows within seconds.',
  extended: 'It closes later now. Suppliers are told.',
  attached: 'The document is attached.',
  detached: 'The document is gone.',
  terms: 'Suppliers accept this before they read the attachments.',
  accepted: 'Accepted. You may read the attachments now.',
  withdrawn: 'It is withdrawn. Every supplier that waited has been answered.',
};

/** A requirement: for everybody; with its matches and steps for its buyer. In demo mode everybody sees the matches. */
@Controller('requirements')
export class RequirementController {
  constructor(
    private readonly portal: Portal,
    private readonly page: RequirementPage,
  ) {}

  @Get(':id')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page.show(request, reply, id, { done: messages[textOf(query, 'done')] });
  }

  @Get(':id/matches.csv')
  async csv(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { requirement } = await this.portal.ask(request, matchesToTakeQuery, { id });
    const rows = found(requirement?.matches).edges.map(
      ({ rank, score, crossRegional, summary, introduction, node, criteria: parts }) => [
        rank,
        node.name,
        Math.round(score * 1_000) / 1_000,
        node.region && regionWords(node.region),
        node.site?.districtName ?? null,
        node.site?.postcode ?? null,
        crossRegional ? 'yes' : 'no',
        introduction ? words(introduction.state) : null,
        summary,
        ...criteria.flatMap(({ name }) => {
          const part = parts.find((one) => one.name === name);
          return part && part.weight > 0
            ? [Math.round(part.contribution * 1_000) / 1_000, part.reason]
            : [null, null];
        }),
      ],
    );
    const header = [
      'rank',
      'supplier',
      'score',
      'region',
      'district',
      'postcode',
      'cross-regional',
      'introduction',
      'why',
      ...criteria.flatMap(({ label }) => [label.toLowerCase(), `${label.toLowerCase()}: reason`]),
    ];
    await this.portal.giveCsv(reply, 'matches', csvText([header, ...rows]));
  }

  @Post(':id/weights')
  async weigh(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const action = textOf(body, 'do');
    const weights = criteria.map(({ name }) => ({
      criterion: name,
      weight: (numberOf(body, name) ?? 0) * SCALE,
    }));
    if (action === 'preview') {
      await this.portal.demandVisitor(request);
      return this.page.show(request, reply, id, { weights });
    }
    const input = { id, weights: action === 'usual' ? null : weights };
    await this.page.step(request, reply, id, weighMutation, { input }, 'weighed');
  }

  @Post(':id/publish')
  async publish(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.page.step(request, reply, id, publishMutation, { id }, 'published', {
      problemsIn: (errors) => publicationProblems(id, errors),
    });
  }

  @Post(':id/extend')
  async extend(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    const closesOn = textOf(body, 'closesOn');
    if (closesOn === '') {
      await this.portal.demandVisitor(request);
      const problems = [{ field: 'closesOn', message: 'Enter the day it closes.' }];
      return this.page.show(request, reply, id, { problems });
    }
    await this.page.step(request, reply, id, extendMutation, { id, closesOn }, 'extended', { typed: body });
  }

  @Post(':id/clone')
  async clone(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { done } = await this.portal.ask(request, cloneMutation, { id });
    if (!done.requirement) throw new AppError('BAD_INPUT', done.errors[0]?.message);
    await this.portal.leadTo(reply, `/requirements/${done.requirement.id}/edit`);
  }
}
