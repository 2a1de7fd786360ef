import { type BuyerDraft, BuyerService } from '#lib/directory';
import type { TransactionContext, UserError } from '#lib/platform';
import { readRequirementDraft, type RequirementDraft, RequirementService } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { addCounts, noneStored, type StoredCounts } from './import.outcome.js';
import type { ImportError, ReportCollector } from './import.report.js';

/** A requirement of a file, its buyer not yet known by id. */
export interface RequirementRow {
  row: number;
  buyer: BuyerDraft;
  draft: Omit<RequirementDraft, 'buyerId'>;
}

export interface StoredRequirements {
  stored: StoredCounts;
  buyersCreated: number;
}

/** Stores requirements of files, and the buyers they name. */
@Injectable()
export class RequirementImport {
  constructor(
    private readonly buyers: BuyerService,
    private readonly requirements: RequirementService,
  ) {}

  /** Stores a batch: what cannot be stored is rejected in the report, and does not stop the others. */
  async store(
    ctx: TransactionContext,
    rows: readonly RequirementRow[],
    report: ReportCollector,
  ): Promise<StoredRequirements> {
    const stored = noneStored();
    const reject = ({ row, draft }: RequirementRow, base: string, errors: readonly UserError[]): void =>
      report.rejectAccepted(errors.map((error) => finding(row, draft.title, base, error)));
    const ensured = await this.buyers.ensureMany(
      ctx,
      rows.map(({ buyer }) => buyer),
    );
    for (const { index, errors } of ensured.rejected) reject(rows[index]!, '/buyer', errors);
    const ready = rows.flatMap((row, at) => {
      const buyerId = ensured.ids[at];
      if (!buyerId) return [];
      const read = readRequirementDraft({ ...row.draft, buyerId });
      if (read.requirement) return [{ row, requirement: read.requirement }];
      reject(row, '', read.errors);
      return [];
    });
    const upserted = await this.requirements.upsertMany(
      ctx,
      ready.map(({ requirement }) => requirement),
    );
    addCounts(stored, upserted);
    report.createdIds.push(...upserted.createdIds);
    for (const { index, errors } of upserted.rejected) reject(ready[index]!.row, '', errors);
    return { stored, buyersCreated: ensured.created };
  }
}

const finding = (
  row: number,
  title: string,
  base: string,
  { code, message, path }: UserError,
): ImportError => ({
  row,
  column: [base, ...path].join('/'),
  value: title,
  code: 'NOT_STORED',
  message: `${message} (${code})`,
});
