import { Item, Match, wordAt } from './recognition.matching.js';
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
const AFTER_BARRIERS = new Set(['but', 'we', 'our', 'for']);
/** Words after what is named that say something of it; all others are passed over. */
const SAY_AFTER = new Set(['no', 'not', ...GONE_IN_PASSIVE, ...AFTER_NEGATIONS, ...AFTER_BARRIERS]);
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

/** What a word says of what follows it, if anything, where it stands. */
type Cue = (items: readonly Item[], at: number) => Polarity | undefined;

const negated: Cue = (items, at) => (HARMLESS.has(wordAt(items, at + 1)) ? undefined : 'negated');
const ended: Cue = (items, at) => (ENDERS.has(wordAt(items, at - 1)) ? 'negated' : undefined);
const bare: Cue = (items, at) => {
  if (HARMLESS.has(wordAt(items, at + 1))) return undefined;
  return wordAt(items, at) === 'not' && AUXILIARIES.has(wordAt(items, at - 1)) ? 'negated' : 'excluded';
};
const followedBy =
  (next: string, polarity: Polarity): Cue =>
  (items, at) =>
    wordAt(items, at + 1) === next ? polarity : undefined;

/** Cues by their first word: most words are none, which one look tells. */
const CUES: ReadonlyMap<string, Cue> = new Map([
  ...Array.from(VERB_NEGATIONS, (word): [string, Cue] => [word, negated]),
  ['nor', () => 'excluded'],
  ...Array.from(ENDED, (word): [string, Cue] => [word, ended]),
  ['gave', followedBy('up', 'negated')],
  ['given', followedBy('up', 'negated')],
  ['giving', followedBy('up', 'negated')],
  ['used', (items, at) => (wordAt(items, at + 1) === 'to' ? ended(items, at) : undefined)],
  ...Array.from(BARE_NEGATIONS, (word): [string, Cue] => [word, bare]),
  [
    'no',
    (items, at) =>
      wordAt(items, at + 1) === 'longer' && wordAt(items, at + 2) !== 'than' ? 'negated' : bare(items, at),
  ],
  ['exception', followedBy('of', 'excluded')],
  ['save', followedBy('for', 'excluded')],
  ['rather', followedBy('than', 'excluded')],
  ['other', followedBy('than', 'excluded')],
  ['instead', followedBy('of', 'excluded')],
  ['apart', followedBy('from', 'excluded')],
]);

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
    const word = items[at]!.reading.folded;
    const cue = CUES.get(word)?.(items, at);
    if (cue) return commas === 0 || listGoesOn(items, at + 1) ? cue : 'offered';
    if (BARRIERS.has(word) && wordAt(items, at - 1) !== 'do') return 'offered';
  }
  return 'offered';
};

const after = (items: readonly Item[], match: Match): Polarity => {
  for (let at = match.to; at < items.length && at < match.to + 7; at += 1) {
    const item = items[at]!;
    if (item.gap === Gap.Hard) return 'offered';
    const word = item.reading.folded;
    if (!SAY_AFTER.has(word)) continue;
    const aux = wordAt(items, at - 1);
    const next = wordAt(items, at + 1);
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
    if (AFTER_BARRIERS.has(word)) return 'offered';
  }
  return 'offered';
};

/** Whether a text offers, denies or rules out the capability that a match names. */
export const polarityOf = (items: readonly Item[], match: Match): Polarity => {
  const first = before(items, match);
  return first === 'offered' ? after(items, match) : first;
};
