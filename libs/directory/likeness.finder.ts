import { parsePostcode } from '#lib/geography';
import type { Context } from '#lib/platform';
import { nameKey, readCompanyNumber } from './organisation.name.js';

export interface LikenessQuery {
  name: string;
  companyNumber?: string | null;
  postcode?: string | null;
}

/** An organisation that may be the one meant. */
export interface LikeOrganisation {
  id: string;
  name: string;
  companyNumber: string | null;
  postcode: string | null;
  supplier: boolean;
  buyer: boolean;
  claimed: boolean;
  /** The same company number is certain; the same name in the same postal district is a guess. */
  because: 'COMPANY_NUMBER' | 'NAME_AND_PLACE';
}

/**
 * Stored organisations that may be the one described: those with its company number, and those with its name (legal
 * form and punctuation aside) in its postal district, or anywhere when no postcode is given. At most ten, certain ones
 * first. An organisation whose own company number differs from the one given is another one.
 */
export async function findLikeness(ctx: Context, query: LikenessQuery): Promise<LikeOrganisation[]> {
  const read = query.postcode ? parsePostcode(query.postcode, { allowOutcode: true }) : undefined;
  const outcode = read && 'outward' in read ? read.outward : null;
  const number = query.companyNumber ? (readCompanyNumber(query.companyNumber) ?? null) : null;
  return ctx.query<LikeOrganisation>(
    `SELECT o.id, o.name, o.company_number AS "companyNumber", s.postcode, o.supplier, o.buyer, o.claimed,
            CASE WHEN o.company_number = $2 THEN 'COMPANY_NUMBER' ELSE 'NAME_AND_PLACE' END AS because
       FROM organisations o LEFT JOIN sites s ON s.organisation_id = o.id AND s.is_primary
      WHERE o.company_number = $2
         OR (o.name_key = $1 AND ($2::text IS NULL OR o.company_number IS NULL)
             AND ($3::text IS NULL OR split_part(s.postcode, ' ', 1) = $3))
      ORDER BY o.company_number = $2 DESC NULLS LAST, o.id LIMIT 10`,
    [nameKey(query.name), number, outcode],
  );
}

/**
 * SQL: whether two organisations, each with its primary site, may be one: the same name (legal form aside) in the same
 * postal district. Two that both state a company number are not.
 */
export const alikeSql = (one: string, its: string, other: string, others: string): string =>
  `${one}.name_key = ${other}.name_key AND (${one}.company_number IS NULL OR ${other}.company_number IS NULL)
     AND split_part(${its}.postcode, ' ', 1) = split_part(${others}.postcode, ' ', 1)`;

/** An organisation that may be the same as one that has just been stored. */
export interface Namesake {
  /** The one that was stored. */
  ofId: string;
  name: string;
  companyNumber: string | null;
  postcode: string;
}

/**
 * Of each of the organisations one that was there before, has its name in its postal district, and may be the same:
 * two that both state a company number are not.
 */
export async function findNamesakes(ctx: Context, ids: readonly string[]): Promise<Namesake[]> {
  return ctx.query<Namesake>(
    `SELECT n.id AS "ofId", one.name, one.company_number AS "companyNumber", one.postcode
       FROM organisations n JOIN sites ns ON ns.organisation_id = n.id AND ns.is_primary
      CROSS JOIN LATERAL (
        SELECT o.name, o.company_number, s.postcode
          FROM organisations o JOIN sites s ON s.organisation_id = o.id AND s.is_primary
         WHERE o.id < n.id AND ${alikeSql('n', 'ns', 'o', 's')}
         ORDER BY o.company_number IS NULL, o.id LIMIT 1) one
      WHERE n.id = ANY($1) ORDER BY n.id`,
    [ids],
  );
}
