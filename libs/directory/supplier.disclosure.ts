import {
  AppError,
  type Context,
  demand,
  mayViewOrganisationPrivate,
  recordAudit,
  recordChange,
  type TransactionContext,
} from '#lib/platform';
import { Injectable } from '@nestjs/common';
import { PUBLISHABLE_FIELDS, type PublishableField } from './supplier-profile.entity.js';

export interface PublicContact {
  name: string;
  email: string;
}

/** What a supplier keeps to itself and what it lets everybody see: its own choice. */
@Injectable()
export class SupplierDisclosure {
  /**
   * Publishes exactly these fields; the others are for the supplier itself and officers.
   * @throws AppError NOT_FOUND unless the actor may edit the supplier
   */
  async publish(
    ctx: TransactionContext,
    supplierId: string,
    fields: readonly PublishableField[],
  ): Promise<void> {
    demand(ctx.actor, 'organisation.edit', supplierId);
    const [before] = await ctx.query<{ published: PublishableField[] }>(
      `SELECT published FROM supplier_profiles WHERE organisation_id = $1 FOR UPDATE`,
      [supplierId],
    );
    if (!before) throw new AppError('NOT_FOUND');
    const published = PUBLISHABLE_FIELDS.filter((field) => fields.includes(field));
    await ctx.query(
      `UPDATE supplier_profiles SET published = $2, updated_at = $3 WHERE organisation_id = $1`,
      [supplierId, published, ctx.now()],
    );
    await recordAudit(ctx, [
      {
        organisationId: supplierId,
        subjectKind: 'supplier',
        subjectId: supplierId,
        action: 'PUBLISHED_FIELDS',
        before,
        after: { published },
      },
    ]);
    // What search may count by changes with it; scores do not, so nothing is ranked again.
    await recordChange(ctx, 'supplier', { ids: [supplierId] });
  }

  /**
   * Whom to talk to, of those suppliers that publish it or are the actor's own: their owners and editors. One statement.
   */
  async contacts(
    ctx: Context,
    suppliers: readonly { id: string; published: readonly PublishableField[] }[],
  ): Promise<Map<string, PublicContact[]>> {
    const shown = suppliers.filter(
      ({ id, published }) => published.includes('CONTACTS') || mayViewOrganisationPrivate(ctx.actor, id),
    );
    const found = new Map<string, PublicContact[]>(shown.map(({ id }) => [id, []]));
    const rows = await ctx.query<PublicContact & { organisationId: string }>(
      `SELECT m.organisation_id AS "organisationId", p.name, p.email
         FROM memberships m JOIN people p ON p.id = m.person_id
        WHERE m.organisation_id = ANY($1) AND m.role IN ('OWNER', 'EDITOR') ORDER BY m.role DESC, p.name, p.id`,
      [[...found.keys()]],
    );
    for (const { organisationId, name, email } of rows) found.get(organisationId)!.push({ name, email });
    return found;
  }
}
