import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { regionItems } from '../choices.js';
import { type Fields, type Problem, textOf } from '../form.fields.js';
import { Portal } from '../portal.js';
import { claimQueueQuery } from './document.operations.js';
import { messages, takeStep, withDone } from './evidence.step.js';
import { askedOf, kindItems, queuedClaims, queueHref, stateItems } from './evidence.view.js';

interface State {
  problems?: Problem[];
  done?: string;
  /** What can be undone, and of which supplier. */
  check?: string;
  checked?: string;
  typed?: Fields;
}

/** The queue of officers: claims nobody has checked, with what there is to check them by. */
@Controller('office/evidence')
export class QueueController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, query, {
      done: messages[textOf(query, 'done')],
      check: textOf(query, 'check'),
      checked: textOf(query, 'of'),
    });
  }

  /** How the queue is narrowed stays in the address of the form. */
  @Post()
  async record(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
    @Body() body: Fields,
  ): Promise<void> {
    const visitor = await this.portal.demandOfficer(request);
    const supplierId = textOf(body, 'supplier');
    const taken = await takeStep(this.portal, request, visitor, supplierId, body);
    if (taken.problems.length) {
      return this.page(request, reply, query, { problems: taken.problems, typed: body });
    }
    const href = withDone(queueHref(askedOf(query)), taken);
    await this.portal.leadTo(reply, `${href}&of=${encodeURIComponent(supplierId)}`);
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    query: Fields,
    state: State,
  ): Promise<void> {
    await this.portal.demandOfficer(request);
    const asked = askedOf(query);
    const { kind, scheme, region, text, inPlay, after } = asked;
    const answer = await this.portal.ask(request, claimQueueQuery, {
      kind,
      filter: {
        state: asked.state,
        inPlay,
        ...(region && { region }),
        ...(text && { text }),
        ...(scheme && kind === 'CERTIFICATE' && { scheme }),
      },
      after,
    });
    const { totalCount, pageInfo } = answer.claims;
    const view = {
      title: 'Claims to check',
      asked,
      total: totalCount,
      items: queuedClaims(answer),
      kinds: kindItems.map(({ value, text: label }) => ({
        label,
        href: queueHref({ ...asked, kind: value, after: null }),
        current: value === kind,
      })),
      here: queueHref(asked),
      nextHref: pageInfo.hasNextPage ? queueHref({ ...asked, after: pageInfo.endCursor }) : null,
      stateItems,
      regionItems,
      schemeItems: answer.certifications.map(({ code, label }) => ({ value: code, text: label })),
      by: { officer: true },
      typed: {},
      ...state,
    };
    const status = state.problems?.length ? 400 : 200;
    await this.portal.show(request, reply, 'evidence/queue.njk', view, status);
  }
}
