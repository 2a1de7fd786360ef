import type { Place } from '#lib/geography';
import type { OrganisationView, SiteView } from './supplier.view.js';

/** Columns of an OrganisationView, from `organisations o`. */
export const organisationSelection = `o.id, o.name, o.company_number AS "companyNumber", o.website, o.supplier, o.buyer,
  o.cluster_body AS "clusterBody", o.sic_codes AS "sicCodes", o.origin, o.claimed, o.fictional,
  o.created_at AS "createdAt", o.updated_at AS "updatedAt"`;

/** Columns of a SiteView, from `sites s`. */
export const siteSelection = `s.id, s.organisation_id AS "organisationId", s.is_primary AS "isPrimary", s.postcode,
  s.address, s.lat, s.lon, s.precision, s.district_code AS "districtCode", s.region,
  s.combined_authority AS "combinedAuthority", s.zones, s.affiliated_zones AS "affiliatedZones"`;

/** The organisation's part of a row that holds more. */
export const organisationOf = (row: OrganisationView): OrganisationView => ({
  id: row.id,
  name: row.name,
  companyNumber: row.companyNumber,
  website: row.website,
  supplier: row.supplier,
  buyer: row.buyer,
  clusterBody: row.clusterBody,
  sicCodes: row.sicCodes,
  origin: row.origin,
  claimed: row.claimed,
  fictional: row.fictional,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
});

/** Rows by the value of one of their columns, each list in the order of the rows. */
export function groupBy<Row, K extends keyof Row>(rows: readonly Row[], key: K): Map<Row[K], Row[]> {
  const groups = new Map<Row[K], Row[]>();
  for (const row of rows) {
    const group = groups.get(row[key]);
    if (group) group.push(row);
    else groups.set(row[key], [row]);
  }
  return groups;
}

export const primaryOf = (sites: readonly SiteView[]): SiteView | null =>
  sites.find(({ isPrimary }) => isPrimary) ?? null;

/** Where a site is, by the columns of `sites`. */
export const placeColumns = (place: Place): object => ({
  lat: place.lat,
  lon: place.lon,
  precision: place.precision,
  district_code: place.districtCode,
  region: place.region,
  combined_authority: place.combinedAuthority,
  zones: place.zones,
});
