import { csvRows } from './csv.rows.js';
import { ImportFileError, ReportCollector, type ImportBatch, type ImportReader } from './import.report.js';
import { assertUtf8Text, type ImportSource } from './import.source.js';
import type { JudgementDraft } from './requirement.draft.js';
import { RowFindings } from './row.findings.js';

/**
 * Reads the graded pairs of a collection: a CSV file of `requirement_id` or `search_id`, `supplier_id`, `grade`
 * (0 to 3) and `reason`. A pair is graded once.
 * @throws ImportFileError while iterating, before any batch: EMPTY, BINARY, NOT_UTF8, WRONG_HEADER
 */
export function readJudgements(source: ImportSource): ImportReader<JudgementDraft> {
  const report = new ReportCollector();
  return { report, [Symbol.asyncIterator]: () => batches(source, report) };
}

async function* batches(
  source: ImportSource,
  report: ReportCollector,
): AsyncGenerator<ImportBatch<JudgementDraft>> {
  await assertUtf8Text(source);
  const seen = new Set<string>();
  let width = 0;
  for await (const { rows, resume } of csvRows(source, { delimiter: ',', from: { offset: 0, row: 0 } })) {
    const kept: JudgementDraft[] = [];
    const rowNumbers: number[] = [];
    for (const { row, values, malformed } of rows) {
      if (width === 0) {
        assertHeader(values);
        width = values.length;
        continue;
      }
      report.read += 1;
      const findings = new RowFindings(row);
      const draft =
        malformed === undefined && values.length === width ? judgement(values, findings) : undefined;
      if (malformed !== undefined) findings.error('', '', 'MALFORMED_ROW', `Not valid CSV: ${malformed}.`);
      else if (values.length !== width) {
        findings.error('', values.join(','), 'FIELD_COUNT', `The row needs ${width} values.`);
      } else if (draft && seen.has(draft.naturalKey)) {
        findings.error(
          'supplier_id',
          draft.supplierId,
          'DUPLICATE',
          'This pair was graded before. Keep one row.',
        );
      }
      if (draft && findings.errors.length === 0) {
        seen.add(draft.naturalKey);
        report.accepted += 1;
        kept.push(draft);
        rowNumbers.push(row);
      } else report.reject(findings.errors);
    }
    if (kept.length > 0) yield { rows: kept, rowNumbers, resume };
  }
}

function assertHeader(values: readonly string[]): void {
  const names = values.map((value) => value.replace(/^\uFEFF/, '').trim());
  const expected = [['requirement_id', 'search_id'], ['supplier_id'], ['grade'], ['reason']];
  expected.forEach((allowed, i) => {
    if (allowed.includes(names[i] ?? '')) return;
    const column = allowed.join(' or ');
    const message = `Column ${i + 1} must be ${column}, not "${names[i] ?? ''}".`;
    throw new ImportFileError('WRONG_HEADER', message, column, names[i] ?? '');
  });
}

function judgement(values: readonly string[], findings: RowFindings): JudgementDraft | undefined {
  const [topicId = '', supplierId = '', graded = '', reason = ''] = values.map((value) => value.trim());
  if (topicId === '') findings.error('requirement_id', '', 'REQUIRED', 'Give the requirement or search.');
  if (supplierId === '') findings.error('supplier_id', '', 'REQUIRED', 'Give the supplier.');
  const grade = ([0, 1, 2, 3] as const).find((value) => String(value) === graded);
  if (grade === undefined) findings.error('grade', graded, 'INVALID_NUMBER', 'Give a grade of 0, 1, 2 or 3.');
  if (grade === undefined || findings.errors.length > 0) return undefined;
  return { naturalKey: `${topicId}|${supplierId}`, topicId, supplierId, grade, reason };
}
