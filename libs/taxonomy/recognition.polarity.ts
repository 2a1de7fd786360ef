import { Item, Match } from './recognition.matching.js';
import { Polarity } from './recognition.types.js';
import { Gap } from './words.tokens.js';

const REACH = 9;
const BARRIERS = new Set([
  'but',
  'however',
  'although',
  'though',
  'only',
  'our',
  'they',
  'which',
  'who',
  'so',
  'because',
  'yet',
  'instead',
  'while',
  'whereas',
  'we',
  'unless',
  'then',
]);
const VERB_NEGATIONS = new Set([
  "don't",
  "doesn't",
  "didn't",
  'never',
  'cannot',
  "can't",
  "won't",
  'neither',
  "couldn't",
  "wouldn't",
  'dont',
  'nor',
  'decline',
  'unable',
]);
const BARE_NEGATIONS = new Set([
  'no',
  'not',
  'without',
  'except',
  'excluding',
  'exclude',
  'excludes',
  'excl',
  'minus',
  'avoid',
]);
const AUXILIARIES = new Set([
  'do',
  'does',
  'did',
  'is',
  'are',
  'can',
  'will',
  'was',
  'were',
  'could',
  'would',
  'should',
  'have',
  'has',
  'currently',
]);
/** After "not" or "no" these take the sting out: "not only", "no job too small", "no minimum order". */
const HARMLESS = new Set([
  'only',
  'just',
  'merely',
  'simply',
  'problem',
  'job',
  'minimum',
  'bake',
  'nonsense',
  'doubt',
  'longer',
  'longer',
  'matter',
  'one',
  'order',
  'less',
  'fewer',
  'more',
  'limit',
  'later',
  'necessarily',
  'need',
  'substitute',
  'wonder',
  'fuss',
  'quantity',
  'stranger',
  'strangers',
  'stopped',
  'ceased',
  'moq',
  'subcontracted',
  'outsourced',
  'bought',
  'sent',
]);
/** What ended is not offered: "we have stopped moulding", "gave up gear cutting", "used to cast iron". */
const ENDED = new Set(['stopped', 'ceased', 'discontinued', 'quit', 'abandoned', 'dropped', 'closed']);
/** Who stands before such a word tells it from "discontinued motors repaired". */
const ENDERS = new Set(['we', 'i', 'have', 'has', 'had', 'they', 'recently', 'since']);
/** Words that end a thing when they follow it: "plating withdrawn", "anodising was sold off". */
const GONE = new Set(['withdrawn', 'discontinued', 'excluded', 'ceased']);
const GONE_IN_PASSIVE = new Set([...GONE, 'stopped', 'closed', 'dropped', 'sold', 'abandoned']);
const BEEN = new Set(['was', 'were', 'been', 'is', 'are']);
const AFTER_NEGATIONS = new Set(['not', "isn't", "aren't", "won't", 'never', 'outside', 'beyond', "wasn't"]);
const OFFERS = new Set([
  'offer',
  'offered',
  'offers',
  'do',
  'done',
  'undertake',
  'undertaken',
  'scope',
  'available',
  'something',
  'considered',
  'ordered',
  'held',
  'provided',
  'let',
  'handle',
  'supply',
  'supplied',
  'wanted',
  'needed',
  'required',
  'accepted',
  'alternative',
  'us',
  'allowed',
  'suitable',
  'wanted',
  'carried',
  'presses',
  'capability',
  'catered',
  'please',
  'apply',
]);

const precedes = (items: readonly Item[], at: number, words: readonly string[]): boolean =>
  words.every((word, offset) => items[at + offset]?.reading.folded === word);

/** Kind of negation whose cue stands at an item, if any. */
const cueAt = (items: readonly Item[], at: number): Polarity | undefined => {
  const word = items[at]!.reading.folded;
  const next = items[at + 1]?.reading.folded ?? '';
  if (VERB_NEGATIONS.has(word))
    return word === 'nor' ? 'excluded' : HARMLESS.has(next) ? undefined : 'negated';
  const earlier = items[at - 1]?.reading.folded ?? '';
  if (ENDED.has(word) && ENDERS.has(earlier)) return 'negated';
  if (
    (/^(?:gave|given|giving)$/.test(word) && next === 'up') ||
    (word === 'used' && next === 'to' && ENDERS.has(earlier))
  )
    return 'negated';
  if (word === 'no' && next === 'longer' && items[at + 2]?.reading.folded !== 'than') return 'negated';
  if (precedes(items, at, ['exception', 'of']) || precedes(items, at, ['save', 'for'])) return 'excluded';
  if (BARE_NEGATIONS.has(word)) {
    if (HARMLESS.has(next)) return undefined;
    return word === 'not' && AUXILIARIES.has(items[at - 1]?.reading.folded ?? '') ? 'negated' : 'excluded';
  }
  if (
    precedes(items, at, ['rather', 'than']) ||
    precedes(items, at, ['other', 'than']) ||
    precedes(items, at, ['instead', 'of']) ||
    precedes(items, at, ['apart', 'from'])
  )
    return 'excluded';
  return undefined;
};

const listGoesOn = (items: readonly Item[], from: number): boolean => {
  for (let at = from; at < items.length && at < from + 14; at += 1) {
    if (items[at]!.gap === Gap.Hard && at > from) return false;
    const word = items[at]!.reading.folded;
    if (word === 'or' || word === 'nor') return true;
    if (BARRIERS.has(word)) return false;
  }
  return false;
};

const before = (items: readonly Item[], match: Match): Polarity => {
  let commas = 0;
  for (let at = match.from - 1; at >= 0 && at >= match.from - REACH; at -= 1) {
    const following = items[at + 1]!;
    if (following.gap === Gap.Hard) return 'offered';
    if (following.gap === Gap.Soft) commas += 1;
    const cue = cueAt(items, at);
    if (cue) return commas === 0 || listGoesOn(items, at + 1) ? cue : 'offered';
    if (BARRIERS.has(items[at]!.reading.folded) && items[at - 1]?.reading.folded !== 'do') return 'offered';
  }
  return 'offered';
};

const after = (items: readonly Item[], match: Match): Polarity => {
  for (let at = match.to; at < items.length && at < match.to + 7; at += 1) {
    const item = items[at]!;
    if (item.gap === Gap.Hard) return 'offered';
    const word = item.reading.folded;
    const aux = items[at - 1]?.reading.folded ?? '';
    const next = items[at + 1]?.reading.folded ?? '';
    if (word === 'no' && next === 'longer') return 'negated';
    if (GONE.has(word) && at === match.to && item.gap === Gap.None) return 'negated';
    if (GONE_IN_PASSIVE.has(word) && BEEN.has(aux) && (word !== 'sold' || next === 'off')) return 'negated';
    if (word === 'not' && at === match.to && OFFERS.has(next)) return 'negated';
    if (AFTER_NEGATIONS.has(word)) {
      if (
        ['not', 'outside', 'beyond', 'never'].includes(word) &&
        !['is', 'are', 'was', 'currently', 'were'].includes(aux)
      )
        return 'offered';
      for (let on = at + 1; on < items.length && on <= at + 6 && items[on]!.gap === Gap.None; on += 1)
        if (OFFERS.has(items[on]!.reading.folded)) return 'negated';
      return 'offered';
    }
    if (word === 'but' || word === 'we' || word === 'our' || word === 'for') return 'offered';
  }
  return 'offered';
};

/** Whether a text offers, denies or rules out the capability that a match names. */
export const polarityOf = (items: readonly Item[], match: Match): Polarity => {
  const first = before(items, match);
  return first === 'offered' ? after(items, match) : first;
};
