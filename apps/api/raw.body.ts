import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

const bodies = new WeakMap<FastifyRequest, string>();

/** Keeps the bodies of requests to one path as they came: signatures are over them. */
export function keepRawBodies(instance: FastifyInstance, path: string): void {
  // Notifications of mail servers come as they are, too.
  instance.addContentTypeParser('message/rfc822', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
  instance.addHook('preParsing', async (request, _reply, payload) => {
    if (request.method !== 'POST' || request.url.split('?')[0] !== path) return payload;
    const body = await buffer(payload);
    bodies.set(request, body.toString('utf8'));
    return Object.assign(Readable.from([body]), { receivedEncodedLength: body.length });
  });
}

/** The body of a request as it came; undefined where it was not kept. */
export const rawBodyOf = (request: FastifyRequest): string | undefined => bodies.get(request);
