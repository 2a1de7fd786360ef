import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Step } from '../api.client.js';
import { choicesOf, type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import {
  addWebhookMutation,
  pauseWebhookMutation,
  removeWebhookMutation,
  renewSecretMutation,
  replayDeliveryMutation,
  tryWebhookMutation,
  type WebhooksQuery,
  webhooksQuery,
} from './document.operations.js';
import { eventItems, shownHooks } from './webhooks.view.js';

const messages: Readonly<Record<string, string>> = {
  paused: 'Paused. What happens now is not told later.',
  resumed: 'It is told of events again.',
  tried: 'A trial is on its way. Load the page again to see what became of it.',
  replayed: 'It is on its way once more, under the same id.',
  removed: 'Deleted. Nothing is sent there any more.',
};

interface State {
  done?: string;
  problems?: Problem[];
  typed?: Fields;
  /** Of the webhook that has just been made, or given another. */
  secret?: string;
}

/** Other systems of an organisation that are told of its events. */
@Controller('work/:id/webhooks')
export class WebhooksController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, id, { done: messages[textOf(query, 'done')] });
  }

  /** Answered by the page itself: the secret is stored nowhere it could be shown from again. */
  @Post()
  async add(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const { made } = await this.portal.ask(request, addWebhookMutation, {
      input: { organisationId: id, url: textOf(body, 'url'), events: choicesOf(body, 'events', eventItems) },
    });
    const problems = problemsOf(made.errors, { '': 'url', organisationId: 'url' });
    if (problems.length) await this.page(request, reply, id, { problems, typed: body });
    else await this.page(request, reply, id, { secret: found(made.secret) });
  }

  @Post(':hook/pause')
  async pause(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('hook') hook: string,
    @Body() body: Fields,
  ): Promise<void> {
    const paused = textOf(body, 'do') !== 'resume';
    const said = paused ? 'paused' : 'resumed';
    await this.step(request, reply, id, pauseWebhookMutation, { id: hook, paused }, said);
  }

  /** A secret that is lost or has leaked is replaced; answered by the page itself, as when one is made. */
  @Post(':hook/secret')
  async renew(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('hook') hook: string,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const { made } = await this.portal.ask(request, renewSecretMutation, { id: hook });
    const problems = problemsOf(made.errors, { '': 'webhooks', id: 'webhooks' });
    await this.page(request, reply, id, problems.length ? { problems } : { secret: found(made.secret) });
  }

  @Post(':hook/try')
  async try(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('hook') hook: string,
  ): Promise<void> {
    await this.step(request, reply, id, tryWebhookMutation, { id: hook }, 'tried');
  }

  @Post('deliveries/:delivery')
  async replay(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('delivery') delivery: string,
  ): Promise<void> {
    await this.step(request, reply, id, replayDeliveryMutation, { id: delivery }, 'replayed');
  }

  @Get(':hook/delete')
  async removing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('hook') hook: string,
  ): Promise<void> {
    const { organisation, webhooks } = await this.read(request, id);
    const one = found(shownHooks(webhooks).find((shown) => shown.id === hook));
    await this.portal.confirm(request, reply, {
      title: `Delete the webhook to ${one.host}`,
      caption: found(organisation).name,
      warning:
        'This cannot be undone: its secret and the log of its deliveries go. To stop it for a while, pause it instead.',
      address: one.url,
      button: 'Delete it',
      keep: 'Keep it',
      back: `/work/${id}/webhooks`,
      backText: 'Webhooks',
    });
  }

  @Post(':hook/delete')
  async remove(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Param('hook') hook: string,
  ): Promise<void> {
    await this.step(request, reply, id, removeWebhookMutation, { id: hook }, 'removed');
  }

  private async step<Variables>(
    request: FastifyRequest,
    reply: FastifyReply,
    id: string,
    step: Step<Variables>,
    variables: Variables,
    said: string,
  ): Promise<void> {
    await this.portal.demandWorker(request, id);
    const { done } = await this.portal.ask(request, step, variables);
    const problems = problemsOf(done.errors, { '': 'webhooks', id: 'webhooks' });
    if (problems.length) await this.page(request, reply, id, { problems });
    else await this.portal.leadTo(reply, `/work/${id}/webhooks?done=${said}`);
  }

  private async read(request: FastifyRequest, id: string): Promise<WebhooksQuery> {
    await this.portal.demandWorker(request, id);
    return this.portal.ask(request, webhooksQuery, { id });
  }

  private async page(request: FastifyRequest, reply: FastifyReply, id: string, state: State): Promise<void> {
    const answer = await this.read(request, id);
    const organisation = found(answer.organisation);
    const view = {
      title: `Webhooks of ${organisation.name}`,
      organisation,
      hooks: shownHooks(answer.webhooks),
      eventItems,
      typed: {},
      ...state,
    };
    const status = state.problems?.length ? 400 : 200;
    await this.portal.show(request, reply, 'webhooks/webhooks.njk', view, status);
  }
}
