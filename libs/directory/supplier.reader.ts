import type { Context } from '#lib/platform';
import {
  groupBy,
  organisationOf,
  organisationSelection,
  primaryOf,
  siteSelection,
} from './organisation.sql.js';
import type { NaturalKey } from './supplier.draft.js';
import type {
  CapabilityView,
  CertificateView,
  OrganisationView,
  SiteView,
  SupplierProfileView,
  SupplierView,
} from './supplier.view.js';

type ProfileRow = OrganisationView & Omit<SupplierProfileView, 'updatedAt'> & { profileUpdatedAt: Date };

/** Suppliers by id, in one statement a relation whatever their number; ids of no supplier are left out. */
export async function readSuppliers(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, SupplierView>> {
  if (ids.length === 0) return new Map();
  const profiles = await ctx.query<ProfileRow>(
    `SELECT ${organisationSelection}, p.no, p.summary, p.phrases, p.markets_served AS "marketsServed", p.roles,
            p.employees, p.annual_turnover_gbp::float8 AS "annualTurnoverGbp", p.batch_min AS "batchMin",
            p.batch_max AS "batchMax", p.lead_time_days AS "leadTimeDays", p.accepting_work AS "acceptingWork",
            p.verified_at AS "verifiedAt", p.published, p.completeness, p.updated_at AS "profileUpdatedAt"
       FROM organisations o JOIN supplier_profiles p ON p.organisation_id = o.id
      WHERE o.id = ANY($1)`,
    [ids],
  );
  // One after the other: inside a transaction they share a connection.
  const sites = groupBy(
    await ctx.query<SiteView>(
      `SELECT ${siteSelection} FROM sites s WHERE s.organisation_id = ANY($1) ORDER BY s.is_primary DESC, s.id`,
      [ids],
    ),
    'organisationId',
  );
  const capabilities = groupBy(await readCapabilityRows(ctx, ids), 'organisationId');
  const certificates = groupBy(await readCertificateRows(ctx, ids), 'organisationId');
  const references = groupBy(
    await ctx.query<NaturalKey & { organisationId: string }>(
      `SELECT organisation_id AS "organisationId", scheme, identifier FROM organisation_references
        WHERE organisation_id = ANY($1) ORDER BY scheme, identifier`,
      [ids],
    ),
    'organisationId',
  );
  return new Map(
    profiles.map((row) => {
      const own = sites.get(row.id) ?? [];
      return [
        row.id,
        {
          id: row.id,
          no: row.no,
          organisation: organisationOf(row),
          site: primaryOf(own),
          sites: own,
          profile: profileOf(row),
          capabilities: (capabilities.get(row.id) ?? []).map(({ organisationId, ...view }) => view),
          certificates: (certificates.get(row.id) ?? []).map(({ organisationId, ...view }) => view),
          references: (references.get(row.id) ?? []).map(({ organisationId, ...key }) => key),
        },
      ];
    }),
  );
}

const profileOf = (row: ProfileRow): SupplierProfileView => ({
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

function readCapabilityRows(
  ctx: Context,
  ids: readonly string[],
): Promise<(CapabilityView & { organisationId: string })[]> {
  return ctx.query(
    `SELECT organisation_id AS "organisationId", code, role, source, weight, evidence,
            evidence_on::text AS "evidenceOn", refused_on::text AS "refusedOn", limits
       FROM supplier_capabilities WHERE organisation_id = ANY($1) ORDER BY weight DESC, code, role`,
    [ids],
  );
}

function readCertificateRows(
  ctx: Context,
  ids: readonly string[],
): Promise<(CertificateView & { organisationId: string })[]> {
  return ctx.query(
    `SELECT organisation_id AS "organisationId", id, scheme, stated, edition, level, commodity, scope,
            site_id AS "siteId", issuer, number, valid_from::text AS "validFrom", valid_to::text AS "validTo", evidence,
            checked_on::text AS "checkedOn", refused_on::text AS "refusedOn"
       FROM certificates WHERE organisation_id = ANY($1) ORDER BY scheme, valid_to DESC NULLS LAST, id`,
    [ids],
  );
}
