import { CapabilityKind } from './capability.types.js';
import { Item, Match, PHRASE_LENGTH, wordAt as wordOf } from './recognition.matching.js';
import { CapabilityRole } from './recognition.types.js';
import { Gap } from './words.tokens.js';

/** Groups of words as bits, so that one look at a word tells all of its groups: there is room for 31. */
const groupsByWord = new Map<string, number>();
let groupCount = 0;

/** Makes a group of some words. */
const group = (words: string): number => {
  const bit = 1 << groupCount++;
  for (const word of words.split(' ')) groupsByWord.set(word, (groupsByWord.get(word) ?? 0) | bit);
  return bit;
};

const PARTNERS = group(
  'partner partners associate associates approved subcontract subcontractor subcontractors subcontractors neighbour neighbours others arrangement sister trusted friend friends suppliers specialist specialists outside third',
);
const MARKETS = group(
  'industry industries sector sectors customer customers client clients market markets oems oem users trade',
);
const MAKERS = group(
  'makers manufacturers builders firms companies houses operators producers assemblers fabricators contractors shops plants factories foundries',
);
const TRAINING = group(
  'training course courses apprenticeship apprenticeships academy tuition lesson lessons trainee trainees',
);
const TEACHING = group(
  'training teach teaches teaching taught courses course apprenticeships apprenticeship learn learning skills',
);
const ADVICE = group(
  'consultancy consultancies consultants consultant consulting advice advisers feasibility advisory',
);
const SELLERS = group(
  'merchant merchants stockist stockists stockholder stockholders distributor distributors distribution wholesale wholesaler wholesalers retailer retailers importer importers reseller resellers dealer dealers',
);
const STOCKING = group(
  'stockist stockists distributor distributors importer importers importers reseller wholesaler wholesalers merchants merchant dealers agents retailer seller sale sales',
);
const HIRING = group('hire hired rental rent leasing');
const REPAIRS = group(
  'repair repairs repaired overhaul overhauls overhauled refurbishment refurbished servicing maintenance reconditioning rebuilds rebuild spares upkeep refurb reconditioned',
);
const TESTS = group(
  'testing inspection radiography analysis examination test x-ray testers inspecting calibration',
);
const BOUGHT = group('bought sent put placed subcontracted outsourced subbed managed arranged sourced');
const GOODS = group(
  'bar bars strip blanks billet billets equipment machines machinery consumables supplies oils fluids materials tools wire powder parts components',
);
/** What is done to parts that somebody else has made: "machining of castings". */
const WORKED = group(
  'machining finishing fettling washing welding machine machined deburring trimming drilling inspection cleaning coating painting blasting polishing impregnation turning milling grinding assembly plating linishing cutting treatment hardening peening repair of',
);
/** The parts themselves, named after the process that made them. */
const WORKPIECES = group(
  'castings forgings mouldings pressings stampings extrusions fabrications weldments laminates diecastings',
);
const LINKS = group('and or');
const FILLERS = group('all our the a an of any some other more both such as various many further');
/** What opens or ends a list, whatever stands beyond. */
const LIST_OPENERS = TEACHING | STOCKING | HIRING | ADVICE;
const LIST_ENDERS = TRAINING | HIRING | SELLERS | ADVICE | REPAIRS | BOUGHT | MAKERS;
const AWAY = group('in out away');
const TOWARD = group('for to');
const TOWARD_OTHERS = group('for to serving');
const VIA = group('via through by from at to');
const DONE = group('done made handled');
const HANDED_OVER = group('subcontracted outsourced subbed managed arranged');
const GOES = group('goes go travels travel');
const OF_WHAT = group('in of for on and');
const INTO = group('in on as');
const AGENT = /(?:ers?|ors?|ists?)$/;

/** A text as its roles are told. */
export interface View {
  items: readonly Item[];
  /** 1 for each item that a match covers. */
  covered: Uint8Array;
  /** Groups of each word. */
  groups: readonly number[];
}

/** Looks up the groups of all words of a text, once for all that it names. */
export const viewOf = (items: readonly Item[], covered: Uint8Array): View => ({
  items,
  covered,
  groups: items.map(({ reading }) => groupsByWord.get(reading.folded) ?? 0),
});

const wordAt = ({ items }: View, at: number): string => wordOf(items, at);
const isWord = ({ groups }: View, at: number, some: number): boolean =>
  at >= 0 && at < groups.length && (groups[at]! & some) !== 0;

/** Walks back over the list a match belongs to; gives the item before it. */
const listStart = (view: View, from: number): number => {
  let at = from - 1;
  for (let steps = 0; at >= 0 && steps < 16; steps += 1) {
    if (view.items[at + 1]!.gap === Gap.Hard) return -1;
    const goesOn =
      view.covered[at] === 1 || isWord(view, at, LINKS | FILLERS) || view.items[at + 1]!.gap === Gap.Soft;
    if (!goesOn || isWord(view, at, LIST_OPENERS)) return at;
    at -= 1;
  }
  return at;
};

/** Walks on over the list a match belongs to; gives the item after it, or the length of the text. */
const listEnd = (view: View, to: number): number => {
  let at = to;
  for (let steps = 0; at < view.items.length && steps < 12; steps += 1) {
    if (view.items[at]!.gap === Gap.Hard) return view.items.length;
    const goesOn = view.covered[at] === 1 || isWord(view, at, LINKS);
    if (!goesOn || isWord(view, at, LIST_ENDERS)) return at;
    at += 1;
  }
  return at;
};

/** "Subcontract", in one word or two. */
const isSubcontract = (view: View, at: number): boolean =>
  wordAt(view, at) === 'subcontract' || (wordAt(view, at) === 'sub' && wordAt(view, at + 1) === 'contract');

/** True where the clause up to an item is the firm's own: "we machine and subcontract plating". */
const saysWe = (view: View, at: number): boolean => {
  for (let back = at - 1; back >= 0 && view.items[back + 1]!.gap !== Gap.Hard; back -= 1)
    if (wordAt(view, back) === 'we') return true;
  return false;
};

/** "A local firm", "our regular partner", "others". */
const isOutsider = (view: View, at: number): boolean =>
  /^(?:partners?|others|associates?|subcontractors?|neighbours?)$/.test(wordAt(view, at)) ||
  (/^(?:firms?|compan(?:y|ies)|suppliers?|specialists?|shops?|houses?)$/.test(wordAt(view, at)) &&
    /^(?:local|nearby|another|other|outside|external|specialist|trusted|approved|regular|different)$/.test(
      wordAt(view, at - 1),
    ));

/** "We use a local firm for plating": the verb stands a few words before who is relied on. */
const relies = (view: View, at: number): boolean =>
  [1, 2, 3, 4].some((back) => /^(?:use|uses|using|rely|relies)$/.test(wordAt(view, at - back)));

const boughtIn = (view: View, match: Match, start: number, end: number): boolean => {
  const { items } = view;
  if (start >= 0) {
    const [last, earlier, first] = [wordAt(view, start), wordAt(view, start - 1), wordAt(view, start - 2)];
    if (
      isWord(view, start, AWAY) &&
      /^(?:buy|buys|buying|bought|subcontract|sub|send|sends|sent|put|contract|farm)$/.test(earlier)
    )
      return true;
    if (
      isWord(view, start, TOWARD) &&
      /^(?:out|away)$/.test(earlier) &&
      /^(?:send|sends|sent|put|go|goes)$/.test(first)
    )
      return true;
    if (last.startsWith('outsourc')) return earlier !== 'not' && earlier !== 'never';
    const [subject, verbAt] = last === 'subcontract' ? [earlier, start] : [first, start - 1];
    if (isSubcontract(view, verbAt) && verbAt + (last === 'subcontract' ? 0 : 1) === start)
      // "We are subcontract machinists", "general and subcontract machining": what is done for others.
      return /^(?:we|also)$/.test(subject) || (subject === 'and' && saysWe(view, verbAt));
    if (last === 'for' && isOutsider(view, start - 1) && relies(view, start - 1)) return true;
  }
  // "via partner", "by approved houses", "is bought in", "put out", "round the corner".
  for (let at = end; at < items.length && at < end + 6; at += 1) {
    if (items[at]!.gap === Gap.Hard || (items[at]!.gap === Gap.Soft && at > end)) return false;
    const word = wordAt(view, at);
    const next = wordAt(view, at + 1);
    if (
      isWord(view, at, VIA) &&
      (isWord(view, at + 1, PARTNERS) || isWord(view, at + 2, PARTNERS) || isOutsider(view, at + 3))
    )
      return !view.covered[at + 1] || isWord(view, at + 1, PARTNERS);
    if (word === 'sub' && next === 'contracted') return !/^(?:not|never)$/.test(wordAt(view, at - 1));
    if (isWord(view, at, DONE) && /^(?:outside|elsewhere|externally)$/.test(next))
      return !/^(?:not|never)$/.test(wordAt(view, at - 1));
    if (isWord(view, at, BOUGHT) && wordAt(view, at - 1) !== 'not' && wordAt(view, at - 1) !== 'never') {
      if (/^(?:in|out|away|elsewhere|from)$/.test(next) || isWord(view, at, HANDED_OVER)) return true;
    }
    if (
      (word === 'left' && next === 'to') ||
      (word === 'round' && next === 'the') ||
      (word === 'approved' && /^(?:partners?|houses?|suppliers?)$/.test(next))
    )
      return true;
    if (isWord(view, at, GOES) && /^(?:to|out|away)$/.test(next)) return true;
    if (view.covered[at] && at > end) return false;
  }
  return false;
};

const servesOthers = (
  view: View,
  match: Match,
  kind: CapabilityKind,
  start: number,
  end: number,
): boolean => {
  const toward =
    isWord(view, start, TOWARD_OTHERS) &&
    !/^(?:up|next|due|fit|fitted|built|prior)$/.test(wordAt(view, start - 1));
  // "pawls and sectors" lists a part; "the rail sector" names a market.
  const direct = view.covered[end - 1] === 1 && view.items[end]?.gap === Gap.None;
  if (direct && isWord(view, end, MARKETS)) return true;
  if (isWord(view, end, MAKERS) && !view.covered[end]) {
    const opener = [start, start - 1, start - 2].some((at) => /^(?:we|are|as|is)$/.test(wordAt(view, at)));
    if (toward || (view.items.length > PHRASE_LENGTH && !opener && kind === 'product')) return true;
  }
  const lastWord = wordAt(view, match.to - 1);
  if (toward && AGENT.test(lastWord) && kind === 'process') return true;
  if (toward && wordAt(view, start - 1).startsWith('suppl') && AGENT.test(lastWord)) return true;
  // "bars for machining", "strip for pressing": the writer makes what the process needs.
  return (
    toward &&
    kind === 'process' &&
    wordAt(view, start) === 'for' &&
    (view.covered[start - 1] === 1 || isWord(view, start - 1, GOODS)) &&
    view.items[start]!.gap === Gap.None &&
    !/(?:certified|approved|ready|accredited|qualified)$/.test(wordAt(view, start - 1))
  );
};

/** "Machining of die castings": the castings come from elsewhere. */
const worksOnParts = (view: View, match: Match): boolean => {
  if (!isWord(view, match.to - 1, WORKPIECES)) return false;
  let at = match.from - 1;
  // "of high pressure", "of aluminium", "of your": up to two words may stand between.
  for (let steps = 0; steps < 3 && at >= 1; steps += 1, at -= 1) {
    if (wordAt(view, at) === 'of') return isWord(view, at - 1, WORKED) || view.covered[at - 1] === 1;
    if (view.items[at + 1]!.gap !== Gap.None) return false;
  }
  return false;
};

/** The part that the writer plays towards the capability of a match. */
export const roleOf = (view: View, match: Match, kind: CapabilityKind): CapabilityRole => {
  const start = listStart(view, match.from);
  const end = listEnd(view, match.to);
  const linked = isWord(view, start, OF_WHAT);
  const leads = (words: number): boolean =>
    isWord(view, start, words) || (linked && isWord(view, start - 1, words));
  if (isWord(view, end, HIRING) || (isWord(view, start, HIRING) && wordAt(view, start + 1) === 'of'))
    return 'hires';
  if (kind !== 'service') {
    const instructs =
      isWord(view, start, INTO) &&
      /^train(?:s|ed)?$/.test(
        wordAt(view, start - 1) === 'people' ? wordAt(view, start - 2) : wordAt(view, start - 1),
      );
    if (leads(TEACHING) || instructs || isWord(view, end, TRAINING)) return 'trains';
    if (isWord(view, end, ADVICE) || leads(ADVICE)) return 'consults';
    if (isWord(view, end, SELLERS) || leads(STOCKING)) return 'sells';
  }
  if (boughtIn(view, match, start, end)) return 'buysIn';
  if (wordAt(view, match.from - 1) === 'of' && isWord(view, match.from - 2, TESTS)) return 'lab';
  if (kind === 'process' && worksOnParts(view, match)) return 'suppliesTo';
  const repaired =
    isWord(view, match.to, REPAIRS) ||
    (wordAt(view, match.from - 1) === 'of' && isWord(view, match.from - 2, REPAIRS));
  if (kind === 'product' && repaired) return 'maintains';
  return servesOthers(view, match, kind, start, end) ? 'suppliesTo' : 'performs';
};
