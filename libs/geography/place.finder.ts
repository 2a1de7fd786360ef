import { cell, indexFacts, readFacts, zonesAt } from '#lib/taxonomy';
import { z } from 'zod';
import { type DistrictTable, districts } from './district.table.js';
import type { ExactLookup, ExactPostcode, Place, PlaceError, Point } from './geography.types.js';
import { isPlaceError, parsePostcode } from './postcode.parser.js';

/** The centre of an outward code and the district most of its postcodes are in. */
export interface Outcode extends Point {
  outcode: string;
  district: string;
}

const outcodeRow = z.object({
  outcode: z.string().regex(/^[A-Z]{1,2}\d[A-Z0-9]?$/, 'is not an outward code'),
  lat: cell.number,
  lon: cell.number,
  district: cell.text,
});

/** Codes of the zones a point in a district is in. */
export type ZoneCodesAt = (lat: number, lon: number, district: string) => readonly string[];

/** Where a postcode is. */
export class PlaceFinder {
  readonly #outcodes: ReadonlyMap<string, Outcode>;

  /** Every outcode must name a district of the table; throws FactTableError or Error otherwise. */
  constructor(
    outcodes: readonly Outcode[],
    private readonly districts: DistrictTable,
    private readonly zoneCodesAt: ZoneCodesAt,
  ) {
    this.#outcodes = indexFacts(outcodes, 'outcodes', (row) => row.outcode);
    for (const row of outcodes) {
      if (!districts.byCode(row.district)) {
        throw new Error(
          `outcodes: ${row.outcode} names district ${row.district}, which is not in the districts table`,
        );
      }
    }
  }

  /** Every outward code, in the order of the table. */
  get outcodes(): Outcode[] {
    return [...this.#outcodes.values()];
  }

  /**
   * The place of a postcode or an outward code. Exact when `exact` knows the postcode; otherwise the centre of its
   * outward code, with precision 'outcode' and no zones, since a centre says nothing about one premises.
   * A malformed postcode, or one outside the tables, comes back as an error naming the remedy.
   */
  locate(text: string, exact?: ExactLookup): Place | PlaceError {
    const read = parsePostcode(text, { allowOutcode: true });
    if (isPlaceError(read)) return read;
    const point = read.inward === null ? undefined : exact?.(read.canonical);
    if (point) {
      const place = this.#exactPlace(read.canonical, read.outward, point);
      if (place) return place;
    }
    const outcode = this.#outcodes.get(read.outward);
    if (!outcode) {
      return {
        code: 'NOT_COVERED',
        error: `${read.canonical} is not in our tables: we cover the East and West Midlands and the places just outside them. Check the postcode, or enter that of a site in either region.`,
      };
    }
    const district = this.districts.byCode(outcode.district)!;
    return {
      postcode: read.inward === null ? null : read.canonical,
      outcode: read.outward,
      lat: outcode.lat,
      lon: outcode.lon,
      districtCode: district.code,
      districtName: district.name,
      region: district.region,
      combinedAuthority: district.combinedAuthority,
      zones: [],
      precision: 'outcode',
    };
  }

  /** Undefined when the bulk table names a district we do not hold: the outward code then decides. */
  #exactPlace(postcode: string, outcode: string, point: ExactPostcode): Place | undefined {
    const district = this.districts.byCode(point.district);
    if (!district) return undefined;
    return {
      postcode,
      outcode,
      lat: point.lat,
      lon: point.lon,
      districtCode: district.code,
      districtName: district.name,
      region: district.region,
      combinedAuthority: district.combinedAuthority,
      zones: this.zoneCodesAt(point.lat, point.lon, district.code),
      precision: 'postcode',
    };
  }
}

let shipped: PlaceFinder | undefined;
/** The finder over the outward codes, districts and zones shipped with the product. */
export function placeFinder(): PlaceFinder {
  shipped ??= new PlaceFinder(
    readFacts(new URL('./data/outcodes.csv', import.meta.url), outcodeRow),
    districts(),
    (lat, lon, district) => zonesAt(lat, lon, district).map((zone) => zone.code),
  );
  return shipped;
}
