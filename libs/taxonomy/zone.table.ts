import { straightLineKm } from './distance.maths.js';
import { cell, factColumns, FactTableError, readFacts } from './fact.reader.js';
import type { FactMark } from './fact.types.js';
import { z } from 'zod';

export const ZONE_KINDS = ['INVESTMENT_ZONE', 'FREEPORT'] as const;
export type ZoneKind = (typeof ZONE_KINDS)[number];
/** A tax site, a customs site, both, or another designation. */
export const ZONE_SITE_KINDS = ['TAX', 'CUSTOMS', 'TAX_AND_CUSTOMS'] as const;
export type ZoneSiteKind = (typeof ZONE_SITE_KINDS)[number];

/** A point in or near a zone site. The legal edge is the map of the instrument; the point is our judgement. */
export interface ZonePoint {
  label: string;
  lat: number;
  lon: number;
}

/** An Investment Zone or Freeport site. */
export interface Zone extends FactMark {
  /** Kebab-case slug. */
  code: string;
  name: string;
  /** What people call it for short. */
  aliases: readonly string[];
  /** The zone or freeport the site belongs to. */
  programme: string;
  kind: ZoneKind;
  siteKind: ZoneSiteKind;
  region: 'EAST_MIDLANDS' | 'WEST_MIDLANDS';
  /** GSS codes of the districts it lies in. */
  districts: readonly string[];
  points: readonly ZonePoint[];
  focus: string;
  /** The statutory instrument that designates it, '' when none does. */
  instrument: string;
  /** ISO dates of designation; null when unknown. */
  inForceFrom: string | null;
  endsOn: string | null;
}

/** A site counts as in a zone within this distance of one of its points, in one of its districts (a judgement). */
export const ZONE_RADIUS_KM = 1.5;

const zonePoints = z.string().transform((text, context): ZonePoint[] => {
  const points = text.split(';').map((part): ZonePoint => {
    const [label = '', place = ''] = part.split('@');
    const [lat, lon] = place.split(',').map(Number);
    return { label: label.trim(), lat: lat ?? NaN, lon: lon ?? NaN };
  });
  if (points.every(({ lat, lon }) => Number.isFinite(lat) && Number.isFinite(lon))) return points;
  context.addIssue({ code: 'custom', message: 'points are written "label@lat,lon; label@lat,lon"' });
  return z.NEVER;
});

const zoneRow = z
  .object({
    code: z.string().regex(/^[a-z0-9-]+$/, 'is not a slug'),
    name: cell.text,
    aliases: cell.list,
    programme: cell.text,
    kind: z.enum(ZONE_KINDS),
    site_kind: z.enum(ZONE_SITE_KINDS),
    region: z.enum(['EAST_MIDLANDS', 'WEST_MIDLANDS']),
    districts: cell.list,
    points: zonePoints,
    focus: cell.text,
    instrument: cell.optionalText,
    in_force_from: cell.optionalDate,
    ends_on: cell.optionalDate,
    ...factColumns,
  })
  .transform(({ site_kind, in_force_from, ends_on, checked_on, ...row }): Zone => ({
    ...row,
    siteKind: site_kind,
    inForceFrom: in_force_from,
    endsOn: ends_on,
    checkedOn: checked_on,
  }));

/** The zones, and which of them a point is in or near. */
export class ZoneTable {
  readonly #byCode = new Map<string, Zone>();

  constructor(readonly rows: readonly Zone[]) {
    for (const row of rows) {
      if (this.#byCode.has(row.code)) throw new FactTableError(`zones: ${row.code} is listed twice`);
      this.#byCode.set(row.code, row);
    }
  }

  byCode(code: string): Zone | undefined {
    return this.#byCode.get(code);
  }

  /** Zones with a point within `km` of a place, nearest first, with the distance in straight-line km. */
  near(lat: number, lon: number, km: number): { zone: Zone; km: number }[] {
    return this.rows
      .map((zone) => ({
        zone,
        km: Math.min(...zone.points.map((point) => straightLineKm(point, { lat, lon }))),
      }))
      .filter((found) => found.km <= km)
      .sort((a, b) => a.km - b.km || (a.zone.code < b.zone.code ? -1 : 1));
  }

  /**
   * Zones a premises is in: within ZONE_RADIUS_KM of a point of the zone and in one of its districts. A derived
   * indication, not a legal finding: the instrument's map decides.
   */
  at(lat: number, lon: number, district: string): Zone[] {
    return this.near(lat, lon, ZONE_RADIUS_KM)
      .map(({ zone }) => zone)
      .filter((zone) => zone.districts.includes(district));
  }
}

let shipped: ZoneTable | undefined;
/** The zones shipped with the product, read once. */
export function zones(): ZoneTable {
  shipped ??= new ZoneTable(readFacts(new URL('./data/zones.csv', import.meta.url), zoneRow));
  return shipped;
}

/** Zones with a point within `km` straight-line km, nearest first. */
export function zonesNear(lat: number, lon: number, km: number): { zone: Zone; km: number }[] {
  return zones().near(lat, lon, km);
}

/** Zones a premises in a district is in; see ZoneTable.at. */
export function zonesAt(lat: number, lon: number, district: string): Zone[] {
  return zones().at(lat, lon, district);
}
