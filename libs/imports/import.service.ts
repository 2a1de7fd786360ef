import {
  type CallOptions,
  type Context,
  enqueue,
  fail,
  type Result,
  succeed,
  type TransactionContext,
  type UnitOfWork,
  userError,
} from '#lib/platform';
import { rankAll } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { basename } from 'node:path';
import { CollectionImport } from './collection.import.js';
import { shippedResolvers } from './import.lookups.js';
import { changedCount, type ImportOutcome, type ImportRunReport, snapshot } from './import.outcome.js';
import {
  type ImportRunOptions,
  ImportRuns,
  type ImportSteps,
  stepsOf,
  type Transact,
  transactions,
} from './import.runs.js';
import { bufferSource, type ImportSource } from './import.source.js';
import { NoticeImport } from './notice.import.js';
import { RegisterImport } from './register.import.js';
import type { UploadFormat } from './import-file.entity.js';
import type { ReportCollector } from './import.report.js';
import { RequirementListImport } from './requirement-list.import.js';
import { readSupplierCsv, SUPPLIER_HEADINGS } from './supplier-csv.reader.js';
import { SupplierImport } from './supplier.import.js';

/** The list that suppliers of our own CSV are known by. */
const CSV_SCHEME = 'supplier-csv';
/** The list that requirements of uploaded JSON lines are known by. */
const LINES_SCHEME = 'requirement-lines';

/** Files with requirements that can be uploaded. */
export type RequirementFormat = Exclude<UploadFormat, 'SUPPLIER_CSV'>;

export interface CollectionImportOptions extends ImportRunOptions {
  /** Whether the businesses are invented; when not said, those are whose web address is a reserved one. */
  fictional?: boolean;
}

export interface StoreOptions {
  onProgress: (steps: ImportSteps) => Promise<void>;
  /** Takes what is found and which records are new. */
  report?: ReportCollector;
  /** Whose requirements they are, when the file is a buyer's own list. */
  buyerId?: string | null;
}

export interface RegisterImportOptions extends ImportRunOptions {
  /** Go on where the last import of this very file broke off, if one did. */
  resume?: boolean;
  /** Companies in a transaction; 20,000 unless told. */
  batchSize?: number;
}

/**
 * Brings files into the product. Each import is a run whose progress can be watched and whose report stays. A bad row
 * never blocks a good one, a bad file changes nothing, and a file imported twice changes nothing the second time.
 * All of them throw AppError NOT_FOUND for anybody but officers and the system, save for a buyer's own list.
 */
@Injectable()
export class ImportService {
  constructor(
    private readonly runs: ImportRuns,
    private readonly suppliers: SupplierImport,
    private readonly collections: CollectionImport,
    private readonly register: RegisterImport,
    private readonly notices: NoticeImport,
    private readonly lists: RequirementListImport,
  ) {}

  /** Imports suppliers from a file made from the template: a CSV, or a workbook. */
  importSuppliers(
    unitOfWork: UnitOfWork,
    outer: Context | CallOptions,
    source: ImportSource,
    options: ImportRunOptions = {},
  ): Promise<ImportOutcome> {
    return this.supplierCsv(transactions(unitOfWork, outer), source, options);
  }

  /**
   * Imports a supplier CSV, or a workbook, within the caller's transaction. A refused file is a failed result, with the
   * reason, at `field`; rejected rows are in the report of the run.
   */
  async importSupplierFile(
    ctx: TransactionContext,
    content: string | Buffer,
    name: string,
    field: string,
  ): Promise<Result<{ runId: string; report: ImportRunReport }>> {
    const outcome = await this.supplierCsv((work) => work(ctx), bufferSource(content, name), {});
    if (outcome.state === 'DONE') return succeed({ runId: outcome.runId, report: outcome.report });
    return fail(userError(outcome.refusal.code, outcome.refusal.message, [field]));
  }

  /**
   * Imports requirements from a file, within the caller's transaction: OCDS releases or records, JSON lines as in a
   * collection, or a buyer's own list. A refused file is a failed result, with the reason, at `field`.
   * @throws AppError NOT_FOUND for who may not import such a file
   */
  async importRequirementFile(
    ctx: TransactionContext,
    format: RequirementFormat,
    content: string | Buffer,
    name: string,
    { field, buyerId }: { field: string; buyerId: string | null },
  ): Promise<Result<{ runId: string; report: ImportRunReport }>> {
    const source = bufferSource(content, name);
    const outcome = await this.runs.atOnce(
      (work) => work(ctx),
      basename(name),
      { buyerId },
      (inner, onProgress) => this.store(inner, format, source, { onProgress, buyerId }),
    );
    if (outcome.state === 'DONE') return succeed({ runId: outcome.runId, report: outcome.report });
    return fail(userError(outcome.refusal.code, outcome.refusal.message, [field]));
  }

  /** Imports a buyer's own list, made from the template, as drafts. */
  importRequirementList(
    unitOfWork: UnitOfWork,
    outer: Context | CallOptions,
    source: ImportSource,
    buyerId: string,
    options: ImportRunOptions = {},
  ): Promise<ImportOutcome> {
    const transact = transactions(unitOfWork, outer);
    return this.runs.atOnce(transact, basename(source.name), { ...options, buyerId }, (ctx, onProgress) =>
      this.store(ctx, 'REQUIREMENT_CSV', source, { onProgress, buyerId }),
    );
  }

  /** Imports a folder with a collection in JSON lines. */
  importCollection(
    unitOfWork: UnitOfWork,
    outer: Context | CallOptions,
    folder: string,
    options: CollectionImportOptions = {},
  ): Promise<ImportOutcome> {
    return this.runs.atOnce(transactions(unitOfWork, outer), folder, options, async (ctx, onProgress) =>
      ranked(ctx, await this.collections.store(ctx, folder, options.fictional, onProgress)),
    );
  }

  /** Imports the bulk register of companies: unclaimed organisations with SIC hints, and never a capability. */
  importCompaniesHouse(
    unitOfWork: UnitOfWork,
    outer: CallOptions,
    source: ImportSource,
    options: RegisterImportOptions = {},
  ): Promise<ImportOutcome> {
    const transact = transactions(unitOfWork, outer);
    const reading = unitOfWork.reading(outer);
    return this.runs.inPieces(transact, basename(source.name), async (run) => {
      const broken = options.resume
        ? await this.runs.findBrokenOff(reading, 'companies-house', source.identity)
        : undefined;
      if (broken) await transact((ctx) => this.runs.goOnFrom(ctx, broken, run.id));
      const { onProgress, batchSize } = options;
      return this.register.store(reading, transact, run, source, {
        resumeFrom: broken?.report,
        onProgress,
        batchSize,
      });
    });
  }

  /** Imports OCDS releases and records: tenders become requirements. */
  importOcds(
    unitOfWork: UnitOfWork,
    outer: Context | CallOptions,
    source: ImportSource,
    options: ImportRunOptions = {},
  ): Promise<ImportOutcome> {
    const transact = transactions(unitOfWork, outer);
    return this.runs.atOnce(transact, basename(source.name), options, async (ctx, onProgress) =>
      ranked(ctx, await this.notices.store(ctx, source, onProgress)),
    );
  }

  /**
   * Stores a file that can be uploaded, within the caller's transaction and without a run of its own; asks for one
   * ranking of everything when that changed anything that is ranked.
   * @throws ImportFileError when it cannot be read, or is another kind of file
   */
  async store(
    ctx: TransactionContext,
    format: UploadFormat,
    source: ImportSource,
    { onProgress, report, buyerId }: StoreOptions,
  ): Promise<ImportRunReport> {
    switch (format) {
      case 'SUPPLIER_CSV':
        return ranked(ctx, await this.storeSupplierCsv(ctx, source, onProgress, report));
      case 'OCDS':
        return ranked(ctx, await this.notices.store(ctx, source, onProgress, report));
      case 'JSON_LINES':
        return ranked(
          ctx,
          await this.collections.storeRequirements(ctx, source, LINES_SCHEME, onProgress, report),
        );
      case 'REQUIREMENT_CSV':
        if (buyerId == null) throw new Error('A list of requirements is of no buyer.');
        return this.lists.store(ctx, source, buyerId, onProgress, report);
    }
  }

  private supplierCsv(
    transact: Transact,
    source: ImportSource,
    options: ImportRunOptions,
  ): Promise<ImportOutcome> {
    return this.runs.atOnce(transact, basename(source.name), options, (ctx, onProgress) =>
      this.store(ctx, 'SUPPLIER_CSV', source, { onProgress }),
    );
  }

  private async storeSupplierCsv(
    ctx: TransactionContext,
    source: ImportSource,
    onProgress: (steps: ImportSteps) => Promise<void>,
    report?: ReportCollector,
  ): Promise<ImportRunReport> {
    const steps = stepsOf(source);
    const reader = readSupplierCsv(source, {
      resolvers: shippedResolvers,
      onProgress: (progress) => Object.assign(steps, progress),
      report,
    });
    const stored = await this.suppliers.store(
      ctx,
      reader,
      { origin: 'SUPPLIER_CSV', scheme: CSV_SCHEME, columns: SUPPLIER_HEADINGS, isFictional: () => false },
      () => onProgress({ ...steps }),
    );
    return { kind: 'suppliers', ...snapshot(reader.report), stored };
  }
}

/** Asks for one ranking of everything when the import has changed anything. */
async function ranked(ctx: TransactionContext, report: ImportRunReport): Promise<ImportRunReport> {
  if (changedCount(report.stored) > 0) await enqueue(ctx, rankAll, {});
  return report;
}
