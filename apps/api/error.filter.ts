import { toAppError } from '#lib/platform';
import { type ArgumentsHost, Catch, HttpException } from '@nestjs/common';
import type { GqlExceptionFilter } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isGraphql, refusal } from './graphql.refusal.js';

/** What is wrong with a request that reached nobody. */
const codes: Readonly<Record<number, string>> = { 404: 'NOT_FOUND', 413: 'TOO_LARGE' };

/** Hands errors of resolvers on to GraphQL untouched, and answers those of plain HTTP by the catalogue. */
@Catch()
export class ErrorFilter implements GqlExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return error;
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const graphql = isGraphql(http.getRequest<FastifyRequest>());
    const answer = (status: number, code: string, message: string): unknown =>
      reply.status(status).send(graphql ? refusal(code, message) : { code, message });
    if (error instanceof HttpException) {
      const status = error.getStatus();
      return answer(status, codes[status] ?? (graphql ? 'BAD_REQUEST' : 'BAD_INPUT'), error.message);
    }
    const known = toAppError(error);
    if (known.code === 'INTERNAL') reply.log.error({ err: error }, 'a request failed');
    return answer(known.status, known.code, known.message);
  }
}
