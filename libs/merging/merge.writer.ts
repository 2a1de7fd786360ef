import { toOpaqueId, type TransactionContext } from '#lib/platform';
import { EVIDENCE_LEVELS } from '#lib/taxonomy';
import type { MergePlan } from './merge.plan.js';

/** Tables whose rows change hands as they are. */
const MOVED = [
  ['organisation_references', 'organisation_id'],
  ['claim_checks', 'organisation_id'],
  ['invitations', 'organisation_id'],
  ['file_downloads', 'organisation_id'],
  ['notifications', 'organisation_id'],
  ['audit_entries', 'organisation_id'],
  ['access_requests', 'organisation_id'],
  ['supplier_mergers', 'into_id'],
] as const;

/** Tables whose rows change hands unless the one that stays has the same: by owner, and what makes two the same. */
const MOVED_ONCE = [
  ['contract_awards', 'organisation_id', ['requirement_id']],
  ['cluster_memberships', 'member_id', ['cluster_id']],
  ['memberships', 'organisation_id', ['person_id']],
  ['requirement_viewings', 'organisation_id', ['requirement_id']],
  ['confidentiality_acceptances', 'organisation_id', ['requirement_id', 'text_hash']],
  ['opportunity_alerts', 'supplier_id', ['requirement_id']],
  ['unlock_alerts', 'supplier_id', ['requirement_id', 'step']],
  ['candidate_alerts', 'supplier_id', ['requirement_id']],
  ['saved_searches', 'organisation_id', ['person_id', 'query', 'filter', 'without']],
  ['webhooks', 'organisation_id', ['url']],
] as const;

/** What the one that stays takes from its double before that goes. $1 stays, $2 goes. */
const JOINED = [
  `UPDATE memberships m SET role = d.role FROM memberships d
    WHERE m.organisation_id = $1 AND d.organisation_id = $2 AND m.person_id = d.person_id
      AND array_position(ARRAY['VIEWER', 'EDITOR', 'CLUSTER_MANAGER', 'OWNER'], d.role)
        > array_position(ARRAY['VIEWER', 'EDITOR', 'CLUSTER_MANAGER', 'OWNER'], m.role)`,
  `UPDATE cluster_memberships m SET since = d.since FROM cluster_memberships d
    WHERE m.member_id = $1 AND d.member_id = $2 AND m.cluster_id = d.cluster_id AND d.since < m.since`,
  `UPDATE requirement_viewings v SET first_at = least(v.first_at, d.first_at), last_at = greatest(v.last_at, d.last_at)
     FROM requirement_viewings d
    WHERE v.organisation_id = $1 AND d.organisation_id = $2 AND v.requirement_id = d.requirement_id`,
  `UPDATE webhook_deliveries v SET webhook_id = w.id FROM webhooks d JOIN webhooks w ON w.url = d.url
    WHERE w.organisation_id = $1 AND d.organisation_id = $2 AND v.webhook_id = d.id`,
  // What was decided is history; of two requests that wait one is enough.
  `DELETE FROM access_requests d USING access_requests r
    WHERE r.organisation_id = $1 AND d.organisation_id = $2 AND d.person_id = r.person_id
      AND 'WAITING' = d.state AND 'WAITING' = r.state`,
  // A search that found either has found the one that stays.
  `UPDATE saved_searches s SET seen = array_append(s.seen, one.no) FROM supplier_profiles one, supplier_profiles other
    WHERE one.organisation_id = $1 AND other.organisation_id = $2
      AND s.seen @> ARRAY[other.no] AND NOT s.seen @> ARRAY[one.no]`,
  `UPDATE digest_items t SET key = replace(key, $2::text, $1::text) WHERE position($2::text IN key) > 0
      AND NOT EXISTS (SELECT FROM digest_items o
                       WHERE o.cluster_id = t.cluster_id AND o.key = replace(t.key, $2::text, $1::text))`,
  `DELETE FROM digest_items WHERE position($2::text IN key) > 0 AND $1::uuid IS NOT NULL`,
];

/** Does what the plan says: when it is done, nothing hangs on the record that goes, and it is not there any more. */
export async function carryOut(ctx: TransactionContext, plan: MergePlan): Promise<void> {
  const pair = [plan.stays.view.id, plan.goes.view.id];
  await joinSites(ctx, plan, pair);
  await joinCertificates(ctx, plan, pair);
  await joinCapabilities(ctx, plan, pair);
  await joinIntroductions(ctx, plan, pair);
  for (const sql of JOINED) await ctx.query(sql, pair);
  for (const [table, owner] of MOVED) {
    await ctx.query(`UPDATE ${table} SET ${owner} = $1 WHERE ${owner} = $2`, pair);
  }
  for (const [table, owner, same] of MOVED_ONCE) {
    const alike = same.map((column) => `o.${column} IS NOT DISTINCT FROM t.${column}`).join(' AND ');
    await ctx.query(
      `UPDATE ${table} t SET ${owner} = $1 WHERE ${owner} = $2
          AND NOT EXISTS (SELECT FROM ${table} o WHERE o.${owner} = $1 AND ${alike})`,
      pair,
    );
  }
  // What people were told leads to pages that only the one that stays has now.
  await ctx.query(
    `UPDATE notifications SET link = replace(link, $2, $3) WHERE organisation_id = $1 AND position($2 IN link) > 0`,
    [plan.stays.view.id, toOpaqueId('org', plan.goes.view.id), toOpaqueId('org', plan.stays.view.id)],
  );
  await ctx.query(`DELETE FROM organisations WHERE id = $1`, [plan.goes.view.id]);
  await fillIn(ctx, plan);
}

async function joinSites(
  ctx: TransactionContext,
  { stays, sites }: MergePlan,
  pair: string[],
): Promise<void> {
  for (const { kept, dropped } of sites.joins) {
    await ctx.query(`UPDATE certificates SET site_id = $1 WHERE site_id = $2`, [kept.id, dropped.id]);
    await ctx.query(
      `UPDATE sites k SET address = coalesce(k.address, d.address),
              affiliated_zones = ARRAY(SELECT DISTINCT unnest(k.affiliated_zones || d.affiliated_zones) ORDER BY 1)
         FROM sites d WHERE k.id = $1 AND d.id = $2`,
      [kept.id, dropped.id],
    );
    await ctx.query(`DELETE FROM sites WHERE id = $1`, [dropped.id]);
  }
  await ctx.query(
    `UPDATE sites SET organisation_id = $1, is_primary = is_primary AND $3 WHERE organisation_id = $2`,
    [...pair, stays.view.site === null],
  );
}

async function joinCertificates(
  ctx: TransactionContext,
  { certificates }: MergePlan,
  pair: string[],
): Promise<void> {
  for (const { kept, dropped } of certificates.joins) {
    const both = [kept.id, dropped.id];
    await ctx.query(`UPDATE files SET certificate_id = $1 WHERE certificate_id = $2`, both);
    await ctx.query(`UPDATE claim_checks SET certificate_id = $1 WHERE certificate_id = $2`, both);
    await ctx.query(`DELETE FROM certificates WHERE id = $1`, [dropped.id]);
  }
  await ctx.query(`UPDATE certificates SET organisation_id = $1 WHERE organisation_id = $2`, pair);
}

async function joinCapabilities(
  ctx: TransactionContext,
  { capabilities }: MergePlan,
  pair: string[],
): Promise<void> {
  const coming = [...capabilities.moves, ...capabilities.joins.map(({ dropped }) => dropped)];
  await ctx.query(
    `INSERT INTO supplier_capabilities AS c (organisation_id, code, role, source, weight, evidence, evidence_on, refused_on, limits)
     SELECT $1, code, role, source, weight, evidence, evidence_on, refused_on, limits FROM supplier_capabilities
      WHERE organisation_id = $2
        AND (code, role) IN (SELECT code, role FROM json_to_recordset($3) AS d (code text, role text))
     ON CONFLICT (organisation_id, code, role) DO UPDATE
        SET source = CASE WHEN 'DECLARED' IN (c.source, excluded.source) THEN 'DECLARED' ELSE c.source END,
            weight = greatest(c.weight, excluded.weight), limits = coalesce(c.limits, excluded.limits),
            evidence = CASE WHEN ${higher} THEN excluded.evidence ELSE c.evidence END,
            evidence_on = CASE WHEN ${higher} THEN excluded.evidence_on ELSE c.evidence_on END
      -- What an officer could not confirm stays so, whatever the other record says.
      WHERE c.refused_on IS NULL AND excluded.refused_on IS NULL`,
    [...pair, JSON.stringify(coming.map(({ code, role }) => ({ code, role })))],
  );
}

const levels = `ARRAY[${EVIDENCE_LEVELS.map((level) => `'${level}'`).join(', ')}]`;
const higher = `array_position(${levels}, excluded.evidence) > array_position(${levels}, c.evidence)`;

/** Of two introductions for one requirement the one further along stays; the steps and words of the other are its history. */
async function joinIntroductions(
  ctx: TransactionContext,
  { introductions }: MergePlan,
  pair: string[],
): Promise<void> {
  for (const { kept, dropped } of introductions.joins) {
    for (const table of ['introduction_events', 'introduction_messages']) {
      await ctx.query(`UPDATE ${table} SET introduction_id = $1 WHERE introduction_id = $2`, [
        kept.id,
        dropped.id,
      ]);
    }
    await ctx.query(`DELETE FROM introductions WHERE id = $1`, [dropped.id]);
  }
  await ctx.query(`UPDATE introductions SET supplier_id = $1 WHERE supplier_id = $2`, pair);
}

/** After the other is gone: a company number is nobody's twice. */
async function fillIn(ctx: TransactionContext, { stays, fill, completeness }: MergePlan): Promise<void> {
  const { id } = stays.view;
  const organisation = { ...fill.organisation, updated_at: ctx.now() };
  const profile = { ...fill.profile, completeness, updated_at: ctx.now() };
  const set = (row: object): string =>
    Object.keys(row)
      .map((column) => `${column} = d.${column}`)
      .join(', ');
  await ctx.query(
    `UPDATE organisations o SET ${set(organisation)}, version = o.version + 1
       FROM jsonb_populate_record(NULL::organisations, $2) d WHERE o.id = $1`,
    [id, JSON.stringify(organisation)],
  );
  await ctx.query(
    `UPDATE supplier_profiles p SET ${set(profile)}
       FROM jsonb_populate_record(NULL::supplier_profiles, $2) d WHERE p.organisation_id = $1`,
    [id, JSON.stringify(profile)],
  );
}
