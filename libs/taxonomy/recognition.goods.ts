/** A good is meant only where it is the head of what is said: "honey" is, in "honey labels" and "moulds for honey" it is not. */
import { Item, JOINS, Match, PHRASE_LENGTH, wordAt } from './recognition.matching.js';
import { namesOtherMaterial } from './recognition.materials.js';
import { Form } from './words.stem.js';
import { Gap } from './words.tokens.js';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** What may follow a good that is meant: who makes or trades in it, and what is done to have it. */
const TRADE = set(
  'maker makers making manufacture manufacturer manufacturers manufacturing mfg production producer producers producing supplier suppliers supply supplies supplied trade sale sales sold wholesale wholesaler wholesalers importer importers distributor distributors stockist stockists merchant merchants dealer dealers factory factories mill mills specialist specialists firm firms business businesses co plc llp group holdings international sons brothers bros industry industries baker bakers packer packers bottler bottlers grower growers weaver weavers designer designers brand brands range ranges product products goods assortment wanted required urgently please locally nearby today design build development prototyping refurbishment repair repairs repaired servicing hire subcontract contract bespoke exporter exporters export retailer retailers quote quotes price prices order orders local midland midlands england britain british',
);
/** After a word of trade these show that what makes the good is meant: "bread production lines". */
const MEANS = set(
  'machine machines machinery equipment line lines plant plants oven ovens tool tools tooling mould moulds software system systems consultant consultants consultancy training insurance kit kits aids recruitment staff',
);
/** Words before "of" and "for" after which the good is what is asked for: "makers of bread", "a quote for bread". */
const ASKED = set(
  'maker makers making manufacture manufacturer manufacturers manufacturing production producer producers producing supplier suppliers supply supplies source sources sourcing seller sellers importer importers distributor distributors wholesaler wholesalers stockist stockists merchant merchants factory factories mill baker bakers brewer brewers packer packers grower growers weaver weavers tailor tailors designer designers builder builders range ranges selection variety kinds types sorts brand brands baking brewing weaving knitting packing growing sewing blending look looking search searching ask asking quote quotes quotation quotations order orders tender tenders contract contracts firm firms company companies business someone somebody anyone who house specialist specialists expert experts dealer dealers',
);
/** Words before "in" after which the good is what is made. */
const SKILLED = set(
  'specialist specialists specialise specialises specialised specialising expert experts expertise leader leaders trade trades trading deal deals dealing dealers dealer experience experienced interested',
);
/** What a good is said to be, behind it. */
const HOW = set(
  'organic vegan vegetarian halal kosher fairtrade fresh frozen chilled dried handmade bespoke custom personalised branded plain recycled compostable biodegradable reusable disposable washable waterproof assorted rattan wicker bamboo cane stainless steel aluminium brass copper plastic metal silicone rubber velvet linen silk denim',
);
const PREPOSITIONS = set('for of from with on by in inside into onto against around like than per');
const FILLERS = set(
  'all our the a an any some your their its other such this these every first last next new',
);
const PARTICLES = set('up out off down away');
/** What somebody makes who makes a good. */
const MAKES =
  /^(?:mak(?:e|es|ing|ers?)|made|manufactur(?:e|es|ed|ers?|ing)|produc(?:e|es|ed|ers?|ing|tion)|suppl(?:y|ies|ied|iers?|ying)|bak(?:e|es|ed|ers?|ing)|build(?:s|ers?|ing)?|built|design(?:s|ed|ers?|ing)?|sew(?:s|n|ing)?|knit(?:s|ted|ting)?|weav(?:e|es|ers?|ing)|woven|print(?:s|ed|ers?|ing)?|blend(?:s|ed|ers?|ing)?|pack(?:s|ed|ers?|ing)?|brew(?:s|ed|ers?|ing)?|grow(?:s|n|ers?|ing)?|cook(?:s|ed|ing)?|bottl(?:e|es|ed|ing)|process(?:es|ed|ors?|ing)?|specialis(?:e|es|ing|ts?)|craft(?:s|ed|ing)?|bind(?:s|ing)?|bound|assembl(?:e|es|ed|ing)|fabricat(?:e|es|ed|ing))$/;
const MAKER =
  /^(?:makers?|manufacturers?|producers?|suppliers?|bakers?|builders?|weavers?|processors?|packers?)$/;
const SERVES = set(
  'for to include includes including customers clients serve serves serving supply supplies supplying',
);
/** So many words of description may stand between a preposition and its good. */
const ADJECTIVES = 2;
const CLAUSE = 14;
/** What a good counts beside a name of the tree, in a phrase and in prose. */
const QUALITY = 0.9;
const PROSE_QUALITY = 0.6;

const SLASH = '/';

interface View {
  text: string;
  items: readonly Item[];
  /** By the item it starts with and by the item it ends before: goods that are still in question. */
  from: ReadonlyMap<number, Match>;
  to: ReadonlyMap<number, Match>;
}

/** Drops goods that are said of something else, and common words that prose uses for no good. */
export function goodsMeant(
  text: string,
  items: readonly Item[],
  matches: readonly Match[],
): readonly Match[] {
  if (!matches.some(({ entry }) => entry.good)) return matches;
  const goods = matches.filter(({ entry }) => entry.good);
  const view: View = {
    text,
    items,
    from: new Map(goods.map((match) => [match.from, match])),
    to: new Map(goods.map((match) => [match.to, match])),
  };
  const dropped = new Set<Match>();
  // From the last to the first, since "cheese and butter labels" are labels of cheese as well.
  for (const match of goods.toReversed()) if (!isMeant(view, match, dropped)) dropped.add(match);
  const quality = items.length > PHRASE_LENGTH ? PROSE_QUALITY : QUALITY;
  return matches.flatMap((match) => {
    if (dropped.has(match)) return [];
    return !match.entry.good || match.entry.good.isListed
      ? [match]
      : [{ ...match, quality: match.quality * quality }];
  });
}

function isMeant(view: View, match: Match, dropped: ReadonlySet<Match>): boolean {
  const good = match.entry.good!;
  const isProse = view.items.length > PHRASE_LENGTH;
  if (good.isCommon && !standsAlone(view, match)) return false;
  if ((good.isCommon || good.isAsWritten) && !isAsWritten(view, match)) return false;
  if (isAttribute(view, match, dropped)) return false;
  if (good.isOfTree) return true;
  if (isOfSomethingElse(view, match)) return false;
  return !isProse || (good.isListed ? !isCustomers(view, match) : isMade(view, match));
}

/** True where a text says nothing else, but what other good it is of: "piano castors". */
const standsAlone = ({ items, to: ending }: View, { from, to }: Match): boolean => {
  const of = ending.get(from);
  const start = of && !of.entry.good!.isCommon && items[from]!.gap === Gap.None ? of.from : from;
  return items.every(
    ({ reading }, at) => (at >= start && at < to) || reading.stop || TRADE.has(reading.folded),
  );
};

const isAsWritten = (view: View, { from, entry }: Match): boolean =>
  entry.words.every(({ word }, at) => word === wordAt(view.items, from + at));

/** "Chairs oak", "dog biscuits grain free": at the end, what a good is made of and how it is stand behind it as well. */
function isSaidAfter(items: readonly Item[], at: number): boolean {
  const ends = (last: number): boolean => {
    const next = items[last + 1];
    return next?.gap !== Gap.None || next.reading.stop || TRADE.has(next.reading.folded);
  };
  const { folded } = items[at]!.reading;
  if (wordAt(items, at + 1) === 'free' && items[at + 1]!.gap === Gap.None) return ends(at + 1);
  return (HOW.has(folded) || namesOtherMaterial(folded)) && ends(at);
}

/** True where what follows is what is meant: "bread tins", "bread and cake tins", "bread making machines". */
function isAttribute(view: View, { to }: Match, dropped: ReadonlySet<Match>): boolean {
  const { items, text } = view;
  let at = to;
  for (;;) {
    const item = items[at];
    if (item?.gap !== Gap.None || text[items[at - 1]!.end] === SLASH) return false;
    const { folded, form } = item.reading;
    const isTrade = TRADE.has(folded);
    if (MEANS.has(folded)) return true;
    if (!isTrade) {
      if (isSaidAfter(items, at)) return false;
      if (PARTICLES.has(folded) && at === to) return !view.from.has(at + 1);
      if (JOINS.has(folded)) {
        const next = view.from.get(at + 1);
        return next !== undefined && dropped.has(next) && isAttribute(view, next, dropped);
      }
      return at === to && !item.reading.stop && form !== Form.Past && !/^\d/.test(folded);
    }
    at += 1;
  }
}

/** True after a preposition that makes it a part, a use or a place of something else: "labels for honey", "tins of biscuits". */
function isOfSomethingElse(view: View, match: Match): boolean {
  const { items } = view;
  let at = match.from - 1;
  let adjectives = 0;
  while (at >= 0) {
    const gap = items[at + 1]!.gap;
    if (gap === Gap.Hard) return false;
    const list = view.to.get(at + 1);
    if (gap === Gap.Soft && !list) return false;
    const word = wordAt(view.items, at);
    if (list) {
      at = list.from - 1;
      adjectives = 0;
      continue;
    }
    if (PREPOSITIONS.has(word)) return !isAskedBefore(view, at);
    if (!JOINS.has(word) && !FILLERS.has(word)) {
      if (items[at]!.reading.stop || adjectives === ADJECTIVES) return false;
      adjectives += 1;
    }
    at -= 1;
  }
  return false;
}

/** True where nothing else stands before a preposition, or who or what is asked to bring the good. */
function isAskedBefore(view: View, at: number): boolean {
  let before = at - 1;
  if (before < 0 || view.items[at]!.gap !== Gap.None) return true;
  const preposition = wordAt(view.items, at);
  if (preposition === 'in') return SKILLED.has(wordAt(view.items, before));
  if (preposition !== 'of' && preposition !== 'for') return false;
  while (before >= 0 && (FILLERS.has(wordAt(view.items, before)) || wordAt(view.items, before) === 'me'))
    before -= 1;
  return ASKED.has(wordAt(view.items, before));
}

/** The clause before a match, nearest word first. */
function* clauseBefore(view: View, { from }: Match): Generator<number> {
  for (let at = from - 1; at >= 0 && at >= from - CLAUSE && view.items[at + 1]!.gap !== Gap.Hard; at -= 1)
    yield at;
}

/** In prose a good is the writer's where the clause says that it is made, or what follows does. */
function isMade(view: View, match: Match): boolean {
  if (isCustomers(view, match)) return false;
  for (const at of clauseBefore(view, match)) if (MAKES.test(wordAt(view.items, at))) return true;
  const after = view.items[match.to];
  return after !== undefined && after.gap !== Gap.Hard && MAKES.test(after.reading.folded);
}

/** "We build lines for makers of biscuits": the goods of those who are served. */
function isCustomers(view: View, match: Match): boolean {
  for (const at of clauseBefore(view, match))
    if (MAKER.test(wordAt(view.items, at)))
      return [1, 2, 3].some((back) => SERVES.has(wordAt(view.items, at - back)));
  return false;
}
