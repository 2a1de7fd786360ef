import { certifications, type CertificationTable } from './certification.table.js';
import type {
  CertificateRef,
  HeldCertificate,
  Satisfaction,
  SatisfactionReason,
  SatisfactionVerdict,
  SchemeCode,
} from './certification.types.js';

type Step = { answer: Satisfaction; reason: SatisfactionReason } | undefined;

/** Levels: a higher rank covers a lower one; an equal rank of another name does not. */
function judgeLevel(held: HeldCertificate, wanted: CertificateRef, table: CertificationTable): Step {
  if (!wanted.level || held.scheme !== wanted.scheme || held.level === wanted.level) return undefined;
  if (!held.level) return { answer: 'unknown', reason: 'LEVEL_UNKNOWN' };
  const rank = (level: string): number | undefined =>
    table.levelsOf(wanted.scheme).find((row) => row.level === level)?.rank;
  const [has, needs] = [rank(held.level), rank(wanted.level)];
  if (has === undefined || needs === undefined) return { answer: 'unknown', reason: 'LEVEL_UNKNOWN' };
  return has > needs ? undefined : { answer: 'no', reason: 'LEVEL_TOO_LOW' };
}

function judgeCommodity(held: HeldCertificate, wanted: CertificateRef): Step {
  if (!wanted.commodity || held.scheme !== wanted.scheme || held.commodity === wanted.commodity)
    return undefined;
  return held.commodity
    ? { answer: 'no', reason: 'OTHER_COMMODITY' }
    : { answer: 'unknown', reason: 'COMMODITY_UNKNOWN' };
}

/** Negative when edition `a` came before `b`, undefined when that cannot be said. */
function compareEditions(
  scheme: SchemeCode,
  a: string,
  b: string,
  table: CertificationTable,
): number | undefined {
  if (a === b) return 0;
  const orderOf = (edition: string): number | undefined =>
    table.editionsOf(scheme).find((row) => row.edition === edition)?.order;
  const [first, second] = [orderOf(a), orderOf(b)];
  if (first !== undefined && second !== undefined) return first - second;
  return /^\d{4}$/.test(a) && /^\d{4}$/.test(b) ? Number(a) - Number(b) : undefined;
}

/** A held edition is withdrawn, too old for the wanted one, or unknown where one is wanted. */
function judgeEdition(
  held: HeldCertificate,
  wanted: CertificateRef,
  on: string,
  table: CertificationTable,
): Step {
  const editions = table.editionsOf(held.scheme);
  const current = editions.filter((row) => row.endsOn === null || row.endsOn >= on);
  const own = editions.find((row) => row.edition === held.edition);
  if (own && !current.includes(own)) return { answer: 'expired', reason: 'EDITION_WITHDRAWN' };
  // A scheme none of whose editions still runs is over, whatever the certificate says.
  if (editions.length > 0 && current.length === 0) return { answer: 'expired', reason: 'EDITION_WITHDRAWN' };
  if (!wanted.edition || held.scheme !== wanted.scheme) return undefined;
  if (held.edition) {
    const order = compareEditions(held.scheme, held.edition, wanted.edition, table);
    if (order === undefined) return { answer: 'unknown', reason: 'EDITION_UNKNOWN' };
    return order < 0 ? { answer: 'no', reason: 'EDITION_TOO_OLD' } : undefined;
  }
  // An undated certificate that is in date is of some current edition: enough when all of those would do.
  const enough =
    current.length > 0 &&
    current.every((row) => (compareEditions(held.scheme, row.edition, wanted.edition!, table) ?? -1) >= 0);
  return enough ? undefined : { answer: 'unknown', reason: 'EDITION_UNKNOWN' };
}

function judgeDates(held: HeldCertificate, on: string): { answer: Satisfaction; reason: SatisfactionReason } {
  if (held.validFrom !== null && held.validFrom > on) return { answer: 'not_yet', reason: 'NOT_STARTED' };
  if (held.validTo === null) return { answer: 'unknown', reason: 'EXPIRY_UNKNOWN' };
  return held.validTo < on ? { answer: 'expired', reason: 'EXPIRED' } : { answer: 'yes', reason: 'IN_DATE' };
}

/**
 * Does a held certificate meet a wanted one on an ISO date, and which step decided? Looks at scheme (with what it
 * satisfies and supersedes), level, commodity, edition and dates, in that order, except that a plain "no" is never
 * hidden by an "unknown", and a certificate known to be out of date is "expired" rather than "unknown". The last day
 * of validity counts. An unknown expiry is never filled in from the usual cycle: it answers 'unknown'.
 */
export function judgeCertificate(
  held: HeldCertificate,
  wanted: CertificateRef,
  on: string,
  table: CertificationTable = certifications(),
): SatisfactionVerdict {
  const via = table.chain(held.scheme, wanted.scheme);
  if (!via) return { answer: 'no', reason: 'OTHER_SCHEME', via: [] };
  const steps = [
    judgeLevel(held, wanted, table),
    judgeCommodity(held, wanted),
    judgeEdition(held, wanted, on, table),
    judgeDates(held, on),
  ];
  const precedence: readonly Satisfaction[] = ['no', 'expired', 'not_yet', 'unknown'];
  for (const answer of precedence) {
    const step = steps.find((one) => one?.answer === answer);
    if (step) return { ...step, via };
  }
  return { answer: 'yes', reason: 'IN_DATE', via };
}

/** The answer of judgeCertificate alone. */
export function satisfies(held: HeldCertificate, wanted: CertificateRef, on: string): Satisfaction {
  return judgeCertificate(held, wanted, on).answer;
}

const BEST_FIRST: readonly Satisfaction[] = ['yes', 'unknown', 'not_yet', 'expired', 'no'];

/** The best verdict any of a supplier's certificates gives for a wanted one; undefined when it holds none at all. */
export function bestVerdict(
  held: readonly HeldCertificate[],
  wanted: CertificateRef,
  on: string,
): (SatisfactionVerdict & { certificate: HeldCertificate }) | undefined {
  return held
    .map((certificate) => ({ certificate, ...judgeCertificate(certificate, wanted, on) }))
    .sort((a, b) => BEST_FIRST.indexOf(a.answer) - BEST_FIRST.indexOf(b.answer))[0];
}
