import { anyOf, newId, type TransactionContext } from '#lib/platform';
import type { EvidenceLevel } from '#lib/taxonomy';
import type { PreparedCertificate } from './supplier.draft.js';

interface Holder {
  id: string;
  certificates: readonly PreparedCertificate[];
  /** The organisation may hold certificates already. */
  stored: boolean;
}

interface StoredCertificate {
  id: string;
  organisationId: string;
  scheme: string;
  stated: string;
  edition: string | null;
  level: string | null;
  commodity: string | null;
  issuer: string | null;
  number: string | null;
  validFrom: string | null;
  validTo: string | null;
  evidence: EvidenceLevel;
  checkedOn: string | null;
  refusedOn: string | null;
}

type Facts = Omit<PreparedCertificate, 'evidence' | 'scope'>;

const identityOf = (holder: string, facts: Facts): string =>
  JSON.stringify([holder, facts.scheme, facts.stated, facts.edition, facts.level, facts.commodity]);

const sameFacts = (a: Facts, b: Facts): boolean =>
  a.issuer === b.issuer && a.number === b.number && a.validFrom === b.validFrom && a.validTo === b.validTo;

const sameNumber = (a: Facts, b: Facts): boolean => a.number !== null && a.number === b.number;

/** The stored certificate that each of a list is, if any: by what it says, by its number, or by its place in the list. */
function knownAmong(
  certificates: readonly Facts[],
  alike: (facts: Facts) => StoredCertificate[] | undefined,
): (StoredCertificate | undefined)[] {
  const known: (StoredCertificate | undefined)[] = certificates.map(() => undefined);
  for (const isSame of [sameFacts, sameNumber, () => true]) {
    certificates.forEach((facts, place) => {
      const left = alike(facts);
      const at = known[place] ? -1 : (left?.findIndex((one) => isSame(one, facts)) ?? -1);
      if (at >= 0) [known[place]] = left!.splice(at, 1);
    });
  }
  return known;
}

/**
 * Replaces the whole list of certificates of each holder, by difference. One that stays keeps its id; it keeps what
 * vouches for it, or that it was refused, only while its number, issuer and dates stay the same, since that is what was checked.
 * Of two that are called alike (one that ends, and its renewal) each stays itself.
 */
export async function writeCertificates(ctx: TransactionContext, holders: readonly Holder[]): Promise<void> {
  if (holders.length === 0) return;
  const stored = await storedOf(
    ctx,
    holders.filter((holder) => holder.stored).map(({ id }) => id),
  );
  const rows = holders.flatMap(({ id, certificates }) => {
    const known = knownAmong(certificates, (facts) => stored.get(identityOf(id, facts)));
    return certificates.map(({ evidence, ...facts }, at) => {
      const before = known[at];
      const vouched = before && sameFacts(before, facts) ? before : undefined;
      return {
        id: before?.id ?? newId(),
        organisation_id: id,
        ...facts,
        valid_from: facts.validFrom,
        valid_to: facts.validTo,
        evidence: evidence ?? vouched?.evidence ?? 'SELF_DECLARED',
        checked_on: vouched?.checkedOn,
        refused_on: vouched?.refusedOn,
      };
    });
  });
  const gone = [...stored.values()].flat().map(({ id }) => id);
  if (gone.length > 0) await ctx.query(`DELETE FROM certificates WHERE id = ANY($1)`, [gone]);
  if (rows.length === 0) return;
  await ctx.prepared(
    `INSERT INTO certificates AS c (id, organisation_id, scheme, stated, edition, level, commodity, scope, issuer, number,
                               valid_from, valid_to, evidence, checked_on, refused_on)
     SELECT id, organisation_id, scheme, stated, edition, level, commodity, scope, issuer, number, valid_from, valid_to,
            evidence, checked_on, refused_on
       FROM json_to_recordset($1) AS d(id uuid, organisation_id uuid, scheme text, stated text, edition text,
            level text, commodity text, scope text, issuer text, number text, valid_from date, valid_to date,
            evidence text, checked_on date, refused_on date)
     ON CONFLICT (id) DO UPDATE
       SET scope = excluded.scope, issuer = excluded.issuer, number = excluded.number,
           valid_from = excluded.valid_from, valid_to = excluded.valid_to, evidence = excluded.evidence,
           checked_on = excluded.checked_on, refused_on = excluded.refused_on
       WHERE (c.scope, c.issuer, c.number, c.valid_from, c.valid_to, c.evidence, c.checked_on, c.refused_on)
             IS DISTINCT FROM
             (excluded.scope, excluded.issuer, excluded.number, excluded.valid_from, excluded.valid_to,
              excluded.evidence, excluded.checked_on, excluded.refused_on)`,
    [JSON.stringify(rows)],
  );
}

async function storedOf(
  ctx: TransactionContext,
  holders: readonly string[],
): Promise<Map<string, StoredCertificate[]>> {
  const byIdentity = new Map<string, StoredCertificate[]>();
  if (holders.length === 0) return byIdentity;
  const rows = await ctx.prepared<StoredCertificate>(
    `SELECT id, organisation_id AS "organisationId", scheme, stated, edition, level, commodity, issuer, number,
            valid_from::text AS "validFrom", valid_to::text AS "validTo", evidence, checked_on::text AS "checkedOn",
            refused_on::text AS "refusedOn"
       FROM certificates WHERE organisation_id = ${anyOf('$1')}
      -- As they are shown, and sent back.
      ORDER BY valid_to DESC NULLS LAST, id`,
    [holders],
  );
  for (const row of rows) {
    const key = identityOf(row.organisationId, row);
    byIdentity.set(key, [...(byIdentity.get(key) ?? []), row]);
  }
  return byIdentity;
}
