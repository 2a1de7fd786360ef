import { alikeSql, type Page, type PageInput } from '#lib/directory';
import { type Context, cursorError } from '#lib/platform';
import { validate } from 'uuid';

/** Two suppliers that may be one, the one that was stored first before the other. */
export interface LikePair {
  olderId: string;
  newerId: string;
}

/** What officers said of a pair: that it is two firms. */
export interface Distinction {
  id: string;
  note: string;
  /** Null when they have been erased. */
  by: string | null;
  at: Date;
  /** Whether both are still of the name and in the district in which they looked alike then. */
  stands: boolean;
}

/** A pair with what was said of it. */
export interface SeenPair extends LikePair {
  distinction: Distinction | null;
}

/** Which pairs are asked for: those of one supplier alone, and those found to be two firms instead of the others. */
export interface PairFilter {
  supplierId?: string | null;
  distinct?: boolean;
}

const DISTRICT = `split_part(sa.postcode, ' ', 1)`;
const STANDS = `d.name_key = a.name_key AND d.district = ${DISTRICT}`;

const PAIRS = `organisations a JOIN supplier_profiles ap ON ap.organisation_id = a.id
    JOIN sites sa ON sa.organisation_id = a.id AND sa.is_primary
    JOIN organisations b ON b.id > a.id AND b.name_key = a.name_key
    JOIN supplier_profiles bp ON bp.organisation_id = b.id
    JOIN sites sb ON sb.organisation_id = b.id AND sb.is_primary
    LEFT JOIN supplier_distinctions d ON d.older_id = a.id AND d.newer_id = b.id
   WHERE ${alikeSql('a', 'sa', 'b', 'sb')}`;

/** A distinction as one value; null where nothing was said. */
const said = (stands: string): string =>
  `CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'note', d.note, 'at', d.at, 'stands', ${stands},
     'by', (SELECT name FROM people WHERE id = d.person_id)) END AS distinction`;

type Said<Row> = Row & { distinction: (Omit<Distinction, 'at'> & { at: string }) | null };

const read = <Row>(row: Said<Row>): Row & { distinction: Distinction | null } => ({
  ...row,
  distinction: row.distinction && { ...row.distinction, at: new Date(row.distinction.at) },
});

/**
 * A page of pairs of suppliers that may be one, in the order in which they came.
 * @throws AppError BAD_INPUT for a cursor that is not of this list
 */
export async function listLikePairs(
  ctx: Context,
  { first, after }: PageInput,
  { supplierId = null, distinct = false }: PairFilter = {},
): Promise<Page<SeenPair>> {
  const [olderId = null, newerId = null] = after == null ? [] : placeOf(after);
  const only = `AND ($1::uuid IS NULL OR $1 IN (a.id, b.id)) AND (d.id IS NOT NULL AND ${STANDS}) = $2`;
  const asked = [supplierId, distinct];
  const [count] = await ctx.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${PAIRS} ${only}`, asked);
  const rows = await ctx.query<Said<LikePair>>(
    `SELECT a.id AS "olderId", b.id AS "newerId", ${said(STANDS)} FROM ${PAIRS} ${only}
        AND ($3::uuid IS NULL OR (a.id, b.id) > ($3, $4::uuid)) ORDER BY a.id, b.id LIMIT $5`,
    [...asked, olderId, newerId, first + 1],
  );
  const items = rows
    .slice(0, first)
    .map((row) => ({ cursor: `${row.olderId} ${row.newerId}`, item: read(row) }));
  return { items, totalCount: count?.n ?? 0, hasNextPage: rows.length > first };
}

/** How two organisations look like one, and what was said of them. */
export interface Likeness {
  nameKey: string;
  district: string;
  distinction: Distinction | null;
}

/** How two stored organisations may be one; undefined when they do not look it. */
export async function likenessOf(ctx: Context, one: string, other: string): Promise<Likeness | undefined> {
  const [row] = await ctx.query<Said<Likeness>>(
    `SELECT a.name_key AS "nameKey", ${DISTRICT} AS district, ${said(STANDS)}
       FROM organisations a JOIN sites sa ON sa.organisation_id = a.id AND sa.is_primary
       JOIN organisations b ON b.id = greatest($1::uuid, $2) JOIN sites sb ON sb.organisation_id = b.id AND sb.is_primary
       LEFT JOIN supplier_distinctions d ON d.older_id = a.id AND d.newer_id = b.id
      WHERE a.id = least($1, $2) AND a.id <> b.id AND ${alikeSql('a', 'sa', 'b', 'sb')}`,
    [one, other],
  );
  return row && read(row);
}

/** @throws AppError BAD_INPUT */
function placeOf(cursor: string): string[] {
  const ids = cursor.split(' ');
  if (ids.length !== 2 || !ids.every((id) => validate(id))) throw cursorError();
  return ids;
}
