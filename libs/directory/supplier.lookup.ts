import type { Context } from '#lib/platform';
import type { PreparedSupplier } from './supplier.draft.js';

/** What is stored already of an organisation that a draft may be about. */
export interface KnownOrganisation {
  id: string;
  companyNumber: string | null;
  website: string | null;
  sicCodes: string[];
  claimed: boolean;
  /** Nobody looks after it and nothing has been said for it: an entry of a register, and no more. */
  unused: boolean;
  /** Found by its reference, or else by its company number. */
  byReference: boolean;
  /** Who holds the draft's company number now. */
  numberHolderId: string | null;
  hasProfile: boolean;
  contentHash: string | null;
}

/** The stored organisations that drafts are about, by their position: found by reference, else by company number. */
export async function findKnown(
  ctx: Context,
  drafts: readonly Pick<PreparedSupplier, 'reference' | 'companyNumber'>[],
): Promise<Map<number, KnownOrganisation>> {
  const keys = drafts.map(({ reference, companyNumber }, at) => ({
    at,
    scheme: reference?.scheme,
    identifier: reference?.identifier,
    company_number: companyNumber,
  }));
  const rows = await ctx.query<KnownOrganisation & { at: number }>(
    `SELECT d.at, o.id, o.company_number AS "companyNumber", o.website, o.sic_codes AS "sicCodes", o.claimed,
            NOT (o.claimed OR o.supplier OR o.buyer OR o.cluster_body OR o.authority) AS unused,
            r.organisation_id IS NOT NULL AS "byReference", c.id AS "numberHolderId",
            p.no IS NOT NULL AS "hasProfile", p.content_hash AS "contentHash"
       FROM json_to_recordset($1) AS d(at int, scheme text, identifier text, company_number text)
       LEFT JOIN organisation_references r ON r.scheme = d.scheme AND r.identifier = d.identifier
       LEFT JOIN organisations c ON c.company_number = d.company_number
       JOIN organisations o ON o.id = coalesce(r.organisation_id, c.id)
       LEFT JOIN supplier_profiles p ON p.organisation_id = o.id`,
    [JSON.stringify(keys)],
  );
  return new Map(rows.map(({ at, ...known }) => [at, known]));
}
