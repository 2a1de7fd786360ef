import { Injectable } from '@nestjs/common';
import { Client } from 'pg';
import type { Context, TransactionContext } from './context.js';
import { newId } from './ids.js';
import type { Logger } from './logger.js';
import { Run, type RunKind } from './run.entity.js';

export const runChannel = 'runs';

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

  find(ctx: Context, id: string): Promise<Run | null> {
    return ctx.repository(Run).findOneBy({ id });
  }

  latest(ctx: Context, kind: RunKind): Promise<Run | null> {
    return ctx.repository(Run).findOne({ where: { kind }, order: { createdAt: 'DESC' } });
  }

  private async announce(ctx: TransactionContext, id: string): Promise<void> {
    await ctx.query(`SELECT pg_notify('${runChannel}', $1)`, [id]);
  }
}

/** Watches announcements of progress; `onRun` gets the id of a run that moved. */
export async function watchRuns(
  url: string,
  log: Logger,
  onRun: (id: string) => void,
): Promise<{ stop: () => Promise<void> }> {
  let stopped = false;
  let client: Client | undefined;
  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString: url, keepAlive: true, application_name: 'run watcher' });
    next.on('error', (error) => log.warn({ err: error }, 'the run watcher lost its connection'));
    next.on('end', () => {
      if (!stopped) setTimeout(() => void connect().catch(() => next.emit('end')), 500).unref();
    });
    next.on('notification', ({ payload }) => {
      if (payload) onRun(payload);
    });
    await next.connect();
    await next.query(`LISTEN ${runChannel}`);
    client = next;
  };
  await connect();
  return {
    stop: async () => {
      stopped = true;
      await client?.end().catch(() => undefined);
    },
  };
}
