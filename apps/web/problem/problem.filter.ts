import { AppError, type ErrorCode, type Logger, toAppError } from '#lib/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Fields, textOf } from '../form.fields.js';
import { StaleForm } from '../form.guard.js';
import { Portal } from '../portal.js';

const titles: Partial<Record<ErrorCode, string>> = {
  NOT_FOUND: 'Page not found',
  BAD_INPUT: 'That did not work',
  UNAUTHENTICATED: 'Sign in first',
  OUT_OF_SCOPE: 'That is not allowed',
  CONFLICT: 'Somebody was faster',
  TOO_LARGE: 'That is too large',
  NOT_READY: 'Not there just now',
  RATE_LIMITED: 'Too many requests',
};

/** An error page with the status that belongs to it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log: Logger;

  constructor(private readonly portal: Portal) {
    this.log = portal.runtime.log;
  }

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.code === 'INTERNAL') this.log.error({ err: error, requestId: request.id }, 'a page failed');
    if (problem.code === 'UNAUTHENTICATED' && request.method === 'GET') {
      await this.portal.leadTo(reply, `/sign-in?next=${encodeURIComponent(request.url)}`);
      return;
    }
    const above =
      problem.code === 'NOT_FOUND' && request.method === 'GET'
        ? request.server.formAddresses.pageAbove(request.url)
        : undefined;
    if (above !== undefined) {
      await this.portal.leadTo(reply, above);
      return;
    }
    const again = againReason(problem, request);
    if (again !== undefined) {
      const view = { ...againOf(request), ...again };
      await this.portal.show(request, reply, 'problem/again.njk', view, problem.status);
      return;
    }
    const title = titles[problem.code] ?? 'Something went wrong';
    const away = problem.code === 'NOT_READY' ? request.url : undefined;
    const view = { title, message: problem.message, away };
    await this.portal.show(request, reply, 'problem/problem.njk', view, problem.status);
  }
}

/** Why a form is to be sent once more, if it is. */
function againReason(problem: AppError, { method, body }: FastifyRequest) {
  if (problem instanceof StaleForm) return { title: 'Send it once more', stale: true };
  if (problem.code === 'UNAUTHENTICATED') return { title: 'Sign in again to finish' };
  if (problem.code !== 'NOT_READY' || method !== 'POST') return undefined;
  // By the sign of the first sending the API knows the second for the same, should it have come through after all.
  const formToken = textOf((body ?? {}) as Fields, '_form');
  return { title: 'Send it again in a moment', away: true, ...(formToken ? { formToken } : {}) };
}

/** A form that came too late to be done, ready to be sent once more: nothing that was typed is lost. */
function againOf({ url, body }: FastifyRequest) {
  const sent = Object.entries((body ?? {}) as Fields).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );
  return {
    action: url,
    fields: sent.filter(({ name, value }) => name !== '_form' && typeof value === 'string'),
    file: sent.some(({ value }) => value instanceof File && value.size > 0),
  };
}

function problemOf(error: unknown): AppError {
  if (!(error instanceof HttpException)) return toAppError(error);
  if (error.getStatus() === 404)
    return new AppError('NOT_FOUND', 'Check the address, or start from the search.');
  if (error.getStatus() === 413)
    return new AppError(
      'TOO_LARGE',
      'A file holds 20 MB at most. Go back, and choose a smaller one. Nothing was changed.',
    );
  return error.getStatus() < 500 ? new AppError('BAD_INPUT') : toAppError(error);
}
