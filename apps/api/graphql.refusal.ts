import type { FastifyReply, FastifyRequest } from 'fastify';

export const isGraphql = ({ url }: Pick<FastifyRequest, 'url'>): boolean => url.startsWith('/graphql');

/** The answer to a request that is turned away before a document is looked at, in the shape of GraphQL. */
export const refusal = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] });

interface Refused {
  errors?: { extensions?: Record<string, unknown> }[];
}

/**
 * A refused GraphQL request with the id of the request at each of its errors, whoever refused it: one of our hooks, the
 * server or GraphQL itself. Anything else is left as it is.
 */
export function withRequestId(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (reply.statusCode < 400 || !isGraphql(request)) return payload;
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
  try {
    const answer = JSON.parse(payload.toString()) as Refused;
    for (const error of answer.errors ?? [])
      error.extensions = { requestId: request.id, ...error.extensions };
    // It is counted anew.
    reply.removeHeader('content-length');
    return JSON.stringify(answer);
  } catch {
    return payload;
  }
}
