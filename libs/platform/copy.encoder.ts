/** A value of a row for COPY; a list becomes a text array. */
export type CopyValue = string | number | boolean | null | readonly string[];

const SPECIAL = /[\\\b\f\n\r\t\v]/;
const SPECIALS = /[\\\b\f\n\r\t\v]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/**
 * Writes rows in the text format of PostgreSQL's `COPY … FROM STDIN`: one line a row, tabs between values.
 * Texts must hold no NUL; the readers of this library see to that.
 */
export function copyText(rows: Iterable<readonly CopyValue[]>): string {
  let text = '';
  for (const row of rows) {
    for (let i = 0; i < row.length; i += 1) text += (i > 0 ? '\t' : '') + encoded(row[i]!);
    text += '\n';
  }
  return text;
}

function encoded(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'number') return String(value);
  const members = value.map((member) => `"${member.replace(/["\\]/g, '\\$&')}"`);
  return escaped(`{${members.join(',')}}`);
}

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(SPECIALS, (character) => ESCAPES[character]!) : text;
}
