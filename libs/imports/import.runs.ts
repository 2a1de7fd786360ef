import {
  type Actor,
  AppError,
  type CallOptions,
  type Context,
  demand,
  Run,
  RunService,
  TransactionContext,
  type UnitOfWork,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { type ImportKind, type ImportOutcome, type ImportRunReport, refusalOf } from './import.outcome.js';
import { ImportFileError } from './import.report.js';
import type { ImportSource } from './import.source.js';

/** A run counts the file in pieces of this many bytes: whole bytes of the bulk register would overflow its column. */
const UNIT_BYTES = 1024;
/** Progress is stored at most this often. */
const REPORT_MS = 200;

/** How far an import is: bytes and rows dealt with; `totalBytes` is null where it cannot be known. */
export interface ImportSteps {
  bytes: number;
  totalBytes: number | null;
  rows: number;
}

/** The steps of a file of which nothing is read yet. */
export const stepsOf = (source: ImportSource): ImportSteps => ({
  bytes: 0,
  rows: 0,
  totalBytes: source.packed ? null : (source.size ?? null),
});

export interface ImportRunOptions {
  onProgress?: (steps: ImportSteps) => void;
  /** Whose requirements they are, when the file is a buyer's own list. */
  buyerId?: string | null;
}

/**
 * Buyers bring their own lists; every other file is for officers and the system.
 * @throws AppError NOT_FOUND for anybody else
 */
export function demandImport(actor: Actor, buyerId: string | null | undefined): void {
  if (buyerId == null) demand(actor, 'platform.operate');
  else demand(actor, 'requirement.edit', buyerId);
}

/** Runs work in a transaction: one of its own, or the caller's. */
export type Transact = <T>(work: (ctx: TransactionContext) => Promise<T>) => Promise<T>;

/** Transactions of the caller's own when it is in one, else one for each piece of work. */
export function transactions(unitOfWork: UnitOfWork, outer: Context | CallOptions): Transact {
  return (work) => unitOfWork.transaction(outer, work);
}

/** An import that has begun. */
export interface OpenRun {
  id: string;
  /** Notes how far it is. Call it outside the transaction that does the work. */
  progress(steps: ImportSteps): Promise<void>;
}

/** The life of an import's run: begun and seen at once, then done, refused or failed. */
@Injectable()
export class ImportRuns {
  constructor(private readonly runs: RunService) {}

  /**
   * Runs an import that writes in one transaction. A refused file and an unexpected failure leave nothing behind but
   * the run that says so.
   * @throws AppError NOT_FOUND for who may not import such a file; whatever `work` throws that is no ImportFileError
   */
  atOnce(
    transact: Transact,
    subject: string,
    options: ImportRunOptions,
    work: (
      ctx: TransactionContext,
      onProgress: (steps: ImportSteps) => Promise<void>,
    ) => Promise<ImportRunReport>,
  ): Promise<ImportOutcome> {
    return this.guard(transact, subject, options.buyerId, (run) =>
      transact(async (ctx) => {
        const report = await work(ctx, (steps) => {
          options.onProgress?.(steps);
          return run.progress(steps);
        });
        await this.runs.finish(ctx, run.id, 'DONE', report);
        return report;
      }),
    );
  }

  /**
   * Does the work of a run that has been asked for, in one transaction: all of it, or nothing and it can be done again.
   * A run that has ended is left alone; of two that work on one, the second waits, and finds it ended.
   * @returns whether this call did it
   * @throws whatever `work` throws that is no ImportFileError: that ends the run as refused
   */
  async onceAskedFor(
    transact: Transact,
    id: string,
    work: (
      ctx: TransactionContext,
      onProgress: (steps: ImportSteps) => Promise<void>,
    ) => Promise<ImportRunReport>,
  ): Promise<boolean> {
    const run = this.open(transact, id);
    try {
      return await transact(async (ctx) => {
        await ctx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`import ${id}`]);
        const found = await this.runs.find(ctx, id);
        if (found?.state !== 'QUEUED' && found?.state !== 'RUNNING') return false;
        const report = await work(ctx, (steps) => run.progress(steps));
        await this.runs.finish(ctx, id, 'DONE', report);
        return true;
      });
    } catch (error) {
      if (!(error instanceof ImportFileError)) throw error;
      const refusal = refusalOf(error);
      await transact((ctx) => this.runs.finish(ctx, id, 'FAILED', { refusal }));
      return true;
    }
  }

  /** Runs an import that sees to its own transactions; otherwise as `atOnce`, except that what it stored stays. */
  async inPieces(
    transact: Transact,
    subject: string,
    work: (run: OpenRun) => Promise<ImportRunReport>,
  ): Promise<ImportOutcome> {
    return this.guard(transact, subject, null, async (run) => {
      const report = await work(run);
      await transact((ctx) => this.runs.finish(ctx, run.id, 'DONE', report));
      return report;
    });
  }

  /** Stores what a run has done so far together with what it has just written. */
  async save(
    ctx: TransactionContext,
    id: string,
    report: ImportRunReport,
    steps: ImportSteps,
  ): Promise<void> {
    await ctx.query(`UPDATE runs SET report = $2 WHERE id = $1`, [id, JSON.stringify(report)]);
    await this.runs.report(ctx, id, ...unitsOf(steps));
  }

  /** The latest run of this file that broke off and can go on; its report holds the place. */
  async findBrokenOff(
    ctx: Context,
    kind: ImportKind,
    identity: string,
  ): Promise<{ id: string; report: ImportRunReport } | undefined> {
    const runs = await ctx.repository(Run).find({
      where: { kind: 'IMPORT' },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: 50,
    });
    for (const { id, state, report } of runs) {
      const read = report as ImportRunReport | null;
      if (read?.kind !== kind || read.identity !== identity) continue;
      return state !== 'DONE' && read.resume ? { id, report: read } : undefined;
    }
    return undefined;
  }

  /** Hands the place to go on from over to another run, so that it is never lost, and ends the first. */
  async goOnFrom(
    ctx: TransactionContext,
    broken: { id: string; report: ImportRunReport },
    id: string,
  ): Promise<void> {
    const { resume: _, ...rest } = broken.report;
    await this.runs.finish(ctx, broken.id, 'FAILED', { ...rest, continuedBy: id });
    await ctx.query(`UPDATE runs SET report = $2 WHERE id = $1`, [id, JSON.stringify(broken.report)]);
  }

  private async guard(
    transact: Transact,
    subject: string,
    buyerId: string | null | undefined,
    work: (run: OpenRun) => Promise<ImportRunReport>,
  ): Promise<ImportOutcome> {
    const id = await transact(async (ctx) => {
      demandImport(ctx.actor, buyerId);
      return (await this.runs.begin(ctx, 'IMPORT', subject, null)).id;
    });
    const run = this.open(transact, id);
    try {
      return { state: 'DONE', runId: id, report: await work(run) };
    } catch (error) {
      if (error instanceof ImportFileError) {
        const refusal = refusalOf(error);
        await transact((ctx) => this.runs.finish(ctx, id, 'FAILED', { refusal }));
        return { state: 'REFUSED', runId: id, refusal };
      }
      await transact((ctx) => this.fail(ctx, id)).catch(() => {
        // The caller's transaction is lost with everything in it; the first failure is what it must see.
      });
      throw error;
    }
  }

  private open(transact: Transact, id: string): OpenRun {
    let reported = 0;
    return {
      id,
      progress: async (steps) => {
        if (Date.now() - reported < REPORT_MS) return;
        reported = Date.now();
        await transact((ctx) => this.runs.report(ctx, id, ...unitsOf(steps)));
      },
    };
  }

  /** Ends a run as failed and leaves the place to go on from where it is. */
  private async fail(ctx: TransactionContext, id: string): Promise<void> {
    const run = await this.runs.find(ctx, id);
    if (!run) throw new AppError('NOT_FOUND');
    await this.runs.finish(ctx, id, 'FAILED', run.report ?? { failure: 'INTERNAL' });
  }
}

function unitsOf({ bytes, totalBytes }: ImportSteps): [done: number, total: number | null] {
  const total = totalBytes === null ? null : Math.ceil(totalBytes / UNIT_BYTES);
  const done = Math.floor(bytes / UNIT_BYTES);
  return [total === null ? done : Math.min(done, total), total];
}
