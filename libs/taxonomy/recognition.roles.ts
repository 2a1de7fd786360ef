import { CapabilityKind } from './capability.types.js';
import { Item, Match, PHRASE_LENGTH } from './recognition.matching.js';
import { CapabilityRole } from './recognition.types.js';
import { Gap } from './words.tokens.js';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const PARTNERS = set(
  'partner partners associate associates approved subcontract subcontractor subcontractors subcontractors neighbour neighbours others arrangement sister trusted friend friends suppliers specialist specialists outside third',
);
const MARKETS = set(
  'industry industries sector sectors customer customers client clients market markets oems oem users trade',
);
const MAKERS = set(
  'makers manufacturers builders firms companies houses operators producers assemblers fabricators contractors shops plants factories foundries',
);
const TRAINING = set(
  'training course courses apprenticeship apprenticeships academy tuition lesson lessons trainee trainees',
);
const TEACHING = set(
  'training teach teaches teaching taught courses course apprenticeships apprenticeship learn learning skills',
);
const ADVICE = set(
  'consultancy consultancies consultants consultant consulting advice advisers feasibility advisory',
);
const SELLERS = set(
  'merchant merchants stockist stockists stockholder stockholders distributor distributors distribution wholesale wholesaler wholesalers retailer retailers importer importers reseller resellers dealer dealers',
);
const STOCKING = set(
  'stockist stockists distributor distributors importer importers importers reseller wholesaler wholesalers merchants merchant dealers agents retailer seller sale sales',
);
const HIRING = set('hire hired rental rent leasing');
const REPAIRS = set(
  'repair repairs repaired overhaul overhauls overhauled refurbishment refurbished servicing maintenance reconditioning rebuilds rebuild spares upkeep refurb reconditioned',
);
const TESTS = set(
  'testing inspection radiography analysis examination test x-ray testers inspecting calibration',
);
const BOUGHT = set('bought sent put placed subcontracted outsourced subbed managed arranged sourced');
const GOODS = set(
  'bar bars strip blanks billet billets equipment machines machinery consumables supplies oils fluids materials tools wire powder parts components',
);
/** What is done to parts that somebody else has made: "machining of castings". */
const WORKED = set(
  'machining finishing fettling washing welding machine machined deburring trimming drilling inspection cleaning coating painting blasting polishing impregnation turning milling grinding assembly plating linishing cutting treatment hardening peening repair of',
);
/** The parts themselves, named after the process that made them. */
const WORKPIECES = set(
  'castings forgings mouldings pressings stampings extrusions fabrications weldments laminates diecastings',
);
const LINKS = set('and or');
const FILLERS = set('all our the a an of any some other more both such as various many further');
const AGENT = /(?:ers?|ors?|ists?)$/;

interface View {
  items: readonly Item[];
  covered: Uint8Array;
}

const wordAt = ({ items }: View, at: number): string => items[at]?.reading.folded ?? '';
const isWord = (view: View, at: number, words: ReadonlySet<string>): boolean => words.has(wordAt(view, at));

/** Walks back over the list a match belongs to; gives the item before it. */
const listStart = (view: View, from: number): number => {
  let at = from - 1;
  for (let steps = 0; at >= 0 && steps < 16; steps += 1) {
    if (view.items[at + 1]!.gap === Gap.Hard) return -1;
    const cue =
      isWord(view, at, TEACHING) ||
      isWord(view, at, STOCKING) ||
      isWord(view, at, HIRING) ||
      isWord(view, at, ADVICE);
    if (
      cue ||
      !(
        view.covered[at] ||
        LINKS.has(wordAt(view, at)) ||
        FILLERS.has(wordAt(view, at)) ||
        view.items[at + 1]!.gap === Gap.Soft
      )
    )
      return at;
    at -= 1;
  }
  return at;
};

/** Walks on over the list a match belongs to; gives the item after it, or the length of the text. */
const listEnd = (view: View, to: number): number => {
  let at = to;
  for (let steps = 0; at < view.items.length && steps < 12; steps += 1) {
    if (view.items[at]!.gap === Gap.Hard) return view.items.length;
    const cue =
      isWord(view, at, TRAINING) ||
      isWord(view, at, HIRING) ||
      isWord(view, at, SELLERS) ||
      isWord(view, at, ADVICE) ||
      isWord(view, at, REPAIRS) ||
      isWord(view, at, BOUGHT) ||
      isWord(view, at, MAKERS);
    if (cue || !(view.covered[at] || LINKS.has(wordAt(view, at)))) return at;
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
      /^(?:in|out|away)$/.test(last) &&
      /^(?:buy|buys|buying|bought|subcontract|sub|send|sends|sent|put|contract|farm)$/.test(earlier)
    )
      return true;
    if (
      /^(?:for|to)$/.test(last) &&
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
      /^(?:via|through|by|from|at|to)$/.test(word) &&
      (PARTNERS.has(next) || PARTNERS.has(wordAt(view, at + 2)) || isOutsider(view, at + 3))
    )
      return !view.covered[at + 1] || PARTNERS.has(next);
    if (word === 'sub' && next === 'contracted') return !/^(?:not|never)$/.test(wordAt(view, at - 1));
    if (/^(?:done|made|handled)$/.test(word) && /^(?:outside|elsewhere|externally)$/.test(next))
      return !/^(?:not|never)$/.test(wordAt(view, at - 1));
    if (BOUGHT.has(word) && wordAt(view, at - 1) !== 'not' && wordAt(view, at - 1) !== 'never') {
      if (
        /^(?:in|out|away|elsewhere|from)$/.test(next) ||
        /^(?:subcontracted|outsourced|subbed|managed|arranged)$/.test(word)
      )
        return true;
    }
    if (
      (word === 'left' && next === 'to') ||
      (word === 'round' && next === 'the') ||
      (word === 'approved' && /^(?:partners?|houses?|suppliers?)$/.test(next))
    )
      return true;
    if (/^(?:goes|go|travels|travel)$/.test(word) && /^(?:to|out|away)$/.test(next)) return true;
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
    start >= 0 &&
    /^(?:for|to|serving)$/.test(wordAt(view, start)) &&
    !/^(?:up|next|due|fit|fitted|built|prior)$/.test(wordAt(view, start - 1));
  const endWord = wordAt(view, end);
  // "pawls and sectors" lists a part; "the rail sector" names a market.
  const direct = view.covered[end - 1] === 1 && view.items[end]?.gap === Gap.None;
  if (direct && MARKETS.has(endWord)) return true;
  if (MAKERS.has(endWord) && !view.covered[end]) {
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
    (view.covered[start - 1] === 1 || GOODS.has(wordAt(view, start - 1))) &&
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

/** The part the writer plays towards the capability of a match. */
export const roleOf = (
  items: readonly Item[],
  covered: Uint8Array,
  match: Match,
  kind: CapabilityKind,
): CapabilityRole => {
  const view: View = { items, covered };
  const start = listStart(view, match.from);
  const end = listEnd(view, match.to);
  const lead = [start, start - 1, start - 2].filter((at) => at >= 0);
  const linked = start >= 0 && /^(?:in|of|for|on|and)$/.test(wordAt(view, start));
  const leads = (words: ReadonlySet<string>): boolean =>
    isWord(view, start, words) || (linked && lead.slice(1, 2).some((at) => isWord(view, at, words)));
  if (isWord(view, end, HIRING) || (isWord(view, start, HIRING) && wordAt(view, start + 1) === 'of'))
    return 'hires';
  if (kind !== 'service') {
    const instructs =
      /^(?:in|on|as)$/.test(wordAt(view, start)) &&
      /^train(?:s|ed)?$/.test(
        wordAt(view, start - 1) === 'people' ? wordAt(view, start - 2) : wordAt(view, start - 1),
      );
    if (leads(TEACHING) || instructs || isWord(view, end, TRAINING)) return 'trains';
    if (isWord(view, end, ADVICE) || leads(ADVICE)) return 'consults';
    if (isWord(view, end, SELLERS) || leads(STOCKING)) return 'sells';
  }
  if (boughtIn(view, match, start, end)) return 'buysIn';
  if (wordAt(view, match.from - 1) === 'of' && TESTS.has(wordAt(view, match.from - 2))) return 'lab';
  if (kind === 'process' && worksOnParts(view, match)) return 'suppliesTo';
  const repaired =
    isWord(view, match.to, REPAIRS) ||
    (wordAt(view, match.from - 1) === 'of' && isWord(view, match.from - 2, REPAIRS));
  if (kind === 'product' && repaired) return 'maintains';
  return servesOthers(view, match, kind, start, end) ? 'suppliesTo' : 'performs';
};
