/** Words of trades and things that English families are called by as well. */

/** Said of a person: as part of a firm's name they tell who owns it, or once did. */
const PEOPLE =
  'ali baker bowden brewer bridges butcher carpenter coker farmer fisher forger gage gardener gates gilder glazier grant grinder gunsmith hadfield haynes irons joiner locke miller painter pickles piper plumber potter setter shearer steele stringer sykes thatcher tiler turner vickers weaver webber welder wheeler woods';

/** Said of a thing as often as of a family. */
const THINGS =
  'bacon bellows bolt box brass brick bridge broom burner bush cork cotton crane crisp glass gold hammer harness harrow hook hopper kettle kitchen lace lamp leather lime lock marble salt silk silver spring steel stone sweet truss vice winch wood';

/** What a word names that may be a surname. */
export type SurnameKind = 'person' | 'thing';

const KINDS: ReadonlyMap<string, SurnameKind> = new Map([
  ...PEOPLE.split(' ').map((word) => [word, 'person'] as const),
  ...THINGS.split(' ').map((word) => [word, 'thing'] as const),
]);

/**
 * Whether a single word may be a surname: one that names people ("Baker"), or one that names a thing as well
 * ("Harrow"). Undefined for all other words; capitals do not matter.
 */
export const surnameKind = (word: string): SurnameKind | undefined => KINDS.get(word.toLowerCase());
