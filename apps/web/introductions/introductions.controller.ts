import { AppError } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Step } from '../api.client.js';
import {
  allProblems,
  choiceOf,
  type Fields,
  numberOf,
  numbersToSend,
  type Problem,
  problemsOf,
  textOf,
} from '../form.fields.js';
import { found, Portal, safePath } from '../portal.js';
import { doneMessages, reasons, seenFrom, stateItems } from './introductions.view.js';
import {
  approveAwardMutation,
  awardMutation,
  declineMutation,
  expressInterestMutation,
  introductionPageQuery,
  introductionsQuery,
  inviteMutation,
  shortlistMutation,
  withdrawMutation,
  writeMutation,
} from './document.operations.js';

/** Introductions, step by step. */
@Controller('introductions')
export class IntroductionsController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const visitor = await this.portal.demandVisitor(request);
    const organisationId = textOf(query, 'organisation') || null;
    const state = choiceOf(query, 'state', stateItems);
    const { introductions } = await this.portal.ask(request, introductionsQuery, {
      filter: {
        ...(organisationId === null ? {} : { organisationId }),
        ...(state === 'OVERDUE' ? { overdue: true } : state === undefined ? {} : { states: [state] }),
      },
      after: textOf(query, 'after') || null,
    });
    await this.portal.show(request, reply, 'introductions/introductions.njk', {
      title: 'Introductions',
      introductions,
      listed: introductions.edges.map(({ node }) => seenFrom(visitor, node)),
      organisationId,
      state,
      stateItems,
    });
  }

  /** A buyer invites, or a supplier is interested. */
  @Post()
  async begin(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const what = textOf(body, 'do') === 'invite' ? 'invite' : 'interest';
    const { begun } = await this.portal.ask(
      request,
      what === 'invite' ? inviteMutation : expressInterestMutation,
      { input: { requirementId: textOf(body, 'requirement'), supplierId: textOf(body, 'supplier') } },
    );
    if (!begun.introduction) throw new AppError('BAD_INPUT', begun.errors[0]?.message);
    const back = safePath(textOf(body, 'back'), `/introductions/${begun.introduction.id}`);
    await this.portal.leadTo(reply, `${back}${back.includes('?') ? '&' : '?'}done=${what}`);
  }

  @Get(':id')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    await this.page(request, reply, id, [], textOf(query, 'done'));
  }

  @Post(':id/:step')
  async move(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('step') step: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const problems = await this.take(request, id, step, body);
    if (problems.length) await this.page(request, reply, id, problems, '', body);
    else
      await this.portal.leadTo(
        reply,
        `${safePath(textOf(body, 'back'), `/introductions/${id}`)}?done=${step}`,
      );
  }

  private async take(request: FastifyRequest, id: string, step: string, body: Fields): Promise<Problem[]> {
    const message = textOf(body, `${step}-message`) || null;
    const move = async <Variables>(
      operation: Step<Variables>,
      variables: NoInfer<Variables>,
    ): Promise<Problem[]> =>
      problemsOf((await this.portal.ask(request, operation, variables)).done.errors, { state: 'main' });
    switch (step) {
      case 'shortlist':
        return move(shortlistMutation, { input: { introductionId: id, message } });
      case 'decline':
      case 'withdraw': {
        const reason = choiceOf(body, `${step}-reason`, reasons);
        if (!reason) return [{ field: `${step}-reason`, message: 'Choose a reason.' }];
        const input = { introductionId: id, reason, message };
        return move(step === 'decline' ? declineMutation : withdrawMutation, { input });
      }
      case 'award': {
        // Without a value there is no award: that is one that is wrong.
        const numbers = { valueGbp: numberOf(body, 'valueGbp') ?? NaN, jobs: numberOf(body, 'jobs') };
        const { valueGbp, jobs } = numbersToSend(numbers);
        const found = await move(awardMutation, {
          input: {
            introductionId: id,
            valueGbp: valueGbp!,
            jobs,
            startsOn: textOf(body, 'startsOn') || null,
            keepOpen: textOf(body, 'keepOpen') === 'yes',
          },
        });
        return allProblems(found, numbers, ['valueGbp', 'jobs', 'startsOn', 'keepOpen']).map((problem) =>
          problem.field === 'valueGbp'
            ? { ...problem, message: 'Enter the value of the award in whole pounds.' }
            : problem,
        );
      }
      case 'approve':
        return move(approveAwardMutation, { id });
      case 'message': {
        const text = textOf(body, 'body');
        if (text === '') return [{ field: 'body', message: 'Write something first.' }];
        return move(writeMutation, { input: { introductionId: id, body: text } });
      }
      default:
        throw new AppError('NOT_FOUND');
    }
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    problems: Problem[],
    done: string,
    typed: Fields = {},
  ): Promise<void> {
    const answer = await this.portal.ask(request, introductionPageQuery, { id });
    const introduction = seenFrom(await this.portal.demandVisitor(request), found(answer.introduction));
    await this.portal.show(
      request,
      reply,
      'introductions/introduction.njk',
      {
        title: `${introduction.heading}: ${introduction.requirementTitle}`,
        introduction,
        reasons,
        problems,
        typed,
        done: doneMessages[done],
      },
      problems.length ? 400 : 200,
    );
  }
}
