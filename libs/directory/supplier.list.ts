import { type Context, cursorError } from '#lib/platform';
import type { Region, SectorCode } from '#lib/taxonomy';
import { nameKey } from './organisation.name.js';
import type { PageInput } from './supplier.view.js';

/** Which suppliers a list shows; every part given must hold. */
export interface SupplierFilter {
  region?: Region | null;
  districtCode?: string | null;
  zone?: string | null;
  sector?: SectorCode | null;
  capabilityCode?: string | null;
  /** Holds a certificate of this scheme, whatever its dates. */
  scheme?: string | null;
  /** Beginning of the name. */
  namePrefix?: string | null;
  acceptingWork?: boolean | null;
  clusterId?: string | null;
}

interface Listed {
  id: string;
  no: number;
}

export interface SupplierIds {
  rows: Listed[];
  hasNextPage: boolean;
  totalCount: number;
}

const site = (test: string): string =>
  `EXISTS (SELECT FROM sites s WHERE s.organisation_id = p.organisation_id AND ${test})`;

/** Tests of each part of the filter; `$$` stands for its value. */
const tests: Readonly<Record<keyof SupplierFilter, string>> = {
  region: site('s.region = $$'),
  districtCode: site('s.district_code = $$'),
  zone: site('($$ = ANY(s.zones) OR $$ = ANY(s.affiliated_zones))'),
  sector: '$$ = ANY(p.markets_served)',
  capabilityCode: `EXISTS (SELECT FROM supplier_capabilities c
     WHERE c.organisation_id = p.organisation_id AND c.code = $$ AND c.role = 'performs')`,
  scheme: 'EXISTS (SELECT FROM certificates c WHERE c.organisation_id = p.organisation_id AND c.scheme = $$)',
  namePrefix: `starts_with(o.name_key, $$)`,
  acceptingWork: 'p.accepting_work = $$',
  clusterId:
    'EXISTS (SELECT FROM cluster_memberships m WHERE m.member_id = p.organisation_id AND m.cluster_id = $$)',
};

/**
 * A page of suppliers in the order of their numbers. A cursor is the number of the last one seen.
 * @throws AppError BAD_INPUT for a cursor of no such form
 */
export async function listSupplierIds(
  ctx: Context,
  { first, after }: PageInput,
  filter: SupplierFilter,
): Promise<SupplierIds> {
  const values: unknown[] = [];
  const conditions = (Object.keys(tests) as (keyof SupplierFilter)[]).flatMap((key) => {
    const value = filter[key];
    if (value === undefined || value === null) return [];
    values.push(key === 'namePrefix' ? nameKey(String(value)) : value);
    return [tests[key].replaceAll('$$', () => `$${values.length}`)];
  });
  const where = conditions.length > 0 ? conditions.join(' AND ') : 'true';
  const from = `FROM supplier_profiles p JOIN organisations o ON o.id = p.organisation_id WHERE ${where}`;
  const [count] = await ctx.query<{ n: number }>(`SELECT count(*)::int AS n ${from}`, values);
  const rows = await ctx.query<Listed>(
    `SELECT p.organisation_id AS id, p.no ${from} AND p.no > $${values.length + 1}
      ORDER BY p.no LIMIT $${values.length + 2}`,
    [...values, cursorNo(after), first + 1],
  );
  return {
    rows: rows.slice(0, first),
    hasNextPage: rows.length > first,
    totalCount: count?.n ?? 0,
  };
}

function cursorNo(after: string | null | undefined): number {
  if (after === null || after === undefined) return 0;
  const no = /^\d{1,9}$/.test(after) ? Number(after) : NaN;
  if (Number.isNaN(no)) throw cursorError();
  return no;
}
