import { AppError } from '#lib/platform';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Step } from '../api.client.js';
import { letterItems } from '../choices.js';
import { choicesOf, type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { found, Portal } from '../portal.js';
import {
  acceptMutation,
  accountQuery,
  askForAddressMutation,
  chooseLettersMutation,
  endKeyMutation,
  endSessionMutation,
  eraseMeMutation,
  makeKeyMutation,
  renameMeMutation,
  takeAddressMutation,
  takeOutMutation,
} from './document.operations.js';

/** Days a key lasts. */
const KEY_DAYS = 90;

const messages: Readonly<Record<string, string>> = {
  ended: 'That session has ended.',
  letters: 'Saved.',
  name: 'Saved: this is how others see you now.',
  asked: 'A link is on its way to your new address. Open it where you are signed in, within an hour.',
  address: 'Saved: this is your address now. Sign in with it from now on.',
  key: 'That key works no more.',
  joined: 'You are in. You find it under “Your work”.',
};

/** One's own account: where one is signed in, what one hears of, and what is stored. */
@Controller('account')
export class AccountController {
  constructor(private readonly portal: Portal) {}

  @Get()
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.page(request, reply, { done: messages[textOf(query, 'done')] });
  }

  /** Where letters and digests lead to. */
  @Get('notifications')
  async notifications(@Res() reply: FastifyReply): Promise<void> {
    await this.portal.leadTo(reply, '/account#letters');
  }

  @Post('sessions/:id')
  async end(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    await this.portal.ask(request, endSessionMutation, { id });
    await this.portal.leadTo(reply, '/account?done=ended');
  }

  @Post('name')
  async rename(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { done } = await this.portal.ask(request, renameMeMutation, { name: textOf(body, 'name') });
    if (done.errors.length === 0) return this.portal.leadTo(reply, '/account?done=name');
    return this.page(request, reply, {
      typed: body,
      problems: problemsOf(done.errors, { name: 'name', '': 'name' }),
    });
  }

  @Post('address')
  async askForAddress(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { done } = await this.portal.ask(request, askForAddressMutation, { email: textOf(body, 'email') });
    if (done.errors.length === 0) return this.portal.leadTo(reply, '/account?done=asked');
    return this.page(request, reply, {
      typed: body,
      problems: problemsOf(done.errors, { email: 'email', '': 'email' }),
    });
  }

  /** Programs that read mail open links; a person presses a button. */
  @Get('address')
  async takingAddress(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { me } = await this.portal.ask(request, accountQuery);
    const view = {
      title: 'Your new address',
      token: textOf(query, 'token'),
      awaited: me?.awaitedEmail ?? null,
    };
    await this.portal.show(request, reply, 'account/address.njk', view);
  }

  @Post('address/confirm')
  async takeAddress(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { done } = await this.portal.ask(request, takeAddressMutation, { token: textOf(body, 'token') });
    if (done.errors.length === 0) return this.portal.leadTo(reply, '/account?done=address');
    const problems = done.errors.map(({ message }) => ({ message, field: 'email' }));
    return this.page(request, reply, { typed: {}, problems });
  }

  @Post('letters')
  async letters(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    const kinds = choicesOf(body, 'kinds', letterItems);
    await this.step(request, reply, chooseLettersMutation, { kinds }, 'letters');
  }

  @Post('keys')
  async key(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: Fields): Promise<void> {
    await this.portal.demandVisitor(request);
    const { made } = await this.portal.ask(request, makeKeyMutation, {
      input: { name: textOf(body, 'keyName'), days: KEY_DAYS },
    });
    await this.page(request, reply, {
      key: made.token,
      typed: made.token === null ? body : {},
      problems: problemsOf(made.errors, { name: 'keyName', scopes: 'keyName', '': 'keyName' }),
    });
  }

  @Get('keys/:id')
  async endingKey(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { apiTokens } = await this.portal.ask(request, accountQuery);
    const { name } = found(apiTokens.find((key) => key.id === id));
    await this.portal.confirm(request, reply, {
      title: `End the key “${name}”`,
      warning: `Programs that use “${name}” are refused from now on. This cannot be undone; make a new key to let them in again.`,
      button: 'End it',
      keep: 'Keep it',
      back: '/account',
      backText: 'Your account',
    });
  }

  @Post('keys/:id')
  async endKey(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.step(request, reply, endKeyMutation, { id }, 'key');
  }

  @Post('invitations/:id')
  async accept(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    await this.step(request, reply, acceptMutation, { id }, 'joined');
  }

  @Post('data')
  async takeOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.demandVisitor(request);
    const { requestDataExport } = await this.portal.ask(request, takeOutMutation, { organisationId: null });
    if (requestDataExport.content === null)
      throw new AppError('BAD_INPUT', requestDataExport.errors[0]?.message);
    await reply
      .type('application/json; charset=utf-8')
      .headers({ 'content-disposition': 'attachment; filename="my-data.json"', 'cache-control': 'no-store' })
      .send(requestDataExport.content);
  }

  @Get('erase')
  async erasing(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.portal.demandVisitor(request);
    await this.portal.show(request, reply, 'account/erase.njk', { title: 'Erase your account' });
  }

  /** For good, so the address is typed once more. */
  @Post('erase')
  async erase(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    const visitor = await this.portal.demandVisitor(request);
    const problems: Problem[] = [];
    if (textOf(body, 'email').toLowerCase() === visitor.email.toLowerCase()) {
      const { done } = await this.portal.ask(request, eraseMeMutation, { id: visitor.id });
      problems.push(...problemsOf(done.errors, { '': 'email', id: 'email' }));
    } else problems.push({ field: 'email', message: 'Type your e-mail address as it is shown above.' });
    if (problems.length) {
      const view = { title: 'Erase your account', problems, typed: body };
      return this.portal.show(request, reply, 'account/erase.njk', view, 400);
    }
    this.portal.cookies.clear(reply, 'session');
    await this.portal.leadTo(reply, '/?erased=yes');
  }

  private async step<Variables>(
    request: FastifyRequest,
    reply: FastifyReply,
    operation: Step<Variables>,
    variables: Variables,
    said: string,
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const { done } = await this.portal.ask(request, operation, variables);
    if (done.errors.length) throw new AppError('BAD_INPUT', done.errors[0]!.message);
    await this.portal.leadTo(reply, `/account?done=${said}`);
  }

  private async page(
    request: FastifyRequest,
    reply: FastifyReply,
    state: { done?: string; key?: string | null; typed?: Fields; problems?: Problem[] },
  ): Promise<void> {
    await this.portal.demandVisitor(request);
    const answer = await this.portal.ask(request, accountQuery);
    const view = { title: 'Your account', ...answer, letterItems, typed: {}, ...state };
    await this.portal.show(request, reply, 'account/account.njk', view, state.problems?.length ? 400 : 200);
  }
}
