import { certifications, type CertificationTable } from './certification.table.js';
import { certificateTokens, type CertificateToken } from './certification.tokens.js';
import type { FoundCertificate, ParsedCertificate, Scheme, SchemeCode } from './certification.types.js';
import { editDistance } from './edit-distance.maths.js';
import { addTo } from './list.map.js';

/** What may stand before the number of a standard. */
const PREFIXES = new Set(
  'bs en iso iec din uni as sae jisq ts bsen bseniso eniso isots isoiec une nf'.split(' '),
);
/** A bare figure before one of these is a quantity, not a standard. */
const UNITS = new Set(
  'off pcs pc parts part pieces units unit per a an p k m mm cm kg g t tonne tonnes ton tons sets pa yr year month week mins minutes miles components assemblies gbp pounds volts v w kw n nm rpm hours hrs people staff sq'.split(
    ' ',
  ),
);
/** Words passed over between a scheme and its level or commodity. */
const FILLERS = new Set(
  'for accredited accreditation approved approval certified certificate certification certs the cl and in to tier level'.split(
    ' ',
  ),
);
const LONGEST_PREFIX = 4;
const LONGEST_FILLER = 3;
/** Shortest word in which a slip is tolerated. */
const SLIP_LENGTH = 5;
/** From this length on a word is unlike enough to others to tolerate any slip, and two beyond it. */
const LONG_WORD = 8;

/** No slips, slips as in a short text that should be a name, or slips as in running text. */
type Tolerance = 'none' | 'name' | 'prose';

interface Pattern {
  tokens: readonly string[];
  scheme: Scheme;
  isNumber: boolean;
  /** Counts only when it is the whole text. */
  wholeText: boolean;
}
interface Phrase {
  code: string;
  tokens: readonly string[];
}
interface LoneLevel extends Phrase {
  scheme: Scheme;
}
interface Core {
  scheme: Scheme;
  from: number;
  to: number;
  isNumber: boolean;
  level?: string;
  confidence: number;
}

const tokensOf = (text: string): string[] => certificateTokens(text).map((token) => token.text);

/** Longest phrases first, so that "cyber essentials plus" is tried before "cyber essentials". */
const longestFirst = <T extends { tokens: readonly string[] }>(list: T[]): T[] =>
  list.sort((a, b) => b.tokens.length - a.tokens.length);

/** Reads the many spellings of certificates, alone or in running text. Built once for a table. */
export class CertificateParser {
  readonly #patterns: readonly Pattern[];
  /** The patterns by their first word, and by its first character, which slips never change. */
  readonly #byFirst = new Map<string, Pattern[]>();
  readonly #byInitial = new Map<string, Pattern[]>();
  readonly #loneLevels = new Map<string, LoneLevel[]>();
  readonly #levels = new Map<SchemeCode, Phrase[]>();
  readonly #commodities = new Map<SchemeCode, Phrase[]>();

  constructor(private readonly table: CertificationTable) {
    this.#patterns = longestFirst(table.schemes.flatMap((scheme) => patternsOf(scheme)));
    for (const pattern of this.#patterns) {
      const first = pattern.tokens[0]!;
      addTo(this.#byFirst, first, pattern);
      addTo(this.#byInitial, first.charAt(0), pattern);
    }
    const lone: LoneLevel[] = [];
    for (const scheme of table.schemes) {
      const levels: Phrase[] = [];
      for (const row of table.levelsOf(scheme.code)) {
        for (const alias of row.aliases) {
          const phrase = { code: row.level, tokens: tokensOf(alias.replace('!', '')) };
          if (alias.startsWith('!')) lone.push({ ...phrase, scheme });
          else levels.push(phrase);
        }
      }
      this.#levels.set(scheme.code, longestFirst(levels));
      const commodities = table
        .commoditiesOf(scheme.code)
        .flatMap((row) => row.aliases.map((alias) => ({ code: row.commodity, tokens: tokensOf(alias) })));
      this.#commodities.set(scheme.code, longestFirst(commodities));
    }
    for (const level of longestFirst(lone)) addTo(this.#loneLevels, level.tokens[0]!, level);
  }

  /**
   * The certificate a short text names ("AS9100 Rev D", "iso9001", "CE+"), or null when it names none. Tolerates a
   * slip in long words, and two swapped or doubled figures after a prefix, at lower confidence.
   */
  parse(text: string): ParsedCertificate | null {
    const tokens = certificateTokens(text);
    const found = this.#findIn(tokens, true)[0];
    if (found) {
      const { start: _start, end: _end, ...certificate } = found;
      return certificate;
    }
    return this.#parseSwappedNumber(tokens);
  }

  /**
   * Every certificate named in running text, in order. [start, end) covers the scheme with its edition and level; a
   * Nadcap commodity is read but left out of the span, since it is a capability too.
   */
  findAll(text: string): FoundCertificate[] {
    return this.#findIn(certificateTokens(text), false);
  }

  #findIn(tokens: readonly CertificateToken[], whole: boolean): FoundCertificate[] {
    const words = new Set(tokens.map((token) => token.text));
    const found: FoundCertificate[] = [];
    for (let at = 0; at < tokens.length;) {
      const core = this.#coreAt(tokens, at, words, whole);
      if (!core) {
        at += 1;
        continue;
      }
      const read = this.#withTail(tokens, core);
      const before = found.at(-1);
      // "EN 15085-2 welding to CL1": a level that follows its scheme belongs to it.
      if (core.level && before?.scheme === core.scheme.code && !before.level) before.level = core.level;
      else found.push(read.certificate);
      at = read.next;
    }
    return found;
  }

  #coreAt(
    tokens: readonly CertificateToken[],
    at: number,
    words: ReadonlySet<string>,
    whole: boolean,
  ): Core | undefined {
    let numberAt = at;
    while (numberAt - at < LONGEST_PREFIX && PREFIXES.has(tokens[numberAt]?.text ?? '')) numberAt += 1;
    const number = numberAt > at ? tokens[numberAt] : undefined;
    for (const slips of ['none', whole ? 'name' : 'prose'] as const) {
      for (const pattern of this.#candidates(tokens[at]!, number, slips)) {
        const from = pattern.isNumber ? numberAt : at;
        const made = matchTokens(tokens, from, pattern.tokens, slips);
        if (made === undefined) continue;
        const to = from + pattern.tokens.length;
        if (pattern.wholeText && !(whole && at === 0 && to === tokens.length)) continue;
        const prefixed = from > at;
        if (pattern.isNumber && !prefixed && !whole && isQuantity(tokens, from, to)) continue;
        const bare = pattern.isNumber && !prefixed;
        const confidence = (bare ? 0.75 : 1) * (made > 0 ? 0.8 : 1);
        return { scheme: pattern.scheme, from: at, to, isNumber: pattern.isNumber, confidence };
      }
    }
    return this.#loneLevelAt(tokens, at, words);
  }

  /** Patterns that may start at a token, or after the prefixes that stand there. */
  #candidates(
    token: CertificateToken,
    number: CertificateToken | undefined,
    slips: Tolerance,
  ): readonly Pattern[] {
    const startingWith = ({ text }: CertificateToken): readonly Pattern[] =>
      (slips === 'none' || text.length < SLIP_LENGTH
        ? this.#byFirst.get(text)
        : this.#byInitial.get(text.charAt(0))) ?? [];
    const here = startingWith(token);
    if (!number) return here;
    return longestFirst([...here, ...startingWith(number).filter((pattern) => pattern.isNumber)]);
  }

  #loneLevelAt(
    tokens: readonly CertificateToken[],
    at: number,
    words: ReadonlySet<string>,
  ): Core | undefined {
    for (const { scheme, code, tokens: phrase } of this.#loneLevels.get(tokens[at]!.text) ?? []) {
      if (matchTokens(tokens, at, phrase, 'none') === undefined) continue;
      if (scheme.context.length > 0 && !scheme.context.some((word) => words.has(word))) continue;
      const to = at + phrase.length;
      return { scheme, from: at, to, isNumber: false, level: code, confidence: 0.7 };
    }
    return undefined;
  }

  /** Reads edition, level and commodity around a scheme. */
  #withTail(
    tokens: readonly CertificateToken[],
    core: Core,
  ): { certificate: FoundCertificate; next: number } {
    const code = core.scheme.code;
    let next = core.to;
    let level = core.level;
    const takeLevel = (): void => {
      if (level) return;
      const hit = phraseFrom(tokens, next, this.#levels.get(code) ?? []);
      if (hit) [level, next] = [hit.code, hit.to];
    };
    takeLevel();
    const edition = this.#editionAt(tokens, next, core);
    if (edition) next = edition.to;
    takeLevel();
    const commodities = this.#commodities.get(code) ?? [];
    const commodity = phraseFrom(tokens, next, commodities) ?? phraseBefore(tokens, core.from, commodities);
    const before = level ? undefined : phraseBefore(tokens, core.from, this.#namedLevels(code));
    if (before) level = before.code;
    const start = tokens[before?.from ?? core.from]!.start;
    const certificate: FoundCertificate = {
      scheme: code,
      ...(edition && { edition: edition.edition }),
      ...(level && { level }),
      ...(commodity && { commodity: commodity.code }),
      kind: core.scheme.kind,
      confidence: core.confidence,
      start,
      end: tokens[next - 1]!.end,
    };
    return { certificate, next };
  }

  /** Levels that may stand before the scheme: words such as "gold", not figures. */
  #namedLevels(code: SchemeCode): Phrase[] {
    return (this.#levels.get(code) ?? []).filter((phrase) => phrase.tokens.every((word) => !/\d/.test(word)));
  }

  #editionAt(
    tokens: readonly CertificateToken[],
    at: number,
    core: Core,
  ): { edition: string; to: number } | undefined {
    const known = this.table.editionsOf(core.scheme.code).map((row) => row.edition);
    const token = tokens[at];
    if (!token) return undefined;
    if (token.text === 'rev' || token.text === 'revision' || token.text === 'issue') {
      const edition = tokens[at + 1]?.raw.toUpperCase();
      return edition && /^[A-Z]$/.test(edition) ? { edition, to: at + 2 } : undefined;
    }
    if (/^(?:19|20)\d\d$/.test(token.text)) {
      const joined = /^\s?[:\-–/]\s?$/.test(token.glue) && core.isNumber;
      if (joined || known.includes(token.text)) return { edition: token.text, to: at + 1 };
    }
    const letter = token.raw.toUpperCase();
    const isLetter = known.includes(letter) && /^[A-Z]$/.test(letter);
    // "9100 a year" must not read as edition A: apart from the number, only a capital counts.
    if (isLetter && (token.glue === '' || token.raw === letter)) return { edition: letter, to: at + 1 };
    return undefined;
  }

  /** "ISO 13845": a known number with two figures swapped or one doubled, after a prefix. */
  #parseSwappedNumber(tokens: readonly CertificateToken[]): ParsedCertificate | null {
    let at = 0;
    while (PREFIXES.has(tokens[at]?.text ?? '')) at += 1;
    const typed = tokens[at]?.text ?? '';
    if (at === 0 || !/^\d{4,6}$/.test(typed)) return null;
    const near = this.#patterns.filter(
      (pattern) => pattern.isNumber && pattern.tokens.length === 1 && isSwap(typed, pattern.tokens[0]!),
    );
    const only = near[0]?.scheme;
    if (!only || near.some((pattern) => pattern.scheme !== only)) return null;
    return { scheme: only.code, kind: only.kind, confidence: 0.5 };
  }
}

function patternsOf(scheme: Scheme): Pattern[] {
  const pattern = (text: string, isNumber: boolean): Pattern => ({
    tokens: tokensOf(text.replace(/^=/, '')),
    scheme,
    isNumber,
    wholeText: text.startsWith('='),
  });
  return [
    ...scheme.numbers.map((text) => pattern(text, true)),
    ...scheme.aliases.map((text) => pattern(text, false)),
    pattern(`=${scheme.code.replaceAll('_', ' ')}`, false),
  ];
}

/** Number of slips at which the tokens from `at` read as `phrase`, or undefined. Figures and short words allow none. */
function matchTokens(
  tokens: readonly CertificateToken[],
  at: number,
  phrase: readonly string[],
  tolerance: Tolerance,
): number | undefined {
  let made = 0;
  for (let step = 0; step < phrase.length; step += 1) {
    const typed = tokens[at + step];
    const wanted = phrase[step]!;
    if (!typed || (step > 0 && /[.;!?\n,]/.test(typed.glue))) return undefined;
    if (typed.text === wanted) continue;
    if (!isSlip(typed.text, wanted, tolerance)) return undefined;
    made += 1;
  }
  return made;
}

/**
 * Whether a typed word is a known one with a slip. Figures are never put right: 9001 and 9011 are two standards. In
 * prose a short word must have its letters merely swapped, since "complex" and "risks" are words of their own.
 */
function isSlip(typed: string, wanted: string, tolerance: Tolerance): boolean {
  if (tolerance === 'none' || Math.min(typed.length, wanted.length) < SLIP_LENGTH) return false;
  if (!wanted.startsWith(typed.charAt(0)) || /\d/.test(wanted)) return false;
  if (tolerance === 'prose' && wanted.length < LONG_WORD) return isSwap(typed, wanted);
  const allowed = wanted.length > LONG_WORD ? 2 : 1;
  return editDistance(typed, wanted, allowed) <= allowed;
}

function isQuantity(tokens: readonly CertificateToken[], from: number, to: number): boolean {
  // "£9001", "x 9001", "12,000" and the like; a comma before a space only parts a list.
  if (/[£$€#×<>.]\s*$|,$/.test(tokens[from]!.glue)) return true;
  const after = tokens[to];
  if (!after) return false;
  if (/^[,.]$/.test(after.glue) && /^\d/.test(after.text)) return true;
  return UNITS.has(after.text) && /^[ -]?$/.test(after.glue);
}

/** The phrase that starts at or a few filler words after `at`. */
function phraseFrom(
  tokens: readonly CertificateToken[],
  at: number,
  phrases: readonly Phrase[],
): { code: string; to: number } | undefined {
  for (let from = at; from <= at + LONGEST_FILLER; from += 1) {
    const hit = phrases.find((phrase) => matchTokens(tokens, from, phrase.tokens, 'prose') !== undefined);
    const token = tokens[from];
    // A sentence end or a comma parts a scheme from what follows.
    if (!token || /[.;!?\n]|,/.test(token.glue)) return undefined;
    if (hit) return { code: hit.code, to: from + hit.tokens.length };
    if (!FILLERS.has(token.text)) return undefined;
  }
  return undefined;
}

/** The phrase that ends right before `at`. */
function phraseBefore(
  tokens: readonly CertificateToken[],
  at: number,
  phrases: readonly Phrase[],
): { code: string; from: number } | undefined {
  if (/[.;!?\n,]/.test(tokens[at]!.glue)) return undefined;
  for (const phrase of phrases) {
    const from = at - phrase.tokens.length;
    if (from >= 0 && matchTokens(tokens, from, phrase.tokens, 'none') !== undefined)
      return { code: phrase.code, from };
  }
  return undefined;
}

function isSwap(typed: string, known: string): boolean {
  if (typed === known || editDistance(typed, known, 1) > 1) return false;
  if (typed.length === known.length) return [...typed].sort().join('') === [...known].sort().join('');
  return typed.length === known.length + 1 && /(\d)\1/.test(typed);
}

let shipped: CertificateParser | undefined;
/** The parser over the schemes shipped with the product. */
export function certificateParser(): CertificateParser {
  shipped ??= new CertificateParser(certifications());
  return shipped;
}

/** Reads one certificate; see CertificateParser.parse. */
export function parseCertificate(text: string): ParsedCertificate | null {
  return certificateParser().parse(text);
}

/** Finds certificates in running text; see CertificateParser.findAll. */
export function findCertificates(text: string): FoundCertificate[] {
  return certificateParser().findAll(text);
}
