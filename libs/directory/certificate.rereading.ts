import type { TransactionContext } from '#lib/platform';
import { type CertificateReading, readCertificate, restated } from './certificate.reading.js';
import type { ProfileLookups } from './profile.lookups.js';

type Stored = CertificateReading & { id: string; stated: string };

/**
 * Reads the words of stored certificates again, by the tables of today. A scheme that is in them stays; who checked a
 * certificate checked what it says, so what vouches for it stays too.
 */
export async function rereadCertificates(
  ctx: TransactionContext,
  organisations: readonly string[],
  lookups: Pick<ProfileLookups, 'certificate' | 'isScheme'>,
): Promise<void> {
  const stored = await ctx.query<Stored>(
    `SELECT id, stated, scheme, edition, level, commodity FROM certificates WHERE organisation_id = ANY($1)`,
    [organisations],
  );
  const changed = stored.flatMap((before) => {
    const after = readCertificate(restated(before, lookups), lookups);
    return sameReading(before, after) ? [] : [{ id: before.id, ...after }];
  });
  if (changed.length === 0) return;
  await ctx.query(
    `UPDATE certificates c SET scheme = d.scheme, edition = d.edition, level = d.level, commodity = d.commodity
       FROM json_to_recordset($1) AS d(id uuid, scheme text, edition text, level text, commodity text)
      WHERE c.id = d.id`,
    [JSON.stringify(changed)],
  );
}

/** Whether two readings say the same of a certificate. */
export const sameReading = (a: CertificateReading, b: CertificateReading): boolean =>
  a.scheme === b.scheme && a.edition === b.edition && a.level === b.level && a.commodity === b.commodity;
