import { Lexicon } from './lexicon.build.js';
import { WordReading } from './lexicon.types.js';
import { NearWords } from './words.near.js';
import { foldSpelling } from './words.spelling.js';
import { analyseWord } from './words.stem.js';
import { STOP_WORDS } from './words.stop.js';

/** Readings kept before the cache starts afresh; a large directory holds fewer distinct words than this. */
const CACHE_LIMIT = 200_000;
const SHORTEST_CORRECTED = 5;
/** From this length on two slips are forgiven. */
const LONG_WORD = 9;
const ALPHABETIC = /^[a-z]+$/;
/** Of two likely words, the one that so many times as many phrases hold is meant. */
const FAR_MORE = 4;

/** Reads single words against a lexicon: inflection, run-together words, people for processes, misspellings. */
export class WordReader {
  private readonly cache = new Map<string, WordReading>();
  private readonly buckets = new Map<string, NearWords>();

  constructor(
    private readonly lexicon: Lexicon,
    private readonly knownWords: ReadonlySet<string>,
  ) {
    for (const word of lexicon.vocabulary.keys()) {
      if (word.length < SHORTEST_CORRECTED - 1 || !ALPHABETIC.test(word)) continue;
      const key = `${word[0]}${word.length}`;
      let bucket = this.buckets.get(key);
      if (!bucket) this.buckets.set(key, (bucket = new NearWords()));
      bucket.add(word);
    }
  }

  read(word: string): WordReading {
    const cached = this.cache.get(word);
    if (cached) return cached;
    if (this.cache.size >= CACHE_LIMIT) this.cache.clear();
    const reading = this.reading(word);
    this.cache.set(word, reading);
    return reading;
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
    const near = this.likeliest(word, this.nearest(word, 1));
    if (near !== undefined || word.length < LONG_WORD) return near;
    return this.likeliest(word, this.nearest(word, 2));
  }

  /** One candidate, preferring a letter doubled or not ("batery" is battery, not bakery); undefined when unclear. */
  private likeliest(word: string, candidates: readonly string[]): string | undefined {
    const single = (text: string): string => text.replace(/(.)\1/g, '$1');
    const doubled = candidates.filter((candidate) => single(candidate) === single(word));
    const left = doubled.length ? doubled : candidates;
    if (left.length <= 1 || this.sameStem(left)) return left[0];
    const used = (candidate: string): number => this.lexicon.vocabulary.get(candidate) ?? 0;
    const [first, second] = [...left].sort((a, b) => used(b) - used(a) || (a < b ? -1 : 1));
    return used(first!) >= FAR_MORE * used(second!) ? first : undefined;
  }

  private isEnglish(word: string): boolean {
    return this.knownWords.has(word) || this.knownWords.has(word.replace(/e?s$/, ''));
  }

  private sameStem(words: readonly string[]): boolean {
    return new Set(words.map((word) => analyseWord(word).stem)).size === 1;
  }

  /** Words of the vocabulary within a distance that share the first letter. */
  private nearest(word: string, limit: number): string[] {
    const found: string[] = [];
    for (let length = word.length - limit; length <= word.length + limit; length += 1) {
      const near = this.buckets.get(`${word[0]}${length}`)?.within(word, limit) ?? [];
      for (const { word: candidate } of near) found.push(candidate);
    }
    return found;
  }
}
