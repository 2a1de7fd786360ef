import type { PlaceError, Postcode } from './geography.types.js';

/** A letter ends an outward code in central London alone, and only some letters do. */
const OUTWARD = /^(?:[A-Z]{1,2}\d{1,2}|[A-Z]\d[A-HJKPSTUW]|[A-Z]{2}\d[ABEHMNPRVWXY])$/;
const INWARD = /^\d[A-Z]{2}$/;
/** Letters the inward half never uses. */
const NEVER_INWARD = /[CIKMOV]/;
const TO_DIGIT: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', S: '5', Z: '2' };
const TO_LETTER: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '5': 'S', '2': 'Z' };

const digit = (c: string): string => TO_DIGIT[c] ?? c;
const letter = (c: string): string => TO_LETTER[c] ?? c;

/** Areas whose postcodes say nothing about a place in the United Kingdom, and why. */
const NOT_GEOGRAPHIC: Readonly<Record<string, string>> = {
  BFPO: 'a forces post office',
  BF: 'a forces post office',
  BX: 'a mailbox without a place',
  XX: 'a returns address without a place',
  GIR: 'a mailbox without a place',
};

function refuse(code: PlaceError['code'], error: string): PlaceError {
  return { code, error };
}

/** The reading a slip of O/0, I/1, S/5 or Z/2 most likely meant, or null. Numbers are put right by position. */
function likelyMeant(compact: string): string | null {
  if (compact.length < 5 || compact.length > 7) return null;
  const inward = digit(compact.at(-3)!) + letter(compact.at(-2)!) + letter(compact.at(-1)!);
  const outward = compact.slice(0, -3);
  for (const letters of [1, 2]) {
    const fixed = [...outward].map((c, at) => (at < letters ? letter(c) : digit(c))).join('');
    if (OUTWARD.test(fixed) && INWARD.test(inward) && !NEVER_INWARD.test(inward)) return `${fixed} ${inward}`;
  }
  return null;
}

function describeSlip(typed: string): PlaceError {
  const compact = typed.replace(/\s/g, '');
  const meant = likelyMeant(compact);
  if (meant && meant.replace(' ', '') !== compact) {
    return refuse('MALFORMED', `"${typed}" is not a postcode. Did you mean ${meant}?`);
  }
  return refuse(
    'MALFORMED',
    `"${typed}" is not a postcode. Enter it in full, with letters and numbers as on a letter, for example DE24 8SE.`,
  );
}

/**
 * Reads a UK postcode as people type it: any case, with or without the space, stray full stops and hyphens dropped.
 * An outward code alone ('DE24') is read only with `allowOutcode`. Slips are never put right silently: the error
 * suggests the likely postcode. Forces and mailbox postcodes are refused, since they name no place.
 */
export function parsePostcode(text: string, options: { allowOutcode?: boolean } = {}): Postcode | PlaceError {
  const typed = text.normalize('NFKC').trim().toUpperCase().replace(/\s+/g, ' ');
  const compact = typed.replace(/[^A-Z0-9]/g, '');
  if (compact === '') return refuse('EMPTY', 'Enter a postcode, for example DE24 8SE.');
  const area = /^(BFPO|GIR(?=0AA)|(?:BF|BX|XX)(?=\d))/.exec(compact)?.[1];
  if (area) {
    const why = NOT_GEOGRAPHIC[area] ?? 'an address without a place';
    return refuse('NOT_GEOGRAPHIC', `${typed} is ${why}. Enter the postcode of the premises instead.`);
  }
  const spaced = /^(\S+) (\S+)$/.exec(typed.replace(/[.\-–]/g, ''));
  const outward = spaced?.[1] ?? compact.slice(0, -3);
  const inward = spaced?.[2] ?? compact.slice(-3);
  if (OUTWARD.test(outward) && INWARD.test(inward)) {
    if (NEVER_INWARD.test(inward)) return describeSlip(typed);
    return { outward, inward, canonical: `${outward} ${inward}` };
  }
  if (OUTWARD.test(compact)) {
    if (options.allowOutcode) return { outward: compact, inward: null, canonical: compact };
    return refuse(
      'OUTCODE_ONLY',
      `"${typed}" is only the first half of a postcode. Add the second half, for example ${compact} 1AA.`,
    );
  }
  return describeSlip(typed);
}

/** Tells a failed reading or look-up from a good one. */
export function isPlaceError(value: object): value is PlaceError {
  return 'error' in value;
}
