import { Item, Match, PHRASE_LENGTH } from './recognition.matching.js';
import { Form } from './words.stem.js';
import { Gap } from './words.tokens.js';

/** How many words to either side count as context. */
const WINDOW = 12;
/** So many words may stand between work and what it is done to: "print 500 cotton bags". */
const WORK_REACH = 3;
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

/**
 * Puts right what words mean beside certain others, and drops what means no capability. `named` is all that the text names,
 * goods among it that are not what is meant: "mug printing".
 */
export const withoutFalseFriends = (
  items: readonly Item[],
  matches: readonly Match[],
  named: readonly Match[],
): Match[] => {
  const kept: Match[] = [];
  for (const match of matches) {
    if (match.node < 0) continue;
    if (isMerelyHow(items, match)) continue;
    const node = workOf(items, match, named) ?? meaningOf(items, match);
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

/** "Insulated boxes": how the thing is that follows. */
const isMerelyHow = (items: readonly Item[], { entry, to }: Match): boolean => {
  if (!entry.attribute || items[to - 1]!.reading.form !== Form.Past) return false;
  const next = items[to];
  return next?.gap === Gap.None && !next.reading.stop && !/^\d/.test(next.reading.folded);
};

/** What a word for working means that is done to the thing beside it: "tea towels printed", "print 500 mugs". */
const workOf = (items: readonly Item[], match: Match, named: readonly Match[]): number | undefined => {
  const { works } = match.entry;
  if (!works) return undefined;
  for (const { branches, node } of works)
    for (const thing of named)
      if (
        !thing.entry.good?.isCommon &&
        branches.some(([from, to]) => thing.node >= from && thing.node < to) &&
        ((thing.to <= match.from && isBeside(items, thing.to, match.from)) ||
          (thing.from >= match.to && isBeside(items, match.to, thing.from)))
      )
        return node < 0 ? thing.node : node;
  return undefined;
};

/** True where so few words stand between and nothing parts them. */
const isBeside = (items: readonly Item[], end: number, start: number): boolean => {
  if (start - end > WORK_REACH) return false;
  for (let at = end; at <= start; at += 1) if (items[at]!.gap !== Gap.None) return false;
  return true;
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
