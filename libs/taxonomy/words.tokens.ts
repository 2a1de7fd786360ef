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
const NUMERALS: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  twelve: '12',
};

const lower = (raw: string): string => {
  const text = raw.toLowerCase();
  if (SIMPLE.test(text)) return text;
  return text.normalize('NFKD').replace(DIACRITICS, '').replace(/’/g, "'");
};

/** "HIP'd" → hip, "moulder's" → moulder; "don't" stays whole because it negates. */
const withoutTail = (text: string): string =>
  /'(?:s|d|ed)$/.test(text) ? text.slice(0, text.lastIndexOf("'")) : text;

const gapOf = (between: string): Gap => {
  if (between === ' ' || between === '-' || between === '/' || between === '') return Gap.None;
  if (HARD.test(between)) return Gap.Hard;
  return SOFT.test(between) ? Gap.Soft : Gap.None;
};

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const isWordAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code < 128) return isDigit(code) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  // Half of a character beyond the basic plane is no letter of a word we know.
  return at < text.length && OTHER_WORD.test(text[at]!);
};

/** A mark inside a word: "q&t", "don't", and "3.1" between digits. */
const joinsAt = (text: string, at: number): boolean => {
  const mark = text[at];
  if (mark === '.') return isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
  return (mark === '&' || mark === "'" || mark === '’') && isWordAt(text, at + 1);
};

const wordEnd = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && (isWordAt(text, at) || joinsAt(text, at))) at += 1;
  return at;
};

const RUN_TOGETHER = /^(\d+)([a-z]{4,})$/;

/**
 * Splits text into lower-cased word tokens. Hyphens and slashes part words without a gap; "5axis" gives "5", "axis";
 * number words become digits; "3.1", "q&t" and "don't" stay whole. Never throws; offsets refer to the text as given.
 */
export const tokenise = (text: string): Token[] => {
  const tokens: Token[] = [];
  let previousEnd = 0;
  for (let start = 0; start < text.length; start += 1) {
    if (!isWordAt(text, start)) continue;
    const end = wordEnd(text, start);
    const gap = tokens.length === 0 ? Gap.Hard : gapOf(text.slice(previousEnd, start));
    const word = withoutTail(lower(text.slice(start, end)));
    const joined = isDigit(word.charCodeAt(0)) ? RUN_TOGETHER.exec(word) : null;
    if (joined) {
      const middle = start + joined[1]!.length;
      tokens.push(
        { text: joined[1]!, start, end: middle, gap },
        { text: joined[2]!, start: middle, end, gap: Gap.None },
      );
    } else tokens.push({ text: (Object.hasOwn(NUMERALS, word) && NUMERALS[word]) || word, start, end, gap });
    previousEnd = end;
    start = end - 1;
  }
  return tokens;
};
