import { nameKey } from '#lib/directory';
import type { TransactionContext } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { checkJudged, type CollectionPart, JUDGED_FILES, type KnownIds } from './collection.judged.js';
import {
  readCollectionRequirements,
  readCollectionSuppliers,
  SUPPLIER_POINTERS,
} from './collection.reader.js';
import { shippedResolvers } from './import.lookups.js';
import { addCounts, type ImportRunReport, mergeReports, noneStored, snapshot } from './import.outcome.js';
import { ImportFileError, type ImportReader, type ReportCollector } from './import.report.js';
import type { ImportSteps } from './import.runs.js';
import { fileSource, type ImportSource } from './import.source.js';
import type { RequirementDraft } from './requirement.draft.js';
import { RequirementImport, type RequirementRow, type StoredRequirements } from './requirement.import.js';
import type { SupplierDraft } from './supplier.draft.js';
import { SupplierImport } from './supplier.import.js';

const SUPPLIERS = 'suppliers.jsonl';
const REQUIREMENTS = 'requirements.jsonl';

type Progress = (steps: ImportSteps) => Promise<void>;

/** Imports a folder of JSON lines: suppliers and requirements are stored, searches and judgements checked. */
@Injectable()
export class CollectionImport {
  constructor(
    private readonly suppliers: SupplierImport,
    private readonly requirements: RequirementImport,
  ) {}

  /**
   * Stores requirements from JSON lines alone, known by the ids they have in that file.
   * @throws ImportFileError when it cannot be read, or is no JSON
   */
  async storeRequirements(
    ctx: TransactionContext,
    source: ImportSource,
    scheme: string,
    onProgress: Progress,
    collector?: ReportCollector,
  ): Promise<ImportRunReport> {
    const steps = stepCounter(new Map([[REQUIREMENTS, source]]), onProgress);
    const lines = await this.storeLines(ctx, source, scheme, false, steps, () => undefined, collector);
    const { report, stored, buyersCreated } = lines;
    return { kind: 'requirements', ...snapshot(report), stored, buyersCreated };
  }

  /** @throws ImportFileError when the folder holds no collection, or one of its files cannot be read */
  async store(
    ctx: TransactionContext,
    folder: string,
    fictional: boolean | undefined,
    onProgress: Progress,
  ): Promise<ImportRunReport> {
    const files = await sourcesIn(folder);
    if (!files.has(SUPPLIERS) && !files.has(REQUIREMENTS)) {
      const message = `The folder holds neither ${SUPPLIERS} nor ${REQUIREMENTS}.`;
      throw new ImportFileError('EMPTY', message);
    }
    const scheme = `collection:${basename(resolve(folder))}`;
    const steps = stepCounter(files, onProgress);
    const known: KnownIds = { suppliers: new Set(), topics: new Set() };
    const parts: CollectionPart[] = [];
    let buyersCreated = 0;
    let invented = fictional;

    const supplierFile = files.get(SUPPLIERS);
    if (supplierFile) {
      const reader = noting(
        readCollectionSuppliers(supplierFile, { resolvers: shippedResolvers, onProgress: steps.within }),
        ({ externalId }) => known.suppliers.add(externalId ?? ''),
      );
      const isFictional = (draft: SupplierDraft): boolean => fictional ?? hasReservedAddress(draft);
      const stored = await this.suppliers.store(
        ctx,
        noting(reader, (draft) => (invented ??= isFictional(draft) || undefined)),
        { origin: 'COLLECTION', scheme, columns: SUPPLIER_POINTERS, isFictional },
        steps.report,
      );
      assertSomeJson(SUPPLIERS, reader.report);
      parts.push({ file: SUPPLIERS, report: reader.report, stored });
      steps.next();
    }

    const requirementFile = files.get(REQUIREMENTS);
    if (requirementFile) {
      const lines = await this.storeLines(ctx, requirementFile, scheme, invented ?? false, steps, (id) =>
        known.topics.add(id),
      );
      buyersCreated = lines.buyersCreated;
      parts.push({ file: REQUIREMENTS, report: lines.report, stored: lines.stored });
      steps.next();
    }
    parts.push(...(await checkJudged(files, known)));
    return reportOf(parts, buyersCreated);
  }

  private async storeLines(
    ctx: TransactionContext,
    source: ImportSource,
    scheme: string,
    fictional: boolean,
    steps: Steps,
    look: (id: string) => void = () => undefined,
    collector?: ReportCollector,
  ): Promise<StoredRequirements & { report: ReportCollector }> {
    const reader = readCollectionRequirements(source, {
      resolvers: shippedResolvers,
      onProgress: steps.within,
      report: collector,
    });
    const stored = noneStored();
    let buyersCreated = 0;
    for await (const { rows, rowNumbers } of reader) {
      rows.forEach(({ externalId }) => look(externalId));
      const batch = rows.map((draft, at) => requirementRow(draft, rowNumbers[at]!, scheme, fictional));
      const result = await this.requirements.store(ctx, batch, reader.report);
      addCounts(stored, result.stored);
      buyersCreated += result.buyersCreated;
      await steps.report();
    }
    assertSomeJson(REQUIREMENTS, reader.report);
    return { stored, buyersCreated, report: reader.report };
  }
}

type Steps = ReturnType<typeof stepCounter>;

async function sourcesIn(folder: string): Promise<Map<string, ImportSource>> {
  const sources = new Map<string, ImportSource>();
  for (const file of [SUPPLIERS, REQUIREMENTS, ...JUDGED_FILES]) {
    const path = join(folder, file);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) sources.set(file, await fileSource(path));
  }
  return sources;
}

/** Counts bytes over several files. */
function stepCounter(files: ReadonlyMap<string, ImportSource>, onProgress: Progress) {
  const sources = [...files.values()];
  const totalBytes = sources.some(({ packed }) => packed)
    ? null
    : sources.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const before = { bytes: 0, rows: 0 };
  let now = { bytes: 0, rows: 0 };
  return {
    within: (progress: { bytes: number; rows: number }): void => {
      now = progress;
    },
    next: (): void => {
      before.bytes += now.bytes;
      before.rows += now.rows;
      now = { bytes: 0, rows: 0 };
    },
    report: (): Promise<void> =>
      onProgress({ bytes: before.bytes + now.bytes, rows: before.rows + now.rows, totalBytes }),
  };
}

/** The same reader, with a look at each row that passes. */
function noting<T>(reader: ImportReader<T>, look: (row: T) => void): ImportReader<T> {
  return {
    report: reader.report,
    async *[Symbol.asyncIterator]() {
      for await (const batch of reader) {
        batch.rows.forEach(look);
        yield batch;
      }
    },
  };
}

/** No real business has a web address under the top-level domain reserved for examples (RFC 2606). */
function hasReservedAddress({ website }: SupplierDraft): boolean {
  return website !== null && new URL(website).hostname.endsWith('.example');
}

function requirementRow(
  draft: RequirementDraft,
  row: number,
  scheme: string,
  fictional: boolean,
): RequirementRow {
  const named = (importance: 'required' | 'desired'): string[] =>
    draft.certifications.filter((wanted) => wanted.importance === importance).map(({ text }) => text);
  const { title, description, needs, sectors, quantity, maxDriveMinutes, postcode } = draft;
  return {
    row,
    buyer: {
      name: draft.buyerName,
      postcode,
      sectors,
      reference: { scheme: `${scheme}:buyer`, identifier: nameKey(draft.buyerName) },
      origin: 'COLLECTION',
      fictional,
    },
    draft: {
      title,
      description,
      needs,
      certifications: { required: named('required'), desired: named('desired') },
      sectors,
      valueGbp: draft.annualValueGbp === null ? null : Math.round(draft.annualValueGbp),
      quantity,
      postcode,
      maxDriveMinutes,
      source: { scheme, identifier: draft.externalId },
      origin: 'COLLECTION',
    },
  };
}

/** @throws ImportFileError NOT_JSON when not one line is JSON: then it is another kind of file */
export function assertSomeJson(file: string, { read, errorCounts }: ReportCollector): void {
  if (read === 0 || errorCounts.INVALID_JSON !== read) return;
  throw new ImportFileError(
    'NOT_JSON',
    `No line of ${file} is JSON. A collection has one JSON object a line.`,
  );
}

function reportOf(parts: readonly CollectionPart[], buyersCreated: number): ImportRunReport {
  const stored = noneStored();
  const labelled = parts.map(({ file, report }) => {
    const label = <F extends { column: string }>(finding: F): F => ({
      ...finding,
      column: `${file} ${finding.column}`.trim(),
    });
    return { ...snapshot(report), errors: report.errors.map(label), warnings: report.warnings.map(label) };
  });
  for (const part of parts) if (part.stored) addCounts(stored, part.stored);
  return {
    kind: 'collection',
    ...mergeReports(labelled),
    stored,
    buyersCreated,
    parts: Object.fromEntries(
      parts.map(({ file, report: { read, accepted, rejected }, stored }) => [
        file,
        { read, accepted, rejected, ...(stored ? { stored } : {}) },
      ]),
    ),
  };
}
