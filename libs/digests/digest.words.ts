import type { WantedCertificate } from '#lib/matching';
import { certifications, type Region } from '#lib/taxonomy';

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const grouped = new Intl.NumberFormat('en-GB');

/** "Seven members", "One member", "12 members": numbers up to ten in words, to begin a sentence with. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${small[count] ?? grouped.format(count)} ${count === 1 ? one : many}`;

/** "7 members", "1 member" */
export const figureOf = (count: number, one: string, many = `${one}s`): string =>
  `${grouped.format(count)} ${count === 1 ? one : many}`;

/** "a", "a and b", "a, b and c"; where an item holds an "and" of its own, a comma before the last: "a and b, and c". */
export function listOf(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  const comma = items.some((item) => item.includes(' and ')) ? ',' : '';
  return `${items.slice(0, -1).join(', ')}${comma} and ${items.at(-1)}`;
}

/** "£850", "£42,000", "£6.2 million" */
export function poundsInWords(value: number): string {
  if (value < 1_000_000) return `£${grouped.format(Math.round(value))}`;
  return `£${(Math.round(value / 100_000) / 10).toLocaleString('en-GB')} million`;
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

const bare = (text: string): string => text.replace(/[^a-z0-9]/gi, '').toUpperCase();

/**
 * The short name of a scheme as people write it: those words of its label that spell its code ("Cyber Essentials",
 * "EN 15085-2", "Part 21G"), a code that is an abbreviation itself ("GMP"), or else its label.
 */
export function schemeInWords(code: string): string {
  const label = certifications().scheme(code)?.label;
  if (label === undefined) return code.replaceAll('_', ' ');
  const plain = label.replace(/ \(.*/, '');
  const words = label.replace(/[()]/g, '').split(' ');
  for (let from = 0; from < words.length; from += 1)
    for (let to = from + 1; to <= words.length; to += 1) {
      const name = words.slice(from, to).join(' ');
      if (bare(name) === bare(code)) return name;
    }
  // "ISO 17025", whose label says "ISO/IEC 17025".
  if (/^[A-Z]+_\d+$/.test(code)) return code.replace('_', ' ');
  return code.includes('_') ? plain : code;
}

/** "CL1", "Gold", "Class 7": a level by its code where that is a mark, and else by its label. */
function levelInWords(scheme: string, level: string): string {
  if (/^[A-Z]+\d$/.test(level)) return level;
  const known = certifications()
    .levelsOf(scheme)
    .find(({ level: code }) => code === level);
  return known?.label ?? level.replaceAll('_', ' ');
}

/** "heat treating", "NDT": the codes of commodities are words in capitals, or letters that stand for words. */
const commodityInWords = (commodity: string): string =>
  commodity.length <= 4 ? commodity : commodity.replaceAll('_', ' ').toLowerCase();

/** "ISO 9001", "EN 15085-2 CL1", "Nadcap heat treating" */
export const certificateInWords = ({
  scheme,
  level,
  commodity,
}: Pick<WantedCertificate, 'scheme' | 'level' | 'commodity'>): string =>
  [schemeInWords(scheme), level && levelInWords(scheme, level), commodity && commodityInWords(commodity)]
    .filter(Boolean)
    .join(' ');

/** Text as it stands in XML and HTML; what neither may hold is left out. */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
