/** The peer that does the whole search in SQL: text over a GIN index, ranked, counted, with facets. */
import type { SupplierRecord } from '#lib/matching';
import { copyText, copyTexts, startEmbeddedPostgres } from '#lib/platform';
import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import { temporaryFolder } from '../temporary.folder.js';

export interface PostgresPeer {
  /** Best 20 of any of the words, how many match, and how many by region and by sector. */
  search(words: readonly string[]): Promise<{ total: number; best: number[] }>;
  /** How many serve any of the sectors in any of the regions: what our filters mean too. */
  count(sectors: readonly string[], regions: readonly string[]): Promise<number>;
  stop(): Promise<void>;
}

const searchSql = `WITH hit AS MATERIALIZED (
    SELECT no, regions, sectors, ts_rank(words, q) AS score FROM peer, to_tsquery('english', $1) q WHERE words @@ q)
  SELECT (SELECT count(*)::int FROM hit) AS total,
         ARRAY(SELECT no FROM hit ORDER BY score DESC, no LIMIT 20) AS best,
         (SELECT json_object_agg(r, n) FROM (SELECT r, count(*) AS n FROM hit, unnest(regions) r GROUP BY r) f) AS regions,
         (SELECT json_object_agg(s, n) FROM (SELECT s, count(*) AS n FROM hit, unnest(sectors) s GROUP BY s) f) AS sectors`;

export async function startPostgresPeer(suppliers: readonly SupplierRecord[]): Promise<PostgresPeer> {
  const folder = await temporaryFolder('peer');
  const server = await startEmbeddedPostgres({
    folder,
    throwAway: true,
    settings: { shared_buffers: '1GB', work_mem: '64MB', jit: 'off' },
  });
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(
    `CREATE TABLE loaded (no int, name text, phrases text, summary text, regions text[], sectors text[], accepting boolean)`,
  );
  const rows = suppliers.map((supplier) => [
    supplier.no,
    supplier.name,
    supplier.phrases.join('. '),
    supplier.summary,
    [...new Set(supplier.sites.map(({ region }) => region as string))],
    [...supplier.sectors],
    supplier.acceptingWork,
  ]);
  await copyTexts(client, 'loaded', [copyText(rows)]);
  await client.query(
    `CREATE TABLE peer AS SELECT no, regions, sectors, setweight(to_tsvector('english', name), 'A')
            || setweight(to_tsvector('english', phrases), 'B') || setweight(to_tsvector('english', summary), 'C') AS words
       FROM loaded WHERE accepting`,
  );
  await client.query(`CREATE INDEX ON peer USING gin (words) WITH (fastupdate = off)`);
  await client.query(`CREATE INDEX ON peer USING gin (sectors)`);
  await client.query(`VACUUM ANALYZE peer`);
  return {
    search: async (words) => {
      const { rows: found } = await client.query<{ total: number; best: number[] }>({
        name: 'search',
        text: searchSql,
        values: [words.join(' | ')],
      });
      return found[0]!;
    },
    count: async (sectors, regions) => {
      const { rows: found } = await client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM peer WHERE sectors && $1 AND regions && $2`,
        [sectors, regions],
      );
      return found[0]!.n;
    },
    stop: async () => {
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
