import type { Letter } from './mail.service.js';

export interface LetterContent {
  subject: string;
  /** Paragraphs, plain text. */
  lines: readonly string[];
  /** The one thing to do, as a link. */
  action?: { label: string; url: string };
  /** Paragraphs below the link. */
  after?: readonly string[];
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A short letter of a few paragraphs and at most one link, as HTML and as text. Content is never read as markup. */
export function composeLetter({
  subject,
  lines,
  action,
  after = [],
}: LetterContent): Pick<Letter, 'subject' | 'html' | 'text'> {
  const paragraphs = (texts: readonly string[]): string[] => texts.map((line) => `<p>${escaped(line)}</p>`);
  const link = action ? [`<p><a href="${escaped(action.url)}">${escaped(action.label)}</a></p>`] : [];
  const html = [...paragraphs(lines), ...link, ...paragraphs(after)].join('\n');
  const text = [...lines, ...(action ? [`${action.label}: ${action.url}`] : []), ...after];
  // A subject is one line: a line break in it would begin another header.
  return { subject: subject.replace(/\s+/g, ' ').trim(), html, text: text.join('\n\n') };
}
