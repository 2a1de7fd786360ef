import { Lexicon } from './lexicon.build.js';
import { LexiconEntry, WordReading } from './lexicon.types.js';
import { Form } from './words.stem.js';
import { Gap } from './words.tokens.js';

/** A word of the text with its reading. Words run together in the text give two items with one span. */
export interface Item {
  reading: WordReading;
  start: number;
  end: number;
  gap: Gap;
  /** Written in capitals. */
  upper: boolean;
  /** Asked for as a verb: "bend 25mm tube". */
  isAsked?: boolean;
}

/** The word of an item, folded to British spelling; none before the first and after the last. */
export const wordAt = (items: readonly Item[], at: number): string =>
  at >= 0 && at < items.length ? items[at]!.reading.folded : '';

/** A stretch of items, `from` to `to` (exclusive), that is a phrase of the lexicon. */
export interface Match {
  from: number;
  to: number;
  /** Index of the node; -1 for a known phrase that means none. */
  node: number;
  entry: LexiconEntry;
  quality: number;
}

/** What a text of prose, as against a phrase or a search, is longer than. */
export const PHRASE_LENGTH = 10;
const CORRECTED = 0.12;
const AGENT = 0.1;
const AMBIGUOUS = 0.3;
/** A number without its unit, beside a metal: "316 tube". */
const BARE_NUMBER = 0.2;
const REJECTED = 9;
/** A phrase whose second half stands only once in the text. */
const SHARED = 0.1;
export const JOINS: ReadonlySet<string> = new Set(['and', 'or']);
/** Branches whose trades follow one another on one part. */
const WORK =
  'machining forging presswork casting fabrication welding sheet-metal surface-treatment heat-treatment polymer-processing'.split(
    ' ',
  );
/** Said of everything that is made, so that what stands before an "and" says of what: "circuit board design and assembly". */
const OF_ANYTHING = new Set(
  'design assembly manufacture build test testing repair rework inspection installation'.split(' '),
);

/** Words after which a base form is a verb: "we mould, machine and weld". */
const VERB_OPENERS = new Set(['we', 'to', 'can', 'also', 'who', 'and', 'or']);

const opensVerb = (items: readonly Item[], at: number): boolean => {
  for (let back = at - 1; back >= 0 && back >= at - 6; back -= 1) {
    const word = items[back]!.reading.folded;
    if (word === 'we' || word === 'to') return true;
    if (items[back + 1]!.gap === Gap.Hard) return false;
    if (items[back + 1]!.gap === Gap.None && !VERB_OPENERS.has(word) && back < at - 1) return false;
  }
  return false;
};

/** What stands after a verb and not after a noun: "fold a bracket", "mould us some grommets". */
const OF_AN_OBJECT = new Set('a an the some our my your these this those us me few'.split(' '));
const PARTICLES = new Set(['up', 'out', 'off', 'down']);
/** Nouns as well, so that a size or a material after them proves nothing: "plate 10mm", "press steel". */
const ALSO_NOUNS = new Set(
  'plate press mill drill mould punch stamp saw roll blank coil wire tube print forge machine cast spring gear metal'.split(
    ' ',
  ),
);
const METALS = new Set(
  'stainless steel aluminium ali ally brass copper bronze titanium metal alloy iron'.split(' '),
);
const A_SIZE = /^\d[\d.,x]*(?:mm|cm|m|off)?$/;
/** An object stands within so many words of its verb. */
const OBJECT_REACH = 5;

/** True of a word that a short text asks for as a verb: before what it is to be done to. */
function isAsked(items: readonly Item[], at: number, processes: ReadonlySet<number>): boolean {
  const { reading, gap } = items[at]!;
  if (reading.form !== Form.Base || reading.plural || reading.corrected || !processes.has(reading.stem))
    return false;
  const isNext = (to: number): boolean => items[to]?.gap === Gap.None;
  const wordAt = (to: number): string => (isNext(to) ? items[to]!.reading.folded : '');
  const next = PARTICLES.has(wordAt(at + 1)) ? at + 2 : at + 1;
  if (OF_AN_OBJECT.has(wordAt(next))) return true;
  const opens = at === 0 || gap === Gap.Hard || items[at - 1]!.reading.folded === 'to';
  if (!opens || (ALSO_NOUNS.has(reading.folded) && next === at + 1)) return false;
  return (A_SIZE.test(wordAt(next)) && isNext(next + 1)) || METALS.has(wordAt(next));
}

/** A short text with the verbs that it asks for as names of what they do: "mould us a grommet" wants no mould. */
function withImperatives(items: readonly Item[], processes: ReadonlySet<number>): readonly Item[] {
  if (items.length > PHRASE_LENGTH || !items.some((_, at) => isAsked(items, at, processes))) return items;
  return items.map((item, at) => {
    if (!isAsked(items, at, processes)) return item;
    const { reading } = item;
    return {
      ...item,
      isAsked: true,
      reading: { ...reading, folded: `${reading.folded}ing`, form: Form.Ing },
    };
  });
}

const isActive = (form: Form): boolean => form === Form.Ing || form === Form.Past;

/** How far an inflection is from the one listed; 9 when it is another word ("mould" for "moulding"). */
const formPenalty = (listed: Form, items: readonly Item[], at: number, single: boolean): number => {
  const { form, plural } = items[at]!.reading;
  if (listed === form) return 0.04;
  if (isActive(listed) && isActive(form)) return 0.06;
  if (listed === Form.Noun || form === Form.Noun) return 0.05;
  if (!single) return 0.1;
  return isActive(listed) && !plural && opensVerb(items, at) ? 0.2 : REJECTED;
};

/** "Cast" and "cut" are their own participles. */
const isInflected = ({ reading: { form, folded } }: Item): boolean =>
  form !== Form.Base || folded === 'cast' || folded === 'cut';

/** What they are called by names a tool, and with -ing what is done with it: who makes chocolate moulds moulds no chocolate. */
const TOOLS = new Set(['mould', 'mill', 'drill', 'press', 'saw']);

const isNumber = (word: string): boolean => /^\d+$/.test(word);
const METAL_NEIGHBOURS = new Set([
  'stainless',
  'steel',
  'aluminium',
  'ti',
  'titanium',
  'alloy',
  'grade',
  'inconel',
  'tube',
  'pipe',
  'bar',
  'plate',
  'series',
  'metal',
  'weld',
  'sheet',
]);

/**
 * What is made of a grade in a short text, besides what the names of metal trades end in: "316 pipework", "flange 321". A round
 * number counts such things.
 */
const METAL_THINGS = new Set(
  'castings tees exhaust manifold housings wire mesh strip handrail pipework pipe tube bar plate sheet shaft flange valve bolt frame bracket tank vessel fabrication fittings castings forgings'.split(
    ' ',
  ),
);
/** What is made of the stainless steels that are hardened, whose numbers are round: "420 knife blades". */
const HARDENED_THINGS = new Set(
  'blade blades knife knives cutlery scissors shears ball balls bearing bearings needle needles pin pins valve valves shaft shafts instruments punches'.split(
    ' ',
  ),
);
/** Where such a thing stands from its grade: right before it, or up to three words after. */
const THINGS_NEAR = [-1, 1, 2, 3];
/** Lots are round: "4200", and of three figures "320". */
const isRound = (word: string): boolean => word.endsWith(word.length > 3 ? '00' : '0');

const singularOf = (word: string): string => word.replace(/(?:es|s)$/, '').replace(/(?:y|ie|e+)$/, '');

/** Finds the phrases of a lexicon in a row of items: longest first, left to right, unless a longer one begins within. */
export class PhraseMatcher {
  constructor(private readonly lexicon: Lexicon) {}

  /** Non-overlapping matches in the order of the text, known non-capabilities among them. */
  match(typed: readonly Item[]): Match[] {
    const items = withImperatives(typed, this.lexicon.processStems);
    const matches: Match[] = [];
    let at = 0;
    while (at < items.length) {
      const done = this.withObject(items, at);
      const first = done ?? this.inverted(items, at) ?? this.longest(items, at);
      const longer = first && !done ? this.longerWithin(items, first) : undefined;
      const found = longer ? this.longest(items, at, longer.from) : first;
      if (found) matches.push(...(this.halves(items, found) ?? [found]));
      if (longer) matches.push(longer);
      const ending = found && !longer ? this.workOfMaterial(items, found) : undefined;
      if (ending) matches.push(ending);
      at = (ending ?? longer ?? found)?.to ?? at + 1;
    }
    return this.distributed(items, matches);
  }

  /** "Moulded rubber to metal bonded mounts" is no moulded rubber: what begins within and is longer comes first. */
  private longerWithin(items: readonly Item[], match: Match): Match | undefined {
    // "Laser cutting and welding": of trades the "and" joins what stands before it as a whole.
    if (JOINS.has(wordAt(items, match.to)) && this.isWork(match)) return undefined;
    for (let from = match.from + 1; from < match.to; from += 1) {
      const least = from + match.to - match.from + 1;
      if (!this.mayReach(items, from, least)) continue;
      const other = this.longest(items, from);
      if (other && other.to >= least) return other;
    }
    return undefined;
  }

  /** "Armour plate cutting" is plate cutting, of armour plate. "Stainless steel fabricators" make no structures of steel. */
  private workOfMaterial(items: readonly Item[], { from, to, node }: Match): Match | undefined {
    if (to - from < 2 || node < 0 || this.lexicon.tree.nodes[node]!.kind !== 'material') return undefined;
    if (!this.mayReach(items, to - 1, to + 1) || METALS.has(wordAt(items, to - 1))) return undefined;
    const work = this.longest(items, to - 1);
    return work && work.to > to && this.isWork(work) ? work : undefined;
  }

  /** Whether any phrase of the lexicon begins with these items: a look without choosing. */
  private mayReach(items: readonly Item[], from: number, to: number): boolean {
    let state: number | undefined = 0;
    for (let at = from; at < to; at += 1) {
      const item = items[at];
      if (!item || (at > from && item.gap !== Gap.None)) return false;
      state =
        this.lexicon.edges.get(state, item.reading.stem) ?? this.lexicon.edges.get(state, item.reading.agent);
      if (state === undefined) return false;
    }
    return true;
  }

  /** A name that joins two trades and is listed for one hides the other: "cast and machined", "welded and painted frames". */
  private halves(items: readonly Item[], match: Match): readonly Match[] | undefined {
    const { from, to, node } = match;
    if (to - from < 3 || !this.isWork(match)) return undefined;
    for (let join = from + 1; join < to - 1; join += 1) {
      if (!JOINS.has(wordAt(items, join))) continue;
      const first = this.longest(items, from, join);
      const second = this.longest(items, join + 1, to);
      if (first?.to !== join || !second || !this.isWork(first) || !this.isWork(second)) continue;
      if (![first, second].every(({ to: end }) => isInflected(items[end - 1]!))) continue;
      if (this.isOfOneLine(first.node, second.node)) continue;
      const isWhole = second.to === to;
      if (isWhole && node === first.node && to - from === 3) return [first, second];
      if (!isWhole && !this.isOfOneLine(node, second.node)) return [{ ...match, to: join }, second];
    }
    return undefined;
  }

  /** True of work on metal or plastic. */
  private isWork({ node }: Match): boolean {
    const { tree } = this.lexicon;
    return node >= 0 && WORK.some((branch) => tree.isWithin(tree.nodes[node]!.code, branch));
  }

  /** True where one node is the other or lies above it. */
  private isOfOneLine(one: number, other: number): boolean {
    const { nodes } = this.lexicon.tree;
    const covers = (above: number, below: number): boolean => below >= above && below < nodes[above]!.end;
    return covers(one, other) || covers(other, one);
  }

  private longest(items: readonly Item[], from: number, end = items.length): Match | undefined {
    let state = 0;
    let best: Match | undefined;
    let penalty = 0;
    for (let at = from; at < end; at += 1) {
      const item = items[at]!;
      if (at > from && item.gap !== Gap.None) break;
      let next = this.lexicon.edges.get(state, item.reading.stem);
      if (next === undefined && item.reading.agent >= 0) {
        next = this.lexicon.edges.get(state, item.reading.agent);
        penalty += AGENT;
      }
      if (next === undefined) break;
      if (item.reading.corrected) penalty += CORRECTED;
      state = next;
      const match = this.choose(items, from, at + 1, state, penalty);
      if (match) best = match;
    }
    return best;
  }

  /** "Bend some stainless tube" as "tube bending"; the object stays to be read by itself. */
  private withObject(items: readonly Item[], at: number): Match | undefined {
    const verb = items[at]!;
    if (!verb.isAsked) return undefined;
    const alone = this.longest([verb], 0);
    for (
      let of = at + 1;
      of < Math.min(at + OBJECT_REACH, items.length) && items[of]!.gap === Gap.None;
      of += 1
    )
      for (const to of [of + 2, of + 1]) {
        if (to > items.length || items[to - 1]!.gap !== Gap.None) continue;
        const tail = items.slice(of, to);
        // What a thing is made of is no name of what is done: brass plating is not the plating of brass.
        if (tail.some(({ reading }) => METALS.has(reading.folded))) continue;
        const match = this.longest([...tail, { ...verb, gap: Gap.None }], 0);
        if (match && match.node >= 0 && match.to === tail.length + 1 && this.isOfOneBranch(alone, match))
          return { ...match, from: at, to: at + 1, quality: match.quality - 0.08 };
      }
    return undefined;
  }

  /** True where two matches lie below one root, or the first means nothing. */
  private isOfOneBranch(one: Match | undefined, other: Match): boolean {
    if (!one || one.node < 0) return true;
    const { parents } = this.lexicon.tree;
    const rootOf = (node: number): number => (parents[node]! < 0 ? node : rootOf(parents[node]!));
    return rootOf(one.node) === rootOf(other.node);
  }

  /** "welding of busbars" as "busbar welding", and "cutting a plate" as "plate cutting". */
  private inverted(items: readonly Item[], at: number): Match | undefined {
    const link = wordAt(items, at + 1);
    if (link !== 'of') {
      const { reading, isAsked } = items[at]!;
      if (reading.form !== Form.Ing || isAsked || !OF_AN_OBJECT.has(link)) return undefined;
    }
    if (items[at + 1]!.gap !== Gap.None) return undefined;
    const direct = this.longest(items, at);
    for (let to = Math.min(at + 4, items.length); to > at + 2; to -= 1) {
      if (direct && direct.to >= to) return undefined;
      const tail = items.slice(at + 2, to);
      if (tail.some((item) => item.gap !== Gap.None)) continue;
      const match = this.longest([...tail, { ...items[at]!, gap: Gap.None }], 0);
      // "Polishing some brass taps" is no polishing of brass: the object goes on.
      const goesOn = link !== 'of' && items[to]?.gap === Gap.None && !items[to]!.reading.stop;
      if (match && match.node >= 0 && match.to === tail.length + 1 && !goesOn)
        return { ...match, from: at, to, quality: match.quality - 0.08 };
    }
    return undefined;
  }

  private choose(
    items: readonly Item[],
    from: number,
    to: number,
    state: number,
    base: number,
  ): Match | undefined {
    const entries = this.lexicon.terminals[state];
    if (!entries) return undefined;
    const bareNumber = to - from === 1 && isNumber(items[from]!.reading.folded);
    if (bareNumber && !this.besideMetal(items, from)) return undefined;
    let best: Match | undefined;
    for (const entry of entries) {
      const penalty = base + this.entryPenalty(entry, items, from, to, bareNumber ? BARE_NUMBER : 0);
      if (penalty >= REJECTED) continue;
      if (!best || 1 - penalty > best.quality)
        best = { from, to, node: entry.node, entry, quality: 1 - penalty };
    }
    return best;
  }

  private entryPenalty(
    entry: LexiconEntry,
    items: readonly Item[],
    from: number,
    to: number,
    ofNumber: number,
  ): number {
    const single = to - from === 1;
    // "Fit 12 doors" asks for no fittings.
    if (single && items[from]!.isAsked && this.isProduct(entry.node)) return REJECTED;
    if (single && entry.acronym && !items[from]!.upper && items.length > PHRASE_LENGTH) return REJECTED;
    let penalty = (entry.ambiguous ? AMBIGUOUS : 0) + ofNumber;
    for (let at = from; at < to; at += 1) {
      const { reading } = items[at]!;
      const { word, form } = entry.words[at - from]!;
      if (reading.folded === word || reading.corrected === word) continue;
      if (reading.agent >= 0 && reading.stem < 0 && reading.form === Form.Base) continue;
      if (!single && at === to - 1 && reading.form === Form.Ing && TOOLS.has(singularOf(word)))
        return REJECTED;
      // Neither inflection nor number differs, and yet the word does: "hass" and "has", "plan" and "plane".
      const twin =
        form === reading.form &&
        singularOf(word) !== singularOf(reading.corrected ?? reading.folded) &&
        reading.form === Form.Base;
      if (twin && single) return REJECTED;
      penalty += formPenalty(form, items, at, single);
    }
    return penalty;
  }

  private isProduct(node: number): boolean {
    return node >= 0 && this.lexicon.tree.nodes[node]!.kind === 'product';
  }

  private besideMetal(items: readonly Item[], at: number): boolean {
    if ([at - 2, at - 1, at + 1, at + 2].some((beside) => METAL_NEIGHBOURS.has(wordAt(items, beside))))
      return true;
    if (items.length > PHRASE_LENGTH) return false;
    const isRoundOne = isRound(wordAt(items, at));
    return THINGS_NEAR.some((step) => {
      const word = wordAt(items, at + step);
      if (isRoundOne) return HARDENED_THINGS.has(word);
      return METAL_THINGS.has(word) || this.lexicon.isOfMetal(items[at + step]?.reading);
    });
  }

  /** "sand, gravity and low pressure die casting" names each kind; "gear hobbing and shaping" also gear shaping. */
  private distributed(items: readonly Item[], matches: readonly Match[]): Match[] {
    let result = [...matches];
    for (const match of matches) {
      if (match.node < 0 || match.to - match.from < 2) continue;
      let head = match.from;
      for (let steps = 0; steps < 4; steps += 1) {
        const earlier = this.sharedEnding(items, result, match, head);
        if (!earlier) break;
        result = [...result.filter((known) => known.to <= earlier.from || known.from >= earlier.to), earlier];
        head = earlier.from;
      }
      const later = this.sharedBeginning(items, result, match);
      if (later) result = [...result.filter(({ from }) => from !== later.from), later];
    }
    return result.sort((one, other) => one.from - other.from);
  }

  private sharedEnding(
    items: readonly Item[],
    matches: readonly Match[],
    match: Match,
    head: number,
  ): Match | undefined {
    const joined = JOINS.has(wordAt(items, head - 1));
    const to = joined ? head - 1 : head;
    const linked = joined
      ? items[to]!.gap !== Gap.Hard && items[head]!.gap !== Gap.Hard
      : items[head]!.gap === Gap.Soft && head !== match.from;
    if (!linked || to < 1) return undefined;
    const known = matches.find((other) => other.to === to);
    const from = known?.from ?? to - 1;
    if (known && known.to - known.from > 2) return undefined;
    for (let keep = match.from + 1; keep < match.to; keep += 1) {
      const row = [
        ...items.slice(from, to),
        ...items.slice(keep, match.to).map((item) => ({ ...item, gap: Gap.None })),
      ];
      const found = this.longest(row, 0);
      if (found?.to === row.length && found.node >= 0)
        return { ...found, from, to, quality: found.quality - SHARED };
    }
    return undefined;
  }

  private sharedBeginning(
    items: readonly Item[],
    matches: readonly Match[],
    match: Match,
  ): Match | undefined {
    const at = match.to + 1;
    const free = JOINS.has(wordAt(items, match.to)) && at < items.length && items[match.to]!.gap === Gap.None;
    const isNamedAlone = ({ from, to }: Match): boolean =>
      from === at && to === at + 1 && OF_ANYTHING.has(wordAt(items, at));
    if (!free || matches.some((other) => other.from <= at && other.to > at && !isNamedAlone(other)))
      return undefined;
    const row = [...items.slice(match.from, match.to - 1), { ...items[at]!, gap: Gap.None }];
    const found = this.longest(row, 0);
    return found?.to === row.length && found.node >= 0
      ? { ...found, from: at, to: at + 1, quality: found.quality - SHARED }
      : undefined;
  }
}
