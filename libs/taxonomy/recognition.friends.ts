import { Item, Match, PHRASE_LENGTH } from './recognition.matching.js';

/** How many words to either side count as context. */
const WINDOW = 12;
/** Up to this many words a text is too short to hold any context. */
const ALONE = 3;
/** The most a word that says little in prose may count. */
const WEAK_QUALITY = 0.5;
/** The most a word counts that means something else than it is listed for. */
const OTHER_MEANING = 0.8;

const beside = (items: readonly Item[], match: Match, roots: ReadonlySet<string>): boolean => {
  const last = Math.min(items.length, match.to + WINDOW);
  for (let at = Math.max(0, match.from - WINDOW); at < last; at += 1)
    if ((at < match.from || at >= match.to) && roots.has(items[at]!.reading.root)) return true;
  return false;
};

/** Puts right what words mean beside certain others, and drops what means no capability. */
export const withoutFalseFriends = (items: readonly Item[], matches: readonly Match[]): Match[] => {
  const kept: Match[] = [];
  for (const match of matches) {
    if (match.node < 0) continue;
    const node = meaningOf(items, match);
    if (node < 0) continue;
    const quality = qualityOf(items, match, node);
    kept.push(node === match.node && quality === match.quality ? match : { ...match, node, quality });
  }
  return kept;
};

const qualityOf = (items: readonly Item[], match: Match, node: number): number => {
  if (match.entry.weak && items.length > PHRASE_LENGTH) return Math.min(match.quality, WEAK_QUALITY);
  return node === match.node ? match.quality : Math.min(match.quality, OTHER_MEANING);
};

const meaningOf = (items: readonly Item[], match: Match): number => {
  for (const rule of match.entry.rules ?? []) {
    const near = beside(items, match, rule.near);
    if (rule.required) {
      // A phrase that stands alone, as in a list of capabilities, has nothing beside it to judge by.
      if (!near && items.length > Math.max(ALONE, match.to - match.from)) return -1;
    } else if (near && !beside(items, match, rule.unless)) return rule.node;
  }
  return match.node;
};
