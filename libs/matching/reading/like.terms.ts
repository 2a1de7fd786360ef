/** Words that may stand for the buyer's own: "wooden" is met by "timber", for less. */
import { likeWords } from '#lib/taxonomy';
import { heaviest, type PlanContext, type PlannedTerm, termInformation } from './term.weights.js';
import type { Analyser } from './text.analysis.js';

/** What a word that stands for the buyer's counts of the buyer's own, and against the direction in which it is listed. */
const LIKE_SHARE = 0.4;
const BACK_SHARE = 0.2;
/** More of them cost a search more than they bring. */
const MOST_LIKE = 12;

type LikeTerms = ReadonlyMap<string, ReadonlyMap<string, number>>;
const known = new WeakMap<Analyser, LikeTerms>();

/** Shares of the terms that may stand for a term, worked out once an analyser. */
export function likeTableOf(analyse: Analyser): LikeTerms {
  const made = known.get(analyse);
  if (made) return made;
  const table = new Map<string, Map<string, number>>();
  const put = (from: string, to: string, share: number): void => {
    if (from === to) return;
    let row = table.get(from);
    if (!row) table.set(from, (row = new Map<string, number>()));
    row.set(to, Math.max(share, row.get(to) ?? 0));
  };
  for (const [word, others] of likeWords()) {
    const terms = analyse(word);
    for (const to of others.flatMap(analyse))
      for (const from of terms) {
        put(from, to, LIKE_SHARE);
        put(to, from, BACK_SHARE);
      }
  }
  known.set(analyse, table);
  return table;
}

/** Terms that may stand for a term. */
export const termsLike = (term: string, analyse: Analyser): readonly string[] => [
  ...(likeTableOf(analyse).get(term)?.keys() ?? []),
];

/** A term that some supplier uses in place of another: what it counts of it, and how rare it is beside it, 1 at most. */
interface Like {
  term: string;
  share: number;
  rarity: number;
}
const likesKnown = new WeakMap<PlanContext, Map<string, readonly Like[]>>();

/** Worked out once a term: statistics are frozen. Terms that nothing stands for are not kept. */
function likesUsed(term: string, context: PlanContext): readonly Like[] {
  const row = likeTableOf(context.analyse).get(term);
  if (!row) return [];
  let known = likesKnown.get(context);
  if (!known) likesKnown.set(context, (known = new Map<string, readonly Like[]>()));
  let likes = known.get(term);
  if (!likes) {
    const { statistics } = context;
    const bits = Math.max(1, termInformation(term, statistics));
    likes = [...row]
      .filter(([other]) => statistics.termCounts.has(other))
      // A common word tells less than the rare one that it stands for.
      .map(([other, share]) => ({
        term: other,
        share,
        rarity: Math.min(1, termInformation(other, statistics) / bits),
      }));
    known.set(term, likes);
  }
  return likes;
}

/** Weighted terms that may stand for those of `own` and are not in `said`: they add, and are never missed. */
export function likeTerms(
  own: readonly PlannedTerm[],
  said: readonly PlannedTerm[],
  context: PlanContext,
): PlannedTerm[] {
  const found = new Map<string, number>();
  for (const { term, weight } of own) {
    for (const { term: other, share, rarity } of likesUsed(term, context)) {
      const worth = Math.round(share * weight * rarity);
      if (worth > 0) found.set(other, Math.max(worth, found.get(other) ?? 0));
    }
  }
  if (found.size === 0) return [];
  for (const { term } of own) found.delete(term);
  for (const { term } of said) found.delete(term);
  return heaviest(
    Array.from(found, ([term, weight]) => ({ term, weight })),
    MOST_LIKE,
  );
}
