/** How strongly a token is parted from the one before it. */
export enum Gap {
  /** A space, a hyphen or a slash: a phrase may run across it. */
  None = 0,
  /** A comma, a bracket, a colon: a phrase ends, a clause goes on. */
  Soft = 1,
  /** A full stop, a semicolon, a line or list end: the clause ends. */
  Hard = 2,
}

/** One word of a text: lower-cased, with its place in the original. */
export interface Token {
  text: string;
  /** Offset of the first character, in UTF-16 units. */
  start: number;
  /** Offset after the last character. */
  end: number;
  gap: Gap;
}

const OTHER_WORD = /[\p{L}\p{N}\p{M}]/u;
const HARD = /[;!?•|\n\r]|\.(?=\s|$)|\s[–—-]{1,2}\s|[–—]/u;
const SOFT = /[,:()[\]{}"“”+<>]/u;
const DIACRITICS = /\p{M}+/gu;
const SIMPLE = /^[a-z0-9]+$/;

/** Number words that occur in trade phrases ("five-axis", "two-shot"). */
const NUMERALS: ReadonlyMap<string, string> = new Map([
  ['one', '1'],
  ['two', '2'],
  ['three', '3'],
  ['four', '4'],
  ['five', '5'],
  ['six', '6'],
  ['seven', '7'],
  ['eight', '8'],
  ['nine', '9'],
  ['ten', '10'],
  ['twelve', '12'],
]);

const lower = (raw: string): string => {
  const text = raw.toLowerCase();
  if (SIMPLE.test(text)) return text;
  return text.normalize('NFKD').replace(DIACRITICS, '').replace(/’/g, "'");
};

/** "HIP'd" → hip, "moulder's" → moulder; "don't" stays whole because it negates. */
const withoutTail = (text: string): string =>
  /'(?:s|d|ed)$/.test(text) ? text.slice(0, text.lastIndexOf("'")) : text;

const gapOf = (between: string): Gap => {
  if (HARD.test(between)) return Gap.Hard;
  return SOFT.test(between) ? Gap.Soft : Gap.None;
};

const [SPACE, HYPHEN, SLASH, COMMA] = [0x20, 0x2d, 0x2f, 0x2c];
const [STOP, AND, APOSTROPHE, TYPOGRAPHIC] = [0x2e, 0x26, 0x27, 0x2019];

/** The gap between two words that end and start at these places. Nearly all words are parted by a space or a comma. */
const gapBetween = (text: string, end: number, start: number): Gap => {
  const first = text.charCodeAt(end);
  if (start === end) return Gap.None;
  if (start === end + 1 && (first === SPACE || first === HYPHEN || first === SLASH)) return Gap.None;
  if (start === end + 2 && first === COMMA && text.charCodeAt(end + 1) === SPACE) return Gap.Soft;
  return gapOf(text.slice(end, start));
};

/** What a character of a word is, as bits; 0 is none of a word. */
const [DIGIT, SMALL, CAPITAL, OTHER] = [1, 2, 4, 8];
const BASIC = 128;
/** Of the characters of English. */
const KINDS = Uint8Array.from({ length: BASIC }, (_, code) => {
  const letter = String.fromCharCode(code);
  return /\d/.test(letter) ? DIGIT : /[a-z]/.test(letter) ? SMALL : /[A-Z]/.test(letter) ? CAPITAL : 0;
});

const kindAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  if (code < BASIC) return KINDS[code]!;
  // Half of a character beyond the basic plane is no letter of a word we know.
  return at < text.length && OTHER_WORD.test(text[at]!) ? OTHER : 0;
};

/** A mark inside a word: "q&t", "don't", and "3.1" between digits. */
const joinsAt = (text: string, at: number): boolean => {
  const mark = text.charCodeAt(at);
  if (mark === STOP) return kindAt(text, at - 1) === DIGIT && kindAt(text, at + 1) === DIGIT;
  return (mark === AND || mark === APOSTROPHE || mark === TYPOGRAPHIC) && kindAt(text, at + 1) !== 0;
};

const isDigit = (word: string): boolean => KINDS[word.charCodeAt(0)] === DIGIT;
const RUN_TOGETHER = /^(\d+)([a-z]{4,})$/;

/**
 * Splits text into lower-cased word tokens. Hyphens and slashes part words without a gap; "5axis" gives "5", "axis";
 * number words become digits; "3.1", "q&t" and "don't" stay whole. Never throws; offsets refer to the text as given.
 *
 * All text is read by this, so each character is looked at once; what a word is made of tells which need more: of plain
 * small letters and figures none does.
 */
export const tokenise = (text: string): Token[] => {
  const tokens: Token[] = [];
  let previousEnd = 0;
  let start = 0;
  while (start < text.length) {
    const first = kindAt(text, start);
    if (first === 0) {
      start += 1;
      continue;
    }
    let end = start + 1;
    let kinds = first;
    for (; ; end += 1) {
      const kind = kindAt(text, end);
      if (kind === 0 && !joinsAt(text, end)) break;
      kinds |= kind || OTHER;
    }
    const gap = tokens.length === 0 ? Gap.Hard : gapBetween(text, previousEnd, start);
    let word = text.slice(start, end);
    if (kinds >= OTHER) word = withoutTail(lower(word));
    else if (kinds >= CAPITAL) word = word.toLowerCase();
    const joined = kinds > DIGIT && isDigit(word) ? RUN_TOGETHER.exec(word) : null;
    if (joined) {
      const middle = start + joined[1]!.length;
      tokens.push(
        { text: joined[1]!, start, end: middle, gap },
        { text: joined[2]!, start: middle, end, gap: Gap.None },
      );
    } else tokens.push({ text: NUMERALS.get(word) ?? word, start, end, gap });
    previousEnd = end;
    start = end;
  }
  return tokens;
};
