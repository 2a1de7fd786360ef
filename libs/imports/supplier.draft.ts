import type { CertificateRef, SectorCode } from '#lib/taxonomy';
import type { ImportResolvers } from './import.resolvers.js';
import type { RowFindings } from './row.findings.js';
import { cleanOrNull, cleanText, keyText } from './text.clean.js';

/** Greatest lengths of texts, in characters, and of lists. */
export const SUPPLIER_LIMITS = {
  name: 200,
  externalId: 100,
  summary: 5_000,
  phrase: 200,
  listItems: 200,
} as const;

/** A certificate as a file states it. */
export interface CertificateDraft {
  /** The words of the file, without the date. */
  readonly text: string;
  /** The scheme the words name, or null when they name none that is known. */
  readonly ref: CertificateRef | null;
  /** ISO date; null is an unknown expiry and stays one. */
  readonly validTo: string | null;
}

/** A supplier as a file states it, checked and resolved, ready for the directory. */
export interface SupplierDraft {
  /** Tells the same supplier again in a later file: see {@link supplierNaturalKey}. */
  readonly naturalKey: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly companyNumber: string | null;
  /** Canonical form; it may lie outside the two regions, which the directory decides. */
  readonly postcode: string;
  readonly website: string | null;
  readonly summary: string | null;
  /** Capability phrases as stated. */
  readonly capabilities: readonly string[];
  readonly certifications: readonly CertificateDraft[];
  /** Markets served; those not recognised are left out with a warning. */
  readonly markets: readonly SectorCode[];
  readonly sicCodes: readonly string[];
  readonly employees: number | null;
  readonly annualTurnoverGbp: number | null;
  /** Lot sizes in pieces. */
  readonly batch: { readonly min: number | null; readonly max: number | null } | null;
  readonly leadTimeDays: number | null;
  /** Null when the file does not say. */
  readonly acceptingWork: boolean | null;
}

/** The fields of a supplier as text and numbers, before checks that need the reference tables. */
export interface SupplierFields {
  readonly externalId: string | null;
  readonly name: string;
  readonly companyNumber: string | null;
  readonly postcode: string;
  readonly website: string | null;
  readonly summary: string | null;
  readonly capabilities: readonly string[];
  readonly certifications: readonly { readonly text: string; readonly validTo: string | null }[];
  readonly markets: readonly string[];
  readonly sicCodes: readonly string[];
  readonly employees: number | null;
  readonly annualTurnoverGbp: number | null;
  readonly batchMin: number | null;
  readonly batchMax: number | null;
  readonly leadTimeDays: number | null;
  readonly acceptingWork: boolean | null;
}

/** Column heading (CSV) or JSON pointer of each field, for the findings. */
export type SupplierColumns = Readonly<Record<keyof SupplierFields, string>>;

/**
 * Tells whether two rows mean the same supplier: the source's own id if it has one, else the company number,
 * else name and postcode. Ids of different sources are kept apart by the caller's source name.
 */
export function supplierNaturalKey(supplier: {
  readonly externalId: string | null;
  readonly companyNumber: string | null;
  readonly name: string;
  readonly postcode: string;
}): string {
  if (supplier.externalId !== null) return `id:${supplier.externalId}`;
  if (supplier.companyNumber !== null) return `coh:${supplier.companyNumber}`;
  return `name:${keyText(supplier.name)}|${supplier.postcode}`;
}

/**
 * Checks the fields of one supplier and resolves its words. Everything wrong goes to `findings`; the draft
 * counts only when they hold no error, and is undefined when it could not be made at all.
 */
export function supplierDraft(
  fields: SupplierFields,
  columns: SupplierColumns,
  resolvers: ImportResolvers,
  findings: RowFindings,
): SupplierDraft | undefined {
  const name = cleanText(fields.name);
  if (name === '') findings.error(columns.name, '', 'REQUIRED', 'Give the name of the business.');
  const externalId = cleanOrNull(fields.externalId);
  const summary = cleanOrNull(fields.summary);
  limit(name, SUPPLIER_LIMITS.name, columns.name, findings);
  limit(externalId ?? '', SUPPLIER_LIMITS.externalId, columns.externalId, findings);
  limit(summary ?? '', SUPPLIER_LIMITS.summary, columns.summary, findings);
  const postcode = resolvedPostcode(fields.postcode, columns.postcode, resolvers, findings);
  const companyNumber = companyNumberOf(fields.companyNumber, columns.companyNumber, findings);
  const { batchMin: min, batchMax: max } = fields;
  if (min !== null && max !== null && min > max) {
    const message = `The smallest lot (${min}) is larger than the largest (${max}). Swap or correct them.`;
    findings.error(columns.batchMax, String(max), 'OUT_OF_RANGE', message);
  }
  const draft = {
    externalId,
    name,
    companyNumber,
    website: websiteOf(fields.website, columns.website, findings),
    summary,
    capabilities: phrases(fields.capabilities, columns.capabilities, findings),
    certifications: fields.certifications.map(({ text, validTo }) => {
      const words = cleanText(text);
      limit(words, SUPPLIER_LIMITS.phrase, columns.certifications, findings);
      const ref = resolvers.certificate(words) ?? null;
      if (ref === null) {
        const message = 'We do not know this scheme. It is kept as text, but is not used in matching.';
        findings.warn(columns.certifications, words, 'UNKNOWN_CERTIFICATE', message);
      }
      return { text: words, ref, validTo };
    }),
    markets: sectors(fields.markets, columns.markets, resolvers, findings),
    sicCodes: sicCodes(fields.sicCodes, columns.sicCodes, findings),
    employees: fields.employees,
    annualTurnoverGbp: fields.annualTurnoverGbp,
    batch: min === null && max === null ? null : { min, max },
    leadTimeDays: fields.leadTimeDays,
    acceptingWork: fields.acceptingWork,
  };
  if (postcode === undefined || name === '') return undefined;
  return {
    naturalKey: supplierNaturalKey({ externalId, companyNumber, name, postcode }),
    postcode,
    ...draft,
  };
}

/** Resolves the sectors named; those unknown are left out with a warning. Without repeats. */
export function sectors(
  texts: readonly string[],
  column: string,
  resolvers: ImportResolvers,
  findings: RowFindings,
): SectorCode[] {
  const codes = new Set<SectorCode>();
  for (const text of texts.map(cleanText)) {
    if (text === '') continue;
    const code = resolvers.sector(text);
    if (code !== undefined) codes.add(code);
    else {
      const message =
        'Not one of the five sectors; it is left out. Use a sector name or code from the template.';
      findings.warn(column, text, 'UNKNOWN_SECTOR', message);
    }
  }
  return [...codes];
}

function resolvedPostcode(
  text: string,
  column: string,
  resolvers: ImportResolvers,
  findings: RowFindings,
): string | undefined {
  const clean = cleanText(text);
  if (clean === '') {
    findings.error(column, '', 'REQUIRED', 'Give the postcode of the site the work is done at.');
    return undefined;
  }
  const found = resolvers.postcode(clean);
  if ('canonical' in found) return found.canonical;
  findings.error(column, clean, 'INVALID_POSTCODE', found.error);
  return undefined;
}

function companyNumberOf(text: string | null, column: string, findings: RowFindings): string | null {
  const clean = (cleanOrNull(text) ?? '').replace(/\s+/g, '').toUpperCase();
  if (clean === '') return null;
  // A spreadsheet drops leading zeros; a number of digits alone can be put right without a guess.
  const padded = /^\d{5,8}$/.test(clean) ? clean.padStart(8, '0') : clean;
  if (/^(\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z])$/.test(padded)) return padded;
  const message =
    'A company number has 8 digits, or 2 letters and 6 digits. Leave it empty if there is none.';
  findings.error(column, clean, 'INVALID_VALUE', message);
  return null;
}

function websiteOf(text: string | null, column: string, findings: RowFindings): string | null {
  const clean = cleanOrNull(text);
  if (clean === null) return null;
  const address = /^[a-z][a-z0-9+.-]*:/i.test(clean) ? clean : `https://${clean}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && clean.length <= 500)
    return url.href;
  findings.error(
    column,
    clean,
    'INVALID_VALUE',
    'Give a web address such as https://www.example.com, or nothing.',
  );
  return null;
}

function phrases(texts: readonly string[], column: string, findings: RowFindings): string[] {
  const kept = [...new Set(texts.map(cleanText).filter((text) => text !== ''))];
  for (const text of kept) limit(text, SUPPLIER_LIMITS.phrase, column, findings);
  if (kept.length > SUPPLIER_LIMITS.listItems) {
    const message = `At most ${SUPPLIER_LIMITS.listItems} capabilities can be listed; keep the most specific ones.`;
    findings.error(column, `${kept.length} capabilities`, 'TOO_LONG', message);
  }
  return kept;
}

function sicCodes(texts: readonly string[], column: string, findings: RowFindings): string[] {
  const codes = new Set<string>();
  for (const text of texts) {
    const code = text.replace(/[.\s]/g, '');
    if (/^\d{5}$/.test(code)) codes.add(code);
    else findings.error(column, text, 'INVALID_VALUE', 'A SIC 2007 code has five digits, such as 25620.');
  }
  return [...codes];
}

function limit(text: string, length: number, column: string, findings: RowFindings): void {
  if (text.length <= length) return;
  const message = `At most ${length} characters; this has ${text.length}. Shorten it.`;
  findings.error(column, text, 'TOO_LONG', message);
}
