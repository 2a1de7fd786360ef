import { AppError } from '#lib/platform';
import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { askingBy } from '../api.client.js';
import { DemoSession } from '../demo.session.js';
import { type Fields, type Problem, problemsOf, textOf } from '../form.fields.js';
import { Portal, safePath } from '../portal.js';
import {
  beginOpenIdMutation,
  finishOpenIdMutation,
  finishSignInMutation,
  requestLinkMutation,
  signInWaysQuery,
  signOutMutation,
} from './document.operations.js';

const AFTERWARDS = '/work';
/** As long as a link works. */
const ON_THE_WAY_MS = 15 * 60_000;

/** Signing in by a link, or by one click in demo mode, and out again. */
@Controller()
export class SignInController {
  constructor(
    private readonly portal: Portal,
    private readonly demo: DemoSession,
  ) {}

  @Get('sign-in')
  async show(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    await this.form(request, reply, safePath(textOf(query, 'next'), AFTERWARDS));
  }

  @Post('sign-in')
  @HttpCode(200)
  async request(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    const email = textOf(body, 'email');
    const { requestSignInLink } = await this.portal.ask(request, requestLinkMutation, {
      input: { email, nonce: this.nonce(request) },
    });
    const problems = problemsOf(requestSignInLink.errors);
    if (problems.length) {
      await this.form(request, reply, safePath(textOf(body, 'next'), AFTERWARDS), email, problems);
      return;
    }
    this.remember(reply, textOf(body, 'next'));
    await this.portal.show(request, reply, 'sign-in/sent.njk', { title: 'Look into your mailbox', email });
  }

  /** Programs that read mail open links; a person presses a button. */
  @Get('sign-in/finish')
  async finishing(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const view = { title: 'Finish signing in', token: textOf(query, 'token') };
    await this.portal.show(request, reply, 'sign-in/finish.njk', view);
  }

  @Post('sign-in/finish')
  async finish(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    const { signIn } = await this.portal.ask(request, finishSignInMutation, {
      input: {
        token: textOf(body, 'token'),
        nonce: this.nonce(request),
        device: (request.headers['user-agent'] ?? '').slice(0, 200),
      },
    });
    if (signIn.token === null || signIn.expiresAt === null) {
      const problems = signIn.errors.map(({ message }) => ({ message, field: 'email' }));
      await this.form(request, reply, this.next(request), '', problems);
      return;
    }
    this.portal.cookies.write(reply, 'session', signIn.token, new Date(signIn.expiresAt));
    await this.leadBack(request, reply);
  }

  /** Leads to where people of an authority or a manufacturer sign in as they do at work. */
  @Get('sign-in/openid/begin')
  async beginOpenId(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const { beginOpenIdSignIn } = await this.portal.ask(request, beginOpenIdMutation, {
      nonce: this.nonce(request),
    });
    if (beginOpenIdSignIn.url === null) throw new AppError('BAD_INPUT');
    this.remember(reply, textOf(query, 'next'));
    await reply.redirect(beginOpenIdSignIn.url, 303);
  }

  /** Where they come back. */
  @Get('sign-in/openid')
  async finishOpenId(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query() query: Fields,
  ): Promise<void> {
    const { finishOpenIdSignIn } = await this.portal.ask(request, finishOpenIdMutation, {
      input: {
        code: textOf(query, 'code'),
        state: textOf(query, 'state'),
        issuer: textOf(query, 'iss') || null,
        nonce: this.nonce(request),
        device: (request.headers['user-agent'] ?? '').slice(0, 200),
      },
    });
    const { token, expiresAt, errors } = finishOpenIdSignIn;
    if (token === null || expiresAt === null) {
      const problems = errors.map(({ message }) => ({ message, field: 'email' }));
      await this.form(request, reply, this.next(request), '', problems);
      return;
    }
    this.portal.cookies.write(reply, 'session', token, new Date(expiresAt));
    await this.leadBack(request, reply);
  }

  @Post('sign-in/demo')
  async demoSignIn(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: Fields,
  ): Promise<void> {
    const token = await this.demo.signIn(askingBy(request), textOf(body, 'email'));
    this.portal.cookies.write(reply, 'session', token);
    await this.portal.leadTo(reply, safePath(textOf(body, 'next'), AFTERWARDS));
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (await this.portal.visitor(request)) await this.portal.ask(request, signOutMutation);
    this.portal.cookies.clear(reply, 'session');
    await this.portal.leadTo(reply, '/');
  }

  private async form(
    request: FastifyRequest,
    reply: FastifyReply,
    next: string,
    email = '',
    problems: Problem[] = [],
  ): Promise<void> {
    const people = await this.demo.people(askingBy(request));
    const { openIdProvider } = await this.portal.ask(request, signInWaysQuery);
    const view = { title: 'Sign in', next, email, problems, people, provider: openIdProvider };
    await this.portal.show(request, reply, 'sign-in/sign-in.njk', view, problems.length ? 400 : 200);
  }

  /** The link is opened in this browser, so the browser keeps where it leads: nobody else can say it in a letter. */
  private remember(reply: FastifyReply, next: string): void {
    const expires = new Date(Date.now() + ON_THE_WAY_MS);
    this.portal.cookies.write(reply, 'next', safePath(next, AFTERWARDS), expires);
  }

  private async leadBack(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const next = this.next(request);
    this.portal.cookies.clear(reply, 'next');
    await this.portal.leadTo(reply, next);
  }

  private next(request: FastifyRequest): string {
    return safePath(this.portal.cookies.read(request, 'next') ?? '', AFTERWARDS);
  }

  /** The link works in this browser alone. */
  private nonce(request: FastifyRequest): string {
    const secret = this.portal.cookies.read(request, 'browser');
    if (secret === undefined) throw new AppError('BAD_INPUT');
    return createHash('sha256').update(`sign-in:${secret}`).digest('base64url');
  }
}
