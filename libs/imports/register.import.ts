import { PlaceService } from '#lib/directory';
import type { Place } from '#lib/geography';
import { type Context, isFailure, recordChange, type TransactionContext } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { readAhead } from './batch.prefetch.js';
import { readCompaniesHouse } from './companies-house.reader.js';
import type { CompaniesHouseRow } from './companies-house.row.js';
import { addCounts, type ImportRunReport, mergeReports, noneStored, snapshot } from './import.outcome.js';
import type {
  ImportBatch,
  ImportReader,
  ImportReport,
  ReportCollector,
  ResumePoint,
} from './import.report.js';
import { ImportRuns, type ImportSteps, type OpenRun, type Transact } from './import.runs.js';
import type { ImportSource } from './import.source.js';
import { regionsByOutcode } from './register.regions.js';
import { stagedText } from './register.rows.js';
import { mergeRegister } from './register.staging.js';

/** Companies stored in one transaction; the import goes on from its end when it breaks off. */
const BATCH = 20_000;
/** Companies read, placed and encoded at a time. */
const PIECE = 1_000;
/** More suppliers than this with new hints, and the engine is told that everything changed. */
const MOST_TOLD = 2_000;
/** One import of the register at a time merges; others wait for its transaction. */
const registerLock = 7_303;

export interface RegisterOptions {
  /** Where an earlier run of this file broke off, and what it had counted. */
  resumeFrom?: ImportRunReport;
  onProgress?: (steps: ImportSteps) => void;
  /** Companies in a transaction; 20,000 unless told. */
  batchSize?: number;
}

/** A batch in COPY's form, with the counts up to its end. */
interface PreparedBatch {
  texts: Buffer[];
  resume: ResumePoint;
  counted: ImportReport;
}

/** Imports the register of companies: batch by batch, each with the place to go on from in its transaction. */
@Injectable()
export class RegisterImport {
  constructor(
    private readonly places: PlaceService,
    private readonly runs: ImportRuns,
  ) {}

  /** @throws ImportFileError when the file is not the register, before anything is stored */
  async store(
    reading: Context,
    transact: Transact,
    run: OpenRun,
    source: ImportSource,
    { resumeFrom, onProgress, batchSize = BATCH }: RegisterOptions,
  ): Promise<ImportRunReport> {
    const exactPlaces = await hasPostcodes(reading);
    const steps = {
      bytes: resumeFrom?.resume?.offset ?? 0,
      rows: resumeFrom?.resume?.row ?? 0,
      totalBytes: source.packed ? null : (source.size ?? null),
    };
    const reader = readCompaniesHouse(source, {
      regionOfOutcode: regionsByOutcode(exactPlaces),
      batchSize: Math.min(PIECE, batchSize),
      resumeFrom: resumeFrom?.resume,
      onProgress: (progress) => {
        Object.assign(steps, progress);
        onProgress?.({ ...steps });
      },
    });
    const stored = noneStored();
    if (resumeFrom) addCounts(stored, resumeFrom.stored);
    const reportOf = (read: ImportReport): ImportRunReport => ({
      kind: 'companies-house',
      identity: source.identity,
      ...(resumeFrom ? mergeReports([resumeFrom, read]) : read),
      stored: { ...stored },
    });
    // While the server merges one batch, the next is read.
    for await (const batch of readAhead(this.prepare(reading, reader, batchSize))) {
      await transact(async (ctx) => {
        await ctx.query(`SELECT pg_advisory_xact_lock($1)`, [registerLock]);
        const { hintedSuppliers, ...merged } = await mergeRegister(ctx, batch.texts);
        addCounts(stored, merged);
        await tellOfHints(ctx, hintedSuppliers);
        const { offset: bytes, row: rows } = batch.resume;
        const report = { ...reportOf(batch.counted), resume: batch.resume };
        await this.runs.save(ctx, run.id, report, { bytes, rows, totalBytes: steps.totalBytes });
      });
    }
    return reportOf(snapshot(reader.report));
  }

  /**
   * Reads, places and encodes batches. Companies are objects for the length of a piece only: whole batches of them
   * would outlive the young generation of the heap and fill the old one with rubbish.
   */
  private async *prepare(
    ctx: Context,
    reader: ImportReader<CompaniesHouseRow>,
    batchSize: number,
  ): AsyncGenerator<PreparedBatch> {
    let texts: Buffer[] = [];
    let companies = 0;
    let resume: ResumePoint | undefined;
    for await (const piece of reader) {
      texts.push(stagedText(await this.locate(ctx, piece, reader.report)));
      companies += piece.rows.length;
      resume = piece.resume;
      if (companies < batchSize) continue;
      yield { texts, resume, counted: snapshot(reader.report) };
      texts = [];
      companies = 0;
    }
    if (companies > 0 && resume) yield { texts, resume, counted: snapshot(reader.report) };
  }

  /** Companies of a piece with their places; those that have none, or none in the two regions, are taken back. */
  private async locate(
    ctx: Context,
    { rows, rowNumbers }: ImportBatch<CompaniesHouseRow>,
    report: ReportCollector,
  ): Promise<[CompaniesHouseRow, Place][]> {
    const places = await this.places.locateMany(
      ctx,
      rows.map(({ postcode }) => postcode),
    );
    const located: [CompaniesHouseRow, Place][] = [];
    rows.forEach((company, at) => {
      const place = places.get(company.postcode)!;
      if (isFailure(place)) {
        const finding = { row: rowNumbers[at]!, column: 'RegAddress.PostCode', value: company.postcode };
        const message = place.errors.map((error) => error.message).join(' ');
        report.rejectAccepted([{ ...finding, code: 'INVALID_POSTCODE', message }]);
      } else if (place.value.region === 'OTHER') report.skipAccepted('outside_regions');
      else located.push([company, place.value]);
    });
    return located;
  }
}

async function hasPostcodes(ctx: Context): Promise<boolean> {
  const [row] = await ctx.query<{ found: boolean }>(`SELECT EXISTS (SELECT FROM postcodes) AS found`);
  return row?.found ?? false;
}

async function tellOfHints(ctx: TransactionContext, ids: string[]): Promise<void> {
  if (ids.length > MOST_TOLD) await recordChange(ctx, 'everything', {});
  else if (ids.length > 0) await recordChange(ctx, 'supplier', { ids });
}
