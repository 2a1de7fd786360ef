import { toAppError } from '#lib/platform';
import { type ArgumentsHost, Catch, HttpException } from '@nestjs/common';
import type { GqlExceptionFilter } from '@nestjs/graphql';
import type { FastifyReply } from 'fastify';

/** Hands errors of resolvers on to GraphQL untouched, and answers those of plain HTTP by the catalogue. */
@Catch()
export class ErrorFilter implements GqlExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof HttpException) {
      const code = error.getStatus() === 404 ? 'NOT_FOUND' : 'BAD_INPUT';
      return reply.status(error.getStatus()).send({ code, message: error.message });
    }
    const known = toAppError(error);
    if (known.code === 'INTERNAL') reply.log.error({ err: error }, 'a request failed');
    return reply.status(known.status).send({ code: known.code, message: known.message });
  }
}
