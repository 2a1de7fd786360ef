import type { CombinedAuthority, Region } from '#lib/taxonomy';

/** A WGS84 point in decimal degrees. */
export interface Point {
  lat: number;
  lon: number;
}

/** A lower-tier (or unitary) local authority district, as a dated row. */
export interface District {
  /** GSS code, e.g. E07000039. */
  code: string;
  name: string;
  region: Region;
  /** Ceremonial or administrative county it is counted under. */
  county: string;
  /** The combined authority whose area it lies in (full members and their districts alone). */
  combinedAuthority: CombinedAuthority;
  /** The combined authority it works with as a non-constituent member, which does not put it in that area. */
  nonConstituentOf: CombinedAuthority;
  /** ISO dates; null means unknown start or no end known. */
  validFrom: string | null;
  validTo: string | null;
}

/** How exact a place is: a full postcode, an outward code's centre, or the centre of a named town. */
export type PlacePrecision = 'postcode' | 'outcode' | 'town';

/** A located place. */
export interface Place extends Point {
  /** Canonical 'DE24 8SE', or null when only the outward code is known. */
  postcode: string | null;
  outcode: string;
  districtCode: string;
  districtName: string;
  region: Region;
  combinedAuthority: CombinedAuthority;
  /** Codes of the zones the point lies in (derived, not declared). */
  zones: readonly string[];
  precision: PlacePrecision;
}

/** What a bulk postcode table knows of one postcode. */
export interface ExactPostcode extends Point {
  /** GSS code of the district. */
  district: string;
}
/** Looks a canonical postcode up in the bulk table. */
export type ExactLookup = (postcode: string) => ExactPostcode | undefined;

/** Why a postcode could not be read or placed. */
export type PlaceErrorCode = 'EMPTY' | 'MALFORMED' | 'OUTCODE_ONLY' | 'NOT_GEOGRAPHIC' | 'NOT_COVERED';
export interface PlaceError {
  code: PlaceErrorCode;
  /** A sentence for the person who typed it, naming the remedy. */
  error: string;
}

/** A well-formed postcode. `inward` is null for an outward code alone. */
export interface Postcode {
  outward: string;
  inward: string | null;
  canonical: string;
}

/** A row of the bulk postcode file. */
export interface PostcodeRow extends Point {
  postcode: string;
  districtCode: string;
  districtName: string;
  region: Region;
  combinedAuthority: CombinedAuthority;
  /** Positional quality as in Code-Point Open: 10 is best, 90 has no coordinates. */
  quality: number;
}

/** A town, area, county or region recognised in a search. */
export interface NamedPlace extends Point {
  name: string;
  kind: 'TOWN' | 'ZONE' | 'AREA' | 'DISTRICT' | 'COUNTY' | 'REGION';
  /** District of a town, or of a zone that lies in one; null for what spans several. */
  districtCode: string | null;
  /** Districts it consists of, for a filter; empty for a town or a zone, which is a point. */
  districtCodes: readonly string[];
  region: Region;
}
/** A named place in text at UTF-16 offsets [start, end). */
export interface FoundPlace {
  place: NamedPlace;
  start: number;
  end: number;
  /** 1 for an exact spelling, lower for a tolerated slip. */
  confidence: number;
}
