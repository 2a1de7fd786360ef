import { type Context, organisationsOf, permitted, type TransactionContext } from '#lib/platform';
import { Injectable } from '@nestjs/common';
import type { RequirementView } from './requirement.view.js';

export interface Viewing {
  organisationId: string;
  organisationName: string;
  firstAt: Date;
  lastAt: Date;
}

/** Who has seen which requirement, when: written when somebody of another organisation is shown all of it. */
@Injectable()
export class RequirementViewingService {
  /** Organisations for which seeing these is to be noted: the reader's own, when it is somebody else's requirement. */
  noted(ctx: Context, view: Pick<RequirementView, 'buyerId' | 'disclosure'>): string[] {
    if (view.disclosure !== 'FULL' || ctx.actor.kind !== 'person') return [];
    const own = organisationsOf(ctx.actor);
    return own.includes(view.buyerId) ? [] : own;
  }

  async note(
    ctx: TransactionContext,
    requirementId: string,
    organisationIds: readonly string[],
  ): Promise<void> {
    await ctx.query(
      `INSERT INTO requirement_viewings (requirement_id, organisation_id, first_at, last_at)
       SELECT r.id, o.id, $3, $3 FROM requirements r, organisations o WHERE r.id = $1 AND o.id = ANY($2)
       ON CONFLICT (requirement_id, organisation_id) DO UPDATE SET last_at = excluded.last_at`,
      [requirementId, organisationIds, ctx.now()],
    );
  }

  /** Viewings of requirements the actor's organisations have put out, latest first; others have none. One statement. */
  async of(
    ctx: Context,
    requirements: readonly Pick<RequirementView, 'id' | 'buyerId'>[],
  ): Promise<Map<string, Viewing[]>> {
    const buyers = permitted(
      ctx.actor,
      'requirement.view-private',
      requirements.map(({ buyerId }) => buyerId),
    );
    const ids = requirements.filter(({ buyerId }) => buyers.has(buyerId)).map(({ id }) => id);
    const found = new Map<string, Viewing[]>();
    const rows = await ctx.query<Viewing & { requirementId: string }>(
      `SELECT v.requirement_id AS "requirementId", v.organisation_id AS "organisationId", o.name AS "organisationName",
              v.first_at AS "firstAt", v.last_at AS "lastAt"
         FROM requirement_viewings v JOIN organisations o ON o.id = v.organisation_id
        WHERE v.requirement_id = ANY($1) ORDER BY v.last_at DESC, v.organisation_id`,
      [ids],
    );
    for (const { requirementId, ...viewing } of rows) {
      const list = found.get(requirementId) ?? [];
      list.push(viewing);
      found.set(requirementId, list);
    }
    return found;
  }
}
