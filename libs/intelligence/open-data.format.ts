import type { Column, OpenRow } from './open-data.catalogue.js';

/** A field of a CSV (RFC 4180). What a spreadsheet would take for a formula is made text. */
function field(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV with a heading. */
export const openCsv = (columns: readonly Column[], rows: readonly OpenRow[]): string =>
  [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ name }) => row[name]))]
    .map((line) => `${line.map(field).join(',')}\r\n`)
    .join('');
