import type { FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';

const nonces = new WeakMap<FastifyRequest, string>();

/** A secret of one answer: a script runs when it carries it. */
export function nonceOf(request: FastifyRequest): string {
  const nonce = nonces.get(request) ?? randomBytes(16).toString('base64');
  nonces.set(request, nonce);
  return nonce;
}

/** What an answer may load and do: our own styles, typeface and pictures, and the script that carries the nonce. */
export const policyOf = (request: FastifyRequest): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonceOf(request)}'`,
    "connect-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
