import { type Notice, NotificationService } from '#lib/notifications';
import {
  AppError,
  type Context,
  fail,
  newId,
  type Result,
  toOpaqueId,
  type TransactionContext,
  userError,
} from '#lib/platform';
import {
  changeInWords,
  changesBetween,
  isMatched,
  type RequirementChange,
  type RequirementPatch,
  RequirementService,
} from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { OPEN_STATES } from './introduction.rules.js';

export interface AmendmentView {
  id: string;
  requirementId: string;
  changes: RequirementChange[];
  at: Date;
}

/** Changes to published requirements, told to the suppliers they concern. */
@Injectable()
export class RequirementAmending {
  constructor(
    private readonly requirements: RequirementService,
    private readonly notifications: NotificationService,
  ) {}

  /**
   * Changes a requirement as RequirementService.update does. Of one that is published, introduced and matched
   * suppliers are told what has changed.
   * @throws AppError NOT_FOUND when there is none, or it is not the actor's
   */
  async update(
    ctx: TransactionContext,
    id: string,
    patch: RequirementPatch,
    unchangedSince?: Date | null,
  ): Promise<Result<{ id: string }>> {
    const before = (await this.requirements.find(ctx, [id])).get(id);
    const updated = await this.requirements.update(ctx, id, patch, unchangedSince);
    if (!updated.ok || !before || !isMatched(before.state)) return updated;
    const after = (await this.requirements.find(ctx, [id])).get(id)!;
    const changes = changesBetween(before, after);
    if (changes.length === 0) return updated;
    const amendmentId = newId();
    await ctx.query(
      `INSERT INTO requirement_amendments (id, requirement_id, person_id, changes, at) VALUES ($1, $2, $3, $4, $5)`,
      [
        amendmentId,
        id,
        ctx.actor.kind === 'person' ? ctx.actor.personId : null,
        JSON.stringify(changes),
        ctx.now(),
      ],
    );
    const suppliers = await concernedSuppliers(ctx, id, after.visibility === 'OPEN');
    await this.notifications.notify(
      ctx,
      suppliers.map((organisationId): Notice => ({
        organisationId,
        kind: 'REQUIREMENT_CHANGED',
        title: `Changed: ${after.title}`,
        body: `The buyer has changed what it asks for:\n\n${changes.map(changeInWords).join('\n')}`,
        link: `/requirements/${toOpaqueId('req', id)}`,
        dedupKey: `amendment:${amendmentId}`,
      })),
    );
    return updated;
  }

  /**
   * Moves the closing day of a published requirement further out.
   * @throws AppError NOT_FOUND as update does
   */
  async extend(ctx: TransactionContext, id: string, closesOn: string): Promise<Result<{ id: string }>> {
    const view = (await this.requirements.find(ctx, [id])).get(id);
    if (!view) throw new AppError('NOT_FOUND');
    if (closesOn <= ctx.today() || (view.closesOn !== null && closesOn <= view.closesOn)) {
      const message = 'Give a day after today and after the closing day it has.';
      // Whose it is not to change learns that first.
      const refused = await this.requirements.update(ctx, id, {});
      return refused.ok ? fail(userError('OUT_OF_RANGE', message, ['closesOn'])) : refused;
    }
    return this.update(ctx, id, { closesOn });
  }

  /** What has been changed since publication, latest first, of requirements the caller has been shown. */
  async amendments(ctx: Context, requirementIds: readonly string[]): Promise<Map<string, AmendmentView[]>> {
    const rows = await ctx.query<AmendmentView>(
      `SELECT id, requirement_id AS "requirementId", changes, at FROM requirement_amendments
        WHERE requirement_id = ANY($1) ORDER BY id DESC`,
      [requirementIds],
    );
    const found = new Map<string, AmendmentView[]>(requirementIds.map((id) => [id, []]));
    for (const row of rows) found.get(row.requirementId)!.push(row);
    return found;
  }
}

/** Suppliers that are being introduced, and, of a requirement open to all, those it is matched with. */
async function concernedSuppliers(
  ctx: TransactionContext,
  requirementId: string,
  matchedToo: boolean,
): Promise<string[]> {
  const rows = await ctx.query<{ id: string }>(
    `SELECT supplier_id AS id FROM introductions WHERE requirement_id = $1 AND state = ANY($2)
     UNION
     SELECT p.organisation_id FROM match_lists l JOIN supplier_profiles p ON p.no = ANY(l.supplier_nos)
      WHERE l.requirement_id = $1 AND $3`,
    [requirementId, OPEN_STATES, matchedToo],
  );
  return rows.map(({ id }) => id);
}
