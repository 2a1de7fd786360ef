// Tabs and line breaks may stay; other control characters (NUL above all, which Postgres refuses) may not.
// eslint-disable-next-line no-control-regex -- removing control characters is the purpose
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/** The text in Unicode normal form C, without control characters and outer spaces. */
export function cleanText(text: string): string {
  return text.normalize('NFC').replace(CONTROL, '').trim();
}

/** As {@link cleanText}, with null for nothing. */
export function cleanOrNull(text: string | null | undefined): string | null {
  const clean = cleanText(text ?? '');
  return clean === '' ? null : clean;
}

/** For keys: lower case, letters and digits only, so that spelling of punctuation does not make a second firm. */
export function keyText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
