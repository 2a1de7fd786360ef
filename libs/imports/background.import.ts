import {
  type Actor,
  AppError,
  type Context,
  enqueue,
  fail,
  handles,
  isStalled,
  type JobHandler,
  type JobRun,
  type Result,
  Run,
  RunService,
  succeed,
  systemActor,
  type TransactionContext,
  type UnitOfWork,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { basename } from 'node:path';
import { type ImportFinding, ImportFile, type UploadFormat } from './import-file.entity.js';
import { checkFile } from './import.check.js';
import { importFile } from './import.jobs.js';
import { type ImportRunReport } from './import.outcome.js';
import { ImportFileError, inOrderOfRows, ReportCollector } from './import.report.js';
import { demandImport, ImportRuns, transactions } from './import.runs.js';
import { ImportService } from './import.service.js';
import { bufferSource } from './import.source.js';
import { removeUntouched } from './import.undoing.js';

/** Errors, and as many warnings, that are kept of a file in the background. */
const KEPT_ROWS = 5_000;

const actor = systemActor('imports');

/** What can still be done about an import. */
export interface ImportStanding {
  /** Its file is kept, and it has failed. */
  retryable: boolean;
  /** It made records, and has not been taken back. */
  undoable: boolean;
  /** Whose list it is, when it is a buyer's own. */
  buyerId: string | null;
  /** The requirements that the rows of such a list mean, in their order. */
  recordIds: readonly string[];
}

type StandingRow = Pick<ImportStanding, 'buyerId' | 'recordIds'> & {
  runId: string;
  kept: boolean;
  made: boolean;
};

type UndoneReport = ImportRunReport & { undone?: { removed: number; left: number } };

/**
 * Files imported by a worker. What is sent is stored with its run, so that whoever sent it may leave; the work is one
 * transaction, so that a worker that dies in the middle leaves nothing, and another does it from the start.
 */
@Injectable()
export class BackgroundImport {
  constructor(
    private readonly imports: ImportService,
    private readonly importRuns: ImportRuns,
    private readonly runs: RunService,
  ) {}

  /** The handler of the queue `imports`. */
  handlers(unitOfWork: UnitOfWork): JobHandler[] {
    const outer = ({ requestId, log }: JobRun) => ({ actor, requestId, log });
    return [
      handles(
        importFile,
        async ({ runId }, run) => ({
          imported: await this.importRuns.onceAskedFor(
            transactions(unitOfWork, {
              ...outer(run),
              actor: await onBehalfOf(unitOfWork.reading(outer(run)), runId),
            }),
            runId,
            (ctx, onProgress) => this.store(ctx, runId, onProgress),
          ),
        }),
        ({ runId }, run) =>
          unitOfWork.transaction(outer(run), (ctx) =>
            this.runs.giveUp(ctx, runId, { attempts: run.attempt, requestId: run.requestId }),
          ),
      ),
    ];
  }

  /**
   * Takes a file to import it soon. One that is of another kind is refused at once, at `field`.
   * @returns the id of its run
   * @throws AppError NOT_FOUND for who may not import such a file
   */
  async start(
    ctx: TransactionContext,
    format: UploadFormat,
    content: string | Buffer,
    name: string,
    { field, buyerId = null }: { field: string; buyerId?: string | null },
  ): Promise<Result<{ runId: string }>> {
    demandImport(ctx.actor, buyerId);
    try {
      await checkFile(format, bufferSource(content, name));
    } catch (error) {
      if (error instanceof ImportFileError) return fail(userError(error.code, error.message, [field]));
      throw error;
    }
    const { id: runId } = await this.runs.begin(ctx, 'IMPORT', basename(name), null);
    const kept = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    await ctx.repository(ImportFile).insert({ runId, format, buyerId, content: kept });
    await enqueue(ctx, importFile, { runId });
    return succeed({ runId });
  }

  /**
   * Tries a file again that could not be imported.
   * @throws AppError NOT_FOUND for who may not import such a file, or without a run
   */
  async retry(ctx: TransactionContext, runId: string): Promise<Result<{ runId: string }>> {
    const run = await this.locked(ctx, runId);
    const stalled = isStalled(run, ctx.now());
    const [standing] = (await this.standing(ctx, [{ ...run, stalled }])).values();
    if (!standing?.retryable) {
      return fail(
        userError(
          'NOT_RETRYABLE',
          'Only an import that has failed or stands still, and whose file is kept, can be tried again.',
          ['id'],
        ),
      );
    }
    await this.runs.beginAgain(ctx, runId);
    await enqueue(ctx, importFile, { runId });
    return succeed({ runId });
  }

  /**
   * Takes back what an import made: the records that were not there before and that nobody has touched since. What it
   * changed in others stays.
   * @throws AppError NOT_FOUND for who may not import such a file, or without a run
   */
  async undo(ctx: TransactionContext, runId: string): Promise<Result<{ runId: string }>> {
    const run = await this.locked(ctx, runId);
    const file = await ctx.repository(ImportFile).findOneBy({ runId });
    if (run.state !== 'DONE' || !file || file.createdIds.length === 0) {
      return fail(
        userError('NOT_UNDOABLE', 'There is nothing of this import that could be taken back.', ['id']),
      );
    }
    const removed = await removeUntouched(ctx, file.format, file.createdIds);
    const undone = { removed, left: file.createdIds.length - removed };
    await ctx.repository(ImportFile).update(runId, { createdIds: [] });
    await this.runs.finish(ctx, runId, 'DONE', { ...(run.report as UndoneReport), undone });
    ctx.log.info({ runId, ...undone, requestId: ctx.requestId }, 'an import was taken back');
    return succeed({ runId });
  }

  /** What can still be done about imports, by run. */
  async standing(
    ctx: Context,
    runs: readonly (Pick<Run, 'id' | 'state'> & { stalled: boolean })[],
  ): Promise<Map<string, ImportStanding>> {
    const byId = new Map(runs.map((run) => [run.id, run]));
    const files = await ctx.query<StandingRow>(
      `SELECT run_id AS "runId", content IS NOT NULL AS kept, cardinality(created_ids) > 0 AS made,
              buyer_id AS "buyerId", record_ids AS "recordIds"
         FROM import_files WHERE run_id = ANY($1)`,
      [[...byId.keys()]],
    );
    return new Map(
      files.map(({ runId, kept, made, ...list }) => {
        const run = byId.get(runId)!;
        // Its job may have gone with a queue that was lost, or was left out of a restore.
        const over = run.state === 'FAILED' || run.stalled;
        return [runId, { retryable: kept && over, undoable: made && run.state === 'DONE', ...list }];
      }),
    );
  }

  /** What was found in the rows of a file, in the order of the file; at most 10,000. */
  async findings(ctx: Context, runId: string): Promise<ImportFinding[]> {
    return (await ctx.repository(ImportFile).findOneBy({ runId }))?.findings ?? [];
  }

  private async store(
    ctx: TransactionContext,
    runId: string,
    onProgress: Parameters<ImportService['store']>[3]['onProgress'],
  ): Promise<ImportRunReport> {
    const file = await ctx.repository(ImportFile).findOneByOrFail({ runId });
    if (!file.content) throw new Error(`The file of import ${runId} is not kept.`);
    const collector = new ReportCollector(KEPT_ROWS);
    const report = await this.imports.store(ctx, file.format, bufferSource(file.content), {
      onProgress,
      report: collector,
      buyerId: file.buyerId,
    });
    const findings = inOrderOfRows([
      ...collector.errors.map((finding) => ({ ...finding, rejected: true })),
      ...collector.warnings.map((finding) => ({ ...finding, rejected: false })),
    ]);
    await ctx.repository(ImportFile).update(runId, {
      content: null,
      findings,
      createdIds: collector.createdIds,
      recordIds: collector.recordIds,
    });
    return report;
  }

  private async locked(ctx: TransactionContext, runId: string): Promise<Run> {
    const file = await ctx.repository(ImportFile).findOne({ select: { buyerId: true }, where: { runId } });
    demandImport(ctx.actor, file?.buyerId);
    const run = await ctx
      .repository(Run)
      .findOne({ where: { id: runId }, lock: { mode: 'pessimistic_write' } });
    if (run?.kind !== 'IMPORT') throw new AppError('NOT_FOUND');
    return run;
  }
}

/**
 * In whose name a file is imported: of a buyer's list, whoever brought it, who may touch that buyer's requirements and
 * nothing else; of any other, the system.
 */
async function onBehalfOf(ctx: Context, runId: string): Promise<Actor> {
  const [asked] = await ctx.query<{ personId: string; email: string; buyerId: string }>(
    `SELECT p.id AS "personId", p.email, f.buyer_id AS "buyerId" FROM import_files f
       JOIN runs r ON r.id = f.run_id JOIN people p ON p.id = r.requested_by
      WHERE f.run_id = $1 AND f.buyer_id IS NOT NULL`,
    [runId],
  );
  if (!asked) return actor;
  const { personId, email, buyerId } = asked;
  const memberships = [{ organisationId: buyerId, role: 'EDITOR' as const }];
  return { kind: 'person', personId, email, staffRoles: [], memberships };
}
