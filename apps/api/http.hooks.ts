import { AppError } from '#lib/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isFromAnotherSite } from './cross-site.guard.js';
import { isGraphql as asksGraphql, refusal, withRequestId } from './graphql.refusal.js';
import type { Metrics } from './metrics.service.js';
import type { RateLimiter } from './rate.limiter.js';

/** Largest body of an import, bytes: a file of 10 MB in base64, and its name. */
export const IMPORT_BODY_LIMIT = 15 * 1024 * 1024;
/** Largest body of anything else, bytes. */
export const BODY_LIMIT = 256 * 1024;

const limited = (code: 'TOO_LARGE' | 'RATE_LIMITED') => refusal(code, new AppError(code).message);

/** What is in a file was said when it was announced. */
const FILE_CONTENT = 'application/octet-stream';
/** Those with an answer of their own: a HEAD is a GET without its body, and browsers ask by OPTIONS. */
const GRAPHQL_METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'];

const badRequest = (message: string) => refusal('BAD_REQUEST', message);
const notPacked = (encoding: string) =>
  badRequest(`The body is packed (${encoding.slice(0, 40)}). Send it as it is, without "content-encoding".`);
const notByMethod = (method: string) =>
  badRequest(`Send operations by POST, or queries by GET; not by ${method}.`);

const bytesOf = (request: FastifyRequest): number => {
  const stated = Number(request.headers['content-length'] ?? Number.NaN);
  return Number.isNaN(stated) ? Buffer.byteLength(JSON.stringify(request.body ?? null)) : stated;
};

/** Whether the body asks for an import, the one operation that carries a file. */
function isImport(body: unknown): boolean {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
  return (
    typeof query === 'string' && query.length < BODY_LIMIT && /import(?:Suppliers|Requirements)/.test(query)
  );
}

/** What every request gets, whatever answers it: its id, its measure, its limits, harmless headers. */
export function addHooks(server: FastifyInstance, metrics: Metrics, limiter: RateLimiter): void {
  // Files are not read into memory: whoever takes one reads it as it comes.
  server.addContentTypeParser(FILE_CONTENT, (_request, content, done) => {
    done(null, content);
  });
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const isGraphql = asksGraphql(request);
    if (isGraphql) void reply.header('cache-control', 'no-store');
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') {
      return reply.status(415).header('accept-encoding', 'identity').send(notPacked(encoding));
    }
    if (isGraphql && !GRAPHQL_METHODS.includes(request.method)) {
      return reply.status(405).header('allow', GRAPHQL_METHODS.join(', ')).send(notByMethod(request.method));
    }
    if (isGraphql || /^\/(?:open-data|ocds)\b/.test(request.url)) {
      const { allowed, retryAfter } = limiter.hit(request.ip, request.headers.authorization);
      if (!allowed) {
        return reply.status(429).header('retry-after', retryAfter).send(limited('RATE_LIMITED'));
      }
      // Queries may come by GET: from a program or our own pages, and not from a page of another site.
      if (isGraphql && request.method === 'GET' && !isFromAnotherSite(request.headers)) {
        request.headers['apollo-require-preflight'] = 'true';
      }
    }
    // Only somebody signed in can import: nobody else gets to send that much.
    if (request.url.startsWith('/files')) {
      const type = request.headers['content-type'] ?? FILE_CONTENT;
      if (request.method === 'PUT' && type !== FILE_CONTENT) {
        return reply.status(415).send(badRequest(`Send the content as ${FILE_CONTENT}, whatever it is.`));
      }
      const { allowed, retryAfter } = limiter.hit(request.ip, undefined);
      return allowed
        ? undefined
        : reply.status(429).header('retry-after', retryAfter).send(limited('RATE_LIMITED'));
    }
    const isLarge = Number(request.headers['content-length'] ?? 0) > BODY_LIMIT;
    if (isLarge && request.headers.authorization === undefined) {
      return reply.status(413).send(limited('TOO_LARGE'));
    }
    return undefined;
  });
  server.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST' || bytesOf(request) <= BODY_LIMIT || isImport(request.body)) return;
    await reply.status(413).send(limited('TOO_LARGE'));
  });
  // Encoded once: a string would be gone through for its length, and again when it is written.
  server.addHook('onSend', (request, reply, payload, done) => {
    // RFC 9110, 15.5.2: who is not let in hears by what they would be.
    if (reply.statusCode === 401) void reply.header('www-authenticate', 'Bearer');
    const answer = withRequestId(request, reply, payload);
    done(null, typeof answer === 'string' ? Buffer.from(answer) : answer);
  });
  server.addHook('onResponse', (request, reply, done) => {
    metrics.request(
      request.method,
      request.routeOptions.url ?? 'unknown',
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
    done();
  });
}
