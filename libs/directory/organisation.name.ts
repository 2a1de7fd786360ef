/** Legal forms and courtesy words that say nothing about which business it is. */
const forms =
  /\b(?:limited|ltd|plc|llp|lp|cic|cyf|cyfyngedig|inc|co|company|holdings|group|uk|gb|the|and|t\/a|trading as)\b/g;

/**
 * The name as duplicates are found by: lower case, letters and digits, without its legal form.
 * A name that is nothing but legal form keeps it ("The Company Ltd" → "thecompanyltd").
 */
export function nameKey(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’'`.]/g, '')
    .replace(/&/g, ' ');
  const squeeze = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');
  const bare = squeeze(plain.replace(forms, ' '));
  return bare === '' ? squeeze(plain) || plain.trim() : bare;
}

/** A company number in its eight characters, or undefined when it cannot be one. Dropped zeros are put back. */
export function readCompanyNumber(text: string): string | undefined {
  const compact = text.replace(/\s+/g, '').toUpperCase();
  const padded = /^\d{5,8}$/.test(compact) ? compact.padStart(8, '0') : compact;
  return /^(?:\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z])$/.test(padded) ? padded : undefined;
}

/** A web address in full, or undefined when it is none. */
export function readWebsite(text: string): string | undefined {
  const clean = text.trim();
  const address = /^[a-z][a-z0-9+.-]*:/i.test(clean) ? clean : `https://${clean}`;
  if (clean.length > 500 || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url.href : undefined;
}
