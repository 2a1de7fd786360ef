import {
  AppError,
  demand,
  demandScope,
  enqueue,
  fail,
  isAdministrator,
  recordChange,
  type Result,
  succeed,
  toOpaqueId,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { rankRequirements } from '#lib/requirements';
import { Injectable } from '@nestjs/common';
import { letGoOf, strikeOut } from './trace.scrubber.js';

const LONGEST_REASON = 500;

/** Erasure of organisations and of people. What stays are figures that name nobody. */
@Injectable()
export class ErasureService {
  /**
   * Erases an organisation: its profile, requirements, introductions and history, and its name wherever the system
   * has written it. Awards stay as figures of a month. Its requirements and matches leave the engine.
   * @throws AppError NOT_FOUND unless the actor owns it or is an officer; OUT_OF_SCOPE
   */
  async eraseOrganisation(
    ctx: TransactionContext,
    organisationId: string,
    reason: string,
  ): Promise<Result<{ erased: true }>> {
    demandScope(ctx.actor, 'ACCOUNT');
    demand(ctx.actor, 'organisation.take-out', organisationId);
    const [organisation] = await ctx.query<{ name: string; companyNumber: string | null }>(
      `SELECT name, company_number AS "companyNumber" FROM organisations WHERE id = $1 FOR UPDATE`,
      [organisationId],
    );
    if (!organisation) throw new AppError('NOT_FOUND');
    if (reason.trim() === '' || reason.length > LONGEST_REASON) {
      return fail(userError('REQUIRED', `Say why, in 1 to ${LONGEST_REASON} characters.`, ['reason']));
    }
    const requirements = await ctx.query<{ id: string }>(`SELECT id FROM requirements WHERE buyer_id = $1`, [
      organisationId,
    ]);
    const listed = await ctx.query<{ id: string }>(
      `SELECT l.requirement_id AS id FROM match_lists l
         JOIN supplier_profiles p ON p.organisation_id = $1 AND l.supplier_nos @> ARRAY[p.no]
         JOIN requirements r ON r.id = l.requirement_id AND r.buyer_id <> $1`,
      [organisationId],
    );
    await ctx.query(
      `INSERT INTO erased_awards (id, month, cross_regional, value_gbp, jobs)
       SELECT gen_random_uuid(), date_trunc('month', i.awarded_on), i.cross_regional, i.award_value_gbp, i.award_jobs
         FROM introductions i JOIN requirements r ON r.id = i.requirement_id
        WHERE i.state = 'AWARDED' AND $1 IN (i.supplier_id, r.buyer_id)`,
      [organisationId],
    );
    const subjects = await ctx.query<{ id: string }>(
      `SELECT i.id FROM introductions i JOIN requirements r ON r.id = i.requirement_id
        WHERE $1 IN (i.supplier_id, r.buyer_id)`,
      [organisationId],
    );
    // Records that were merged into it are erased with it, under the names and addresses they had.
    const merged = await ctx.query<{ id: string; name: string }>(
      `SELECT merged_id AS id, merged_name AS name FROM supplier_mergers WHERE into_id = $1 AND undone_at IS NULL`,
      [organisationId],
    );
    const gone = [organisationId, ...requirements.map(({ id }) => id), ...subjects.map(({ id }) => id)];
    await ctx.query(`DELETE FROM audit_entries WHERE organisation_id = $1 OR subject_id = ANY($2)`, [
      organisationId,
      [...gone, ...merged.map(({ id }) => id)],
    ]);
    await ctx.query(`DELETE FROM digest_items WHERE position($1::text IN key) > 0`, [organisationId]);
    // What was said of it beside another firm is in what undoing that one's merger needs, and not needed for it.
    await ctx.query(
      `UPDATE supplier_mergers SET journal = (
         SELECT coalesce(jsonb_agg(one ORDER BY at), '[]') FROM jsonb_array_elements(journal) WITH ORDINALITY AS d (one, at)
          WHERE one ->> 'table' <> 'supplier_distinctions' OR position($1::text IN one::text) = 0)
        WHERE position($1::text IN journal::text) > 0`,
      [organisationId],
    );
    await ctx.query(`DELETE FROM organisations WHERE id = $1`, [organisationId]);
    const { name, companyNumber } = organisation;
    await strikeOut(
      ctx,
      [
        companyNumber ?? '',
        ...[{ id: organisationId, name }, ...merged].flatMap((record) => [
          record.name,
          toOpaqueId('org', record.id),
        ]),
      ],
      'an erased organisation',
    );
    await recordChange(ctx, 'supplier', { ids: [organisationId] });
    if (requirements.length > 0)
      await recordChange(ctx, 'requirement', { ids: gone.slice(1, requirements.length + 1) });
    if (listed.length > 0)
      await enqueue(ctx, rankRequirements, { requirementIds: listed.map(({ id }) => id) });
    // Neither name nor reason: the log is a trace as well.
    ctx.log.info({ organisationId, requestId: ctx.requestId }, 'an organisation was erased');
    return succeed({ erased: true });
  }

  /**
   * Erases a person: the account and what was sent to its address. What they did for organisations stays with those,
   * as done by somebody who is not known any more. Organisations that nobody belongs to afterwards can be claimed.
   * @throws AppError NOT_FOUND for somebody else's, unless by an administrator; OUT_OF_SCOPE
   */
  async erasePerson(ctx: TransactionContext, personId: string): Promise<Result<{ erased: true }>> {
    demandScope(ctx.actor, 'ACCOUNT');
    const own = ctx.actor.kind === 'person' && ctx.actor.personId === personId;
    if (!own && !isAdministrator(ctx.actor)) throw new AppError('NOT_FOUND');
    const [person] = await ctx.query<{ email: string; name: string }>(
      `SELECT email, name FROM people WHERE id = $1 FOR UPDATE`,
      [personId],
    );
    if (!person) throw new AppError('NOT_FOUND');
    const { email, name } = person;
    const left = await ctx.query<{ id: string }>(
      `SELECT organisation_id AS id FROM memberships m WHERE person_id = $1 AND NOT EXISTS (
         SELECT FROM memberships o WHERE o.organisation_id = m.organisation_id AND o.person_id <> $1)`,
      [personId],
    );
    const former = await this.formerAddresses(ctx, personId);
    await ctx.query(`DELETE FROM sign_in_links WHERE email = $1`, [email]);
    await ctx.query(`DELETE FROM invitations WHERE email = $1`, [email]);
    await ctx.query(`DELETE FROM idempotency_keys WHERE person_id = $1`, [personId]);
    await ctx.query(`DELETE FROM mail_messages WHERE lower(recipient) = $1`, [email]);
    await ctx.query(
      `DELETE FROM mail_messages USING address_changes c
        WHERE c.person_id = $1 AND (dedup_key = 'address:' || c.id
           OR lower(recipient) = c.from_email AND mail_messages.created_at <= c.confirmed_at)`,
      [personId],
    );
    await ctx.query(
      `UPDATE cluster_bodies SET digest_addresses = array_remove(digest_addresses, $1) WHERE $1 = ANY(digest_addresses)`,
      [email],
    );
    // What it takes to undo a merger holds who belonged where: without them it cannot be undone.
    await ctx.query(
      `UPDATE supplier_mergers SET journal = NULL WHERE position($1::text IN journal::text) > 0`,
      [personId],
    );
    await letGoOf(ctx, personId);
    await ctx.query(`DELETE FROM people WHERE id = $1`, [personId]);
    await ctx.query(`UPDATE organisations SET claimed = false WHERE id = ANY($1)`, [
      left.map(({ id }) => id),
    ]);
    // A name of one word is a word that others use as well.
    await strikeOut(ctx, [email, ...former, name.includes(' ') ? name : ''], 'somebody');
    return succeed({ erased: true });
  }

  /** Addresses that were theirs before, without those that are somebody else's by now. */
  private async formerAddresses(ctx: TransactionContext, personId: string): Promise<string[]> {
    const rows = await ctx.query<{ email: string }>(
      `SELECT DISTINCT from_email AS email FROM address_changes c
        WHERE person_id = $1 AND confirmed_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM people p WHERE p.email = c.from_email AND p.id <> $1)`,
      [personId],
    );
    return rows.map(({ email }) => email);
  }
}
