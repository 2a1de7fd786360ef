import { cpvHint, findCapability, findCpv, type Recognition, recogniser } from '#lib/taxonomy';
import type { NoticeTender } from './ocds.draft.js';

/** Mentions read with less certainty are left out: a notice is long, and most of its words are not its subject. */
const LEAST_QUALITY = 0.7;
/** Needs taken from the text beside the title, at most. */
const MOST_SHOULDS = 8;
const LONGEST_PHRASE = 500;
/** Abbreviations of procurement that happen to be those of a trade as well: "etc.", service level agreements. */
const JARGON = new Set(['etc', 'sla', 'slas']);

export interface NoticeNeed {
  phrase: string;
  codes: string[];
  importance: 'must' | 'should';
}

/**
 * What a notice needs. Its title says what it is about: the capabilities named there are a must. Where it names none,
 * the main CPV code stands in for it; where that says nothing either, the title's words are the must. Capabilities in
 * the description, the lots and the other CPV codes are shoulds, since a notice tells of much that is not bought.
 */
export function noticeNeeds(tender: NoticeTender): NoticeNeed[] {
  const title = tender.title.slice(0, LONGEST_PHRASE);
  const hints = tender.cpvCodes.flatMap((code) => hintedBy(code, tender));
  const inTitle = capabilitiesIn(title);
  const needs: NoticeNeed[] = [];
  if (inTitle.length > 0) {
    needs.push({ phrase: title, codes: inTitle.map(({ code }) => code), importance: 'must' });
  } else if (hints[0] && tender.cpvCodes[0] === hints[0].cpv) {
    // Of several capabilities a code points to, any may be meant; a need wants all of its codes.
    needs.push({ phrase: hints[0].phrase, codes: [hints[0].code], importance: 'must' });
  } else {
    needs.push({ phrase: title, codes: [], importance: 'must' });
  }
  const told = new Set(needs.flatMap(({ codes }) => codes));
  const texts = [
    tender.description,
    ...tender.lots.flatMap(({ title, description }) => [title, description]),
  ];
  const further = [...texts.flatMap((text) => (text === null ? [] : capabilitiesIn(text))), ...hints];
  for (const { code, phrase } of further) {
    if (needs.length > MOST_SHOULDS) break;
    if (told.has(code)) continue;
    told.add(code);
    needs.push({ phrase, codes: [code], importance: 'should' });
  }
  return needs;
}

/** Sectors that the CPV codes of a notice point to. */
export const noticeSectors = (tender: NoticeTender): string[] => [
  ...new Set(tender.cpvCodes.flatMap((code) => cpvHint(code)?.sectors ?? [])),
];

/** Capabilities a text asks for, once each, in its words. */
function capabilitiesIn(text: string): { code: string; phrase: string }[] {
  const { mentions }: Recognition = recogniser().recognise(text);
  const found = new Map<string, { code: string; phrase: string }>();
  for (const { code, phrase, polarity, quality } of mentions) {
    // In which role the writer stands to it does not matter: a buyer names what it wants done.
    if (polarity !== 'offered' || quality < LEAST_QUALITY || found.has(code)) continue;
    if (JARGON.has(phrase.toLowerCase())) continue;
    found.set(code, { code, phrase: phrase.slice(0, LONGEST_PHRASE) });
  }
  return [...found.values()];
}

function hintedBy(cpv: string, tender: NoticeTender): { cpv: string; code: string; phrase: string }[] {
  const capabilities = (cpvHint(cpv)?.capabilities ?? []).filter(
    (code) => findCapability(code) !== undefined,
  );
  const phrase = (tender.cpvTexts[cpv] ?? findCpv(cpv)?.description ?? cpv).slice(0, LONGEST_PHRASE);
  return capabilities.map((code) => ({ cpv, code, phrase }));
}
