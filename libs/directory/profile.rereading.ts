import type { Context, TransactionContext } from '#lib/platform';
import { readCapabilities } from './capability.reading.js';
import { type CapabilityRow, writeCapabilities } from './capability.writer.js';
import { rereadCertificates } from './certificate.rereading.js';
import { type ProfileLookups, shippedLookups } from './profile.lookups.js';

interface StoredWords {
  no: number;
  id: string;
  name: string;
  summary: string;
  phrases: string[];
  sicCodes: string[];
  declared: string[];
}

/**
 * Reads the words of stored profiles and certificates again, by the tables of today, and writes what differs. What people have picked
 * from the tree, checked, refused or given limits stays as it is.
 * @param after the engine's number to go on after, 0 at first
 * @param most how many profiles
 * @param rest called between profiles, so that the process can do its other work
 * @returns the number reached; undefined when no profile is left
 */
export async function rereadProfiles(
  ctx: TransactionContext,
  after: number,
  most: number,
  rest: () => Promise<void>,
  lookups: ProfileLookups = shippedLookups(),
): Promise<number | undefined> {
  const profiles = await readWords(ctx, after, most);
  const last = profiles.at(-1)?.no;
  if (last === undefined) return undefined;
  const roles: object[] = [];
  const capabilities: CapabilityRow[] = [];
  for (const profile of profiles) {
    const read = readCapabilities(profile, lookups);
    roles.push({ id: profile.id, roles: read.roles });
    for (const capability of read.capabilities)
      capabilities.push({ organisation_id: profile.id, ...capability });
    await rest();
  }
  await ctx.query(
    `UPDATE supplier_profiles p SET roles = d.roles FROM json_to_recordset($1) AS d(id uuid, roles text[])
      WHERE p.organisation_id = d.id AND p.roles IS DISTINCT FROM d.roles`,
    [JSON.stringify(roles)],
  );
  const ids = profiles.map(({ id }) => id);
  await writeCapabilities(ctx, capabilities, ids, 'readAlone');
  await rereadCertificates(ctx, ids, lookups);
  return last;
}

function readWords(ctx: Context, after: number, most: number): Promise<StoredWords[]> {
  return ctx.query<StoredWords>(
    `SELECT p.no, p.organisation_id AS id, o.name, p.summary, p.phrases, o.sic_codes AS "sicCodes",
            ARRAY(SELECT code FROM supplier_capabilities
                   WHERE organisation_id = p.organisation_id AND source = 'DECLARED' ORDER BY code) AS declared
       FROM supplier_profiles p JOIN organisations o ON o.id = p.organisation_id
      WHERE p.no > $1 ORDER BY p.no LIMIT $2 FOR UPDATE OF p`,
    [after, most],
  );
}
