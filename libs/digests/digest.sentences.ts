import { driveInWords } from '#lib/geography';
import type { Blocker, Grounds, NeedLevel, RequirementRecord, Shortfall } from '#lib/matching';
import { dayInWords, poundsInWords } from '#lib/platform';
import { certificateInWords } from '#lib/taxonomy';
import type { DigestHappening } from './digest.content.js';
import { countOf, figureOf, listOf } from './digest.words.js';

const NAMED_NEEDS = 3;

const requiredCertificates = ({ certifications }: RequirementRecord): string[] =>
  certifications.filter(({ importance }) => importance === 'required').map(certificateInWords);

/**
 * Why a supplier fits, in one sentence: the needs it meets, the certificates it holds, how far away it is.
 * @param reader who is told of it: others, or the supplier itself
 */
export function reasonInWords(
  { needs, minutes }: Grounds,
  requirement: RequirementRecord,
  reader: 'OTHERS' | 'ITSELF' = 'OTHERS',
): string {
  const others = reader === 'OTHERS';
  const certificates = requiredCertificates(requirement);
  const at = (wanted: NeedLevel): string[] => {
    const found = needs.filter(({ level }) => level === wanted).map(({ phrase }) => phrase);
    const rest = found.length - NAMED_NEEDS;
    return rest > 0 ? [...found.slice(0, NAMED_NEEDS), `${rest} more of the needs`] : found;
  };
  const [met, inPart] = [at('met'), at('inPart')];
  const parts: string[] = [];
  if (met.length > 0) parts.push(`${others ? 'Offers' : 'You offer'} ${listOf(met)}`);
  else if (inPart.length > 0) parts.push(`${others ? 'Meets' : 'You meet'} ${listOf(inPart)} in part`);
  else parts.push(`${others ? 'Its' : 'Your'} own words come close to what is asked for`);
  if (certificates.length > 0) parts.push(`${others ? 'holds' : 'you hold'} ${listOf(certificates)} in date`);
  if (minutes !== null) parts.push(`about ${driveInWords(minutes)} by road`);
  return `${parts.join('; ')}.`;
}

/** Whether a member can and should change what blocks it: `stepInWords` has words for it. */
export function isStep({ code }: Pick<Blocker, 'code'>): boolean {
  switch (code) {
    // Distance and exclusions are no step a member can take; turnover is the member's own business.
    case 'TOO_FAR':
    case 'OUT_OF_REGION':
    case 'TURNOVER_TOO_SMALL':
    case 'EXCLUDED':
      return false;
    default:
      return true;
  }
}

/** What a step is called at the end of "Seven members …"; null for what no member can or should change. */
export function stepInWords(blocker: Blocker, members: number): string | null {
  const verb = (one: string, many: string): string => (members === 1 ? one : many);
  const certificate = blocker.certificate ? certificateInWords(blocker.certificate) : 'one certificate';
  switch (blocker.code) {
    case 'CERTIFICATE_MISSING':
      return `${verb('lacks', 'lack')} only ${certificate}`;
    case 'CERTIFICATE_EXPIRED':
      return `${verb('needs', 'need')} only to renew ${certificate}`;
    case 'CERTIFICATE_NOT_YET_VALID':
      return `${verb('waits', 'wait')} only for ${certificate} to become valid`;
    case 'CERTIFICATE_UNKNOWN':
      return `${verb('needs', 'need')} only to state until when ${certificate} is valid`;
    case 'MISSING_CAPABILITY':
      return `${verb('lacks', 'lack')} only “${blocker.subject ?? 'one capability'}”`;
    case 'NOT_ACCEPTING_WORK':
      return `${verb('fits', 'fit')} but ${verb('says it takes', 'say they take')} no new work`;
    case 'BATCH_TOO_SMALL':
      return `${verb('makes', 'make')} larger lots than are asked for`;
    case 'BATCH_TOO_LARGE':
      return `${verb('makes', 'make')} smaller lots than are asked for`;
    case 'TOO_FAR':
    case 'OUT_OF_REGION':
    case 'TURNOVER_TOO_SMALL':
    case 'EXCLUDED':
      return null;
  }
}

/** "Seven members lack only AS9100: 14 requirements, £6.2 million a year." */
export function stepSentence(step: string, members: number, requirements: number, valueGbp: number): string {
  const value = valueGbp > 0 ? `, ${poundsInWords(valueGbp)} a year` : '';
  return `${countOf(members, 'member')} ${step}: ${figureOf(requirements, 'requirement')}${value}.`;
}

/**
 * What is missing where a requirement has no supplier: "No supplier offers “Hot isostatic pressing”: 2 requirements, £1.4
 * million a year."
 */
export function gapSentence(shortfall: Shortfall | null, requirements: number, valueGbp: number): string {
  const value = valueGbp > 0 ? `, ${poundsInWords(valueGbp)} a year` : '';
  return `${lackInWords(shortfall)}: ${figureOf(requirements, 'requirement')}${value}.`;
}

/** Stands before a list of so many. */
const allOf = (count: number): string => (count > 2 ? 'all of ' : count === 2 ? 'both ' : '');

function lackInWords(shortfall: Shortfall | null): string {
  if (shortfall === null) return 'No supplier was found';
  const { kind, needs, able, certificates } = shortfall;
  const work = listOf(needs.map(({ phrase }) => `“${phrase}”`));
  if (kind === 'CAPABILITY') return `No supplier offers ${needs.length > 1 ? `any of ${work}` : work}`;
  if (kind === 'TOGETHER') return `No supplier offers ${needs.length > 2 ? 'all of' : 'both'} ${work}`;
  const named = listOf(certificates.map(certificateInWords));
  const held = kind === 'CERTIFICATE' || named === '' ? '' : ` with ${named}`;
  const of = `${work === '' ? '' : ` of ${work}`}${held}`;
  const none = able === 1 ? `The one supplier${of}` : `None of ${figureOf(able, 'supplier')}${of}`;
  const verb = (positive: string, negative: string): string => (able === 1 ? negative : positive);
  switch (kind) {
    case 'CERTIFICATE':
      return `${none} ${verb('holds', 'does not hold')} ${allOf(certificates.length)}${named} in date`;
    case 'PLACE':
      return `${none} ${verb('is', 'is not')} near enough to its buyer`;
    case 'LOT':
      return `${none} ${verb('makes', 'does not make')} lots of the size asked for`;
    case 'TURNOVER':
      return `${none} ${verb('is', 'is not')} large enough for the contract`;
    case 'WORK':
      return `${none} ${verb('takes', 'does not take')} new work`;
    case 'RULED_OUT':
      return `${none} ${verb('is', 'is not')} of the kind its buyer accepts`;
  }
}

/** Requirements with the same key lack a supplier for the same reason. */
export const gapKey = (shortfall: Shortfall | null): string => {
  if (shortfall === null) return 'UNKNOWN';
  const { kind, needs, certificates } = shortfall;
  const work = needs.map(({ phrase, codes }) => (codes.length > 0 ? [...codes].sort().join('+') : phrase));
  return [kind, work.sort().join(','), certificates.map(certificateInWords).sort().join(',')].join(':');
};

/** Why an introduction is in a digest, and of what day. */
export function happeningWhy({ kind, at }: Pick<DigestHappening, 'kind' | 'at'>): string {
  const day = dayInWords(at.slice(0, 10));
  switch (kind) {
    case 'AWARDED':
      return `A match of your member became an award on ${day}.`;
    case 'OVERDUE':
      return `An answer was due by ${day}.`;
    case 'MOVED':
      return `An introduction of your member came this far on ${day}.`;
  }
}

/** Blockers with the same key are taken away by the same step. */
export const stepKey = ({ code, subject, needed }: Blocker): string =>
  `${code}:${code.startsWith('CERTIFICATE') ? (needed ?? subject ?? '') : (subject ?? '')}`;
