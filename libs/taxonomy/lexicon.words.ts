import { Lexicon } from './lexicon.build.js';
import { WordReading } from './lexicon.types.js';
import { NearWords } from './words.near.js';
import { foldSpelling } from './words.spelling.js';
import { analyseWord } from './words.stem.js';
import { STOP_WORDS } from './words.stop.js';

/** Readings kept before the cache starts afresh; a large directory holds fewer distinct words than this. */
const CACHE_LIMIT = 200_000;
/** The same for words that were typed. */
const TYPED_LIMIT = 5_000;
const SHORTEST_CORRECTED = 5;
/** From this length on two slips are forgiven. */
const LONG_WORD = 9;
const ALPHABETIC = /^[a-z]+$/;
/** Of two likely words, the one that so many times as many phrases hold is meant. */
const FAR_MORE = 4;

/** Words that a misspelt one may be corrected to, with how many names hold them. */
class Spellings {
  private readonly buckets = new Map<string, NearWords>();

  constructor(private readonly words: ReadonlyMap<string, number>) {
    for (const word of words.keys()) {
      if (word.length < SHORTEST_CORRECTED - 1 || !ALPHABETIC.test(word)) continue;
      const key = `${word[0]}${word.length}`;
      let bucket = this.buckets.get(key);
      if (!bucket) this.buckets.set(key, (bucket = new NearWords()));
      bucket.add(word);
    }
  }

  /** Words within a distance that share the first letter. */
  near(word: string, limit: number): string[] {
    const found: string[] = [];
    for (let length = word.length - limit; length <= word.length + limit; length += 1) {
      const near = this.buckets.get(`${word[0]}${length}`)?.within(word, limit) ?? [];
      for (const { word: candidate } of near) found.push(candidate);
    }
    return found;
  }

  /** One of some words, preferring a letter doubled or not ("batery" is battery, not bakery); undefined when unclear. */
  likeliest(word: string, candidates: readonly string[]): string | undefined {
    const single = (text: string): string => text.replace(/(.)\1/g, '$1');
    const doubled = candidates.filter((candidate) => single(candidate) === single(word));
    const left = doubled.length ? doubled : candidates;
    if (left.length <= 1 || sameStem(left)) return left[0];
    const used = (candidate: string): number => this.words.get(candidate) ?? 0;
    const [first, second] = [...left].sort((a, b) => used(b) - used(a) || (a < b ? -1 : 1));
    return used(first!) >= FAR_MORE * used(second!) ? first : undefined;
  }
}

const sameStem = (words: readonly string[]): boolean =>
  new Set(words.map((word) => analyseWord(word).stem)).size === 1;

/** Reads single words against a lexicon: inflection, run-together words, people for processes, misspellings. */
export class WordReader {
  private readonly cache = new Map<string, WordReading>();
  private readonly typed = new Map<string, WordReading>();
  private readonly ofTrades: Spellings;
  /** Made for the first unknown word that somebody types: profiles are not read by it. */
  private ofGoods: Spellings | undefined;

  constructor(
    private readonly lexicon: Lexicon,
    private readonly knownWords: ReadonlySet<string>,
  ) {
    this.ofTrades = new Spellings(lexicon.vocabulary);
  }

  read(word: string): WordReading {
    const cached = this.cache.get(word);
    if (cached) return cached;
    if (this.cache.size >= CACHE_LIMIT) this.cache.clear();
    const reading = this.reading(word);
    this.cache.set(word, reading);
    return reading;
  }

  /** A word that somebody types, who may misspell goods too: these are plain words, near many that a profile holds. */
  readTyped(word: string): WordReading {
    const cached = this.typed.get(word);
    if (cached) return cached;
    if (this.typed.size >= TYPED_LIMIT) this.typed.clear();
    const reading = this.read(word);
    const plain = reading.written ?? reading;
    const isKnown = plain.stem >= 0 || plain.agent >= 0 || plain.stop || plain.parts !== undefined;
    const good = isKnown ? undefined : this.correctGood(plain.folded);
    const found = good === undefined ? reading : { ...this.plain(good), corrected: good, written: plain };
    this.typed.set(word, found);
    return found;
  }

  /** The good that a word is a slip of, unless it is as near to a word of the trades. */
  private correctGood(word: string): string | undefined {
    if (word.length < SHORTEST_CORRECTED || !ALPHABETIC.test(word) || this.isEnglish(word)) return undefined;
    this.ofGoods ??= new Spellings(this.lexicon.goodsVocabulary);
    for (let limit = 1; limit <= (word.length < LONG_WORD ? 1 : 2); limit += 1) {
      if (this.ofTrades.near(word, limit).length > 0) return undefined;
      const good = this.ofGoods.likeliest(word, this.ofGoods.near(word, limit));
      if (good !== undefined) return good;
    }
    return undefined;
  }

  private plain(folded: string): WordReading {
    const { stem, form, plural } = analyseWord(folded);
    return {
      folded,
      root: stem,
      stem: this.lexicon.stems.get(stem) ?? -1,
      form,
      plural,
      agent: this.agentOf(folded),
      stop: STOP_WORDS.has(folded),
    };
  }

  private agentOf(folded: string): number {
    const root = /^([a-z]{3,})(?:er|or)s?$/.exec(folded)?.[1];
    if (!root) return -1;
    const id = this.lexicon.stems.get(analyseWord(`${root}ing`).stem) ?? -1;
    return this.lexicon.processStems.has(id) ? id : -1;
  }

  private reading(word: string): WordReading {
    const folded = foldSpelling(word);
    const plain = this.plain(folded);
    if (plain.stem >= 0 || plain.agent >= 0 || plain.stop || !ALPHABETIC.test(folded)) return plain;
    const pair = this.lexicon.compounds.get(analyseWord(folded).stem);
    if (pair) {
      const [first, second] = pair;
      const tail = this.plain(folded.slice(first.length));
      return { ...plain, parts: [this.plain(first), tail.stem >= 0 ? tail : this.plain(second)] };
    }
    const corrected = this.correct(folded);
    return corrected === undefined ? plain : { ...this.plain(corrected), corrected, written: plain };
  }

  private correct(word: string): string | undefined {
    if (word.length < SHORTEST_CORRECTED || this.isEnglish(word)) return undefined;
    const { ofTrades } = this;
    const near = ofTrades.likeliest(word, ofTrades.near(word, 1));
    if (near !== undefined || word.length < LONG_WORD) return near;
    return ofTrades.likeliest(word, ofTrades.near(word, 2));
  }

  private isEnglish(word: string): boolean {
    return this.knownWords.has(word) || this.knownWords.has(word.replace(/e?s$/, ''));
  }
}
