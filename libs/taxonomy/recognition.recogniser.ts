import { capabilityTree } from './capability.data.js';
import { CapabilityTree } from './capability.tree.js';
import { Good, shippedGoods } from './goods.table.js';
import { Lexicon } from './lexicon.build.js';
import { FalseFriends, shippedFalseFriends, shippedKnownWords } from './lexicon.friends.js';
import { WordReader } from './lexicon.words.js';
import { withoutFalseFriends } from './recognition.friends.js';
import { goodsMeant } from './recognition.goods.js';
import { Item, Match, PHRASE_LENGTH, PhraseMatcher } from './recognition.matching.js';
import { MaterialFilter } from './recognition.materials.js';
import { polarityOf } from './recognition.polarity.js';
import { roleOf, type View, viewOf } from './recognition.roles.js';
import { CapabilityMention, Recognition, UnrecognisedWord } from './recognition.types.js';
import { Gap, tokenise } from './words.tokens.js';

/** What an implied material or product counts beside the phrase that implies it. */
const FACET_QUALITY = 0.9;

const isCapital = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 65 && code <= 90;
};

/** Reads free text into capabilities. Holds no state but caches: the same text gives the same answer. */
export class Recogniser {
  private readonly words: WordReader;
  private readonly matcher: PhraseMatcher;
  private readonly materials: MaterialFilter;
  private readonly tree: CapabilityTree;

  private constructor(lexicon: Lexicon, knownWords: Iterable<string>) {
    this.tree = lexicon.tree;
    this.words = new WordReader(lexicon, new Set(knownWords));
    this.matcher = new PhraseMatcher(lexicon);
    this.materials = new MaterialFilter(lexicon.tree);
  }

  /**
   * Makes a recogniser in pieces: it takes some tenths of a second, which others need not wait for at a stretch.
   * @param tree the capabilities to recognise
   * @param friends words that look like capabilities and are not
   * @param knownWords English words never to be taken for a misspelt trade word
   * @param goods plain names of what is made
   * @throws {Error} when a false-friend rule or a good names a node the tree does not have
   */
  static *inPieces(
    tree: CapabilityTree,
    friends: FalseFriends = { phrases: [], weak: [], rules: [], works: [], attributes: [] },
    knownWords: Iterable<string> = [],
    goods: readonly Good[] = [],
  ): Generator<undefined, Recogniser, undefined> {
    return new Recogniser(yield* Lexicon.inPieces(tree, friends, goods), knownWords);
  }

  /** The same at once. */
  static of(...given: Parameters<typeof Recogniser.inPieces>): Recogniser {
    const making = Recogniser.inPieces(...given);
    for (;;) {
      const step = making.next();
      if (step.done) return step.value;
    }
  }

  /** The spelling a word is read as, or undefined when it is not taken for a misspelling; `typed`: in a search. */
  correctionOf(word: string, typed = false): string | undefined {
    return (typed ? this.words.readTyped(word.toLowerCase()) : this.words.read(word.toLowerCase())).corrected;
  }

  /**
   * Capabilities that a text names, and the content words left over. Never throws.
   * @param typed that somebody searches by it: misspelt goods are put right as well
   */
  recognise(text: string, typed = false): Recognition {
    const items = this.itemsOf(text, typed);
    const named = this.matcher.match(items);
    const all = goodsMeant(text, items, named);
    const matches = this.materials.apply(items, withoutFalseFriends(items, all, named));
    const covered = new Uint8Array(items.length);
    for (const match of matches) covered.fill(1, match.from, match.to);
    const view = viewOf(items, covered);
    const mentions: CapabilityMention[] = [];
    for (const match of matches) this.mention(text, view, match, mentions);
    return {
      mentions: withoutOverlap(mentions, this.tree),
      unrecognised: unrecognised(text, items, covered),
    };
  }

  private itemsOf(text: string, typed: boolean): Item[] {
    const items: Item[] = [];
    const tokens = tokenise(text);
    for (const { text: word, start, end, gap } of tokens) {
      let reading = typed ? this.words.readTyped(word) : this.words.read(word);
      const capital = isCapital(text, start);
      const upper = capital && (end - start === 1 || isCapital(text, start + 1));
      // In prose a capital letter marks a name ("Cradley"), not a misspelling ("cradles").
      if (reading.corrected && capital && !upper && tokens.length > PHRASE_LENGTH) reading = reading.written!;
      if (!reading.parts) items.push({ reading, start, end, gap, upper });
      else
        for (const part of reading.parts)
          items.push({ reading: part, start, end, gap: part === reading.parts[0] ? gap : Gap.None, upper });
    }
    return items;
  }

  /** Adds what a match names, and what that implies. */
  private mention(text: string, view: View, match: Match, mentions: CapabilityMention[]): void {
    const { items } = view;
    const node = this.tree.nodes[match.node]!;
    const start = items[match.from]!.start;
    const end = items[match.to - 1]!.end;
    const mention: CapabilityMention = {
      code: node.code,
      start,
      end,
      phrase: text.slice(start, end),
      quality: Math.round(Math.max(0.1, match.quality) * 100) / 100,
      polarity: polarityOf(items, match),
      role: roleOf(view, match, node.kind),
    };
    const corrected = correctedIn(items, match);
    if (corrected !== undefined) mention.corrected = corrected;
    mentions.push(mention);
    const { material } = match.entry;
    if (node.facets.length === 0 && !material) return;
    const quality = Math.round(mention.quality * FACET_QUALITY * 100) / 100;
    for (const code of node.facets) mentions.push({ ...mention, code, quality });
    if (material) mentions.push({ ...mention, code: material, quality });
  }
}

/** The words of a match as they were read, where any of them was corrected. */
const correctedIn = (items: readonly Item[], { from, to }: Match): string | undefined => {
  for (let at = from; at < to; at += 1)
    if (items[at]!.reading.corrected)
      return items
        .slice(from, to)
        .map(({ reading }) => reading.corrected ?? reading.folded)
        .join(' ');
  return undefined;
};

const unrecognised = (text: string, items: readonly Item[], covered: Uint8Array): UnrecognisedWord[] => {
  const rest: UnrecognisedWord[] = [];
  items.forEach(({ reading, start, end }, at) => {
    if (covered[at] || reading.stop || reading.folded.length < 2 || rest.at(-1)?.start === start) return;
    rest.push({ start, end, text: text.slice(start, end) });
  });
  return rest;
};

/** Drops what overlaps an earlier mention of its own kind: words run together can give two. */
const withoutOverlap = (
  mentions: readonly CapabilityMention[],
  tree: CapabilityTree,
): CapabilityMention[] => {
  const ends = new Map<string, number>();
  return mentions.filter((mention) => {
    const kind = tree.find(mention.code)!.kind;
    if (mention.start < (ends.get(kind) ?? 0)) return false;
    ends.set(kind, mention.end);
    return true;
  });
};

const shipped = (): Parameters<typeof Recogniser.inPieces> => [
  capabilityTree(),
  shippedFalseFriends(),
  shippedKnownWords(),
  shippedGoods(),
];

let shared: Recogniser | undefined;

/** The shared recogniser of the shipped tree, built on first use. */
export const recogniser = (): Recogniser => (shared ??= Recogniser.of(...shipped()));

/** Makes the shared recogniser beforehand, in pieces, so that nobody's first text waits for it. */
export function* makeRecogniserInPieces(): Generator<undefined, void, undefined> {
  if (shared) return;
  const made = yield* Recogniser.inPieces(...shipped());
  shared ??= made;
}

/** Recognises a text with the shared recogniser. */
export const recognise = (text: string): Recognition => recogniser().recognise(text);

/** Recognises what somebody typed to search by: misspelt goods are put right too. */
export const recogniseTyped = (text: string): Recognition => recogniser().recognise(text, true);
