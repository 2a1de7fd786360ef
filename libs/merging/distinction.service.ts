import {
  AppError,
  demand,
  fail,
  newId,
  recordAudit,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { likenessOf } from './like.pairs.js';
import { mergedAlready } from './merge.refusals.js';
import { MergingService } from './merging.service.js';

const LONGEST_NOTE = 500;

/** Two suppliers that look alike are two firms, where officers say so. */
@Injectable()
export class DistinctionService {
  constructor(private readonly merging: MergingService) {}

  /**
   * Says that two suppliers are two firms: as a pair they are in no list of officers any more until their name or
   * place has become another. What somebody said before stands as they said it.
   * @throws AppError NOT_FOUND unless by staff, and for what is no supplier
   */
  async distinguish(
    ctx: TransactionContext,
    { oneId, otherId, note }: { oneId: string; otherId: string; note: string },
  ): Promise<Result<{ id: string }>> {
    demand(ctx.actor, 'supplier.merge');
    const said = note.trim();
    if (said.length > LONGEST_NOTE) {
      return fail(userError('TOO_LONG', `At most ${LONGEST_NOTE} characters. Shorten it.`, ['note']));
    }
    const names = await this.hold(ctx, [oneId, otherId]);
    if (!names) {
      const gone = await this.merging.standsFor(ctx, [oneId, otherId]);
      if (gone.size === 0) throw new AppError('NOT_FOUND');
      return fail(mergedAlready(gone.has(oneId) ? 'oneId' : 'otherId'));
    }
    const alike = await likenessOf(ctx, oneId, otherId);
    if (!alike) {
      const message = 'These two do not look like one supplier: no list has them as a pair.';
      return fail(userError('NOT_ALIKE', message, ['otherId']));
    }
    if (alike.distinction?.stands) return succeed({ id: alike.distinction.id });
    const [row] = await ctx.query<{ id: string }>(
      `INSERT INTO supplier_distinctions AS d (id, older_id, newer_id, name_key, district, note, person_id, at)
       VALUES ($1, least($2::uuid, $3), greatest($2, $3), $4, $5, $6, $7, $8)
       ON CONFLICT (older_id, newer_id) DO UPDATE
          SET name_key = excluded.name_key, district = excluded.district, note = excluded.note,
              person_id = excluded.person_id, at = excluded.at
       RETURNING id`,
      [
        newId(),
        oneId,
        otherId,
        alike.nameKey,
        alike.district,
        said,
        ctx.actor.kind === 'person' ? ctx.actor.personId : null,
        ctx.now(),
      ],
    );
    await this.audit(ctx, [oneId, otherId], names, 'DISTINGUISHED', said === '' ? {} : { note: said });
    return succeed({ id: row!.id });
  }

  /**
   * Takes it back that two suppliers are two firms: officers see them as a pair again.
   * @throws AppError NOT_FOUND unless by staff, and when it has been taken back already
   */
  async undo(ctx: TransactionContext, id: string): Promise<Result<{ ids: string[] }>> {
    demand(ctx.actor, 'supplier.merge');
    const [row] = await ctx.query<{ olderId: string; newerId: string }>(
      `SELECT older_id AS "olderId", newer_id AS "newerId" FROM supplier_distinctions WHERE id = $1`,
      [id],
    );
    const ids = row ? [row.olderId, row.newerId] : [];
    // First the two, as merging takes them: what was said goes with either of them.
    const names = row && (await this.hold(ctx, ids));
    const taken = await ctx.query(`DELETE FROM supplier_distinctions WHERE id = $1 RETURNING 1`, [id]);
    if (!names || taken.length === 0) throw new AppError('NOT_FOUND');
    await this.audit(ctx, ids, names, 'DISTINCTION_UNDONE', {});
    return succeed({ ids });
  }

  /**
   * Holds the two against merging and against other officers, in the order in which merging holds them.
   * @returns their names by id; undefined unless both are suppliers
   */
  private async hold(
    ctx: TransactionContext,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string> | undefined> {
    const rows = await ctx.query<{ id: string; name: string }>(
      `SELECT o.id, o.name FROM supplier_profiles p JOIN organisations o ON o.id = p.organisation_id
        WHERE o.id = ANY($1) ORDER BY o.id FOR UPDATE`,
      [ids],
    );
    if (rows.length !== new Set(ids).size) return undefined;
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** In the history of either, with the name of the other. */
  private async audit(
    ctx: TransactionContext,
    [one, other]: readonly string[],
    names: ReadonlyMap<string, string>,
    action: string,
    more: object,
  ): Promise<void> {
    const entry = (organisationId: string, from: string) => ({
      organisationId,
      subjectKind: 'supplier' as const,
      subjectId: organisationId,
      action,
      after: { record: names.get(from), ...more },
    });
    await recordAudit(ctx, [entry(one!, other!), entry(other!, one!)]);
  }
}
