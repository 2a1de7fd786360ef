import type { Region } from '#lib/taxonomy';

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const grouped = new Intl.NumberFormat('en-GB');

/** "Seven members", "One member", "12 members": numbers up to ten in words, to begin a sentence with. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${small[count] ?? grouped.format(count)} ${count === 1 ? one : many}`;

/** "two weeks" */
export const weeksInWords = (weeks: number): string => countOf(weeks, 'week').toLowerCase();

/** "7 members", "1 member" */
export const figureOf = (count: number, one: string, many = `${one}s`): string =>
  `${grouped.format(count)} ${count === 1 ? one : many}`;

/** "a", "a and b", "a, b and c"; where an item holds an "and" of its own, a comma before the last: "a and b, and c". */
export function listOf(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  const comma = items.some((item) => item.includes(' and ')) ? ',' : '';
  return `${items.slice(0, -1).join(', ')}${comma} and ${items.at(-1)}`;
}

export function regionInWords(region: Region): string {
  switch (region) {
    case 'EAST_MIDLANDS':
      return 'East Midlands';
    case 'WEST_MIDLANDS':
      return 'West Midlands';
    case 'OTHER':
      return 'outside the Midlands';
  }
}

/** Text as it stands in XML and HTML; what neither may hold is left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
