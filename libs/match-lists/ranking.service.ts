import { rankSuppliers } from '#lib/directory';
import { inOrderOfNeeds } from '#lib/matching';
import {
  type Context,
  enqueue,
  handles,
  isAtOrAfter,
  type JobHandler,
  type JobRun,
  recordChange,
  RunService,
  systemActor,
  type TransactionContext,
  type UnitOfWork,
} from '#lib/platform';
import { MATCHED_STATES, rankAll, rankRequirements } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { ownTurn } from './event-loop.turn.js';
import { MatchIndexHolder } from './match-index.holder.js';
import { MatchListService } from './match-list.service.js';
import { deleteClosedLists, readListings, readTails } from './match-list.store.js';
import { LIST_LIMIT, type RankingOutcome } from './match-list.types.js';
import { CHUNK_LEAST, chunks, inLanes } from './ranking.parts.js';

const actor = systemActor('matching');

/** Decides what to rank when something has changed. */
@Injectable()
export class RankingService {
  constructor(
    private readonly holder: MatchIndexHolder,
    private readonly lists: MatchListService,
    private readonly runs: RunService,
  ) {}

  /** The handlers of the queue `matching`. */
  handlers(unitOfWork: UnitOfWork): JobHandler[] {
    const within = <T>(run: JobRun, work: (ctx: TransactionContext) => Promise<T>): Promise<T> =>
      unitOfWork.transaction({ actor, requestId: run.requestId, log: run.log }, work);
    const endRun = async ({ runId }: { runId?: string }, run: JobRun): Promise<void> => {
      if (runId === undefined) return;
      const { attempt: attempts, requestId } = run;
      await within(run, (ctx) => this.runs.giveUp(ctx, runId, { attempts, requestId }));
    };
    return [
      handles(
        rankRequirements,
        ({ requirementIds, runId, lane }, run) =>
          within(run, async (ctx) => {
            const outcome = await this.lists.rankAndStore(ctx, requirementIds, lane);
            if (runId !== undefined) await this.reportChunk(ctx, runId, requirementIds, outcome);
            return outcome;
          }),
        endRun,
      ),
      handles(rankSuppliers, ({ supplierIds }, run) =>
        within(run, (ctx) => this.rankSuppliers(ctx, supplierIds)),
      ),
      handles(rankAll, ({ runId }, run) => within(run, (ctx) => this.rankAll(ctx, runId)), endRun),
    ];
  }

  /** Begins a full re-match that can be watched; returns the run's id. */
  async startFullRanking(ctx: TransactionContext): Promise<string> {
    const run = await this.runs.begin(ctx, 'MATCH', 'all open requirements', null);
    await enqueue(ctx, rankAll, { runId: run.id });
    return run.id;
  }

  /**
   * Ranks the requirements whose list a changed supplier may alter: it stands in the list, or would get in now.
   * Counts what is rare among suppliers anew once enough of them have come or gone.
   */
  async rankSuppliers(
    ctx: TransactionContext,
    supplierIds: readonly string[],
  ): Promise<RankingOutcome | 'recounted'> {
    await this.holder.catchUp();
    if (this.holder.drifted && (await this.recount(ctx))) return 'recounted';
    const affected = await this.affectedBy(ctx, supplierIds);
    if (affected.length <= CHUNK_LEAST) return this.lists.rankAndStore(ctx, affected);
    for (const requirementIds of chunks(affected)) await enqueue(ctx, rankRequirements, { requirementIds });
    return { ranked: 0, changed: 0, unchanged: 0, removed: 0 };
  }

  /** Splits the open requirements into jobs. Asked for again with the same run, it does nothing more. */
  async rankAll(ctx: TransactionContext, runId: string | undefined): Promise<number> {
    if (runId !== undefined) {
      const run = await this.runs.find(ctx, runId);
      if (run && (run.total !== null || run.state !== 'QUEUED')) return 0;
    }
    const open = await ctx.query<{ id: string }>(
      `SELECT id FROM requirements WHERE state = ANY($1) ORDER BY id`,
      [MATCHED_STATES],
    );
    const ids = open.map(({ id }) => id);
    const run = runId ?? (await this.runs.begin(ctx, 'MATCH', 'all open requirements', ids.length)).id;
    await deleteClosedLists(ctx);
    if (ids.length === 0) {
      await this.runs.finish(ctx, run, 'DONE', emptyReport);
      return 0;
    }
    await this.runs.report(ctx, run, 0, ids.length);
    for (const part of inLanes(await this.neighboured(ids)))
      await enqueue(ctx, rankRequirements, { ...part, runId: run });
    return ids.length;
  }

  /** Requirements that ask for the same beside each other: a job then works out once what they share. */
  private async neighboured(ids: readonly string[]): Promise<string[]> {
    const standing = await this.holder.standing();
    const known = inOrderOfNeeds(ids.flatMap((id) => standing.get(id) ?? [])).map(({ id }) => id);
    const unknown = ids.filter((id) => !standing.has(id));
    return [...known, ...unknown];
  }

  /** Adds a finished chunk to its run, once, however often its job is tried. */
  private async reportChunk(
    ctx: TransactionContext,
    runId: string,
    requirementIds: readonly string[],
    outcome: RankingOutcome,
  ): Promise<void> {
    const counted = await ctx.query(
      `UPDATE runs SET report = coalesce(report, '{}') || jsonb_build_object(
                'ranked', coalesce((report->>'ranked')::int, 0) + $3::int,
                'changed', coalesce((report->>'changed')::int, 0) + $4::int,
                'unchanged', coalesce((report->>'unchanged')::int, 0) + $5::int,
                'removed', coalesce((report->>'removed')::int, 0) + $6::int,
                'chunks', coalesce(report->'chunks', '[]') || jsonb_build_array($2::text))
        WHERE id = $1 AND NOT coalesce(report->'chunks', '[]') ? $2::text RETURNING id`,
      [runId, requirementIds[0], outcome.ranked, outcome.changed, outcome.unchanged, outcome.removed],
    );
    if (counted.length > 0) await this.runs.advance(ctx, runId, requirementIds.length);
  }

  private async affectedBy(ctx: Context, supplierIds: readonly string[]): Promise<string[]> {
    const nos = supplierIds.map((id) => this.holder.noOf(id)).filter((no) => no !== undefined);
    const affected = new Set((await readListings(ctx, nos)).map(({ requirementId }) => requirementId));
    /** Best score of the changed suppliers by requirement they could enter. */
    const best = new Map<string, number>();
    for (const no of nos) {
      for (const { requirementId, score } of await this.holder.standingMatches(no)) {
        if (!affected.has(requirementId)) {
          best.set(requirementId, Math.max(score, best.get(requirementId) ?? 0));
        }
      }
      await ownTurn();
    }
    const tails = new Map((await readTails(ctx, [...best.keys()])).map((tail) => [tail.requirementId, tail]));
    for (const [requirementId, score] of best) {
      const tail = tails.get(requirementId);
      const full = tail !== undefined && tail.length >= LIST_LIMIT;
      if (!full || score >= (tail.lastScore ?? 0)) affected.add(requirementId);
    }
    return [...affected];
  }

  /** Has every process load again and count anew, and everything ranked, unless that has been asked for already. */
  private async recount(ctx: TransactionContext): Promise<boolean> {
    await ctx.query(`SELECT pg_advisory_xact_lock(hashtext('recount of engine statistics'))`);
    const [last] = await ctx.query<{ xid: string; seq: string }>(
      `SELECT xid::text, seq::text FROM change_log WHERE topic = 'everything' ORDER BY xid DESC, seq DESC LIMIT 1`,
    );
    if (last && !isAtOrAfter(this.holder.countedAt, last)) return false;
    await recordChange(ctx, 'everything', {});
    await enqueue(ctx, rankAll, {});
    return true;
  }
}

const emptyReport = { ranked: 0, changed: 0, unchanged: 0, removed: 0, chunks: [] };
