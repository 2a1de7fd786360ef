import type { Place } from '#lib/geography';
import {
  type Context,
  fail,
  isFailure,
  newId,
  type Result,
  succeed,
  type TransactionContext,
  userError,
} from '#lib/platform';
import { placeColumns } from './organisation.sql.js';
import type { PlaceService } from './place.service.js';

const MOST = 20;
const FIELD = 'otherPostcodes';

/** Canonical; an outward code alone where no more is known. */
const codeOf = ({ postcode, outcode }: Place): string => postcode ?? outcode;

/**
 * Where the further sites of a supplier are, by their postcodes: undefined when nothing is said of them. What is said
 * twice, or is the main site, is left out.
 */
export async function locateOtherSites(
  ctx: Context,
  places: PlaceService,
  postcodes: readonly string[] | null | undefined,
  main: string | null | undefined,
): Promise<Result<Place[] | undefined>> {
  if (postcodes === undefined) return succeed(undefined);
  const given = (postcodes ?? []).filter((postcode) => postcode.trim() !== '');
  if (given.length > MOST) {
    return fail(userError('TOO_MANY', `At most ${MOST} sites beside the main one.`, [FIELD]));
  }
  const located = await places.locateMany(ctx, given, (postcode) => [FIELD, given.indexOf(postcode)]);
  const errors = [...located.values()].flatMap((place) => (isFailure(place) ? place.errors : []));
  const [first, ...rest] = errors;
  if (first) return fail(first, ...rest);
  const byCode = new Map<string, Place>();
  for (const place of located.values()) if (!isFailure(place)) byCode.set(codeOf(place.value), place.value);
  if (main) byCode.delete(main);
  return succeed([...byCode.values()]);
}

/** Makes these the sites of an organisation beside its main one; a site that stays keeps its id, and its certificates. */
export async function writeOtherSites(
  ctx: TransactionContext,
  organisationId: string,
  places: readonly Place[],
): Promise<void> {
  await ctx.query(
    `DELETE FROM sites WHERE organisation_id = $1 AND NOT is_primary AND postcode <> ALL($2::text[])`,
    [organisationId, places.map(codeOf)],
  );
  if (places.length === 0) return;
  const rows = places.map((place) => ({
    id: newId(),
    postcode: codeOf(place),
    ...placeColumns(place),
  }));
  await ctx.query(
    `INSERT INTO sites (id, organisation_id, is_primary, postcode, lat, lon, precision, district_code, region,
                        combined_authority, zones)
     SELECT id, $1, false, postcode, lat, lon, precision, district_code, region, combined_authority, zones
       FROM json_to_recordset($2) AS d(id uuid, postcode text, lat float8, lon float8, precision text,
            district_code text, region text, combined_authority text, zones text[])
      WHERE NOT EXISTS (SELECT FROM sites s WHERE s.organisation_id = $1 AND s.postcode = d.postcode)`,
    [organisationId, JSON.stringify(rows)],
  );
}
