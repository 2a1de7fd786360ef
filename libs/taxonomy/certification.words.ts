/** Certificates as people write and say them. */
import { certifications } from './certification.table.js';
import type { CertificateRef } from './certification.types.js';

type Wanted = Pick<CertificateRef, 'scheme' | 'edition' | 'level' | 'commodity'>;

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
export const certificateInWords = ({ scheme, level, commodity }: Wanted): string =>
  [schemeInWords(scheme), level && levelInWords(scheme, level), commodity && commodityInWords(commodity)]
    .filter(Boolean)
    .join(' ');

/** "AS/EN 9100 aerospace quality management, edition D": for whoever may not know its short name. */
export function certificateInFull({ scheme, edition, level, commodity }: Wanted): string {
  const label = certifications().scheme(scheme)?.label ?? scheme.replaceAll('_', ' ');
  return [
    edition && !label.includes(edition) ? `${label}, edition ${edition}` : label,
    level && levelInWords(scheme, level),
    commodity && commodityInWords(commodity),
  ]
    .filter(Boolean)
    .join(' ');
}
