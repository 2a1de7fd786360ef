import { UNKNOWN_SCHEME } from '#lib/directory';
import { type RequirementRecord, saysSplittable, type WantedCertificate } from '#lib/matching';
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
  certifications: StatedCertificate[] | null;
}

interface StatedCertificate {
  scheme: string;
  edition: string | null;
  level: string | null;
  commodity: string | null;
  importance: WantedCertificate['importance'];
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
  const shared = new SharedParts();
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
    if (rows.length > 0) yield rows.map((row) => recordOf(row, shared));
    if (rows.length < batchSize) return;
    after = rows.at(-1)!.no;
  }
}

/** What says the same, held once: requirements that stand in memory together ask for much alike. */
class SharedParts {
  private readonly parts = new Map<string, unknown>();

  part<T>(part: T): T {
    const key = JSON.stringify(part);
    const held = this.parts.get(key) as T | undefined;
    if (held !== undefined) return held;
    // A copy of a list has no room to spare.
    const kept = Array.isArray(part) ? (part.slice() as T) : part;
    this.parts.set(key, kept);
    return kept;
  }
}

const wantedOf = ({
  scheme,
  edition,
  level,
  commodity,
  importance,
}: StatedCertificate): WantedCertificate => ({
  scheme,
  edition: edition ?? undefined,
  level: level ?? undefined,
  commodity: commodity ?? undefined,
  importance,
});

/**
 * Field by field: all requirements stand in memory, and what is left of an object when fields are taken out of it
 * (`...rest`) has a shape of its own each time, which takes more room than its values and is slow to read.
 */
function recordOf(row: RecordRow, shared: SharedParts): RequirementRecord {
  const { perYear, batch, lat, lon, region, weights, needs, certifications } = row;
  return {
    no: row.no,
    id: row.id,
    title: row.title,
    description: row.description,
    needs: (needs ?? []).map((need) => shared.part(need)),
    certifications: (certifications ?? []).map((stated) => shared.part(wantedOf(stated))),
    sectors: shared.part(row.sectors),
    cpvCodes: shared.part(row.cpvCodes),
    valueGbp: row.valueGbp,
    quantity: perYear === null && batch === null ? null : { perYear, batch },
    leadTimeDays: row.leadTimeDays,
    place: lat === null || lon === null || region === null ? null : { lat, lon, region },
    maxDriveMinutes: row.maxDriveMinutes,
    regions: row.regions,
    onDate: row.onDate,
    ...(weights ? { weights } : {}),
    splittable: saysSplittable(row.description),
  };
}
