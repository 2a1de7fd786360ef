/** What a match comes to, in a sentence or two that a buyer reads in a list. */
import { driveInWords } from '#lib/geography';
import { inSentence } from '#lib/taxonomy';
import type { Blocker, NeedExplanation } from '../model/model.types.js';

/** Named, and the rest counted. */
const MOST_NAMED = 4;
const LONGEST_PHRASE = 60;

export interface Summarised {
  supplier: string;
  needs: readonly NeedExplanation[];
  /** Whether nobody asked for a need in words: it is told only where it is met. */
  isUnsaid: (at: number) => boolean;
  /** Of each need the material asked for, where it works in that. */
  materials: readonly (string | undefined)[];
  blockers: readonly Blocker[];
  /** Names of the certificates asked for that are in date. */
  certificates: readonly string[];
  /** Drive time to the place asked for, minutes; infinite when unknown; null when no place was asked for. */
  minutes: number | null;
  labelOf: (code: string) => string;
  isMaterial: (code: string) => boolean;
  /** Whether it states the capability itself; otherwise its trade (SIC code) hints at it. */
  isOwn: (code: string) => boolean;
}

/** "Offers five-axis milling and titanium. Nothing about “anodising”. Holds AS9100; about 23 minutes by road." Pure. */
export function summarise({
  supplier,
  needs,
  isUnsaid,
  materials,
  blockers,
  certificates,
  minutes,
  labelOf,
  isMaterial,
  isOwn,
}: Summarised): string {
  // In lists each supplier of a page has one: plain loops, a third of the time of filters and formats for lists.
  const offered: string[] = [];
  const worked: string[] = [];
  const hinted: string[] = [];
  const said: string[] = [];
  const inPart: string[] = [];
  const missed: string[] = [];
  let isTouched = false;
  for (let at = 0; at < needs.length; at += 1) {
    const { phrase, fit, level, metBy } = needs[at]!;
    const [code] = metBy;
    if (level !== 'met' && isUnsaid(at)) continue;
    if (level === 'notMet') {
      add(missed, quoted(phrase));
      isTouched ||= fit > 0;
    } else if (code === undefined) add(said, quoted(phrase));
    else if (level === 'inPart') add(inPart, quoted(phrase));
    else {
      if (!isMaterial(code)) add(isOwn(code) ? offered : hinted, inSentence(labelOf(code)));
      const material = materials[at] ?? (isMaterial(code) ? code : undefined);
      if (material !== undefined) add(isOwn(material) ? worked : hinted, inSentence(labelOf(material)));
    }
  }
  let text = needs.length === 0 ? `${supplier} fits the request.` : '';
  if (offered.length > 0) text += ` Offers ${named(offered, 'and')}.`;
  if (worked.length > 0) text += ` Works in ${named(worked, 'and')}.`;
  if (hinted.length > 0) text += ` Its SIC code hints at ${named(hinted, 'and')}.`;
  if (said.length > 0) text += ` Its words tell of ${named(said, 'and')}.`;
  if (inPart.length > 0) text += ` Meets ${named(inPart, 'and')} in part.`;
  if (missed.length > 0)
    text += ` ${isTouched ? 'Little or nothing' : 'Nothing'} about ${named(missed, 'or')}.`;
  const isNear = minutes !== null && Number.isFinite(minutes);
  if (certificates.length > 0) text += ` Holds ${named(certificates, 'and')}${isNear ? '; about' : '.'}`;
  else if (isNear) text += ' About';
  if (isNear) text += ` ${driveInWords(minutes)} by road.`;
  if (blockers.length > 0) text += ` Not eligible: ${blockers.map(({ message }) => message).join(' ')}`;
  return text.trimStart();
}

function add(names: string[], name: string): void {
  if (!names.includes(name)) names.push(name);
}

const quoted = (phrase: string): string =>
  `“${phrase.length > LONGEST_PHRASE ? `${phrase.slice(0, LONGEST_PHRASE).trimEnd()}…` : phrase}”`;

function named(names: readonly string[], last: 'and' | 'or'): string {
  if (names.length === 1) return names[0]!;
  const isMany = names.length > MOST_NAMED;
  const shown = isMany ? names.slice(0, MOST_NAMED - 1) : names.slice(0, -1);
  return `${shown.join(', ')} ${last} ${isMany ? `${names.length - shown.length} more` : names[names.length - 1]!}`;
}
