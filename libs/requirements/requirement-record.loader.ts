import { UNKNOWN_SCHEME } from '#lib/directory';
import { type RequirementRecord, saysSplittable } from '#lib/matching';
import type { Context } from '#lib/platform';
import { MATCHED_STATES } from './publication.rules.js';
import type { RequirementState } from './requirement.entity.js';

interface RecordRow extends Omit<
  RequirementRecord,
  'certifications' | 'quantity' | 'place' | 'weights' | 'splittable' | 'needs'
> {
  perYear: number | null;
  batch: number | null;
  lat: number | null;
  lon: number | null;
  region: NonNullable<RequirementRecord['place']>['region'] | null;
  weights: RequirementRecord['weights'] | null;
  needs: RequirementRecord['needs'] | null;
  certifications:
    | {
        scheme: string;
        edition: string | null;
        level: string | null;
        commodity: string | null;
        importance: 'required' | 'desired';
      }[]
    | null;
}

const batchSize = 1_000;

/**
 * Requirements that look for suppliers (open or shortlisting) as the engine takes them, in batches in the order of
 * their numbers: all of them, or those of the ids given (others are left out). Certificates must be valid on the day
 * of first delivery, or today (ISO, passed in) when that is not stated or has passed.
 * @param states those that have ended instead, to say afterwards how suppliers stood to them
 */
export async function* loadRequirementRecords(
  ctx: Context,
  {
    ids,
    today,
    states = MATCHED_STATES,
  }: { ids?: readonly string[]; today: string; states?: readonly RequirementState[] },
): AsyncGenerator<RequirementRecord[], void, undefined> {
  let after = 0;
  for (;;) {
    const rows = await ctx.query<RecordRow>(
      `SELECT r.no, r.id, r.title, r.description, r.sectors, r.cpv_codes AS "cpvCodes", r.value_gbp::float8 AS "valueGbp",
              r.quantity_per_year AS "perYear", r.quantity_batch AS batch, r.lead_time_days AS "leadTimeDays",
              r.lat, r.lon, r.region, r.max_drive_minutes AS "maxDriveMinutes", r.regions,
              greatest(r.first_delivery_on, $3::date)::text AS "onDate", r.weights,
              (SELECT json_agg(json_build_object('phrase', phrase, 'codes', codes, 'importance', importance)
                               ORDER BY position)
                 FROM requirement_needs WHERE requirement_id = r.id) AS needs,
              (SELECT json_agg(json_build_object('scheme', scheme, 'edition', edition, 'level', level,
                               'commodity', commodity, 'importance', importance) ORDER BY position)
                 FROM requirement_certifications
                WHERE requirement_id = r.id AND scheme <> '${UNKNOWN_SCHEME}') AS certifications
         FROM requirements r
        WHERE r.no > $1 AND r.state = ANY($4) ${ids ? 'AND r.id = ANY($5)' : ''} ORDER BY r.no LIMIT $2`,
      [after, batchSize, today, states, ...(ids ? [ids] : [])],
    );
    if (rows.length > 0) yield rows.map(recordOf);
    if (rows.length < batchSize) return;
    after = rows.at(-1)!.no;
  }
}

function recordOf(row: RecordRow): RequirementRecord {
  const { perYear, batch, lat, lon, region, weights, needs, certifications, ...rest } = row;
  return {
    ...rest,
    needs: needs ?? [],
    certifications: (certifications ?? []).map(({ edition, level, commodity, ...wanted }) => ({
      ...wanted,
      edition: edition ?? undefined,
      level: level ?? undefined,
      commodity: commodity ?? undefined,
    })),
    quantity: perYear === null && batch === null ? null : { perYear, batch },
    place: lat === null || lon === null || region === null ? null : { lat, lon, region },
    ...(weights ? { weights } : {}),
    splittable: saysSplittable(row.description),
  };
}
