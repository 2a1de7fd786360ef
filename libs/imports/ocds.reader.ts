import {
  ImportFileError,
  ReportCollector,
  type ImportBatch,
  type ImportProgress,
  type ImportReader,
} from './import.report.js';
import { type ImportSource } from './import.source.js';
import { ocdsEntries, type OcdsEntry } from './ocds.document.js';
import { noticeDraft, type NoticeDraft } from './ocds.draft.js';
import { isObject, mergeReleases } from './ocds.merge.js';
import { ocdsRelease } from './ocds.schema.js';
import { RowFindings } from './row.findings.js';
import { reportIssues, shortForm } from './zod.findings.js';

export interface OcdsOptions {
  readonly onProgress?: ImportProgress;
  /** Takes what is found; one of its own unless given. */
  readonly report?: ReportCollector;
}

/**
 * Reads OCDS 1.1: release packages, record packages, single releases and records, lists of them, as JSON or
 * JSON lines, packed or not. A record is read as its compiled release, or else as the merge of the releases it
 * holds; releases of one process outside a record are handed over one by one, in the order of the file.
 * Errors name the line (JSON lines) or the entry (from 1), and the place by JSON pointer from there.
 *
 * `report.skipped` counts releases with neither a tender nor awards as `no_tender`.
 * @throws ImportFileError while iterating. EMPTY, BINARY, NOT_UTF8 and NOT_JSON come before any batch, except
 *   that a document of more than 16 MB is found to be cut short or broken only when that place is reached.
 */
export function readOcds(source: ImportSource, options: OcdsOptions = {}): ImportReader<NoticeDraft> {
  const report = options.report ?? new ReportCollector();
  return { report, [Symbol.asyncIterator]: () => batches(source, options, report) };
}

async function* batches(
  source: ImportSource,
  options: OcdsOptions,
  report: ReportCollector,
): AsyncGenerator<ImportBatch<NoticeDraft>> {
  for await (const { entries, resume } of ocdsEntries(source)) {
    const rows: NoticeDraft[] = [];
    const rowNumbers: number[] = [];
    for (const entry of entries) {
      const draft = readEntry(entry, report);
      if (!draft) continue;
      rows.push(draft);
      rowNumbers.push(entry.row);
    }
    options.onProgress?.({ bytes: resume.offset, rows: resume.row });
    if (rows.length > 0) yield { rows, rowNumbers, resume };
  }
  if (report.read === 0) {
    throw new ImportFileError('NOT_JSON', 'The file holds no OCDS release or record.');
  }
}

function readEntry(entry: OcdsEntry, report: ReportCollector): NoticeDraft | undefined {
  const findings = new RowFindings(entry.row);
  report.read += 1;
  const draft = draftOf(entry, findings);
  if (!draft || findings.errors.length > 0) {
    report.reject(findings.errors);
    return undefined;
  }
  if (!draft.tender && draft.awards.length === 0) {
    report.skip('no_tender');
    return undefined;
  }
  report.accepted += 1;
  return draft;
}

function draftOf({ value, pointer, failure }: OcdsEntry, findings: RowFindings): NoticeDraft | undefined {
  if (failure) {
    findings.error(pointer, failure.text, failure.code, failure.message);
    return undefined;
  }
  if (!isObject(value)) {
    const message = 'An OCDS release or record is a JSON object.';
    findings.error(pointer, shortForm(value), 'INVALID_VALUE', message);
    return undefined;
  }
  const { release, base } = releaseOf(value, pointer, findings);
  if (!release) return undefined;
  const result = ocdsRelease.safeParse(release);
  if (result.success) return noticeDraft(result.data);
  reportIssues(result.error, release, findings, base);
  return undefined;
}

/** The release itself, the compiled release of a record, or the merge of the releases it holds. */
function releaseOf(
  value: Record<string, unknown>,
  pointer: string,
  findings: RowFindings,
): { release?: Record<string, unknown>; base: string } {
  const { compiledRelease, releases } = value;
  if (isObject(compiledRelease)) return { release: compiledRelease, base: `${pointer}/compiledRelease` };
  if (releases === undefined) return { release: value, base: pointer };
  const embedded = Array.isArray(releases) ? releases.filter(isObject) : [];
  // A linked release is only { url, date, tag }: there is nothing to import without fetching it.
  const whole = embedded.filter((release) => release.ocid !== undefined);
  if (whole.length > 0) return { release: mergeReleases(whole), base: `${pointer}/releases` };
  const message =
    'The record has no compiledRelease and only links to its releases. Publish or download it with one of them.';
  findings.error(`${pointer}/releases`, '', 'NOTHING_TO_IMPORT', message);
  return { base: pointer };
}
