import type { TransactionContext } from '#lib/platform';
import type { Region } from '#lib/taxonomy';
import type { PreparedRequirement } from './requirement.draft.js';
import type { RequirementState } from './requirement.entity.js';

/** Where a requirement is delivered to. */
export interface DeliveryPlace {
  postcode: string;
  lat: number;
  lon: number;
  region: Region;
}

export interface RequirementEntry {
  id: string;
  requirement: PreparedRequirement;
  place: DeliveryPlace | null;
  state: RequirementState;
  known: boolean;
}

const columns = `id uuid, buyer_id uuid, title text, description text, state text, visibility text, sectors text[],
  cpv_codes text[], value_gbp bigint, quantity_per_year int, quantity_batch int, lead_time_days int, postcode text,
  lat float8, lon float8, region text, max_drive_minutes int, regions text[], first_delivery_on date, closes_on date,
  weights jsonb, reply_days int, origin text, source_scheme text, source_identifier text, content_hash text`;

const names = columns.replace(/ (?:uuid|text|bigint|int|float8|date|jsonb)(?:\[\])?(?=,|$)/g, '');

const rowOf = ({ id, requirement, place, state }: RequirementEntry): object => ({
  id,
  buyer_id: requirement.buyerId,
  title: requirement.title,
  description: requirement.description,
  state,
  visibility: requirement.visibility,
  sectors: requirement.sectors,
  cpv_codes: requirement.cpvCodes,
  value_gbp: requirement.valueGbp,
  quantity_per_year: requirement.quantityPerYear,
  quantity_batch: requirement.quantityBatch,
  lead_time_days: requirement.leadTimeDays,
  postcode: place?.postcode,
  lat: place?.lat,
  lon: place?.lon,
  region: place?.region,
  max_drive_minutes: requirement.maxDriveMinutes,
  regions: requirement.regions,
  first_delivery_on: requirement.firstDeliveryOn,
  closes_on: requirement.closesOn,
  weights: requirement.weights,
  reply_days: requirement.replyDays,
  origin: requirement.origin,
  source_scheme: requirement.source?.scheme,
  source_identifier: requirement.source?.identifier,
  content_hash: requirement.contentHash,
});

/** Stores requirements, whole batches in a fixed number of statements. A state past the draft dates its publication. */
export async function writeRequirements(
  ctx: TransactionContext,
  entries: readonly RequirementEntry[],
): Promise<void> {
  const fresh = entries.filter(({ known }) => !known);
  const known = entries.filter((entry) => entry.known);
  if (fresh.length > 0) {
    await ctx.query(
      `INSERT INTO requirements (${names}, published_at, closed_at, created_at, updated_at)
       SELECT ${names}, CASE WHEN state <> 'DRAFT' THEN $2::timestamptz END,
              CASE WHEN state IN ('CLOSED', 'AWARDED', 'WITHDRAWN') THEN $2::timestamptz END, $2, $2
         FROM json_to_recordset($1) AS d(${columns})`,
      [JSON.stringify(fresh.map(rowOf)), ctx.now()],
    );
  }
  if (known.length > 0) {
    const ids = known.map(({ id }) => id);
    await ctx.query(
      `UPDATE requirements r
          SET title = d.title, description = d.description, state = d.state, visibility = d.visibility,
              sectors = d.sectors, cpv_codes = d.cpv_codes, value_gbp = d.value_gbp,
              quantity_per_year = d.quantity_per_year, quantity_batch = d.quantity_batch,
              lead_time_days = d.lead_time_days, postcode = d.postcode, lat = d.lat, lon = d.lon, region = d.region,
              max_drive_minutes = d.max_drive_minutes, regions = d.regions, first_delivery_on = d.first_delivery_on,
              closes_on = d.closes_on, weights = d.weights, reply_days = d.reply_days, content_hash = d.content_hash,
              published_at = CASE WHEN d.state <> 'DRAFT' THEN coalesce(r.published_at, $2) END,
              closed_at = CASE WHEN d.state IN ('CLOSED', 'AWARDED', 'WITHDRAWN') THEN coalesce(r.closed_at, $2) END,
              updated_at = $2, version = r.version + 1
         FROM json_to_recordset($1) AS d(${columns}) WHERE r.id = d.id`,
      [JSON.stringify(known.map(rowOf)), ctx.now()],
    );
    await ctx.query(`DELETE FROM requirement_needs WHERE requirement_id = ANY($1)`, [ids]);
    await ctx.query(`DELETE FROM requirement_certifications WHERE requirement_id = ANY($1)`, [ids]);
  }
  const lines = <T extends object>(items: (entry: PreparedRequirement) => readonly T[]): object[] =>
    entries.flatMap(({ id, requirement }) =>
      items(requirement).map((item, position) => ({ requirement_id: id, position, ...item })),
    );
  await ctx.query(
    `INSERT INTO requirement_needs (requirement_id, position, phrase, codes, picked, importance)
     SELECT requirement_id, position, phrase, codes, picked, importance FROM json_to_recordset($1)
       AS d(requirement_id uuid, position smallint, phrase text, codes text[], picked boolean, importance text)`,
    [JSON.stringify(lines(({ needs }) => needs))],
  );
  await ctx.query(
    `INSERT INTO requirement_certifications (requirement_id, position, scheme, stated, edition, level, commodity,
                                             importance)
     SELECT requirement_id, position, scheme, stated, edition, level, commodity, importance FROM json_to_recordset($1)
       AS d(requirement_id uuid, position smallint, scheme text, stated text, edition text, level text, commodity text,
            importance text)`,
    [JSON.stringify(lines(({ certifications }) => certifications))],
  );
}
