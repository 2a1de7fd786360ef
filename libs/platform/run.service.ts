import { Injectable } from '@nestjs/common';
import { validate } from 'uuid';
import { demand } from './access.js';
import type { Context, TransactionContext } from './context.js';
import { cursorError } from './error.catalogue.js';
import { newId } from './ids.js';
import { Listener } from './listener.js';
import type { Logger } from './logger.js';
import { Run, type RunKind, type RunState } from './run.entity.js';

export const runChannel = 'runs';

export interface RunFilter {
  kind?: RunKind | null;
  state?: RunState | null;
}

/** Work that goes on says so more often than this. */
const STALL_MS = 15 * 60_000;

/** Whether a run has not moved for so long that it will hardly end by itself. */
export const isStalled = ({ state, updatedAt }: Pick<Run, 'state' | 'updatedAt'>, now: Date): boolean =>
  (state === 'QUEUED' || state === 'RUNNING') && now.getTime() - updatedAt.getTime() > STALL_MS;

/** Progress of long work: stored, so that it survives a reload, and announced, so that it can be watched. */
@Injectable()
export class RunService {
  async begin(ctx: TransactionContext, kind: RunKind, subject: string, total: number | null): Promise<Run> {
    const run = ctx.repository(Run).create({
      id: newId(),
      kind,
      subject,
      state: 'QUEUED',
      total,
      done: 0,
      requestedBy: ctx.actor.kind === 'person' ? ctx.actor.personId : null,
      createdAt: ctx.now(),
      updatedAt: ctx.now(),
    });
    await ctx.repository(Run).insert(run as never);
    await this.announce(ctx, run.id);
    return run;
  }

  /** Puts a run that has failed or stands still back to its beginning. */
  async beginAgain(ctx: TransactionContext, id: string): Promise<void> {
    await ctx.query(
      `UPDATE runs SET state = 'QUEUED', done = 0, total = NULL, report = NULL, updated_at = $2
        WHERE id = $1 AND state <> 'DONE'`,
      [id, ctx.now()],
    );
    await this.announce(ctx, id);
  }

  /** Adds finished units; the run ends by itself when they reach the total. */
  async advance(ctx: TransactionContext, id: string, units: number): Promise<void> {
    await ctx.query(
      `UPDATE runs SET done = least(done + $2, coalesce(total, done + $2)), updated_at = $3,
              state = CASE WHEN state IN ('QUEUED', 'RUNNING')
                           THEN CASE WHEN done + $2 >= total THEN 'DONE' ELSE 'RUNNING' END ELSE state END
        WHERE id = $1`,
      [id, units, ctx.now()],
    );
    await this.announce(ctx, id);
  }

  /** Adds a finished piece of work by its name: once, however often the job that did it is tried. */
  async advanceOnce(ctx: TransactionContext, id: string, piece: string): Promise<void> {
    const counted = await ctx.query(
      `UPDATE runs SET report = jsonb_set(coalesce(report, '{}'), '{pieces}',
                coalesce(report->'pieces', '[]') || jsonb_build_array($2::text))
        WHERE id = $1 AND NOT coalesce(report->'pieces', '[]') ? $2::text RETURNING id`,
      [id, piece],
    );
    if (counted.length > 0) await this.advance(ctx, id, 1);
  }

  /** Says how far a run is, where units are counted from the start (bytes of a file). */
  async report(ctx: TransactionContext, id: string, done: number, total: number | null): Promise<void> {
    await ctx.query(
      `UPDATE runs SET done = $2, total = $3, state = 'RUNNING', updated_at = $4 WHERE id = $1 AND state IN ('QUEUED', 'RUNNING')`,
      [id, done, total, ctx.now()],
    );
    await this.announce(ctx, id);
  }

  async finish(
    ctx: TransactionContext,
    id: string,
    state: 'DONE' | 'FAILED',
    report: unknown,
  ): Promise<void> {
    await ctx.query(
      `UPDATE runs SET state = $2, report = $3, updated_at = $4,
              total = CASE WHEN $2 = 'DONE' THEN coalesce(total, done) ELSE total END,
              done = CASE WHEN $2 = 'DONE' THEN coalesce(total, done) ELSE done END
        WHERE id = $1`,
      [id, state, JSON.stringify(report ?? null), ctx.now()],
    );
    await this.announce(ctx, id);
  }

  /**
   * Ends a run of which a piece failed for good; pieces that are still under way are done all the same. A run that has
   * ended stays as it is.
   * @param requestId what the log says of the failure stands under it
   */
  async giveUp(
    ctx: TransactionContext,
    id: string,
    { attempts, requestId }: { attempts: number; requestId: string },
  ): Promise<void> {
    await ctx.query(
      `UPDATE runs SET state = 'FAILED', report = coalesce(report, '{}') || $2::jsonb, updated_at = $3
        WHERE id = $1 AND state IN ('QUEUED', 'RUNNING')`,
      [id, JSON.stringify({ givenUp: { attempts, requestId } }), ctx.now()],
    );
    await this.announce(ctx, id);
  }

  find(ctx: Context, id: string): Promise<Run | null> {
    return ctx.repository(Run).findOneBy({ id });
  }

  latest(ctx: Context, kind: RunKind): Promise<Run | null> {
    return ctx.repository(Run).findOne({ where: { kind }, order: { createdAt: 'DESC' } });
  }

  /**
   * A page of runs, latest first. Two statements, however many there are.
   * @throws AppError NOT_FOUND unless the actor looks after the service; BAD_INPUT when `after` is no cursor
   */
  async page(
    ctx: Context,
    filter: RunFilter,
    { first, after }: { first: number; after: string | null },
  ): Promise<{ items: Run[]; hasNextPage: boolean; totalCount: number }> {
    demand(ctx.actor, 'platform.operate');
    if (after !== null && !validate(after)) {
      throw cursorError();
    }
    // Ids are made as runs begin.
    const query = ctx.repository(Run).createQueryBuilder('run').orderBy('run.id', 'DESC');
    if (filter.kind != null) query.andWhere('run.kind = :kind', { kind: filter.kind });
    if (filter.state != null) query.andWhere('run.state = :state', { state: filter.state });
    const totalCount = await query.getCount();
    if (after !== null) query.andWhere('run.id < :after', { after });
    const runs = await query.take(first + 1).getMany();
    return { items: runs.slice(0, first), hasNextPage: runs.length > first, totalCount };
  }

  private async announce(ctx: TransactionContext, id: string): Promise<void> {
    await ctx.query(`SELECT pg_notify('${runChannel}', $1)`, [id]);
  }
}

/** Watches announcements of progress; `onRun` gets the id of a run that moved. */
export const watchRuns = (url: string, log: Logger, onRun: (id: string) => void): Promise<Listener> =>
  Listener.start({ url, log, channel: runChannel, name: 'run watcher', onTold: onRun });
