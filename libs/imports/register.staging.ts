import { connectionOf, copyTexts, type TransactionContext } from '#lib/platform';

/** The columns of `stagedText`, in its order. */
const stagedColumns = `id uuid, site_id uuid, number text, name text, name_key text, address text, postcode text,
  sic_codes text[], lat float8, lon float8, precision text, district_code text, region text, combined_authority text,
  zones text[]`;

/** What merging a batch of the register came to. */
export interface MergedRegister {
  created: number;
  updated: number;
  unchanged: number;
  /** Held by somebody of the organisation, or declared by another source: not the register's to change. */
  kept: number;
  /** Suppliers that had no SIC codes and now have the register's. */
  hintedSuppliers: string[];
}

/**
 * Brings organisations in step with a batch of the register (made by `stagedText`), in a fixed number of statements. A new company becomes an
 * unclaimed organisation with SIC hints and its registered office as site. One that came from the register before, and
 * that nobody looks after, follows it; any other keeps what was declared for it.
 */
export async function mergeRegister(
  ctx: TransactionContext,
  texts: readonly Buffer[],
): Promise<MergedRegister> {
  await ctx.query(`CREATE TEMP TABLE IF NOT EXISTS staged_register (${stagedColumns}) ON COMMIT DROP`);
  await ctx.query(`TRUNCATE staged_register`);
  await copyTexts(await connectionOf(ctx), 'staged_register', texts);
  await ctx.query(
    `DELETE FROM staged_register a USING staged_register b WHERE a.number = b.number AND a.ctid < b.ctid`,
  );
  await ctx.query(`ANALYZE staged_register`);
  await ctx.query(
    `CREATE TEMP TABLE known_register ON COMMIT DROP AS
     SELECT s.number, o.id, o.origin = 'COMPANIES_HOUSE' AND NOT o.claimed AND NOT o.supplier AS ours,
            o.supplier AND NOT o.claimed AND o.sic_codes = '{}' AS wants_hints
       FROM staged_register s
       LEFT JOIN organisation_references r ON r.scheme = 'GB-COH' AND r.identifier = s.number
       LEFT JOIN organisations c ON c.company_number = s.number
       JOIN organisations o ON o.id = coalesce(r.organisation_id, c.id)`,
  );
  await ctx.query(`ANALYZE known_register`);
  const updated = await updateKnown(ctx);
  const hinted = await ctx.query<{ id: string }>(
    `UPDATE organisations o SET sic_codes = s.sic_codes, updated_at = $1, version = version + 1
       FROM staged_register s JOIN known_register k USING (number)
      WHERE o.id = k.id AND k.wants_hints AND s.sic_codes <> '{}' RETURNING o.id`,
    [ctx.now()],
  );
  const created = await insertNew(ctx);
  const [known] = await ctx.query<{ ours: number; others: number }>(
    `SELECT count(*) FILTER (WHERE ours)::int AS ours, count(*) FILTER (WHERE NOT ours)::int AS others
       FROM known_register`,
  );
  await ctx.query(`DROP TABLE known_register`);
  return {
    created,
    updated: updated + hinted.length,
    unchanged: known!.ours - updated,
    kept: known!.others - hinted.length,
    hintedSuppliers: hinted.map(({ id }) => id),
  };
}

async function updateKnown(ctx: TransactionContext): Promise<number> {
  const [changed] = await ctx.query<{ n: number }>(
    `WITH ours AS (SELECT s.*, k.id AS known FROM staged_register s JOIN known_register k USING (number) WHERE k.ours),
     named AS (
       UPDATE organisations o SET name = d.name, name_key = d.name_key, sic_codes = d.sic_codes, updated_at = $1,
              version = version + 1
         FROM ours d WHERE o.id = d.known AND (o.name, o.sic_codes) IS DISTINCT FROM (d.name, d.sic_codes)
       RETURNING o.id
     ), placed AS (
       UPDATE sites t SET postcode = d.postcode, address = d.address, lat = d.lat, lon = d.lon, precision = d.precision,
              district_code = d.district_code, region = d.region, combined_authority = d.combined_authority,
              zones = d.zones
         FROM ours d WHERE t.organisation_id = d.known AND t.is_primary
          AND (t.postcode, t.address, t.lat, t.lon, t.precision, t.district_code, t.zones)
              IS DISTINCT FROM (d.postcode, d.address, d.lat, d.lon, d.precision, d.district_code, d.zones)
       RETURNING t.organisation_id AS id
     ) SELECT count(*)::int AS n FROM (SELECT id FROM named UNION SELECT id FROM placed) changed`,
    [ctx.now()],
  );
  return changed!.n;
}

async function insertNew(ctx: TransactionContext): Promise<number> {
  const [added] = await ctx.query<{ n: number }>(
    `WITH fresh AS (
       SELECT s.* FROM staged_register s WHERE NOT EXISTS (SELECT FROM known_register k WHERE k.number = s.number)
     ), stored AS (
       INSERT INTO organisations (id, name, name_key, company_number, sic_codes, origin, created_at, updated_at)
       SELECT id, name, name_key, number, sic_codes, 'COMPANIES_HOUSE', $1, $1 FROM fresh
       ON CONFLICT (company_number) DO NOTHING RETURNING id
     ), placed AS (
       INSERT INTO sites (id, organisation_id, postcode, address, lat, lon, precision, district_code, region,
                          combined_authority, zones)
       SELECT site_id, id, postcode, address, lat, lon, precision, district_code, region, combined_authority, zones
         FROM fresh JOIN stored USING (id)
     ), referred AS (
       INSERT INTO organisation_references (scheme, identifier, organisation_id)
       SELECT 'GB-COH', number, id FROM fresh JOIN stored USING (id)
       UNION ALL SELECT 'GB-COH', number, id FROM known_register
       ON CONFLICT DO NOTHING
     ) SELECT count(*)::int AS n FROM stored`,
    [ctx.now()],
  );
  return added!.n;
}
