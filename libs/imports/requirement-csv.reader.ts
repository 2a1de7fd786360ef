import type { ImportReader } from './import.report.js';
import type { ImportResolvers } from './import.resolvers.js';
import type { ImportSource } from './import.source.js';
import { REQUIREMENT_TEMPLATE } from './requirement-csv.columns.js';
import { readRequirementValues, type RequirementValues } from './requirement-csv.row.js';
import type { RowFindings } from './row.findings.js';
import { readTemplate, type RowCells, type TemplateReaderOptions } from './template.reader.js';
import { cleanText } from './text.clean.js';

const LONGEST_REFERENCE = 100;
/** Each is checked, compared and stored by itself: progress is told after so many. */
const ROWS_IN_A_BATCH = 100;

export interface RequirementCsvOptions extends TemplateReaderOptions {
  readonly resolvers: ImportResolvers;
}

/** A row of a buyer's list. */
export interface ListedRequirement {
  /** The buyer's own, or our id of one that is here already. */
  readonly reference: string;
  readonly values: Partial<RequirementValues>;
}

/** Reads a buyer's requirements from a file made from the template, as {@link readTemplate} does. */
export function readRequirementCsv(
  source: ImportSource,
  { resolvers, ...options }: RequirementCsvOptions,
): ImportReader<ListedRequirement> {
  const reading = {
    template: REQUIREMENT_TEMPLATE,
    read: (cells: RowCells, findings: RowFindings): ListedRequirement | undefined => {
      const reference = cleanText(cells.cell('reference'));
      const values = readRequirementValues(cells, resolvers, findings);
      if (reference === '') {
        findings.error('reference', '', 'REQUIRED', 'Give a reference of your own, different in each row.');
      }
      if (reference.length > LONGEST_REFERENCE) {
        const message = `At most ${LONGEST_REFERENCE} characters; this has ${reference.length}. Shorten it.`;
        findings.error('reference', reference, 'TOO_LONG', message);
      }
      return { reference, values };
    },
    keyOf: ({ reference }: ListedRequirement) => reference || undefined,
    repeated: ({ reference }: ListedRequirement, before: number) => ({
      column: 'reference',
      value: reference,
      message: `The same reference stands in row ${before}. Give each requirement one of its own.`,
    }),
  };
  return readTemplate(source, reading, { batchSize: ROWS_IN_A_BATCH, flawed: true, ...options });
}
