type Row = readonly (string | number | null | undefined)[];

/** A field of a CSV. What a spreadsheet would take for a formula is made text. */
function field(value: Row[number]): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows of a CSV (RFC 4180), for programs. */
export const csvLines = (rows: readonly Row[]): string =>
  rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');

/** The same with a byte-order mark, so that spreadsheets read it as UTF-8: for people. */
export const csvText = (rows: readonly Row[]): string => `\uFEFF${csvLines(rows)}`;
