// Taken from Math once: a look-up of the global in each call is slow in sandboxed contexts such as test runners.
const { asin, cos, min, sin, sqrt } = Math;

/** Mean Earth radius (IUGG), km. */
const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Straight-line (great-circle) distance in km between two WGS84 points in decimal degrees. */
export function straightLineKm(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const halfLat = sin(((b.lat - a.lat) * RADIANS) / 2);
  const halfLon = sin(((b.lon - a.lon) * RADIANS) / 2);
  const h = halfLat * halfLat + cos(a.lat * RADIANS) * cos(b.lat * RADIANS) * halfLon * halfLon;
  return 2 * EARTH_RADIUS_KM * asin(min(1, sqrt(h)));
}
