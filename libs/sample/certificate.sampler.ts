import type { CertificateDraft } from '#lib/directory';
import type { EvidenceLevel } from '#lib/taxonomy';
import { catalogue } from './archetype.catalogue.js';
import type { Archetype, CertificateWording } from './archetype.types.js';
import { Random, weighted } from './random.source.js';

/** Invented bodies; no real one vouches for an invented firm. */
const ISSUERS = ['Certavane', 'Northmark Assurance', 'Halden Registrars', 'Trivox Certification', 'Oakseal'];

const LAPSED = 0.065;
const DAYS_A_MONTH = 30.44;
const DAY_MS = 86_400_000;

const EVIDENCE = weighted<EvidenceLevel>(
  ['SELF_DECLARED', 'DOCUMENT', 'REGISTER_CHECKED', 'CLUSTER_VOUCHED', 'SITE_AUDITED'],
  (level) =>
    ({ SELF_DECLARED: 62, DOCUMENT: 20, REGISTER_CHECKED: 12, CLUSTER_VOUCHED: 5, SITE_AUDITED: 1 })[level],
);

/** A certificate makes another nearly certain, or pointless: holding the first, a firm seldom lists the second. */
const COVERS: readonly (readonly [string, string])[] = [
  ['CYBER_ESSENTIALS_PLUS', 'CYBER_ESSENTIALS'],
  ['EN_15085_CL1', 'EN_15085_CL2'],
];

const days = new Map<number, string>();
const MOST_DAYS = 20_000;

/** An ISO date some days after another (before, when negative). Dates repeat, so that they are worked out once. */
export function daysAfter(day: string, count: number): string {
  const at = Date.parse(day) + Math.round(count) * DAY_MS;
  let text = days.get(at);
  if (text === undefined) {
    text = new Date(at).toISOString().slice(0, 10);
    if (days.size < MOST_DAYS) days.set(at, text);
  }
  return text;
}

/** Certificates a firm of a kind and size may well hold on a day; some lapsed, some with no expiry stated. */
export function sampleCertificates(
  archetype: Archetype,
  employees: number,
  today: string,
  random: Random,
): CertificateDraft[] {
  // Paperwork grows with the firm: a two-man shop holds about half of what its trade does, a large one more.
  const leaning = Math.min(1.3, 0.55 + 0.5 * Math.sqrt(employees / archetype.size));
  const held = new Set<string>();
  for (const { key, percent } of archetype.certificates) {
    const special = key.startsWith('NADCAP') && !held.has('AS9100') && !held.has('ISO_17025');
    if (random.chance(Math.min(0.97, (percent / 100) * leaning)) && !special) held.add(key);
  }
  for (const [greater, lesser] of COVERS) if (held.has(greater)) held.delete(lesser);
  return [...held].flatMap((key) => {
    const wording = catalogue().certificates.get(key);
    return wording ? [stated(wording, today, random)] : [];
  });
}

/** The usual spelling comes first and is the likeliest. */
export function spell(wording: CertificateWording, random: Random): string {
  const at = random.chance(0.5) ? 0 : random.between(0, wording.spellings.length - 1);
  return wording.spellings[at] ?? wording.key;
}

function stated(wording: CertificateWording, today: string, random: Random): CertificateDraft {
  const evidence = random.draw(EVIDENCE);
  const certificate: CertificateDraft = { stated: spell(wording, random), evidence };
  if (evidence !== 'SELF_DECLARED' && wording.months > 0) {
    certificate.issuer = random.pick(ISSUERS);
    certificate.number = `DEMO-${random.between(10_000, 99_999)}`;
  }
  if (wording.months === 0 || random.chance(wording.undatedPercent / 100)) return certificate;
  const term = Math.round(wording.months * DAYS_A_MONTH);
  const left = random.chance(LAPSED) ? -random.between(5, 320) : random.between(8, term - 1);
  certificate.validTo = daysAfter(today, left);
  if (random.chance(0.7)) certificate.validFrom = daysAfter(today, left - term);
  return certificate;
}
