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

const LINE =
  'font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;margin:0;padding:12px 16px;';

/** A letter under its subject, as mail readers show it. */
export const withSubject = (html: string, subject: string): string =>
  html.replace(
    /<body[^>]*>/,
    (body) =>
      `${body}<p style="${LINE}background:#fff;color:#14212b;border-bottom:1px solid #dde3e7;">Subject: <strong>${escaped(subject)}</strong></p>`,
  );

/** Stands where a letter would, when it could not be written: a page of ours shows in no frame. */
export const UNWRITTEN = `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Not written yet</title></head>
<body style="margin:0;background:#fff;color:#14212b;"><p style="${LINE}">The letter cannot be written just yet. The service may have started a moment ago: it is ready within a minute as a rule. <a href="" target="_self" style="color:#0b5394;">Try again</a></p></body></html>`;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
