import type { ImportErrorCode } from './import.report.js';

/**
 * Reads a number as people write it in a sheet: 1200, 1,200, £1.2m, 350k. Empty is null; anything else goes
 * to `fail` with a remedy, and null is returned.
 */
export function readNumber(
  text: string,
  range: { readonly min: number; readonly max: number; readonly whole: boolean },
  fail: (code: ImportErrorCode, message: string) => void,
): number | null {
  const compact = text.replace(/[£\s\u00a0]/g, '');
  if (compact === '') return null;
  const match = /^(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(k|m|bn)?$/i.exec(compact);
  if (!match) {
    const message = /^-?\d+(?:\.\d+)?e\+?\d+$/i.test(compact)
      ? 'The sheet has shortened this number. Show its column as a number, and save the file again.'
      : 'Not a number. Use digits only, such as 1200.';
    fail('INVALID_NUMBER', message);
    return null;
  }
  const factor = { k: 1e3, m: 1e6, bn: 1e9 }[match[2]?.toLowerCase() ?? ''] ?? 1;
  // Rounded to pence, because 1.1 × 1,000,000 is not exactly 1,100,000 in floating point.
  const value = Math.round(Number(match[1]!.replaceAll(',', '')) * factor * 100) / 100;
  if (range.whole && !Number.isInteger(value)) {
    fail('INVALID_NUMBER', 'Give a whole number.');
    return null;
  }
  if (value < range.min || value > range.max) {
    fail('OUT_OF_RANGE', `Give a number from ${range.min} to ${range.max}.`);
    return null;
  }
  return value;
}

/** Reads yes or no; empty is null, anything else goes to `fail`. */
export function readFlag(text: string, fail: (message: string) => void): boolean | null {
  const word = text.toLowerCase();
  if (word === '') return null;
  if (['yes', 'y', 'true', '1'].includes(word)) return true;
  if (['no', 'n', 'false', '0'].includes(word)) return false;
  fail('Write yes or no.');
  return null;
}
