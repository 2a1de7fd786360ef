/** What codes of the API are called, on pages and in files to keep. */
import { sentenceCase } from '#lib/taxonomy';

const regions: Readonly<Record<string, string>> = {
  EAST_MIDLANDS: 'East Midlands',
  WEST_MIDLANDS: 'West Midlands',
  OTHER: 'Elsewhere',
};

export const regionWords = (code: string): string => regions[code] ?? code;

const sizes: Readonly<Record<string, string>> = {
  MICRO: 'Under 10 people',
  SMALL: '10 to 49 people',
  MEDIUM: '50 to 249 people',
  LARGE: '250 people and more',
  UNKNOWN: 'Size not stated',
};

export const sizeWords = (code: string): string => sizes[code] ?? code;

/** A code without words of its own, as words: "No capacity". */
export const words = (code: string): string => sentenceCase(code.toLowerCase().replaceAll('_', ' '));
