import nunjucks from 'nunjucks';
import { readFileSync } from 'node:fs';

interface Letter {
  title: string;
  body: string;
  /** Path in the portal. */
  link: string;
  organisation: string;
}

const template = new nunjucks.Template(
  readFileSync(new URL('./templates/notification.html.njk', import.meta.url), 'utf8'),
  new nunjucks.Environment(null, { autoescape: true, throwOnUndefined: true }),
);

/** A piece of news as a letter, in HTML and in plain text. */
export function renderNotification(
  { title, body, link, organisation }: Letter,
  publicUrl: string,
  leave: string,
): { html: string; text: string } {
  const url = publicUrl + link;
  const settings = `${publicUrl}/account/notifications`;
  const paragraphs = body.split(/\n{2,}/).map((paragraph) => paragraph.split('\n'));
  return {
    html: template.render({ title, paragraphs, url, organisation, settings, leave }),
    text: `${title}\n\n${body}\n\n${url}\n\n--\nYou get this for ${organisation}. Choose your letters: ${settings}\nStop letters of this kind: ${leave}\n`,
  };
}
