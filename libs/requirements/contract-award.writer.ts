import { nameKey, readCompanyNumber } from '#lib/directory';
import { recordChange, type TransactionContext } from '#lib/platform';

/** A supplier that a notice names as awarded. */
export interface AwardedSupplier {
  /** By which the requirement of the notice is known. */
  source: { scheme: string; identifier: string };
  name: string;
  companyNumber: string | null;
  postcode: string | null;
  awardedOn: string | null;
}

/**
 * Notes which stored suppliers were awarded which imported requirements. A supplier is known by its company number, or
 * by its name at the same postcode; a name alone is a guess, and what is guessed must not speak for a firm.
 */
export async function noteContractAwards(
  ctx: TransactionContext,
  awards: readonly AwardedSupplier[],
): Promise<void> {
  if (awards.length === 0) return;
  const rows = awards.map(({ source, name, companyNumber, postcode, awardedOn }) => ({
    ...source,
    name_key: nameKey(name),
    company_number: companyNumber === null ? null : (readCompanyNumber(companyNumber) ?? null),
    postcode: postcode?.replace(/\s/g, '').toUpperCase(),
    awarded_on: awardedOn,
  }));
  const suppliers = await ctx.query<{ id: string }>(
    `WITH d AS (
       SELECT * FROM json_to_recordset($1) AS d(scheme text, identifier text, name_key text, company_number text,
         postcode text, awarded_on date)
     ), meant AS (
       SELECT o.id AS organisation_id, r.id AS requirement_id, min(d.awarded_on) AS awarded_on
         FROM d JOIN requirements r ON r.source_scheme = d.scheme AND r.source_identifier = d.identifier
         JOIN organisations o ON o.supplier AND (o.company_number = d.company_number
           OR (o.name_key = d.name_key AND (o.company_number IS NULL OR d.company_number IS NULL)
               AND EXISTS (SELECT FROM sites s
                            WHERE s.organisation_id = o.id AND replace(s.postcode, ' ', '') = d.postcode)))
        GROUP BY 1, 2
     ), noted AS (
       INSERT INTO contract_awards (organisation_id, requirement_id, awarded_on)
       SELECT organisation_id, requirement_id, awarded_on FROM meant
       ON CONFLICT (organisation_id, requirement_id) DO UPDATE SET awarded_on = EXCLUDED.awarded_on
        WHERE contract_awards.awarded_on IS DISTINCT FROM EXCLUDED.awarded_on
     )
     -- The statement does not see its own rows: only what is noted for the first time is told.
     SELECT DISTINCT m.organisation_id AS id FROM meant m
      WHERE NOT EXISTS (SELECT FROM contract_awards a
                         WHERE a.organisation_id = m.organisation_id AND a.requirement_id = m.requirement_id)
      ORDER BY 1`,
    [JSON.stringify(rows)],
  );
  if (suppliers.length > 0) await recordChange(ctx, 'supplier', { ids: suppliers.map(({ id }) => id) });
}
