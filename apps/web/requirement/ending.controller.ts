import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import { isLive } from '../requirement.life.js';
import { closeMutation, endingQuery, takeBackMutation } from './document.operations.js';

/** As the API takes them. */
const LONGEST_WORDS = 500;

/** The two ways in which a requirement ends without an award. */
const endings = {
  close: {
    verb: 'Close',
    warning:
      'It takes no more answers, and its list of matches goes; what you decided is kept with its reasons.',
    label: 'How did it end?',
    done: 'closed',
    operation: closeMutation,
  },
  withdraw: {
    verb: 'Withdraw',
    warning:
      'It is taken back, as if the need had gone, and suppliers no longer find it; what you decided is kept.',
    label: 'Why is it taken back?',
    done: 'withdrawn',
    operation: takeBackMutation,
  },
} as const;
type Ending = keyof typeof endings;

/** Ending a requirement without an award: asked first, and with a word for the suppliers that wait. */
@Controller('requirements')
export class EndingController {
  constructor(private readonly portal: Portal) {}

  @Get(':id/close')
  async closing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.askEnding(request, reply, id, 'close');
  }

  @Post(':id/close')
  async close(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.end(request, reply, id, 'close', body);
  }

  @Get(':id/withdraw')
  async withdrawing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.askEnding(request, reply, id, 'withdraw');
  }

  @Post(':id/withdraw')
  async withdraw(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.end(request, reply, id, 'withdraw', body);
  }

  private async end(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    ending: Ending,
    body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const outcome = textOf(body, 'outcome');
    const { operation, done } = endings[ending];
    const problems =
      outcome.length > LONGEST_WORDS
        ? [{ field: 'outcome', message: `At most ${LONGEST_WORDS} characters. Shorten it.` }]
        : problemsOf(
            (await this.portal.ask(request, operation, { id, outcome: outcome || null })).done.errors,
            {
              '': 'outcome',
              reason: 'outcome',
              state: 'outcome',
            },
          );
    if (problems.length) await this.askEnding(request, reply, id, ending, { words: outcome, problems });
    else await this.portal.leadTo(reply, `/requirements/${id}?done=${done}`);
  }

  /** Asks before it ends for good, and for what the suppliers that wait are told. */
  private async askEnding(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    ending: Ending,
    { words = '', problems }: { words?: string; problems?: Problem[] } = {},
  ): Promise<void> {
    const { requirement } = await this.portal.ask(request, endingQuery, { id });
    const { title, state, buyer, introductions } = found(requirement);
    await this.portal.demandWorker(request, found(buyer).id);
    if (!isLive(state)) return this.portal.leadTo(reply, `/requirements/${id}`);
    const { verb, warning, label } = endings[ending];
    const waiting = introductions.totalCount;
    const told =
      waiting === 0
        ? 'No supplier waits for word.'
        : waiting === 1
          ? 'The one supplier that waits for word is told that it is over.'
          : `The ${waiting} suppliers that wait for word are told that it is over.`;
    await this.portal.confirm(request, reply, {
      title: `${verb} this requirement?`,
      caption: title,
      warning: `${warning} ${told} This cannot be undone; you can make a copy of it.`,
      words: {
        name: 'outcome',
        label,
        hint: 'Optional. Whoever could see the requirement reads it.',
        value: words,
      },
      button: `${verb} it`,
      keep: 'Leave it open',
      back: `/requirements/${id}`,
      backText: 'The requirement',
      problems,
    });
  }
}
