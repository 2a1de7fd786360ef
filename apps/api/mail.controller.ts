import { DigestService } from '#lib/digests';
import { isSigned, kindOfList, NotificationMailer } from '#lib/notifications';
import {
  AppError,
  MailListService,
  type Suspension,
  systemActor,
  type TransactionContext,
} from '#lib/platform';
import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Access } from './access.decorator.js';
import { API_RUNTIME, type ApiRuntime } from './api.runtime.js';
import { rawBodyOf } from './raw.body.js';

/** What a mail provider reports: a notification as it came, or an event. */
const report = z.union([
  z.object({ notification: z.string().max(200_000) }),
  z.object({
    event: z.enum(['BOUNCE', 'COMPLAINT']),
    address: z.email(),
    detail: z.string().max(1_000).default(''),
  }),
]);

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** In the colours of the letters that lead here. */
const STYLE = `:root{color-scheme:light dark}
body{margin:0;font:17px/1.5 Helvetica,Arial,sans-serif}
header{background:#0e3a47;border-bottom:4px solid #2fa08c;padding:1em}
header a{color:#fff;font-weight:bold}
main{max-width:36em;margin:0 auto;padding:1em}
header a{display:block;max-width:34em;margin:0 auto}
button{font:inherit;padding:.6em 1em}
a:focus-visible,button:focus-visible{outline:3px solid #f0b429;outline-offset:2px}`;

const page = (title: string, body: string, portal: string): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title} – Midlands Match</title><style>${STYLE}</style></head><body><header><a href="${escape(portal)}">Midlands Match</a></header><main><h1>${title}</h1>${body}</main></body></html>`;

/** Sends the one form of a page. */
const sendForm = 'document.forms[0].submit()';
const sendFormHash = createHash('sha256').update(sendForm).digest('base64');

/** Links of letters: they carry a sealed token instead of a caller, and each does the one thing it was made for. */
@Controller('mail')
export class MailController {
  constructor(
    @Inject(API_RUNTIME) private readonly runtime: ApiRuntime,
    private readonly lists: MailListService,
    private readonly digests: DigestService,
    private readonly notices: NotificationMailer,
  ) {}

  /** Asks first: programs that only look at the links of a letter must not take anybody off a list. */
  @Access('PUBLIC')
  @Get('unsubscribe')
  async ask(@Query('t') token = '', @Res() reply: FastifyReply): Promise<void> {
    const { address } = await this.lists.readToken(
      this.runtime.unitOfWork.reading({ actor: systemActor('mail links') }),
      token,
    );
    await this.show(
      reply,
      'Stop these letters?',
      `<p>They will no longer be sent to ${escape(address)}.</p><form method="post"><button type="submit">Stop these letters</button></form>`,
    );
  }

  /** One click of a mail reader (RFC 8058), or the button of the page. */
  @Access('PUBLIC')
  @Post('unsubscribe')
  @HttpCode(200)
  async leave(@Query('t') token = '', @Res() reply: FastifyReply): Promise<void> {
    const { address } = await this.writing(async (ctx) => {
      const left = await this.lists.unsubscribe(ctx, token);
      const kind = kindOfList(left.list);
      if (kind) await this.notices.leave(ctx, left.address, kind);
      return left;
    });
    await this.show(reply, 'Done', `<p>These letters will no longer be sent to ${escape(address)}.</p>`);
  }

  /**
   * Changes nothing by itself, for programs look at the links of a letter before their reader does. A browser sends the
   * form on at once, so that one click is enough.
   */
  @Access('PUBLIC')
  @Get('feedback')
  async askFeedback(
    @Query('t') token = '',
    @Query('u') useful = '',
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.digests.readFeedback(
      this.runtime.unitOfWork.reading({ actor: systemActor('mail links') }),
      token,
    );
    const wanted = useful === '1';
    await this.show(
      reply,
      'What you think of this item',
      `<form method="post" action="feedback?u=${wanted ? 1 : 0}&amp;t=${encodeURIComponent(token)}"><button type="submit">${wanted ? 'It was useful' : 'It was not useful'}</button></form>`,
      sendForm,
    );
  }

  @Access('PUBLIC')
  @Post('feedback')
  @HttpCode(200)
  async feedback(@Query('t') token = '', @Query('u') useful = '', @Res() reply: FastifyReply): Promise<void> {
    const wanted = useful === '1';
    await this.writing((ctx) => this.digests.takeFeedback(ctx, token, wanted));
    const said = wanted
      ? 'Later digests will show items like this first.'
      : 'Later letters will leave out items like this; the full digest still has them.';
    await this.show(
      reply,
      'Thank you',
      `<p>${said}</p><form method="post" action="feedback?u=${wanted ? 0 : 1}&amp;t=${encodeURIComponent(token)}"><button type="submit">${wanted ? 'No, it was not useful' : 'No, it was useful'}</button></form>`,
    );
  }

  /**
   * Bounces and complaints, from who knows the secret: signed as our own webhooks are. The body is an event, or a
   * notification of a mail server as it came (`message/rfc822`).
   */
  @Access('PUBLIC')
  @Post('events')
  @HttpCode(200)
  async events(
    @Req() request: FastifyRequest,
    @Headers('midlands-match-signature') signature = '',
    @Body() body: unknown,
  ): Promise<{ suspended: number }> {
    this.demandSigned(rawBodyOf(request), signature);
    const parsed = report.safeParse(typeof body === 'string' ? { notification: body } : body);
    if (!parsed.success) throw new AppError('BAD_INPUT', 'This is no report of a bounce or a complaint.');
    const { data } = parsed;
    return this.writing(async (ctx) => {
      let fresh: Suspension[];
      if ('notification' in data) fresh = await this.lists.takeReport(ctx, data.notification);
      else {
        const suspension = { address: data.address, reason: data.event, detail: data.detail };
        fresh = (await this.lists.suspend(ctx, suspension)) ? [suspension] : [];
      }
      for (const suspension of fresh) await this.digests.tellOfSuspension(ctx, suspension);
      return { suspended: fresh.length };
    });
  }

  private writing<T>(work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
    return this.runtime.unitOfWork.transaction({ actor: systemActor('mail links') }, work);
  }

  /** @throws AppError NOT_FOUND: to who does not know the secret there is nothing here */
  private demandSigned(body: string | undefined, signature: string): void {
    const { config, unitOfWork } = this.runtime;
    const secret = config.mailWebhookSecret;
    const now = unitOfWork.reading({ actor: systemActor('mail links') }).now();
    if (
      secret === undefined ||
      body === undefined ||
      !isSigned(signature, { secret, body, now: now.getTime() / 1_000 })
    ) {
      throw new AppError('NOT_FOUND');
    }
  }

  private async show(
    reply: FastifyReply,
    title: string,
    body: string,
    script?: typeof sendForm,
  ): Promise<void> {
    const scripts = script ? `; script-src 'sha256-${sendFormHash}'` : '';
    await reply
      .type('text/html; charset=utf-8')
      .headers({
        'cache-control': 'no-store',
        'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'${scripts}`,
      })
      .send(page(title, script ? `${body}<script>${script}</script>` : body, this.runtime.config.publicUrl));
  }
}
