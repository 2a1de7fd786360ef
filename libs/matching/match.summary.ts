/** What a match comes to, in a sentence or two that a buyer reads in a list. */
import { inSentence } from '#lib/taxonomy';
import type { Blocker, NeedExplanation } from './model.types.js';

/** A need is met from this fit on; below it, in part. */
const MET = 0.5;
/** Named, and the rest counted. */
const MOST_NAMED = 4;
const LONGEST_PHRASE = 60;

const and = new Intl.ListFormat('en-GB', { type: 'conjunction' });
const or = new Intl.ListFormat('en-GB', { type: 'disjunction' });

export interface Summarised {
  supplier: string;
  needs: readonly NeedExplanation[];
  blockers: readonly Blocker[];
  /** Names of the certificates asked for that are in date. */
  certificates: readonly string[];
  /** Drive time to the place asked for, minutes; infinite when unknown; null when no place was asked for. */
  minutes: number | null;
  labelOf: (code: string) => string;
  /** Whether it states the capability itself; otherwise its trade (SIC code) hints at it. */
  isOwn: (code: string) => boolean;
}

/** "Offers five-axis milling and titanium. Nothing about “anodising”. Holds AS9100; about 23 minutes by road." Pure. */
export function summarise({
  supplier,
  needs,
  blockers,
  certificates,
  minutes,
  labelOf,
  isOwn,
}: Summarised): string {
  const met = needs.filter(({ fit }) => fit >= MET);
  const inPart = needs.filter(({ fit }) => fit > 0 && fit < MET);
  const missed = needs.filter(({ fit }) => fit === 0);
  const best = met.flatMap(({ metBy }) => metBy.slice(0, 1));
  const offered = best.filter((code) => isOwn(code)).map((code) => inSentence(labelOf(code)));
  const hinted = best.filter((code) => !isOwn(code)).map((code) => inSentence(labelOf(code)));
  const said = met.filter(({ metBy }) => metBy.length === 0).map(quoted);
  const facts = [
    certificates.length > 0 ? `holds ${named(certificates, and)}` : [],
    minutes !== null && Number.isFinite(minutes) ? `about ${Math.round(minutes)} minutes by road` : [],
  ].flat();
  const sentences = [
    needs.length === 0 ? `${supplier} fits the request` : [],
    offered.length > 0 ? `Offers ${named(offered, and)}` : [],
    hinted.length > 0 ? `Its SIC code hints at ${named(hinted, and)}` : [],
    said.length > 0 ? `Its words tell of ${named(said, and)}` : [],
    inPart.length > 0 ? `Meets ${named(inPart.map(quoted), and)} in part` : [],
    missed.length > 0 ? `Nothing about ${named(missed.map(quoted), or)}` : [],
    facts.length > 0 ? capitalised(facts.join('; ')) : [],
    blockers.length > 0 ? `Not eligible: ${blockers.map(({ message }) => message).join(' ')}` : [],
  ].flat();
  return sentences.map((sentence) => (sentence.endsWith('.') ? sentence : `${sentence}.`)).join(' ');
}

const quoted = ({ phrase }: NeedExplanation): string =>
  `“${phrase.length > LONGEST_PHRASE ? `${phrase.slice(0, LONGEST_PHRASE).trimEnd()}…` : phrase}”`;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function named(names: readonly string[], list: Intl.ListFormat): string {
  const each = [...new Set(names)];
  if (each.length <= MOST_NAMED) return list.format(each);
  return list.format([...each.slice(0, MOST_NAMED - 1), `${each.length - MOST_NAMED + 1} more`]);
}
