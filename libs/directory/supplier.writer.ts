import type { Place } from '#lib/geography';
import { newId, type TransactionContext } from '#lib/platform';
import { writeCapabilities } from './capability.writer.js';
import { writeCertificates } from './certificate.writer.js';
import { placeColumns } from './organisation.sql.js';
import type { SupplierPart } from './supplier.difference.js';
import type { PreparedSupplier } from './supplier.draft.js';

/** A supplier about to be stored under an id. */
export interface SupplierEntry {
  id: string;
  supplier: PreparedSupplier;
  /** Where its site is; null when it has none. */
  place: Place | null;
  /** The organisation is stored already. */
  known: boolean;
  /** It is stored as a supplier already. */
  hasProfile: boolean;
  /** Somebody of the organisation looks after the record from now on. */
  claim?: boolean;
  /** A draft without a site says nothing about the one that is stored. */
  keepSite?: boolean;
  /** Parts that are stored as they are here. */
  unchanged?: ReadonlySet<SupplierPart>;
}

/**
 * Stores suppliers, whole batches in a fixed number of statements. A new organisation whose company number somebody
 * else has stored in the meantime is left out; the ids of those that were stored come back.
 */
export async function writeSuppliers(
  ctx: TransactionContext,
  entries: readonly SupplierEntry[],
): Promise<Set<string>> {
  const refused = await insertOrganisations(
    ctx,
    entries.filter(({ known }) => !known),
  );
  const written = entries.filter(({ id }) => !refused.has(id));
  const changed = (part: SupplierPart): SupplierEntry[] =>
    written.filter(({ unchanged }) => !unchanged?.has(part));
  const known = changed('ORGANISATION').filter((entry) => entry.known);
  if (known.length > 0) await updateOrganisations(ctx, known);
  await insertReferences(ctx, written);
  await writeSites(ctx, changed('SITE'));
  await insertProfiles(
    ctx,
    written.filter(({ hasProfile }) => !hasProfile),
  );
  const profiled = written.filter(({ hasProfile }) => hasProfile);
  if (profiled.length > 0) await updateProfiles(ctx, profiled);
  const claiming = changed('CAPABILITIES');
  if (claiming.length > 0) {
    await writeCapabilities(
      ctx,
      claiming.flatMap(({ id, supplier }) =>
        supplier.capabilities.map((capability) => ({ organisation_id: id, ...capability })),
      ),
      claiming.filter(({ hasProfile }) => hasProfile).map(({ id }) => id),
      'all',
    );
  }
  await writeCertificates(
    ctx,
    changed('CERTIFICATES').map(({ id, supplier, known: stored }) => ({
      id,
      certificates: supplier.certificates,
      stored,
    })),
  );
  return new Set(written.map(({ id }) => id));
}

const organisationRow = ({ id, supplier, claim }: SupplierEntry): object => ({
  id,
  name: supplier.name,
  name_key: supplier.nameKey,
  company_number: supplier.companyNumber,
  website: supplier.website,
  sic_codes: supplier.sicCodes,
  origin: supplier.origin,
  claimed: claim ?? false,
  fictional: supplier.fictional,
});

const organisationColumns = `id uuid, name text, name_key text, company_number text, website text, sic_codes text[],
  origin text, claimed boolean, fictional boolean`;

async function insertOrganisations(
  ctx: TransactionContext,
  entries: readonly SupplierEntry[],
): Promise<Set<string>> {
  if (entries.length === 0) return new Set();
  // DO NOTHING waits for a transaction that is storing the same company number, so that one of the two yields.
  const rows = await ctx.prepared<{ id: string }>(
    `INSERT INTO organisations (id, name, name_key, company_number, website, supplier, sic_codes, origin, claimed,
                                fictional, created_at, updated_at)
     SELECT id, name, name_key, company_number, website, true, sic_codes, origin, claimed, fictional, $2, $2
       FROM json_to_recordset($1) AS d(${organisationColumns})
     ON CONFLICT (company_number) DO NOTHING RETURNING id`,
    [JSON.stringify(entries.map(organisationRow)), ctx.now()],
  );
  const stored = new Set(rows.map(({ id }) => id));
  return new Set(entries.map(({ id }) => id).filter((id) => !stored.has(id)));
}

async function updateOrganisations(
  ctx: TransactionContext,
  entries: readonly SupplierEntry[],
): Promise<void> {
  await ctx.prepared(
    `UPDATE organisations o
        SET name = d.name, name_key = d.name_key, company_number = d.company_number, website = d.website,
            sic_codes = d.sic_codes, supplier = true, claimed = o.claimed OR d.claimed, updated_at = $2,
            version = o.version + 1
       FROM json_to_recordset($1) AS d(${organisationColumns}) WHERE o.id = d.id`,
    [JSON.stringify(entries.map(organisationRow)), ctx.now()],
  );
}

async function insertReferences(ctx: TransactionContext, entries: readonly SupplierEntry[]): Promise<void> {
  const rows = entries.flatMap(({ id, supplier: { reference } }) =>
    reference ? [{ id, ...reference }] : [],
  );
  if (rows.length === 0) return;
  await ctx.prepared(
    `INSERT INTO organisation_references (scheme, identifier, organisation_id)
     SELECT scheme, identifier, id FROM json_to_recordset($1) AS d(id uuid, scheme text, identifier text)
     ON CONFLICT (scheme, identifier) DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

/** Stores the primary sites; an organisation whose draft has none loses the one it had. */
async function writeSites(ctx: TransactionContext, entries: readonly SupplierEntry[]): Promise<void> {
  const rows = entries.flatMap(({ id, supplier: { site }, place }) =>
    site && place
      ? [
          {
            id: newId(),
            organisation_id: id,
            postcode: site.postcode,
            address: site.address,
            ...placeColumns(place),
            affiliated_zones: site.affiliatedZones,
          },
        ]
      : [],
  );
  const without = entries.filter(
    ({ known, keepSite, supplier, place }) => known && !keepSite && !(supplier.site && place),
  );
  if (without.length > 0) {
    await ctx.prepared(`DELETE FROM sites WHERE is_primary AND organisation_id = ANY($1)`, [
      without.map(({ id }) => id),
    ]);
  }
  if (rows.length === 0) return;
  await ctx.prepared(
    `INSERT INTO sites AS s (id, organisation_id, is_primary, postcode, address, lat, lon, precision, district_code, region,
                        combined_authority, zones, affiliated_zones)
     SELECT id, organisation_id, true, postcode, address, lat, lon, precision, district_code, region,
            combined_authority, zones, affiliated_zones
       FROM json_to_recordset($1) AS d(id uuid, organisation_id uuid, postcode text, address text, lat float8,
            lon float8, precision text, district_code text, region text, combined_authority text, zones text[],
            affiliated_zones text[])
     ON CONFLICT (organisation_id) WHERE is_primary DO UPDATE
       SET postcode = excluded.postcode, address = excluded.address, lat = excluded.lat, lon = excluded.lon,
           precision = excluded.precision, district_code = excluded.district_code, region = excluded.region,
           combined_authority = excluded.combined_authority, zones = excluded.zones,
           affiliated_zones = excluded.affiliated_zones
       WHERE (s.postcode, s.address, s.lat, s.lon, s.precision, s.district_code, s.region, s.combined_authority, s.zones,
              s.affiliated_zones)
             IS DISTINCT FROM
             (excluded.postcode, excluded.address, excluded.lat, excluded.lon, excluded.precision,
              excluded.district_code, excluded.region, excluded.combined_authority, excluded.zones,
              excluded.affiliated_zones)`,
    [JSON.stringify(rows)],
  );
}

const profileRow = ({ id, supplier }: SupplierEntry): object => ({
  organisation_id: id,
  summary: supplier.summary,
  phrases: supplier.phrases,
  markets_served: supplier.marketsServed,
  roles: supplier.roles,
  employees: supplier.employees,
  annual_turnover_gbp: supplier.annualTurnoverGbp,
  batch_min: supplier.batchMin,
  batch_max: supplier.batchMax,
  lead_time_days: supplier.leadTimeDays,
  accepting_work: supplier.acceptingWork,
  verified: supplier.verified,
  completeness: supplier.completeness,
  content_hash: supplier.contentHash,
});

const profileColumns = `organisation_id uuid, summary text, phrases text[], markets_served text[], roles text[],
  employees int, annual_turnover_gbp bigint, batch_min int, batch_max int, lead_time_days int, accepting_work boolean,
  verified boolean, completeness smallint, content_hash text`;

async function insertProfiles(ctx: TransactionContext, entries: readonly SupplierEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await ctx.prepared(
    `INSERT INTO supplier_profiles (organisation_id, summary, phrases, markets_served, roles, employees,
            annual_turnover_gbp, batch_min, batch_max, lead_time_days, accepting_work, verified_at, completeness,
            content_hash, updated_at)
     SELECT organisation_id, summary, phrases, markets_served, roles, employees, annual_turnover_gbp, batch_min,
            batch_max, lead_time_days, accepting_work, CASE WHEN verified THEN $2::timestamptz END, completeness,
            content_hash, $2
       FROM json_to_recordset($1) AS d(${profileColumns})`,
    [JSON.stringify(entries.map(profileRow)), ctx.now()],
  );
}

/** Apart from the insert, since ON CONFLICT would use up a number of the engine for every row. */
async function updateProfiles(ctx: TransactionContext, entries: readonly SupplierEntry[]): Promise<void> {
  await ctx.prepared(
    `UPDATE supplier_profiles p
        SET summary = d.summary, phrases = d.phrases, markets_served = d.markets_served, roles = d.roles,
            employees = d.employees, annual_turnover_gbp = d.annual_turnover_gbp, batch_min = d.batch_min,
            batch_max = d.batch_max, lead_time_days = d.lead_time_days, accepting_work = d.accepting_work,
            verified_at = CASE WHEN d.verified IS NULL THEN p.verified_at
                               WHEN d.verified THEN coalesce(p.verified_at, $2) END,
            completeness = d.completeness, content_hash = d.content_hash, updated_at = $2
       FROM json_to_recordset($1) AS d(${profileColumns}) WHERE p.organisation_id = d.organisation_id`,
    [JSON.stringify(entries.map(profileRow)), ctx.now()],
  );
}
