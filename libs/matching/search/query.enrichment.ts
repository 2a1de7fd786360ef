/**
 * A typed query read once more with the index at hand: words that nobody uses are put right or left out, and
 * words that the tree cannot read bring the capability that those who use them tend to hold. Only searches
 * are enriched: the matches of a stored requirement must not change because others change their words.
 */
import { editDistance, englishWords } from '#lib/taxonomy';
import type { CorpusStatistics } from '../reading/corpus.statistics.js';
import { termsLike } from '../reading/like.terms.js';
import type { MatchIndex } from '../index/match.index.js';
import type { RequirementNeed, RequirementRecord } from '../model/model.types.js';
import { termInformation } from '../reading/term.weights.js';
import type { Analyser } from '../reading/text.analysis.js';
import { atOnce, type Pieces } from '../model/work.pieces.js';

const SHORTEST_CORRECTED = 5;
/** From this length on two slips are forgiven. */
const LONG_WORD = 8;
/** The shorter of two words of which one begins the other ("PCB", "PCBA"). */
const SHORTEST_BEGINNING = 3;
const LONGEST_TAIL = 4;

/** Companions are looked for among the users of a word that at least two and at most this many use. */
const LEAST_USERS = 2;
const MOST_USERS = 400;
const MOST_USERS_SHARE = 0.1;
/** Share of the users that hold the capability, and how many times the share among all that must be. */
const LEAST_SHARE = 0.6;
const LEAST_LIFT = 3;
/** The word must make up this share of what the phrase tells: one of three words says little of what all are about. */
const LEAST_PART = 0.5;
/** A claim weaker than this is a passing mention. */
const FIRM_CLAIM = 100;

/** A typed query as it is put to an index. */
export interface EnrichedQuery {
  requirement: RequirementRecord;
  /** Words that no supplier uses, as typed: nothing can be found by them. */
  unusedWords: string[];
  /** Those of them that the requirement no longer asks for. */
  leftOut: string[];
  /** Share, 0..1, of what was typed that the requirement still asks for. */
  askedShare: number;
}

/** The requirement of a typed query, made the most of against an index. Pure: the same index, the same answer. */
export function enrichQuery(index: MatchIndex, requirement: RequirementRecord): EnrichedQuery {
  if (requirement.needs.every((need) => need.codes.length > 0))
    return { requirement, unusedWords: [], leftOut: [], askedShare: 1 };
  const { graph } = index;
  const unusedWords = new Set<string>();
  const leftOut = new Set<string>();
  const isSkill = (code: string): boolean => graph.idOf(code) >= 0 && !graph.isMaterial(graph.idOf(code));
  const needs = requirement.needs.flatMap((need): RequirementNeed[] => {
    if (need.codes.length > 0) return [need];
    const { phrase, asTyped, unused } = inKnownWords(index, need.phrase);
    for (const word of unused) {
      unusedWords.add(word);
      if (phrase !== need.phrase) leftOut.add(word);
    }
    const companion = companionOf(index, phrase);
    const read = asTyped === phrase ? { ...need, phrase } : { ...need, phrase, asTyped };
    return companion
      ? [read, { phrase: graph.labelOf(companion), codes: [companion], importance: 'should', unsaid: true }]
      : [read];
  });
  // Words the tree cannot read weigh as much as a bare material beside them, and neither is indispensable.
  const soften = needs.length > 1 && !requirement.needs.some((need) => need.codes.some(isSkill));
  return {
    requirement: {
      ...requirement,
      needs: soften ? needs.map((need) => ({ ...need, importance: 'should' })) : needs,
    },
    unusedWords: [...unusedWords],
    leftOut: [...leftOut],
    askedShare: askedShareOf(index, requirement.needs, [...leftOut]),
  };
}

/** A word left out of a phrase is asked of nobody; where no word of a phrase is used, all of it stands and is met by nobody. */
function askedShareOf(
  index: MatchIndex,
  needs: readonly RequirementNeed[],
  leftOut: readonly string[],
): number {
  if (leftOut.length === 0) return 1;
  const phrases = needs.map(({ phrase }) => phrase);
  return 1 - bitsOf(index, leftOut) / bitsOf(index, phrases);
}

/** What words tell, together. */
function bitsOf({ analyse, statistics }: MatchIndex, texts: readonly string[]): number {
  const terms = new Set(texts.flatMap((text) => analyse(text)));
  return Array.from(terms).reduce((sum, term) => sum + termInformation(term, statistics), 0);
}

/**
 * A phrase in words of the index: unknown ones give way to the nearest known one, or to the known ones beside them.
 * `unused` are those that nothing stands for; a size that nobody states is none of them.
 */
function inKnownWords(
  index: MatchIndex,
  phrase: string,
): { phrase: string; asTyped: string; unused: string[] } {
  const known: { word: string; read: string }[] = [];
  const unused: string[] = [];
  for (const word of phrase.split(/[\s,;/]+/u)) {
    const [term, ...more] = index.analyse(word);
    if (term === undefined) continue;
    if (more.length > 0 || isUsed(index, term)) known.push({ word, read: word });
    else if (isSpeltRight(word, term, index.analyse)) {
      const isLike = termsLike(term, index.analyse).some((other) => isUsed(index, other));
      if (isLike) known.push({ word, read: word });
      else unused.push(word);
    } else {
      const nearest = nearestTerm(index.statistics, term);
      if (nearest === undefined) unused.push(word);
      else known.push({ word, read: nearest });
    }
  }
  return {
    phrase: known.map(({ read }) => read).join(' ') || phrase,
    asTyped: known.map(({ word }) => word).join(' ') || phrase,
    unused: unused.filter((word) => !/\d/u.test(word)),
  };
}

/** "EMC", "DMLS": capitals stand for more words than a word list knows. */
const ABBREVIATION = /^[A-Z\d&-]{2,6}$/;
const englishTerms = new WeakMap<Analyser, ReadonlySet<string>>();

/** True for an English word and for an abbreviation: nobody using it does not make it a slip. */
function isSpeltRight(word: string, term: string, analyse: Analyser): boolean {
  const terms = englishTerms.get(analyse) ?? atOnce(readEnglishInPieces(analyse));
  return terms.has(term) || ABBREVIATION.test(word);
}

/** Words read in one piece: a millisecond or two. */
const WORDS_A_PIECE = 200;

/** Reads the list of English words; done beforehand, in pieces, it spares the first unknown word a wait. */
export function* readEnglishInPieces(analyse: Analyser): Pieces<ReadonlySet<string>> {
  const made = englishTerms.get(analyse);
  if (made) return made;
  const terms = new Set<string>();
  const words = englishWords();
  for (let at = 0; at < words.length; at += WORDS_A_PIECE) {
    yield;
    for (const word of words.slice(at, at + WORDS_A_PIECE)) analyse(word).forEach((term) => terms.add(term));
  }
  englishTerms.set(analyse, terms);
  return terms;
}

/** True for a word that somebody uses, those included who came after the words were counted. */
function isUsed({ statistics, columns }: MatchIndex, term: string): boolean {
  if (statistics.termCounts.has(term)) return true;
  const id = columns.tables.terms.find(term);
  if (id === undefined) return false;
  const { starts, slots } = columns.termPostings;
  const end = id + 1 < starts.length ? starts[id + 1]! : 0;
  for (let at = end > 0 ? starts[id]! : 0; at < end; at += 1) if (columns.alive.has(slots[at]!)) return true;
  for (let slot = columns.posted; slot < columns.slots; slot += 1)
    if (columns.alive.has(slot) && columns.hasTerm(slot, id)) return true;
  return false;
}

type Counted = readonly [term: string, count: number];
const byFirstLetter = new WeakMap<CorpusStatistics, Map<string, Counted[]>>();

function termsNear(statistics: CorpusStatistics, term: string): readonly Counted[] {
  let buckets = byFirstLetter.get(statistics);
  if (!buckets) {
    buckets = new Map();
    for (const counted of statistics.termCounts) {
      const bucket = buckets.get(counted[0][0]!);
      if (bucket) bucket.push(counted);
      else buckets.set(counted[0][0]!, [counted]);
    }
    byFirstLetter.set(statistics, buckets);
  }
  return buckets.get(term[0]!) ?? [];
}

/** The likeliest term that suppliers use for one they do not: fewest slips, then most used, then by spelling. */
export function nearestTerm(statistics: CorpusStatistics, term: string): string | undefined {
  let best: { term: string; likeness: number; count: number } | undefined;
  for (const [candidate, count] of termsNear(statistics, term)) {
    const like = likeness(term, candidate);
    if (like === 0) continue;
    const better = best ? like - best.likeness || count - best.count || (candidate < best.term ? 1 : -1) : 1;
    if (better > 0) best = { term: candidate, likeness: like, count };
  }
  return best?.term;
}

/** 3 for one slip, 2 for two in a long word, 1 where one begins the other, 0 for unlike. */
function likeness(term: string, candidate: string): number {
  if (/\d/u.test(term)) return 0;
  const longer = Math.abs(term.length - candidate.length);
  if (term.length >= SHORTEST_CORRECTED && longer <= 1 && editDistance(term, candidate, 1) <= 1) return 3;
  if (term.length >= LONG_WORD && longer <= 2 && editDistance(term, candidate, 2) <= 2) return 2;
  const [short, long] = term.length < candidate.length ? [term, candidate] : [candidate, term];
  const tail = Math.min(LONGEST_TAIL, short.length - SHORTEST_BEGINNING + 1);
  return longer <= tail && long.startsWith(short) ? 1 : 0;
}

/** The capability that users of one of a phrase's rarer words hold far more often than others do. */
function companionOf(index: MatchIndex, phrase: string): string | undefined {
  let best: { id: number; gain: number } | undefined;
  const terms = new Set(index.analyse(phrase));
  const bits = new Map(Array.from(terms, (term) => [term, termInformation(term, index.statistics)]));
  const all = [...bits.values()].reduce((sum, of) => sum + of, 0);
  for (const term of terms) {
    if (bits.get(term)! < LEAST_PART * all) continue;
    for (const [id, gain] of companionsOf(index, usersOf(index, term))) {
      if (!best || gain > best.gain || (gain === best.gain && id < best.id)) best = { id, gain };
    }
  }
  return best && index.graph.node(best.id).code;
}

/** Live slots that use a term; none when they are too few or too many to tell anything. */
function usersOf({ columns, size }: MatchIndex, term: string): number[] {
  const id = columns.tables.terms.find(term);
  if (id === undefined) return [];
  const most = Math.min(MOST_USERS, Math.max(LEAST_USERS, size * MOST_USERS_SHARE));
  const { starts, slots } = columns.termPostings;
  const users: number[] = [];
  const add = (slot: number): void => {
    if (columns.alive.has(slot)) users.push(slot);
  };
  if (id + 1 < starts.length) {
    if (starts[id + 1]! - starts[id]! > 2 * most) return [];
    for (let at = starts[id]!; at < starts[id + 1]!; at += 1) add(slots[at]!);
  }
  for (let slot = columns.posted; slot < columns.slots; slot += 1) {
    if (columns.hasTerm(slot, id)) add(slot);
  }
  return users.length >= LEAST_USERS && users.length <= most ? users : [];
}

/** Capabilities that most of the users hold and few others do, with what that tells. */
function companionsOf(
  { columns, graph, statistics }: MatchIndex,
  users: readonly number[],
): Map<number, number> {
  const together = new Map<number, number>();
  for (const slot of users) {
    const held = new Set<number>();
    for (let at = columns.claimStart.data[slot]!; at < columns.claimStart.data[slot + 1]!; at += 1) {
      const code = columns.claimCode.data[at]!;
      if (columns.claimStrength.data[at]! >= FIRM_CLAIM && !graph.isMaterial(code)) held.add(code);
    }
    for (const code of held) together.set(code, (together.get(code) ?? 0) + 1);
  }
  const gains = new Map<number, number>();
  for (const [code, count] of together) {
    const share = count / users.length;
    const usual =
      Math.max(1, statistics.codeCounts.get(graph.node(code).code) ?? 0) / Math.max(1, statistics.documents);
    if (count >= LEAST_USERS && share >= LEAST_SHARE && share / usual >= LEAST_LIFT)
      gains.set(code, share * Math.log2(share / usual));
  }
  return gains;
}
