import type { Place } from '#lib/geography';
import { newId, type TransactionContext } from '#lib/platform';
import { nameKey } from './organisation.name.js';
import type { Origin } from './organisation.entity.js';
import { placeColumns } from './organisation.sql.js';
import type { NaturalKey } from './supplier.draft.js';

/** An organisation that is not stored as a supplier: a buyer, a cluster body. */
export interface OrganisationEntry {
  id: string;
  name: string;
  companyNumber: string | null;
  website: string | null;
  origin: Origin;
  claimed: boolean;
  fictional: boolean;
  reference: NaturalKey | null;
  postcode: string | null;
  place: Place | null;
}

/**
 * Stores new organisations with their references and sites.
 * Those whose company number is taken are left out; the ids of those that were stored come back.
 */
export async function insertPlainOrganisations(
  ctx: TransactionContext,
  entries: readonly OrganisationEntry[],
): Promise<Set<string>> {
  const rows = entries.map(({ place, ...entry }) => ({
    ...entry,
    name_key: nameKey(entry.name),
    company_number: entry.companyNumber,
    scheme: entry.reference?.scheme,
    identifier: entry.reference?.identifier,
    site_id: newId(),
    ...(place && placeColumns(place)),
    postcode: entry.postcode ?? place?.postcode ?? place?.outcode,
  }));
  const stored = await ctx.query<{ id: string }>(
    `WITH d AS (
       SELECT * FROM json_to_recordset($1) AS d(id uuid, name text, name_key text, company_number text, website text,
         origin text, claimed boolean, fictional boolean, scheme text, identifier text, site_id uuid, postcode text,
         lat float8, lon float8, precision text, district_code text, region text, combined_authority text, zones text[])
     ), stored AS (
       INSERT INTO organisations (id, name, name_key, company_number, website, origin, claimed, fictional, created_at,
                                  updated_at)
       SELECT id, name, name_key, company_number, website, origin, claimed, fictional, $2, $2 FROM d
       ON CONFLICT (company_number) DO NOTHING RETURNING id
     ), referred AS (
       INSERT INTO organisation_references (scheme, identifier, organisation_id)
       SELECT scheme, identifier, id FROM d JOIN stored USING (id) WHERE scheme IS NOT NULL
     ), placed AS (
       INSERT INTO sites (id, organisation_id, postcode, lat, lon, precision, district_code, region, combined_authority,
                          zones)
       SELECT site_id, id, postcode, lat, lon, precision, district_code, region, combined_authority, zones
         FROM d JOIN stored USING (id) WHERE lat IS NOT NULL
     ) SELECT id FROM stored`,
    [JSON.stringify(rows), ctx.now()],
  );
  return new Set(stored.map(({ id }) => id));
}

/** Notes that somebody looks after an organisation: it is not to be claimed any more, others ask to join. */
export async function markClaimed(ctx: TransactionContext, id: string): Promise<void> {
  await ctx.query(`UPDATE organisations SET claimed = true WHERE id = $1 AND NOT claimed`, [id]);
}
