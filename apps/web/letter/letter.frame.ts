import type { FastifyReply } from 'fastify';

/** A letter's own HTML may style itself and nothing else: no scripts, no forms, no requests. */
const letterPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/** Sends a letter as it was written, to be framed by a page of ours. */
export async function sendLetter(reply: FastifyReply, html: string): Promise<void> {
  await reply
    .type('text/html; charset=utf-8')
    .headers({ 'content-security-policy': letterPolicy, 'cache-control': 'no-store' })
    // Its links leave the frame: a page of ours does not open inside another.
    .send(html.replace('<head>', '<head><base target="_blank">'));
}
