import { AppError } from '#lib/platform';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Cookies } from './cookies.js';
import { type Fields, textOf } from './form.fields.js';
import { isGenuine } from './form.token.js';
import { WEB_RUNTIME, type WebRuntime } from './web.runtime.js';

const sameHost = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host;

/** Takes nothing but what a form of our own pages sends. */
@Injectable()
export class FormGuard implements CanActivate {
  private readonly cookies: Cookies;

  constructor(@Inject(WEB_RUNTIME) { config }: WebRuntime) {
    this.cookies = new Cookies(config);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method === 'GET' || request.method === 'HEAD') return true;
    const { origin, host, 'sec-fetch-site': from } = request.headers;
    const foreign =
      (from !== undefined && from !== 'same-origin') || (origin !== undefined && !sameHost(origin, host));
    const token = textOf(request.body as Fields | undefined, '_form');
    if (foreign || !isGenuine(this.cookies.read(request, 'browser'), token)) {
      throw new AppError(
        'BAD_INPUT',
        'This form is no longer valid. Go back, load the page again and repeat it.',
      );
    }
    return true;
  }
}
