import {
  type Namesake,
  type PreparedSupplier,
  readSupplierDraft,
  type SupplierDraft as DirectoryDraft,
  SupplierService,
} from '#lib/directory';
import { recordChange, type TransactionContext, type UserError } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { addCounts, changedCount, noneStored, type StoredCounts } from './import.outcome.js';
import type { ImportError, ImportReader } from './import.report.js';
import type { SupplierColumns, SupplierDraft, SupplierFields } from './supplier.draft.js';

/** Suppliers in one write. */
const SLICE = 2_000;

export interface SupplierSource {
  origin: 'SUPPLIER_CSV' | 'COLLECTION';
  /** The list the natural keys of the rows belong to. */
  scheme: string;
  /** Headings or pointers of the fields, for findings. */
  columns: SupplierColumns;
  isFictional: (draft: SupplierDraft) => boolean;
}

interface Held {
  row: number;
  supplier: PreparedSupplier;
}

/** Stores suppliers that a reader yields. */
@Injectable()
export class SupplierImport {
  constructor(private readonly suppliers: SupplierService) {}

  /**
   * Stores what can be stored and rejects the rest in the reader's report. The engine is told of the suppliers one by
   * one, or where there are more than a slice that everything changed; nothing is told when nothing changed.
   */
  async store(
    ctx: TransactionContext,
    reader: ImportReader<SupplierDraft>,
    source: SupplierSource,
    onBatch: () => Promise<void>,
  ): Promise<StoredCounts> {
    const stored = noneStored();
    let held: Held[] = [];
    let sliced = false;
    const write = async (slice: readonly Held[], recordChanges: boolean): Promise<void> => {
      const report = await this.suppliers.upsertMany(
        ctx,
        slice.map(({ supplier }) => supplier),
        { recordChanges },
      );
      addCounts(stored, report);
      reader.report.createdIds.push(...report.createdIds);
      const made = new Set(report.createdIds);
      const rows = new Map(
        report.ids.flatMap((id, at) => (id && made.has(id) ? [[id, slice[at]!] as const] : [])),
      );
      for (const namesake of await this.suppliers.findNamesakes(ctx, report.createdIds)) {
        reader.report.warn(looksRegistered(rows.get(namesake.ofId)!, namesake, source.columns));
      }
      for (const { index, errors } of report.rejected) {
        reader.report.rejectAccepted(
          findings(slice[index]!.row, slice[index]!.supplier, errors, source.columns),
        );
      }
    };
    for await (const { rows, rowNumbers } of reader) {
      rows.forEach((draft, at) => {
        const row = rowNumbers[at]!;
        const read = readSupplierDraft(directoryDraft(draft, source));
        // Warnings repeat what the reader has said of the same words.
        if (read.supplier) held.push({ row, supplier: read.supplier });
        else reader.report.rejectAccepted(findings(row, draft, read.errors, source.columns));
      });
      while (held.length > SLICE) {
        sliced = true;
        await write(held.slice(0, SLICE), false);
        held = held.slice(SLICE);
      }
      await onBatch();
    }
    if (held.length > 0) await write(held, !sliced);
    if (sliced && changedCount(stored) > 0) await recordChange(ctx, 'everything', {});
    return stored;
  }
}

function directoryDraft(draft: SupplierDraft, source: SupplierSource): DirectoryDraft {
  const { capabilities, certifications, naturalKey, externalId, ...same } = draft;
  // A company number is a key of its own, found whatever list the row comes from.
  const ownNumber = externalId === null && same.companyNumber !== null;
  return {
    ...same,
    phrases: capabilities,
    certificates: certifications.map(({ text, validTo }) => ({ stated: text, validTo })),
    reference: ownNumber ? null : { scheme: source.scheme, identifier: externalId ?? naturalKey },
    origin: source.origin,
    fictional: source.isFictional(draft),
  };
}

const FIELDS: Readonly<Record<string, keyof SupplierFields>> = {
  phrases: 'capabilities',
  certificates: 'certifications',
  'batch.min': 'batchMin',
  'batch.max': 'batchMax',
};

/** What somebody who brings a firm in a second time would want to know. */
function looksRegistered(
  { row, supplier }: Held,
  { name, postcode, companyNumber }: Namesake,
  columns: SupplierColumns,
): ImportError {
  const remedy = companyNumber
    ? `give the company number ${companyNumber} in this row`
    : 'leave this row out';
  const message = `“${name}” at ${postcode} was here before and may be the same business. If it is: take this import back where that is offered, ${remedy}, and import the file again.`;
  return { row, column: columns.name, value: supplier.name, code: 'LOOKS_REGISTERED', message };
}

/** What the directory has against a row, in the words of the file's columns. */
function findings(
  row: number,
  supplier: { name: string; companyNumber: string | null },
  errors: readonly UserError[],
  columns: SupplierColumns,
): ImportError[] {
  return errors.map(({ code, message, path }) => {
    const field = FIELDS[path[0] ?? ''] ?? FIELDS[path.join('.')] ?? path[0] ?? 'name';
    const column = (columns as Readonly<Record<string, string>>)[field] ?? field;
    const value = field === 'companyNumber' ? (supplier.companyNumber ?? '') : supplier.name;
    return { row, column, value, code: 'NOT_STORED', message: `${message} (${code})` };
  });
}
