import { keyOf, Lexicon } from './lexicon.build.js';
import { Item, Match, PHRASE_LENGTH } from './recognition.matching.js';

/** How many words to either side count as context. */
const WINDOW = 12;
/** Up to this many words a text is too short to hold any context. */
const ALONE = 3;
/** The most a word that says little in prose may count. */
const WEAK_QUALITY = 0.5;

const beside = (items: readonly Item[], match: Match, roots: ReadonlySet<string>): boolean => {
  const last = Math.min(items.length, match.to + WINDOW);
  for (let at = Math.max(0, match.from - WINDOW); at < last; at += 1)
    if ((at < match.from || at >= match.to) && roots.has(items[at]!.reading.root)) return true;
  return false;
};

/** Puts right what a word means beside certain others, and drops what means no capability. */
export class FalseFriendFilter {
  constructor(private readonly lexicon: Lexicon) {}

  apply(items: readonly Item[], matches: readonly Match[]): Match[] {
    const kept: Match[] = [];
    for (const match of matches) {
      if (match.node < 0) continue;
      const key = keyOf(match.entry.words);
      const node = this.meaning(items, match, key);
      if (node < 0) continue;
      const weak = items.length > PHRASE_LENGTH && this.lexicon.weak.has(key);
      kept.push({
        ...match,
        node,
        quality: weak
          ? Math.min(match.quality, WEAK_QUALITY)
          : node === match.node
            ? match.quality
            : Math.min(match.quality, 0.8),
      });
    }
    return kept;
  }

  private meaning(items: readonly Item[], match: Match, key: string): number {
    const rules = this.lexicon.rules.get(key);
    if (!rules) return match.node;
    for (const rule of rules) {
      const near = beside(items, match, rule.near);
      if (rule.required) {
        // A phrase that stands alone, as in a list of capabilities, has nothing beside it to judge by.
        if (!near && items.length > Math.max(ALONE, match.to - match.from)) return -1;
      } else if (near && !beside(items, match, rule.unless)) return rule.node;
    }
    return match.node;
  }
}
