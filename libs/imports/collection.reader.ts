import type { z } from 'zod';
import { requirementLine, searchLine, supplierLine } from './collection.schema.js';
import {
  ImportFileError,
  ReportCollector,
  type ImportProgress,
  type ImportReader,
  type ResumePoint,
} from './import.report.js';
import type { ImportResolvers } from './import.resolvers.js';
import { assertNotBinary, type ImportSource } from './import.source.js';
import { jsonLines, type JsonLine } from './line.reader.js';
import type { RequirementDraft, SearchDraft } from './requirement.draft.js';
import { RowFindings } from './row.findings.js';
import { sectors, supplierDraft, type SupplierColumns, type SupplierDraft } from './supplier.draft.js';
import { cleanText } from './text.clean.js';
import { reportIssues } from './zod.findings.js';

export interface CollectionOptions {
  readonly resolvers: ImportResolvers;
  readonly resumeFrom?: ResumePoint;
  readonly onProgress?: ImportProgress;
  /** Takes what is found; one of its own unless given. */
  readonly report?: ReportCollector;
}

type LineReader<T extends { naturalKey: string }> = (value: unknown, findings: RowFindings) => T | undefined;

/** JSON pointer of each field, for findings. */
export const SUPPLIER_POINTERS: SupplierColumns = {
  externalId: '/id',
  name: '/name',
  companyNumber: '/companyNumber',
  postcode: '/postcode',
  website: '/website',
  summary: '/summary',
  capabilities: '/capabilities',
  certifications: '/certifications',
  markets: '/sectors',
  sicCodes: '/sicCodes',
  employees: '/employees',
  annualTurnoverGbp: '/annualTurnoverGbp',
  batchMin: '/batch/min',
  batchMax: '/batch/max',
  leadTimeDays: '/leadTimeDays',
  acceptingWork: '/acceptingWork',
};

/**
 * Reads suppliers from a JSON-lines collection. The natural key is the collection's id.
 * @throws ImportFileError while iterating, before any batch: EMPTY, BINARY, NOT_UTF8
 */
export function readCollectionSuppliers(
  source: ImportSource,
  options: CollectionOptions,
): ImportReader<SupplierDraft> {
  return readLines(source, options, (value, findings) => {
    const line = parse(supplierLine, value, findings);
    if (!line) return undefined;
    const fields = {
      externalId: line.id,
      name: line.name,
      companyNumber: line.companyNumber ?? null,
      postcode: line.postcode,
      website: line.website ?? null,
      summary: line.summary ?? null,
      capabilities: line.capabilities,
      certifications: line.certifications.map(({ name, expiresOn }) => ({
        text: name,
        validTo: expiresOn ?? null,
      })),
      markets: line.sectors,
      sicCodes: line.sicCodes,
      employees: line.employees ?? null,
      annualTurnoverGbp: line.annualTurnoverGbp ?? null,
      batchMin: line.batch?.min ?? null,
      batchMax: line.batch?.max ?? null,
      leadTimeDays: line.leadTimeDays ?? null,
      acceptingWork: line.acceptingWork ?? null,
    };
    return supplierDraft(fields, SUPPLIER_POINTERS, options.resolvers, findings);
  });
}

/** Reads requirements from a JSON-lines collection; as {@link readCollectionSuppliers}. */
export function readCollectionRequirements(
  source: ImportSource,
  options: CollectionOptions,
): ImportReader<RequirementDraft> {
  const { resolvers } = options;
  return readLines(source, options, (value, findings): RequirementDraft | undefined => {
    const line = parse(requirementLine, value, findings);
    if (!line) return undefined;
    const postcode = resolvers.postcode(line.postcode);
    if (!('canonical' in postcode)) {
      findings.error('/postcode', line.postcode, 'INVALID_POSTCODE', postcode.error);
      return undefined;
    }
    const wanted = (importance: 'required' | 'desired') =>
      line.certifications[importance].map((words) => {
        const text = cleanText(words);
        const ref = resolvers.certificate(text) ?? null;
        if (ref === null) {
          const message = 'We do not know this scheme. It is kept as text, but no supplier is held to it.';
          findings.warn(`/certifications/${importance}`, text, 'UNKNOWN_CERTIFICATE', message);
        }
        return { text, ref, importance };
      });
    const { quantity } = line;
    return {
      naturalKey: `id:${line.id}`,
      externalId: line.id,
      buyerName: cleanText(line.buyer),
      postcode: postcode.canonical,
      title: cleanText(line.title),
      description: cleanText(line.description),
      needs: line.needs.map(({ phrase, importance }) => ({ phrase: cleanText(phrase), importance })),
      certifications: [...wanted('required'), ...wanted('desired')],
      sectors: sectors(
        [line.sector ?? '', ...(line.sectors ?? [])],
        line.sector == null ? '/sectors' : '/sector',
        resolvers,
        findings,
      ),
      annualValueGbp: line.annualValueGbp ?? null,
      quantity: quantity ? { perYear: quantity.perYear ?? null, batch: quantity.batch ?? null } : null,
      maxDriveMinutes: line.maxDriveMinutes ?? null,
    };
  });
}

/** Reads typed searches from a JSON-lines collection; as {@link readCollectionSuppliers}. */
export function readCollectionSearches(
  source: ImportSource,
  options: Omit<CollectionOptions, 'resolvers'> = {},
): ImportReader<SearchDraft> {
  return readLines(source, options, (value, findings) => {
    const line = parse(searchLine, value, findings);
    return line && { naturalKey: `id:${line.id}`, query: cleanText(line.query) };
  });
}

function readLines<T extends { naturalKey: string }>(
  source: ImportSource,
  { resumeFrom, onProgress, report = new ReportCollector() }: Omit<CollectionOptions, 'resolvers'>,
  read: LineReader<T>,
): ImportReader<T> {
  const firstRows = new Map<string, number>();
  return {
    report,
    async *[Symbol.asyncIterator]() {
      await assertText(source);
      for await (const { lines, resume } of jsonLines(source, resumeFrom)) {
        const rows: T[] = [];
        const rowNumbers: number[] = [];
        for (const line of lines) {
          const draft = readLine(line, read, report, firstRows);
          if (!draft) continue;
          rows.push(draft);
          rowNumbers.push(line.row);
        }
        onProgress?.({ bytes: resume.offset, rows: resume.row });
        if (rows.length > 0) yield { rows, rowNumbers, resume };
      }
    },
  };
}

function readLine<T extends { naturalKey: string }>(
  { row, text, value, failure }: JsonLine,
  read: LineReader<T>,
  report: ReportCollector,
  firstRows: Map<string, number>,
): T | undefined {
  const findings = new RowFindings(row);
  report.read += 1;
  if (failure) findings.error('', text, failure.code, failure.message);
  const draft = failure ? undefined : read(value, findings);
  const before = draft && firstRows.get(draft.naturalKey);
  if (draft && before !== undefined) {
    findings.error(
      '/id',
      draft.naturalKey.slice(3),
      'DUPLICATE',
      `The same id stands in line ${before}. Keep one.`,
    );
  }
  findings.warnings.forEach((warning) => report.warn(warning));
  if (!draft || findings.errors.length > 0) {
    report.reject(findings.errors);
    return undefined;
  }
  firstRows.set(draft.naturalKey, row);
  report.accepted += 1;
  return draft;
}

function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
  findings: RowFindings,
): z.output<S> | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  reportIssues(result.error, value, findings);
  return undefined;
}

async function assertText(source: ImportSource): Promise<void> {
  for await (const chunk of source.open()) {
    assertNotBinary(chunk);
    return;
  }
  throw new ImportFileError('EMPTY', 'The file is empty.');
}
