/** Which of the things that a typed query names are wanted, and which only say for what, or on what. */
import { namesOtherMaterial } from '#lib/taxonomy';
import { analyseEnglish } from '../reading/text.english.js';
import type { QueryVocabulary } from '../model/search.types.js';
import { isMoving } from './query.services.js';
import type { CapabilityPart } from './query.parts.js';

/** One of the processes, products and services of a query, among the others. */
interface Named {
  text: string;
  part: CapabilityPart;
  /** Its place among them. */
  at: number;
  skills: readonly CapabilityPart[];
  vocabulary: QueryVocabulary;
}

/** "Looms for lorries", "radiography of castings": what stands after is where the thing goes, not what is bought. */
const CONTEXT = /\b(?:for|of|in|on|to|used in|going into)\s+(?:(?:an?|the|our)\s+)?(?:\w+\s+)?$/iu;

/** "Aprons embroidered with our logo": what the buyer brings. */
const BROUGHT = /\bwith\s+(?:our|my|your|their)\s+(?:\w+\s+)?$/iu;

/** The same where the little word is part of a name: "welded for trains". */
const LINKED = /^(?:for|of|in|on)\s/iu;

/** "Overalls for welders": who uses what stands before. */
const FOR_SOMEBODY = /[^\s,;]\s+for\s+(?:the\s+|our\s+)?$/iu;
const isMaker = ({ part, vocabulary }: Named): boolean =>
  vocabulary.kindOf(part.code) === 'process' && /(?:[^s]ers|ors|ists)$/iu.test(part.text);

/** "A robot to load and unload our lathe": what a thing does for its user, who has what it is done to. */
const TO_USE =
  /[^\s,;]\s+to\s+(?:(?:un)?load|lift|move|hold|carry|store|stack|clean|protect|cover|feed|drive|cool|heat|dry|test|check|measure|guard|pack|wrap|transport|support|mount|hang|control|monitor|power|lubricate|separate|sort|keep|put|go|fit)(?:\s+(?:and|or)\s+[a-z]+|\s+(?:on|in|to|under|over|round|around|into|onto))?\s+(?:an?|the|our|my|some|these)\s+(?:[\w-]+\s+)?$/iu;

/** "Weld up a cracked casting": between a verb and what the buyer has. */
const WITH_OBJECT =
  /^\s+(?:(?:up|out|off)\s+)?(?:an?|the|some|our|my|these|those|this|a few|[\d,]+)\s+(?:[\w-]+\s+){0,2}$/iu;

/** "Shot blasting a steel gate", "polishing some brass taps". */
const OF_OBJECT = /^\s+(?:an?|the|some|our|my|these|those|this)\s+(?:[\w-]+\s+){0,2}$/iu;

const METAL = String.raw`\b(?:stainless|steel|aluminium|ali|brass|copper|bronze|titanium|zinc|metal)\b`;
const NAMES_METAL = new RegExp(METAL, 'i');
/** "Polish brass door handles": a metal or a number behind the verb opens its object. */
const OPENS_OBJECT = new RegExp(String.raw`^(?:${METAL}|\d)`, 'iu');

/** True of what a verb is asked for on: "plate some brass fittings" wants no fittings made. */
export const isObject = ({ text, part, skills, vocabulary }: Named): boolean =>
  skills.some(
    (verb) =>
      verb.end < part.start &&
      (isMoving(verb) ||
        (vocabulary.kindOf(verb.code) === 'process' && /^\p{L}+(?<!ing|ed|s)$/iu.test(verb.text))) &&
      (WITH_OBJECT.test(text.slice(verb.end, part.start)) ||
        (text.slice(verb.end, part.start) === ' ' && OPENS_OBJECT.test(part.text))),
  ) ||
  skills.some(
    (work) =>
      work.end < part.start &&
      vocabulary.kindOf(work.code) === 'process' &&
      /ing$/iu.test(work.text) &&
      OF_OBJECT.test(text.slice(work.end, part.start)),
  );

/** What is done to things that somebody has: to coat them, to print on them, to test them. Sharpened they are by their makers too. */
const DONE_TO_THINGS =
  'surface-treatment heat-treatment product-printing printing-on-parts seat-trimming cleaning-services calibration ndt'.split(
    ' ',
  );

/** True of what stands right before what is to be done to it: "tea towels printed". Who says of what metal a thing is wants it made. */
export const isWorkedOn = ({ text, part, skills, vocabulary }: Named): boolean =>
  vocabulary.kindOf(part.code) === 'product' &&
  skills.some(
    (work) =>
      work.start > part.end &&
      /^\s+(?:to be )?$/u.test(text.slice(part.end, work.start)) &&
      /(?:ed|ground)$/iu.test(work.text) &&
      DONE_TO_THINGS.some((branch) => vocabulary.isWithin(work.code, branch)),
  ) &&
  !namesMetal(text, vocabulary);

const namesMetal = (text: string, { recognise, isWithin }: QueryVocabulary): boolean =>
  NAMES_METAL.test(text) || recognise(text).mentions.some(({ code }) => isWithin(code, 'metals'));

/** Where people learn, heal, eat, pray and farm: before anything else it says who uses that. */
const HOUSE =
  /^(?:schools?|colleges?|universit(?:y|ies)|hospitals?|hotels?|museums?|church(?:es)?|theatres?|brewer(?:y|ies)|baker(?:y|ies)|dair(?:y|ies)|farms?|garages?|laborator(?:y|ies)|labs?)$/iu;
/** Whole industries, by what they are called: "rail wiring looms", "medical device animation". */
const SECTORS: ReadonlySet<string> = new Set(
  'rail-systems aerospace-systems automotive-systems medical-devices defence-systems marine-systems agricultural-machinery hydrogen-systems nuclear wind-energy solar-energy motorsport-parts'.split(
    ' ',
  ),
);
/** "Defence ration packs co-packed": between an industry and what is wanted for it. */
const SECTOR_OF = /^\s+(?:(?!(?:for|of|in|on|to|and|or|with|near|from)\b)[\w-]+\s+){0,2}$/iu;
/** Processes of the tree by the names of what they make. */
const THING =
  /\b(?:tanks?|vessels?|moulds?|tools?|dies|fixtures?|jigs?|frames?|gates?|castings?|forgings?|mouldings?|pressings?|extrusions?|fabrications?)$/iu;

/** "Tablet cartons", "museum lockers", "rail looms": of two in a row the first says what the other is for. */
export function isModifier({ text, part, skills, vocabulary: { kindOf } }: Named): boolean {
  const isSector = SECTORS.has(part.code);
  const isFor = isSector || HOUSE.test(part.text);
  if (!isFor && (kindOf(part.code) !== 'product' || /\d/u.test(part.text))) return false;
  if (part.text.toLowerCase().split(/\s+/u).some(namesOtherMaterial)) return false;
  return skills.some(
    (other) =>
      other.start > part.end &&
      other.code !== part.code &&
      (isFor || kindOf(other.code) === 'product' || THING.test(other.text)) &&
      (isSector ? SECTOR_OF : /^\s+$/u).test(text.slice(part.end, other.start)),
  );
}

/** "We make caravans and want cushions", "our foundry needs trays": what the asker does is no part of what is asked for. */
const ASKS = String.raw`(?:needs?|wants?|requires?|seeks?|(?:is|are) (?:looking|after|seeking))\b`;
const WE_DO =
  /(?:^|[.!?]\s+)(?:we|i)\s+(?:are\s+(?:an?\s+)?|make|manufacture|produce|build|run\s+an?)\s*(?:[\w-]+\s+){0,2}$/iu;
const WE_DO_AND_ASK = new RegExp(String.raw`^[^.!?]{0,60}?\b${ASKS}`, 'iu');
const WHOSE = /(?:^|[.!?]\s+)(?:our|my|an?|the|this)\s+(?:[\w-]+\s+){0,2}$/iu;
const WHO_ASKS = new RegExp(String.raw`^\s+(?:[\w-]+\s+){0,2}${ASKS}`, 'iu');
const MAY_ASK = /\b(?:need|want|require|seek|looking|after)/iu;

/** True of what says who is asking. */
export function isAsker({ text, part, skills }: Named): boolean {
  if (skills.length < 2 || !MAY_ASK.test(text)) return false;
  const [before, after] = [text.slice(0, part.start), text.slice(part.end)];
  return (WE_DO.test(before) && WE_DO_AND_ASK.test(after)) || (WHOSE.test(before) && WHO_ASKS.test(after));
}

/** "Siemens programming food factory": behind what is wanted, whose works it is for. */
const WORKS_OF = /^\s+(?:factor(?:y|ies)|plants?|sites?|works|industry|sector)\b/iu;

/** True of what is named beside something else that is wanted: it ranks, and rules nobody in or out. */
export function isSecondary(named: Named): boolean {
  const before = named.text.slice(0, named.part.start);
  if (named.at > 0)
    return (
      (WORKS_OF.test(named.text.slice(named.part.end)) &&
        named.vocabulary.kindOf(named.part.code) === 'product') ||
      CONTEXT.test(before) ||
      (BROUGHT.test(before) && named.vocabulary.kindOf(named.part.code) !== 'process') ||
      LINKED.test(named.part.text) ||
      TO_USE.test(before)
    );
  // Where nothing else is read, the words before it have to say what is wanted.
  const isForUse =
    TO_USE.test(before) || LINKED.test(named.part.text) || (FOR_SOMEBODY.test(before) && isMaker(named));
  return isForUse && analyseEnglish(before).length > 0;
}
