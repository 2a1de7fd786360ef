import { AppError } from '#lib/platform';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Cookies } from './cookies.js';
import { type Fields, textOf } from './form.fields.js';
import { isGenuine } from './form.token.js';
import { WEB_RUNTIME, type WebRuntime } from './web.runtime.js';

const sameHost = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host;

/**
 * A form of ours whose browser has another secret by now: its cookies were cleared, or the form was open for longer than
 * the browser. What was typed can be sent again.
 */
export class StaleForm extends AppError {
  constructor() {
    super('BAD_INPUT', 'Your browser has been given a new secret since this page was made.');
  }
}

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
      // A browser says itself where a form stood, and no page can make it say otherwise.
      const ours = !foreign && (from !== undefined || origin !== undefined);
      if (ours && token !== '') throw new StaleForm();
      throw new AppError(
        'BAD_INPUT',
        'This form is no longer valid. Go back, load the page again and repeat it.',
      );
    }
    return true;
  }
}
