import {
  type CertificateReading,
  type ProfileLookups,
  readCertificate,
  sameReading,
  shippedLookups,
} from '#lib/directory';
import { wantedCodes } from '#lib/matching';
import type { TransactionContext } from '#lib/platform';

interface StoredNeed {
  id: string;
  position: number;
  phrase: string;
  codes: string[];
}

type StoredCertification = CertificateReading & { id: string; position: number; stated: string };

/**
 * Reads again, by the tables of today, the needs in which no buyer has picked capabilities, and the certificates asked
 * for, of requirements in any state: one that has ended may be cloned.
 * @param after the engine's number to go on after, 0 at first
 * @param most how many requirements
 * @param rest called between needs, so that the process can do its other work
 * @returns the number reached; undefined when no requirement is left
 */
export async function rereadRequirements(
  ctx: TransactionContext,
  after: number,
  most: number,
  rest: () => Promise<void>,
  lookups: ProfileLookups = shippedLookups(),
): Promise<number | undefined> {
  const requirements = await ctx.query<{ no: number; id: string }>(
    `SELECT no, id FROM requirements WHERE no > $1 ORDER BY no LIMIT $2 FOR UPDATE`,
    [after, most],
  );
  const last = requirements.at(-1)?.no;
  if (last === undefined) return undefined;
  const ids = requirements.map(({ id }) => id);
  await rereadNeeds(ctx, ids, rest, lookups);
  await rereadCertifications(ctx, ids, lookups);
  return last;
}

async function rereadNeeds(
  ctx: TransactionContext,
  ids: readonly string[],
  rest: () => Promise<void>,
  lookups: ProfileLookups,
): Promise<void> {
  const needs = await ctx.query<StoredNeed>(
    `SELECT requirement_id AS id, position, phrase, codes FROM requirement_needs
      WHERE requirement_id = ANY($1) AND NOT picked`,
    [ids],
  );
  const changed: object[] = [];
  for (const { id, position, phrase, codes: before } of needs) {
    const codes = wantedCodes(phrase, lookups);
    if (codes.join() !== before.join()) changed.push({ id, position, codes });
    await rest();
  }
  if (changed.length === 0) return;
  await ctx.query(
    `UPDATE requirement_needs n SET codes = d.codes
       FROM json_to_recordset($1) AS d(id uuid, position smallint, codes text[])
      WHERE (n.requirement_id, n.position) = (d.id, d.position)`,
    [JSON.stringify(changed)],
  );
}

async function rereadCertifications(
  ctx: TransactionContext,
  ids: readonly string[],
  lookups: ProfileLookups,
): Promise<void> {
  const stored = await ctx.query<StoredCertification>(
    `SELECT requirement_id AS id, position, stated, scheme, edition, level, commodity FROM requirement_certifications
      WHERE requirement_id = ANY($1)`,
    [ids],
  );
  const changed = stored.flatMap(({ stated, ...before }) => {
    const after = readCertificate({ stated }, lookups);
    return sameReading(before, after) ? [] : [{ ...before, ...after }];
  });
  if (changed.length === 0) return;
  await ctx.query(
    `UPDATE requirement_certifications c
        SET scheme = d.scheme, edition = d.edition, level = d.level, commodity = d.commodity
       FROM json_to_recordset($1)
         AS d(id uuid, position smallint, scheme text, edition text, level text, commodity text)
      WHERE (c.requirement_id, c.position) = (d.id, d.position)`,
    [JSON.stringify(changed)],
  );
}
