import { isoFromCell } from './date.text.js';
import type { ImportReader } from './import.report.js';
import type { ImportResolvers } from './import.resolvers.js';
import type { ImportSource } from './import.source.js';
import { readFlag, readNumber } from './number.text.js';
import type { RowFindings } from './row.findings.js';
import { SUPPLIER_TEMPLATE } from './supplier-csv.columns.js';
import { supplierDraft, type SupplierColumns, type SupplierDraft } from './supplier.draft.js';
import { listOf, readTemplate, type RowCells, type TemplateReaderOptions } from './template.reader.js';

export interface SupplierCsvOptions extends TemplateReaderOptions {
  readonly resolvers: ImportResolvers;
}

/** Heading of each field, for findings. */
export const SUPPLIER_HEADINGS: SupplierColumns = {
  externalId: 'external_id',
  name: 'name',
  companyNumber: 'company_number',
  postcode: 'postcode',
  website: 'website',
  summary: 'summary',
  capabilities: 'capabilities',
  certifications: 'certifications',
  markets: 'markets',
  sicCodes: 'sic_codes',
  employees: 'employees',
  annualTurnoverGbp: 'annual_turnover_gbp',
  batchMin: 'batch_min',
  batchMax: 'batch_max',
  leadTimeDays: 'lead_time_days',
  acceptingWork: 'accepting_work',
};

/** Reads suppliers from a file made from the template, as {@link readTemplate} does. */
export function readSupplierCsv(
  source: ImportSource,
  { resolvers, ...options }: SupplierCsvOptions,
): ImportReader<SupplierDraft> {
  const reading = {
    template: SUPPLIER_TEMPLATE,
    read: (cells: RowCells, findings: RowFindings) => supplierOf(cells, resolvers, findings),
    keyOf: ({ naturalKey }: SupplierDraft) => naturalKey,
    repeated: ({ externalId, name }: SupplierDraft, before: number) => ({
      column: externalId === null ? 'name' : 'external_id',
      value: externalId ?? name,
      message: `The same supplier stands in row ${before}. Keep one row for each supplier, or give each an external_id.`,
    }),
  };
  return readTemplate(source, reading, options);
}

function supplierOf(
  { cell, from1904 }: RowCells,
  resolvers: ImportResolvers,
  findings: RowFindings,
): SupplierDraft | undefined {
  const number = (column: string, min: number, max: number, whole = true): number | null =>
    readNumber(cell(column), { min, max, whole }, (code, message) =>
      findings.error(column, cell(column), code, message),
    );
  // A sum of a sheet has pence that its cell does not show.
  const pounds = (amount: number | null): number | null => amount && Math.round(amount);
  return supplierDraft(
    {
      externalId: cell('external_id'),
      name: cell('name'),
      companyNumber: cell('company_number'),
      postcode: cell('postcode'),
      website: cell('website'),
      summary: cell('summary'),
      capabilities: listOf(cell('capabilities')),
      certifications: listOf(cell('certifications')).map((text) => certificateOf(text, findings, from1904)),
      markets: listOf(cell('markets')),
      sicCodes: [],
      employees: number('employees', 0, 1_000_000),
      annualTurnoverGbp: pounds(number('annual_turnover_gbp', 0, 1e12, false)),
      batchMin: number('batch_min', 1, 1e9),
      batchMax: number('batch_max', 1, 1e9),
      leadTimeDays: number('lead_time_days', 0, 3_650),
      acceptingWork: readFlag(cell('accepting_work'), (message) =>
        findings.error('accepting_work', cell('accepting_work'), 'INVALID_VALUE', message),
      ),
    },
    SUPPLIER_HEADINGS,
    resolvers,
    findings,
  );
}

/** "AS9100D until 2027-05-01": without a date the expiry is unknown. */
function certificateOf(
  text: string,
  findings: RowFindings,
  from1904: boolean,
): { text: string; validTo: string | null } {
  const match = /^(.*?)[\s,(]+(?:valid )?(?:until|expires|expiring|expiry)(?: on)?:?\s+([^)]*)\)?$/is.exec(
    text,
  );
  if (!match) return { text, validTo: null };
  const [, scheme = '', when = ''] = match;
  if (/^(unknown|not known|n\/?a|tbc|\?)$/i.test(when.trim())) return { text: scheme, validTo: null };
  const validTo = isoFromCell(when, from1904);
  if (validTo === null) {
    const message = 'The expiry is not a date. Write it as 2027-05-01, or write "until unknown".';
    findings.error('certifications', text, 'INVALID_DATE', message);
  }
  return { text: scheme, validTo };
}
