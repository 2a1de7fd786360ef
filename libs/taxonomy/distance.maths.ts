// Taken from Math once: a look-up of the global in each call is slow in sandboxed contexts such as test runners.
const { abs, asin, cos, min, sin, sqrt } = Math;

/** Mean Earth radius (IUGG), km. */
const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;
/** Along a meridian, and a thousandth less than that for what rounding does. */
const KM_A_DEGREE_AT_LEAST = 0.999 * EARTH_RADIUS_KM * RADIANS;

/** Straight-line (great-circle) distance in km between two WGS84 points in decimal degrees. */
export function straightLineKm(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const halfLat = sin(((b.lat - a.lat) * RADIANS) / 2);
  const halfLon = sin(((b.lon - a.lon) * RADIANS) / 2);
  const h = halfLat * halfLat + cos(a.lat * RADIANS) * cos(b.lat * RADIANS) * halfLon * halfLon;
  return 2 * EARTH_RADIUS_KM * asin(min(1, sqrt(h)));
}

/** What the straight line in km is longer than, by the degrees of latitude between two points alone: a tenth of the work. */
export function atLeastKm(a: { lat: number }, b: { lat: number }): number {
  return abs(b.lat - a.lat) * KM_A_DEGREE_AT_LEAST;
}
