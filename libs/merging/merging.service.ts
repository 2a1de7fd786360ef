import { setTimeout as delay } from 'node:timers/promises';
import { keepImportsOut, type Page, type PageInput, rankSuppliers, SupplierService } from '#lib/directory';
import { NotificationService } from '#lib/notifications';
import {
  AppError,
  type Context,
  demand,
  enqueue,
  fail,
  newId,
  permitted,
  recordAudit,
  recordChange,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { rankRequirements } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { type Distinction, likenessOf, listLikePairs, type PairFilter } from './like.pairs.js';
import { changedSince, changesBetween, restore, type RowChange, snapshotOf } from './merge.journal.js';
import { mergedNotices, undoneNotices } from './merge.notices.js';
import { further, type MergePlan, planMerge } from './merge.plan.js';
import { readMergeRecords } from './merge.record.js';
import { mergedAlready } from './merge.refusals.js';
import { carryOut } from './merge.writer.js';

const LONGEST_REASON = 500;
/** How long a merger waits for an import that is under way, and how often it looks. */
const PATIENCE = { times: 20, everyMs: 250 };

export interface MergerView {
  id: string;
  intoId: string;
  name: string;
  reason: string;
  by: string | null;
  at: Date;
  undoneAt: Date | null;
  undoable: boolean;
}

/** What merging would do, and what officers said of the pair before. */
export interface SeenPlan extends MergePlan {
  distinction: Distinction | null;
}

/** Two records of one supplier become one, and two again. */
@Injectable()
export class MergingService {
  constructor(
    private readonly suppliers: SupplierService,
    private readonly notifications: NotificationService,
  ) {}

  /**
   * A page of pairs of suppliers that may be one, each with what merging would do; the one further along stays.
   * @throws AppError NOT_FOUND unless by staff
   */
  async candidates(ctx: Context, page: PageInput, filter: PairFilter = {}): Promise<Page<SeenPlan>> {
    demand(ctx.actor, 'supplier.merge');
    const { items, ...rest } = await listLikePairs(ctx, page, filter);
    const records = await readMergeRecords(ctx, this.suppliers, [
      ...new Set(items.flatMap(({ item }) => [item.olderId, item.newerId])),
    ]);
    const plans = items.flatMap(({ cursor, item }) => {
      const [older, newer] = [records.get(item.olderId), records.get(item.newerId)];
      if (!older || !newer) return [];
      const stays = further(older, newer);
      const plan = planMerge(stays, stays === older ? newer : older, true);
      return [{ cursor, item: { ...plan, distinction: item.distinction } }];
    });
    return { items: plans, ...rest };
  }

  /**
   * What merging two records would do, exactly.
   * @throws AppError NOT_FOUND unless by staff, and for what is no supplier
   */
  async plan(ctx: Context, staysId: string, goesId: string): Promise<SeenPlan> {
    demand(ctx.actor, 'supplier.merge');
    const records = await readMergeRecords(ctx, this.suppliers, [staysId, goesId]);
    const [stays, goes] = [records.get(staysId), records.get(goesId)];
    if (!stays || !goes) throw new AppError('NOT_FOUND');
    const alike = await likenessOf(ctx, staysId, goesId);
    return { ...planMerge(stays, goes, alike !== undefined), distinction: alike?.distinction ?? null };
  }

  /**
   * Merges a supplier's record into another of the same firm: all that hangs on it moves, it is gone from every list,
   * and its address and natural keys lead to the one that stays.
   * @throws AppError NOT_FOUND unless by staff
   */
  async merge(
    ctx: TransactionContext,
    { staysId, goesId, reason }: { staysId: string; goesId: string; reason: string },
  ): Promise<Result<{ id: string; intoId: string }>> {
    demand(ctx.actor, 'supplier.merge');
    const said = reason.trim();
    if (said === '' || said.length > LONGEST_REASON) {
      const message = `Say how you know that the two are one, in 1 to ${LONGEST_REASON} characters. Their people read it.`;
      return fail(userError('REQUIRED', message, ['reason']));
    }
    if (!(await this.alone(ctx))) return fail(importing());
    if (!(await this.hold(ctx, [staysId, goesId]))) {
      const gone = await this.standsFor(ctx, [staysId, goesId]);
      if (gone.size === 0) throw new AppError('NOT_FOUND');
      return fail(mergedAlready(gone.has(goesId) ? 'goesId' : 'staysId'));
    }
    const plan = await this.plan(ctx, staysId, goesId);
    if (plan.refusals.length > 0) return fail(...plan.refusals);
    const listed = await this.listing(ctx, goesId);
    const before = await snapshotOf(ctx, [staysId, goesId]);
    await carryOut(ctx, plan);
    const journal = changesBetween(before, await snapshotOf(ctx, [staysId]));
    const id = newId();
    await ctx.query(
      `INSERT INTO supplier_mergers (id, merged_id, merged_name, into_id, reason, person_id, journal, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        goesId,
        plan.goes.view.organisation.name,
        staysId,
        said,
        personOf(ctx),
        JSON.stringify(journal),
        ctx.now(),
      ],
    );
    await this.audit(ctx, staysId, 'MERGED', plan.goes.view.organisation.name, said);
    await this.notifications.notify(ctx, mergedNotices(plan, id, said, personOf(ctx)));
    await this.tellEngine(ctx, [staysId, goesId], [staysId], listed);
    return succeed({ id, intoId: staysId });
  }

  /**
   * Makes two records of one again, as they stood, while nothing that the merger touched has changed since.
   * @throws AppError NOT_FOUND unless by staff
   */
  async undo(ctx: TransactionContext, mergerId: string): Promise<Result<{ ids: string[] }>> {
    demand(ctx.actor, 'supplier.merge');
    if (!(await this.alone(ctx))) return fail(importing());
    const [merger] = await ctx.query<{
      mergedId: string;
      name: string;
      intoId: string;
      journal: RowChange[] | null;
      at: Date;
      undoneAt: Date | null;
    }>(
      `SELECT merged_id AS "mergedId", merged_name AS name, into_id AS "intoId", journal, at, undone_at AS "undoneAt"
         FROM supplier_mergers WHERE id = $1 FOR UPDATE`,
      [mergerId],
    );
    if (!merger) throw new AppError('NOT_FOUND');
    const { mergedId, intoId, journal } = merger;
    if (merger.undoneAt) return fail(userError('UNDONE_ALREADY', 'This was undone already.'));
    await this.hold(ctx, [intoId]);
    if (journal === null) {
      const message = 'This cannot be undone any more: somebody it concerned has been erased since.';
      return fail(userError('CANNOT_UNDO', message));
    }
    const changed = await changedSince(ctx, journal);
    if (await this.movedOn(ctx, journal, merger.at)) changed.push('introductions');
    if (changed.length > 0) {
      const what = [...new Set(changed)].join(', ');
      const message = `This cannot be undone any more, since this has changed: ${what}. Register the other business afresh instead.`;
      return fail(userError('CHANGED_SINCE', message));
    }
    const listed = await this.listing(ctx, intoId);
    await restore(ctx, journal);
    await ctx.query(`UPDATE supplier_mergers SET undone_at = $2, journal = NULL WHERE id = $1`, [
      mergerId,
      ctx.now(),
    ]);
    const ids = [intoId, mergedId];
    for (const id of ids) await this.audit(ctx, id, 'MERGER_UNDONE', merger.name, null);
    const records = await readMergeRecords(ctx, this.suppliers, ids);
    await this.notifications.notify(ctx, undoneNotices([...records.values()], mergerId, personOf(ctx)));
    await this.tellEngine(ctx, ids, ids, listed);
    return succeed({ ids });
  }

  /** The records that stand for those that were merged into them, by the id of the one that went. */
  async standsFor(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await ctx.query<{ mergedId: string; intoId: string }>(
      `SELECT merged_id AS "mergedId", into_id AS "intoId" FROM supplier_mergers
        WHERE merged_id = ANY($1) AND undone_at IS NULL`,
      [ids],
    );
    return new Map(rows.map(({ mergedId, intoId }) => [mergedId, intoId]));
  }

  /** What was merged into suppliers, latest first; those the actor may not see the inside of are left out. */
  async mergersOf(ctx: Context, supplierIds: readonly string[]): Promise<Map<string, MergerView[]>> {
    const seen = permitted(ctx.actor, 'organisation.view-private', supplierIds);
    const found = new Map<string, MergerView[]>();
    if (seen.size === 0) return found;
    const rows = await ctx.query<MergerView>(
      `SELECT m.id, m.into_id AS "intoId", m.merged_name AS name, m.reason, p.name AS by, m.at,
              m.undone_at AS "undoneAt", m.undone_at IS NULL AND m.journal IS NOT NULL AS undoable
         FROM supplier_mergers m LEFT JOIN people p ON p.id = m.person_id
        WHERE m.into_id = ANY($1) ORDER BY m.id DESC`,
      [[...seen]],
    );
    for (const row of rows) found.set(row.intoId, [...(found.get(row.intoId) ?? []), row]);
    return found;
  }

  /** Neither an import nor another merger looks for a firm while its records become one. */
  private async alone(ctx: TransactionContext): Promise<boolean> {
    for (let time = 0; time < PATIENCE.times; time += 1) {
      if (await keepImportsOut(ctx)) return true;
      await delay(PATIENCE.everyMs);
    }
    return false;
  }

  /**
   * Holds the records: their requirements first, then their profiles, as steps of introductions and edits do.
   * @returns whether all of them are there
   */
  private async hold(ctx: TransactionContext, ids: readonly string[]): Promise<boolean> {
    await ctx.query(
      `SELECT 1 FROM requirements WHERE id IN (SELECT requirement_id FROM introductions WHERE supplier_id = ANY($1))
        ORDER BY id FOR UPDATE`,
      [ids],
    );
    for (const [table, column] of [
      ['supplier_profiles', 'organisation_id'],
      ['organisations', 'id'],
    ] as const) {
      const rows = await ctx.query(
        `SELECT 1 FROM ${table} WHERE ${column} = ANY($1) ORDER BY ${column} FOR UPDATE`,
        [ids],
      );
      if (rows.length !== new Set(ids).size) return false;
    }
    return true;
  }

  /** Whether an introduction that two were joined into has been worked on since. */
  private async movedOn(ctx: Context, journal: readonly RowChange[], at: Date): Promise<boolean> {
    const kept = journal.flatMap(({ table, before, after }) =>
      table === 'introduction_events' && before && after ? [after.introduction_id] : [],
    );
    const rows = await ctx.query(
      `SELECT 1 FROM introductions i WHERE i.id = ANY($1::uuid[]) AND (i.updated_at > $2
          OR EXISTS (SELECT FROM introduction_messages m WHERE m.introduction_id = i.id AND m.sent_at > $2)) LIMIT 1`,
      [kept, at],
    );
    return rows.length > 0;
  }

  /** Requirements whose list has the supplier in it. */
  private async listing(ctx: Context, supplierId: string): Promise<string[]> {
    const rows = await ctx.query<{ id: string }>(
      `SELECT l.requirement_id AS id FROM match_lists l
         JOIN supplier_profiles p ON p.organisation_id = $1 AND l.supplier_nos @> ARRAY[p.no]`,
      [supplierId],
    );
    return rows.map(({ id }) => id);
  }

  private async tellEngine(
    ctx: TransactionContext,
    changed: string[],
    standing: string[],
    requirementIds: string[],
  ): Promise<void> {
    await recordChange(ctx, 'supplier', { ids: changed });
    await enqueue(ctx, rankSuppliers, { supplierIds: standing });
    if (requirementIds.length > 0) await enqueue(ctx, rankRequirements, { requirementIds });
  }

  private async audit(
    ctx: TransactionContext,
    organisationId: string,
    action: string,
    record: string,
    reason: string | null,
  ): Promise<void> {
    const after = { record, ...(reason === null ? {} : { reason }) };
    await recordAudit(ctx, [
      { organisationId, subjectKind: 'supplier', subjectId: organisationId, action, after },
    ]);
  }
}

const personOf = ({ actor }: Context): string | null => (actor.kind === 'person' ? actor.personId : null);

const importing = (): ReturnType<typeof userError> =>
  userError('IMPORT_RUNNING', 'A file of suppliers is being imported. Try again when it is in.');
