import nunjucks from 'nunjucks';
import { readFileSync } from 'node:fs';
import type { Letter } from './mail.service.js';

export interface LetterLink {
  /** What one does there, in words that stand by themselves. */
  label: string;
  url: string;
}

export interface LetterContent {
  subject: string;
  /** Paragraphs, plain text. One in which every line begins with a bullet is a list. */
  lines: readonly string[];
  /** The one thing to do. */
  action?: LetterLink;
  /** Paragraphs below the link. */
  after?: readonly string[];
  /** Why the reader gets it: a sentence at its foot. */
  why: string;
  /** What can be done about such letters, after that sentence. */
  ways?: readonly LetterLink[];
}

export const BULLET = '• ';

const template = new nunjucks.Template(
  readFileSync(new URL('./templates/letter.html.njk', import.meta.url), 'utf8'),
  new nunjucks.Environment(null, { autoescape: true, throwOnUndefined: true }),
);

/** A paragraph as its lines, without their bullets. */
interface Paragraph {
  listed: boolean;
  of: string[];
}

function paragraphOf(text: string): Paragraph {
  const lines = text.split('\n');
  const listed = lines.every((line) => line.startsWith(BULLET));
  return { listed, of: listed ? lines.map((line) => line.slice(BULLET.length)) : lines };
}

/** A short letter of a few paragraphs and at most one thing to do, as HTML and as text. Content is never read as markup. */
export function composeLetter({
  subject,
  lines,
  action,
  after = [],
  why,
  ways = [],
}: LetterContent): Pick<Letter, 'subject' | 'html' | 'text'> {
  // A subject is one line: a line break in it would begin another header.
  const line = subject.replace(/\s+/g, ' ').trim();
  const html = template.render({
    subject: line,
    before: lines.map(paragraphOf),
    action: action ?? null,
    after: after.map(paragraphOf),
    why,
    ways,
  });
  const linked = ({ label, url }: LetterLink): string => `${label}: ${url}`;
  const text = [
    line,
    ...lines,
    ...(action ? [linked(action)] : []),
    ...after,
    ['--', why, ...ways.map(linked)].join('\n'),
  ].join('\n\n');
  return { subject: line, html, text: `${text}\n` };
}
