import { anyOf, type Context } from '#lib/platform';
import { organisationOf, organisationSelection, primaryOf, siteSelection } from './organisation.sql.js';
import type { NaturalKey } from './supplier.draft.js';
import type {
  CapabilityView,
  CertificateView,
  OrganisationView,
  SiteView,
  SupplierCard,
  SupplierProfileView,
  SupplierView,
} from './supplier.view.js';

type Row = OrganisationView &
  Omit<SupplierProfileView, 'updatedAt'> & {
    profileUpdatedAt: Date;
    sites: SiteView[] | null;
    capabilities: CapabilityView[] | null;
    certificates: CertificateView[] | null;
    references: NaturalKey[] | null;
  };

/** One statement: what a supplier has several of comes as JSON, which is the cheapest to send and to read. */
const selection = `SELECT ${organisationSelection}, p.no, p.summary, p.phrases, p.markets_served AS "marketsServed", p.roles,
    p.employees, p.annual_turnover_gbp::float8 AS "annualTurnoverGbp", p.batch_min AS "batchMin",
    p.batch_max AS "batchMax", p.lead_time_days AS "leadTimeDays", p.accepting_work AS "acceptingWork",
    p.verified_at AS "verifiedAt", p.published, p.completeness, p.updated_at AS "profileUpdatedAt",
    (SELECT json_agg(d ORDER BY d."isPrimary" DESC, d.id) FROM (
       SELECT ${siteSelection} FROM sites s WHERE s.organisation_id = o.id) d) AS sites,
    (SELECT json_agg(d ORDER BY d.weight DESC, d.code, d.role) FROM (
       SELECT code, role, source, weight, evidence, evidence_on AS "evidenceOn", refused_on AS "refusedOn", limits
         FROM supplier_capabilities WHERE organisation_id = o.id) d) AS capabilities,
    (SELECT json_agg(d ORDER BY d.scheme, d."validTo" DESC NULLS LAST, d.id) FROM (
       SELECT id, scheme, stated, edition, level, commodity, scope, site_id AS "siteId", issuer, number,
              valid_from AS "validFrom", valid_to AS "validTo", evidence, checked_on AS "checkedOn",
              refused_on AS "refusedOn"
         FROM certificates WHERE organisation_id = o.id) d) AS certificates,
    (SELECT json_agg(d ORDER BY d.scheme, d.identifier) FROM (
       SELECT scheme, identifier FROM organisation_references WHERE organisation_id = o.id) d) AS "references"
  FROM organisations o JOIN supplier_profiles p ON p.organisation_id = o.id
 WHERE o.id = ${anyOf('$1')}`;

/** Suppliers by id, in one statement whatever their number; ids of no supplier are left out. */
export async function readSuppliers(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, SupplierView>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.prepared<Row>(selection, [ids]);
  return new Map(rows.map((row) => [row.id, viewOf(row)]));
}

type CardRow = [
  id: string,
  name: string,
  summary: string,
  acceptingWork: boolean,
  verified: boolean,
  employees: number | null,
  published: SupplierCard['published'],
  postcode: string | null,
  districtCode: string | null,
  region: SiteView['region'] | null,
];

/** All of them as one text: a list is read after every commit, and most of that would be taking columns apart. */
const cardSelection = `SELECT json_agg(json_build_array(o.id, o.name, p.summary, p.accepting_work, p.verified_at IS NOT NULL,
      p.employees, p.published, s.postcode, s.district_code, s.region))::text AS cards
  FROM organisations o JOIN supplier_profiles p ON p.organisation_id = o.id
  LEFT JOIN sites s ON s.organisation_id = o.id AND s.is_primary
 WHERE o.id = ${anyOf('$1')}`;

/** What lists show of suppliers, by id, in one statement; ids of no supplier are left out. */
export async function readSupplierCards(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, SupplierCard>> {
  if (ids.length === 0) return new Map();
  const [row] = await ctx.prepared<{ cards: string | null }>(cardSelection, [ids]);
  const cards = JSON.parse(row!.cards ?? '[]') as CardRow[];
  return new Map(cards.map((card) => [card[0], cardOf(card)]));
}

function cardOf([
  id,
  name,
  summary,
  acceptingWork,
  verified,
  employees,
  published,
  ...site
]: CardRow): SupplierCard {
  const [postcode, districtCode, region] = site;
  return {
    id,
    name,
    summary,
    acceptingWork,
    verified,
    employees,
    published,
    site: postcode === null ? null : { postcode, districtCode: districtCode!, region: region! },
  };
}

function viewOf(row: Row): SupplierView {
  const sites = row.sites ?? [];
  return {
    id: row.id,
    no: row.no,
    organisation: organisationOf(row),
    site: primaryOf(sites),
    sites,
    profile: profileOf(row),
    capabilities: row.capabilities ?? [],
    certificates: row.certificates ?? [],
    references: row.references ?? [],
  };
}

const profileOf = (row: Row): SupplierProfileView => ({
  no: row.no,
  summary: row.summary,
  phrases: row.phrases,
  marketsServed: row.marketsServed,
  roles: row.roles,
  employees: row.employees,
  annualTurnoverGbp: row.annualTurnoverGbp,
  batchMin: row.batchMin,
  batchMax: row.batchMax,
  leadTimeDays: row.leadTimeDays,
  acceptingWork: row.acceptingWork,
  verifiedAt: row.verifiedAt,
  published: row.published,
  completeness: row.completeness,
  updatedAt: row.profileUpdatedAt,
});
