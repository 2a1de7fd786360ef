import { parsePostcode } from '#lib/geography';
import type { UserError } from '#lib/platform';
import { EVIDENCE_LEVELS, zones } from '#lib/taxonomy';
import { createHash } from 'node:crypto';
import { readCapabilities } from './capability.reading.js';
import { readCertificate, UNKNOWN_SCHEME } from './certificate.reading.js';
import { DraftChecks } from './draft.checks.js';
import { nameKey, readCompanyNumber, readWebsite } from './organisation.name.js';
import { type ProfileLookups, shippedLookups } from './profile.lookups.js';
import { completenessOf } from './supplier.completeness.js';
import type {
  CertificateDraft,
  PreparedCertificate,
  PreparedSite,
  PreparedSupplier,
  SupplierDraft,
} from './supplier.draft.js';

/** Greatest lengths in characters and numbers of items. */
export const SUPPLIER_LIMITS = {
  name: 300,
  address: 500,
  summary: 5_000,
  phrase: 200,
  phrases: 200,
  certificates: 100,
  stated: 200,
  capabilityCodes: 200,
  sicCodes: 8,
} as const;

/**
 * Checks a draft and reads its words: sectors, certificates, capabilities. Pure. All errors are told at once; what is
 * merely not understood (a certificate of no known scheme) stays as text and becomes a warning.
 */
export function readSupplierDraft(
  draft: SupplierDraft,
  lookups: ProfileLookups = shippedLookups(),
): { errors: UserError[]; supplier?: PreparedSupplier } {
  const checks = new DraftChecks();
  const name = checks.text(draft.name, SUPPLIER_LIMITS.name, ['name']);
  if (name === '') checks.error('REQUIRED', 'Give the name of the business.', ['name']);
  const summary = checks.text(draft.summary, SUPPLIER_LIMITS.summary, ['summary']);
  const phrases = checks.texts(
    draft.phrases,
    { longest: SUPPLIER_LIMITS.phrase, most: SUPPLIER_LIMITS.phrases },
    'phrases',
  );
  const declared = readCodes(draft, checks, lookups);
  const certificates = readCertificates(draft.certificates ?? [], checks, lookups);
  const marketsServed = checks.sectors(draft.markets, lookups.sector, 'markets');
  const site = readSite(draft, checks);
  const website = readOptional(draft.website, readWebsite, checks, [
    'website',
    'Give a web address such as https://www.example.com, or nothing.',
  ]);
  const companyNumber = readOptional(draft.companyNumber, readCompanyNumber, checks, [
    'companyNumber',
    'A company number has 8 digits, or 2 letters and 6 digits. Leave it empty if there is none.',
  ]);
  const numbers = readNumbers(draft, checks);
  const sicCodes = readSicCodes(draft, checks);
  const reading = readCapabilities({ name, summary, phrases, declared, sicCodes }, lookups);
  const content = {
    name,
    nameKey: nameKey(name),
    companyNumber,
    website,
    sicCodes,
    origin: draft.origin,
    fictional: draft.fictional ?? false,
    reference: draft.reference ?? null,
    site,
    summary,
    phrases,
    marketsServed,
    ...reading,
    ...numbers,
    acceptingWork: draft.acceptingWork ?? true,
    verified: draft.verified ?? undefined,
    completeness: completenessOf({
      postcode: site !== null,
      summary: summary !== '',
      capabilities: reading.capabilities.length > 0,
      certificates: certificates.length > 0,
      markets: marketsServed.length > 0,
      employees: numbers.employees !== null,
      turnover: numbers.annualTurnoverGbp !== null,
      batch: numbers.batchMin !== null || numbers.batchMax !== null,
      leadTime: numbers.leadTimeDays !== null,
      website: website !== null,
    }),
    certificates,
  };
  if (checks.errors.length > 0) return { errors: checks.errors };
  const contentHash = createHash('sha1').update(JSON.stringify(content)).digest('base64url');
  return { errors: [], supplier: { ...content, warnings: checks.warnings, contentHash } };
}

function readOptional(
  value: string | null | undefined,
  read: (text: string) => string | undefined,
  checks: DraftChecks,
  [field, message]: readonly [string, string],
): string | null {
  if (value === null || value === undefined || value.trim() === '') return null;
  const found = read(value);
  if (found === undefined) checks.error('INVALID_VALUE', message, [field]);
  return found ?? null;
}

function readCodes(draft: SupplierDraft, checks: DraftChecks, lookups: ProfileLookups): string[] {
  const limits = { longest: 100, most: SUPPLIER_LIMITS.capabilityCodes };
  const codes = checks.texts(draft.capabilityCodes, limits, 'capabilityCodes');
  return codes.filter((code, at) => {
    if (lookups.node(code)) return true;
    checks.error('UNKNOWN_CAPABILITY', `There is no capability with the code "${code}".`, [
      'capabilityCodes',
      at,
    ]);
    return false;
  });
}

function readSicCodes(draft: SupplierDraft, checks: DraftChecks): string[] {
  const limits = { longest: 10, most: SUPPLIER_LIMITS.sicCodes };
  return checks.texts(draft.sicCodes, limits, 'sicCodes').flatMap((text, at) => {
    const code = text.replace(/[.\s/]/g, '');
    if (/^\d{5}$/.test(code)) return [code];
    checks.error('INVALID_VALUE', `"${text}" is not a SIC 2007 code: it has five digits, such as 25620.`, [
      'sicCodes',
      at,
    ]);
    return [];
  });
}

function readSite(draft: SupplierDraft, checks: DraftChecks): PreparedSite | null {
  const address = checks.text(draft.address, SUPPLIER_LIMITS.address, ['address']) || null;
  const affiliatedZones = [...new Set(draft.affiliatedZones ?? [])];
  for (const [at, code] of affiliatedZones.entries()) {
    if (zones().byCode(code)) continue;
    checks.error('UNKNOWN_CODE', `"${code}" is none of the codes of zones.`, ['affiliatedZones', at]);
  }
  const place = draft.place ?? null;
  const typed = draft.postcode?.trim() ?? '';
  if (typed === '') {
    return place && { postcode: place.postcode ?? place.outcode, address, affiliatedZones, place };
  }
  const read = parsePostcode(typed, { allowOutcode: true });
  if ('error' in read) {
    checks.error('INVALID_POSTCODE', read.error, ['postcode']);
    return null;
  }
  return { postcode: read.canonical, address, affiliatedZones, place };
}

function readNumbers(
  draft: SupplierDraft,
  checks: DraftChecks,
): Pick<PreparedSupplier, 'employees' | 'annualTurnoverGbp' | 'batchMin' | 'batchMax' | 'leadTimeDays'> {
  const pieces = [1, 2_000_000_000] as const;
  const batchMin = checks.whole(draft.batch?.min, pieces, ['batch', 'min']);
  const batchMax = checks.whole(draft.batch?.max, pieces, ['batch', 'max']);
  if (batchMin !== null && batchMax !== null && batchMin > batchMax) {
    checks.error(
      'OUT_OF_RANGE',
      `The smallest lot (${batchMin}) is larger than the largest (${batchMax}). Swap or correct them.`,
      ['batch', 'max'],
    );
  }
  return {
    employees: checks.whole(draft.employees, [0, 1_000_000], ['employees']),
    annualTurnoverGbp: checks.whole(draft.annualTurnoverGbp, [0, 1e12], ['annualTurnoverGbp']),
    batchMin,
    batchMax,
    leadTimeDays: checks.whole(draft.leadTimeDays, [0, 3_650], ['leadTimeDays']),
  };
}

function readCertificates(
  drafts: readonly CertificateDraft[],
  checks: DraftChecks,
  lookups: ProfileLookups,
): PreparedCertificate[] {
  if (drafts.length > SUPPLIER_LIMITS.certificates) {
    checks.error('TOO_MANY', `At most ${SUPPLIER_LIMITS.certificates} certificates.`, ['certificates']);
  }
  return drafts.flatMap((draft, at) => prepareCertificate(draft, at, checks, lookups) ?? []);
}

function prepareCertificate(
  draft: CertificateDraft,
  at: number,
  checks: DraftChecks,
  lookups: ProfileLookups,
): PreparedCertificate | null {
  const path = (field: string): [string, number, string] => ['certificates', at, field];
  const stated = checks.text(draft.stated, SUPPLIER_LIMITS.stated, path('stated')) || (draft.scheme ?? '');
  if (stated === '') {
    checks.error('REQUIRED', 'Say which certificate it is.', path('stated'));
    return null;
  }
  if (draft.scheme && !lookups.isScheme(draft.scheme)) {
    checks.error('UNKNOWN_SCHEME', `There is no scheme with the code "${draft.scheme}".`, path('scheme'));
  }
  const read = readCertificate({ ...draft, stated }, lookups);
  if (read.scheme === UNKNOWN_SCHEME) {
    checks.warn(
      'UNKNOWN_CERTIFICATE',
      `We do not know "${stated}". It is kept as text, but is not used in matching.`,
      path('stated'),
    );
  }
  const validFrom = checks.day(draft.validFrom, path('validFrom'));
  const validTo = checks.day(draft.validTo, path('validTo'));
  if (validFrom !== null && validTo !== null && validFrom > validTo) {
    checks.error('OUT_OF_RANGE', `It ends (${validTo}) before it begins (${validFrom}).`, path('validTo'));
  }
  const evidence = draft.evidence ?? null;
  if (evidence !== null && !EVIDENCE_LEVELS.includes(evidence)) {
    checks.error('INVALID_VALUE', `"${evidence}" is not a level of evidence.`, path('evidence'));
  }
  const optional = (field: 'scope' | 'issuer' | 'number'): string | null =>
    checks.text(draft[field], SUPPLIER_LIMITS.stated, path(field)) || null;
  return {
    // In this order: the hash of what was imported depends on it.
    scheme: read.scheme,
    stated,
    edition: read.edition,
    level: read.level,
    commodity: read.commodity,
    scope: optional('scope'),
    issuer: optional('issuer'),
    number: optional('number'),
    validFrom,
    validTo,
    evidence,
  };
}
