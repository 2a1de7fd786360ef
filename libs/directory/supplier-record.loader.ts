import type { SupplierCapability, SupplierRecord, SupplierSite } from '#lib/matching';
import { anyOf, type Context, TransactionContext } from '#lib/platform';
import type { EvidenceLevel, SectorCode } from '#lib/taxonomy';
import { UNKNOWN_SCHEME } from './certificate.reading.js';

type CapabilityRow = [
  code: string,
  role: SupplierCapability['role'],
  weight: number,
  evidence: EvidenceLevel,
  limits: SupplierCapability['limits'] | null,
];
type CertificateRow = [
  scheme: string,
  edition: string | null,
  level: string | null,
  commodity: string | null,
  scope: string | null,
  siteId: string | null,
  validFrom: string | null,
  validTo: string | null,
  evidence: EvidenceLevel,
];
type SiteRow = [
  id: string,
  lat: number,
  lon: number,
  region: SupplierSite['region'],
  combinedAuthority: SupplierSite['combinedAuthority'],
  districtCode: string,
  zones: string[],
];
/** A supplier by position: with names, most of what is sent and parsed would be names. */
type RecordRow = [
  no: number,
  id: string,
  name: string,
  summary: string,
  phrases: string[],
  roles: NonNullable<SupplierRecord['roles']>,
  sectors: SectorCode[],
  sicCodes: string[],
  employees: number | null,
  turnoverGbp: number | null,
  batchMin: number | null,
  batchMax: number | null,
  leadTimeDays: number | null,
  acceptingWork: boolean,
  verified: boolean,
  completeness: number,
  capabilities: CapabilityRow[] | null,
  certificates: CertificateRow[] | null,
  sites: SiteRow[] | null,
  replyRate: number | null,
  pastWork: string[] | null,
];

/** Past contracts beyond these say nothing new: the latest count, and the beginning of each. */
const MOST_PAST_WORK = 40;
const LONGEST_PAST_WORK = 4_000;

/** One JSON text a supplier: parsing it costs a fraction of nineteen columns. */
const selection = `SELECT json_build_array(p.no, p.organisation_id, o.name, p.summary, p.phrases, p.roles,
    p.markets_served, o.sic_codes,
    -- Only what is published is counted and filtered by: a facet must not give away what a profile does not.
    CASE WHEN p.published && '{SIZE_BAND,EMPLOYEES}' THEN p.employees END, p.annual_turnover_gbp, p.batch_min, p.batch_max, p.lead_time_days,
    p.accepting_work, p.verified_at IS NOT NULL, p.completeness,
    (SELECT json_agg(json_build_array(code, role, weight, evidence, limits) ORDER BY code, role)
       FROM supplier_capabilities WHERE organisation_id = p.organisation_id AND refused_on IS NULL),
    (SELECT json_agg(json_build_array(scheme, edition, level, commodity, scope, site_id, valid_from, valid_to, evidence)
                     ORDER BY scheme, id)
       FROM certificates WHERE organisation_id = p.organisation_id AND refused_on IS NULL
        AND scheme <> '${UNKNOWN_SCHEME}'),
    (SELECT json_agg(json_build_array(id, lat, lon, region, combined_authority, district_code,
                     CASE WHEN affiliated_zones = '{}' THEN zones
                          ELSE ARRAY(SELECT DISTINCT z FROM unnest(zones || affiliated_zones) z ORDER BY z) END)
                     ORDER BY is_primary DESC, id)
       FROM sites WHERE organisation_id = p.organisation_id), p.reply_rate,
    (SELECT json_agg(work) FROM (
       SELECT r.title || E'\n' || left(r.description, ${LONGEST_PAST_WORK}) AS work
         FROM contract_awards a JOIN requirements r ON r.id = a.requirement_id
        WHERE a.organisation_id = p.organisation_id
        ORDER BY a.awarded_on DESC NULLS LAST, r.id LIMIT ${MOST_PAST_WORK}) latest))::text AS record
  FROM supplier_profiles p JOIN organisations o ON o.id = p.organisation_id`;

/** Numbers, or ids, a statement reads: few enough that taking in its answer holds up nothing else for long. */
const batchSize = 1_000;

type Batch = [where: string, values: unknown[]];

/**
 * Suppliers as the engine takes them, in batches: all of them in the order of their numbers, or those of the ids given
 * (ids of no supplier are left out). Each batch is read in one statement, so a supplier is always whole; batches may
 * see different moments, which a reader that follows the change log from before the load makes good. Outside a
 * transaction two batches are read ahead, each over its own connection.
 */
export async function* loadSupplierRecords(
  ctx: Context,
  { ids }: { ids?: readonly string[] } = {},
): AsyncGenerator<SupplierRecord[], void, undefined> {
  const batches = ids ? batchesOfIds(ids) : await batchesOfNumbers(ctx);
  const ahead = ctx instanceof TransactionContext ? 1 : 2;
  const reading: Promise<{ record: string }[]>[] = [];
  const readNext = (): void => {
    const batch = batches.shift();
    if (!batch) return;
    const rows = ctx.prepared<{ record: string }>(`${selection} WHERE ${batch[0]} ORDER BY p.no`, batch[1]);
    // A failure is raised where it is awaited, even when the caller fails first.
    rows.catch(() => undefined);
    reading.push(rows);
  };
  for (let at = 0; at < ahead; at += 1) readNext();
  for (let next = reading.shift(); next; next = reading.shift()) {
    const rows = await next;
    readNext();
    if (rows.length > 0) yield rows.map(({ record }) => recordOf(JSON.parse(record) as RecordRow));
  }
}

function batchesOfIds(ids: readonly string[]): Batch[] {
  const batches: Batch[] = [];
  for (let from = 0; from < ids.length; from += batchSize) {
    batches.push([`p.organisation_id = ${anyOf('$1')}`, [ids.slice(from, from + batchSize)]]);
  }
  return batches;
}

async function batchesOfNumbers(ctx: Context): Promise<Batch[]> {
  const [last] = await ctx.query<{ no: number | null }>(`SELECT max(no) AS no FROM supplier_profiles`);
  const batches: Batch[] = [];
  for (let from = 0; from <= (last?.no ?? -1); from += batchSize) {
    batches.push(['p.no >= $1 AND p.no < $2', [from, from + batchSize]]);
  }
  return batches;
}

function recordOf(row: RecordRow): SupplierRecord {
  const [no, id, name, summary, phrases, roles, sectors, sicCodes, employees, turnoverGbp] = row;
  const [, , , , , , , , , , batchMin, batchMax, leadTimeDays, acceptingWork, verified, completeness] = row;
  const [capabilities, certificates, sites] = [row[16], row[17], row[18]];
  return {
    no,
    id,
    name,
    summary,
    phrases,
    capabilities: capabilities ? capabilities.map(capabilityOf) : [],
    certificates: certificates ? certificates.map(certificateOf) : [],
    sectors,
    sicCodes,
    sites: sites ? sites.map(siteOf) : [],
    employees,
    turnoverGbp,
    batch: batchMin === null && batchMax === null ? null : { min: batchMin, max: batchMax },
    leadTimeDays,
    acceptingWork,
    verified,
    completeness: completeness / 100,
    replyRate: row[19],
    roles,
    ...(row[20] && { pastWork: row[20] }),
  };
}

const capabilityOf = ([code, role, weight, evidence, limits]: CapabilityRow): SupplierCapability => ({
  code,
  role,
  weight,
  evidence,
  limits: limits ?? undefined,
});

const certificateOf = (row: CertificateRow): SupplierRecord['certificates'][number] => ({
  scheme: row[0],
  edition: row[1] ?? undefined,
  level: row[2] ?? undefined,
  commodity: row[3] ?? undefined,
  scope: row[4] ?? undefined,
  siteId: row[5] ?? undefined,
  validFrom: row[6],
  validTo: row[7],
  evidence: row[8],
});

const siteOf = ([id, lat, lon, region, combinedAuthority, districtCode, zones]: SiteRow): SupplierSite => ({
  id,
  lat,
  lon,
  region,
  combinedAuthority,
  districtCode,
  zones,
});
