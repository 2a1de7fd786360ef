import type { PostcodeRow } from '#lib/geography';
import { districts } from '#lib/geography';
import { AppError, demand, recordChange, type TransactionContext } from '#lib/platform';
import { zonesAt } from '#lib/taxonomy';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import * as copyStreams from 'pg-copy-streams';
import type { QueryRunner } from 'typeorm';

export interface PostcodesLoaded {
  /** Postcodes the table holds now. */
  postcodes: number;
  /** Sites that were known by their outward code alone and now have an exact place. */
  sitesPlaced: number;
}

/**
 * Makes these the postcode table, in place of what it held, and gives exact places to the sites it can. All of it or
 * nothing: readers see the old table until the transaction commits.
 * @throws AppError NOT_FOUND for anybody but officers, BAD_INPUT when there is no row at all
 */
export async function loadPostcodes(
  ctx: TransactionContext,
  batches: AsyncIterable<readonly PostcodeRow[]>,
): Promise<PostcodesLoaded> {
  demand(ctx.actor, 'platform.operate');
  await ctx.query(`CREATE TEMP TABLE staged_postcodes (LIKE postcodes) ON COMMIT DROP`);
  const client = (await connectionOf(ctx).connect()) as PoolClient;
  const copy = client.query(
    copyStreams.from(`COPY staged_postcodes (code, lat, lon, district_code) FROM STDIN`),
  );
  await pipeline(Readable.from(linesOf(batches), { objectMode: false }), copy);
  await ctx.query(`ANALYZE staged_postcodes`);
  const [count] = await ctx.query<{ n: number }>(`SELECT count(*)::int AS n FROM staged_postcodes`);
  if (!count || count.n === 0) throw new AppError('BAD_INPUT', 'The file holds no postcode.');
  // By difference: a second load of the same file writes nothing. Byte order sorts several times faster than a language's.
  await ctx.query(
    `DELETE FROM postcodes p WHERE NOT EXISTS (SELECT FROM staged_postcodes s WHERE s.code = p.code)`,
  );
  await ctx.query(
    `INSERT INTO postcodes (code, lat, lon, district_code)
     SELECT DISTINCT ON (s.code COLLATE "C") s.code, s.lat, s.lon, s.district_code
       FROM staged_postcodes s LEFT JOIN postcodes p ON p.code = s.code
      WHERE p.code IS NULL OR (p.lat, p.lon, p.district_code) <> (s.lat, s.lon, s.district_code)
      ORDER BY s.code COLLATE "C"
     ON CONFLICT (code) DO UPDATE
       SET lat = excluded.lat, lon = excluded.lon, district_code = excluded.district_code`,
  );
  const [stored] = await ctx.query<{ n: number }>(`SELECT count(*)::int AS n FROM postcodes`);
  return { postcodes: stored!.n, sitesPlaced: await placeSites(ctx) };
}

const connectionOf = (ctx: TransactionContext): QueryRunner => {
  const runner = ctx.manager.queryRunner;
  if (!runner) throw new Error('A transaction without its connection.');
  return runner;
};

async function* linesOf(batches: AsyncIterable<readonly PostcodeRow[]>): AsyncGenerator<Buffer> {
  for await (const batch of batches) {
    let text = '';
    for (const { postcode, lat, lon, districtCode } of batch) {
      text += `${postcode.replace(' ', '')}\t${lat}\t${lon}\t${districtCode}\n`;
    }
    yield Buffer.from(text);
  }
}

interface OutcodeSite {
  id: string;
  organisationId: string;
  lat: number;
  lon: number;
  district: string;
}

/** Gives the exact place to sites placed by their outward code; tells the engine of the suppliers among them. */
async function placeSites(ctx: TransactionContext): Promise<number> {
  const found = await ctx.query<OutcodeSite>(
    `SELECT s.id, s.organisation_id AS "organisationId", p.lat, p.lon, p.district_code AS district
       FROM sites s JOIN postcodes p ON p.code = replace(s.postcode, ' ', '') WHERE s.precision = 'outcode'`,
  );
  const table = districts();
  const rows = found.flatMap(({ id, lat, lon, district }) => {
    const known = table.byCode(district);
    if (!known) return [];
    const zones = zonesAt(lat, lon, district).map(({ code }) => code);
    const { region, combinedAuthority: combined_authority } = known;
    return [{ id, lat, lon, district_code: district, region, combined_authority, zones }];
  });
  if (rows.length === 0) return 0;
  await ctx.query(
    `UPDATE sites s SET lat = d.lat, lon = d.lon, precision = 'postcode', district_code = d.district_code,
            region = d.region, combined_authority = d.combined_authority, zones = d.zones
       FROM json_to_recordset($1) AS d(id uuid, lat float8, lon float8, district_code text, region text,
            combined_authority text, zones text[]) WHERE s.id = d.id`,
    [JSON.stringify(rows)],
  );
  const placed = new Set(rows.map(({ id }) => id));
  const moved = found.filter(({ id }) => placed.has(id)).map(({ organisationId }) => organisationId);
  if (moved.length > 1_000) await recordChange(ctx, 'everything', {});
  else await recordChange(ctx, 'supplier', { ids: moved });
  return rows.length;
}
