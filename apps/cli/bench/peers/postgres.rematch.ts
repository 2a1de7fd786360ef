/** The peer that ranks one requirement after another in SQL: what anybody would write first, over indexes that serve it. */
import type { CapabilityGraph, RequirementRecord, SupplierRecord } from '#lib/matching';
import { copyText, copyTexts, type CopyValue, startEmbeddedPostgres } from '#lib/platform';
import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import { temporaryFolder } from '../temporary.folder.js';

export interface RematchPeer {
  /** Numbers of the best 50 of one requirement; connections take turns in the order of calls. */
  rank(requirement: RequirementRecord): Promise<number[]>;
  /** How many take work, take the lot and turn over enough: the hard conditions that are plain columns. */
  count(requirement: RequirementRecord): Promise<number>;
  stop(): Promise<void>;
}

const LIMIT = 50;
/** A claim that meets less of a must than this does not meet it, of 255. */
const MUST_FLOOR = 52;

/** Unknown is no reason to refuse. $1 is the lot, $2 the value a year. */
const passes = `p.accepting AND ($1::float8 IS NULL OR ((p.batch_min IS NULL OR $1 >= p.batch_min)
    AND (p.batch_max IS NULL OR $1 <= p.batch_max)))
  AND ($2::float8 IS NULL OR p.turnover IS NULL OR p.turnover >= $2)`;

/**
 * Every need against every claim through the table of fits, then conditions, then a score over capability, sector, certificates,
 * distance and words. $3 needs by number, code and importance; $4 how many are musts, $5 needs; $6 schemes required, $7
 * desired, $8 the day; $9 sectors; $10 and $11 the place, $12 the furthest in kilometres; $13 words.
 */
const rankSql = `WITH need AS MATERIALIZED (
    SELECT * FROM json_to_recordset($3) AS n(at int, code text, must boolean)
  ), fit AS (
    SELECT c.no, n.at, n.must, max(f.fit * c.strength) AS fit
      FROM need n JOIN fits f ON f.wanted = n.code JOIN claims c ON c.code = f.held GROUP BY c.no, n.at, n.must
  ), fitted AS (
    SELECT no, sum(fit) / $5::float8 AS capability, count(*) FILTER (WHERE must AND fit >= ${MUST_FLOOR}) AS musts
      FROM fit GROUP BY no
  ), eligible AS (
    SELECT p.no, f.capability / 255 AS capability, p.sectors && $9::text[] AS sector, p.words,
           (SELECT count(DISTINCT scheme) FROM certs c
             WHERE c.no = p.no AND c.scheme = ANY($7::text[]) AND coalesce(c.valid_to >= $8::date, true)) AS desired,
           111.2 * sqrt((p.lat - $10::float8) ^ 2 + ((p.lon - $11::float8) * cos(radians($10::float8))) ^ 2) AS km
      FROM fitted f JOIN peer p USING (no)
     WHERE f.musts >= $4::int AND ${passes}
       AND NOT EXISTS (SELECT FROM unnest($6::text[]) AS wanted WHERE NOT EXISTS (
             SELECT FROM certs c WHERE c.no = p.no AND c.scheme = wanted AND c.valid_to >= $8::date))
  )
  SELECT no FROM eligible, to_tsquery('english', $13) q WHERE $12::float8 IS NULL OR km <= $12::float8
   ORDER BY 0.5 * capability + 0.1 * sector::int + 0.05 * desired + 0.15 * coalesce(90 / (90 + km), 0)
            + 0.2 * ts_rank(words, q) DESC, no LIMIT ${LIMIT}`;

const hard = ({ quantity, valueGbp }: RequirementRecord): [number | null, number | null] => [
  quantity?.batch ?? null,
  valueGbp,
];

function parametersOf(requirement: RequirementRecord): unknown[] {
  const { needs, certifications, onDate, sectors, place, maxDriveMinutes } = requirement;
  const rows = needs.flatMap(({ codes, importance }, at) =>
    codes.map((code) => ({ at, code, must: importance === 'must' })),
  );
  const musts = new Set(rows.filter(({ must }) => must).map(({ at }) => at)).size;
  const schemes = (importance: string): string[] =>
    certifications.filter((wanted) => wanted.importance === importance).map(({ scheme }) => scheme);
  const words = needs.flatMap(({ phrase }) => phrase.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  return [
    ...hard(requirement),
    JSON.stringify(rows),
    musts,
    needs.length,
    schemes('required'),
    schemes('desired'),
    onDate,
    sectors,
    place?.lat ?? null,
    place?.lon ?? null,
    // A kilometre a minute.
    place ? maxDriveMinutes : null,
    [...new Set(words)].join(' | '),
  ];
}

/** @param connections how many requirements are ranked side by side at most */
export async function startRematchPeer(
  suppliers: Iterable<SupplierRecord>,
  graph: CapabilityGraph,
  connections: number,
): Promise<RematchPeer> {
  const folder = await temporaryFolder('peer');
  const server = await startEmbeddedPostgres({
    folder,
    throwAway: true,
    settings: { shared_buffers: '1GB', work_mem: '64MB', jit: 'off', max_parallel_workers_per_gather: '0' },
  });
  const clients = Array.from({ length: connections }, () => new Client({ connectionString: server.url }));
  await Promise.all(clients.map((client) => client.connect()));
  await load(clients[0]!, suppliers, graph);
  let turn = 0;
  return {
    rank: async (requirement) => {
      const client = clients[turn++ % connections]!;
      const values = parametersOf(requirement);
      const { rows } = await client.query<{ no: number }>({ name: 'rank', text: rankSql, values });
      return rows.map(({ no }) => no);
    },
    count: async (requirement) => {
      const { rows } = await clients[0]!.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM peer p WHERE ${passes}`,
        hard(requirement),
      );
      return rows[0]!.n;
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.end()));
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function load(
  client: Client,
  suppliers: Iterable<SupplierRecord>,
  graph: CapabilityGraph,
): Promise<void> {
  await client.query(
    `CREATE TABLE loaded (no int, name text, phrases text, summary text, sectors text[], accepting boolean, batch_min float8,
                          batch_max float8, turnover float8, lat float8, lon float8);
     CREATE TABLE claims (no int, code text, strength float8);
     CREATE TABLE certs (no int, scheme text, valid_to date);
     CREATE TABLE fits (wanted text, held text, fit float8)`,
  );
  const rows: CopyValue[][] = [];
  const claims: CopyValue[][] = [];
  const certs: CopyValue[][] = [];
  for (const supplier of suppliers) {
    const { no, batch, sites } = supplier;
    rows.push([
      no,
      supplier.name,
      supplier.phrases.join('. '),
      supplier.summary,
      [...supplier.sectors],
      supplier.acceptingWork,
      batch?.min ?? null,
      batch?.max ?? null,
      supplier.turnoverGbp,
      sites[0]?.lat ?? null,
      sites[0]?.lon ?? null,
    ]);
    for (const { code, weight } of supplier.capabilities) claims.push([no, code, weight]);
    for (const { scheme, validTo } of supplier.certificates) certs.push([no, scheme, validTo]);
  }
  const fits: CopyValue[][] = [];
  for (let wanted = 0; wanted < graph.size; wanted += 1) {
    graph.fitTable(wanted).forEach((fit, held) => {
      if (fit > 0) fits.push([graph.node(wanted).code, graph.node(held).code, fit]);
    });
  }
  const copy = (table: string, values: CopyValue[][]): Promise<void> =>
    copyTexts(client, table, [copyText(values)]);
  await copy('loaded', rows);
  await copy('claims', claims);
  await copy('certs', certs);
  await copy('fits', fits);
  await client.query(
    `CREATE TABLE peer AS SELECT no, sectors, accepting, batch_min, batch_max, turnover, lat, lon,
            setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', phrases), 'B')
            || setweight(to_tsvector('english', summary), 'C') AS words FROM loaded;
     DROP TABLE loaded;
     CREATE UNIQUE INDEX ON peer (no);
     CREATE INDEX ON claims (code) INCLUDE (no, strength);
     CREATE INDEX ON certs (no, scheme) INCLUDE (valid_to);
     CREATE INDEX ON fits (wanted) INCLUDE (held, fit)`,
  );
  await client.query(`VACUUM ANALYZE`);
}
