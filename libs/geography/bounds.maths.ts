import { straightLineKm } from '#lib/taxonomy';
import type { Point } from './geography.types.js';

/** A box of WGS84 degrees. */
export interface Bounds {
  south: number;
  west: number;
  north: number;
  east: number;
}

const KM_PER_DEGREE_LAT = 111.19;

/** The smallest box that holds every point; undefined for none. */
export function boundsOf(points: Iterable<Point>): Bounds | undefined {
  let box: Bounds | undefined;
  for (const { lat, lon } of points) {
    box ??= { south: lat, west: lon, north: lat, east: lon };
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
  }
  return box;
}

/** A box that holds every point within `km` of a point (a little more, never less, at these latitudes). */
export function boundsAround(point: Point, km: number): Bounds {
  const dLat = km / KM_PER_DEGREE_LAT;
  const widest = Math.cos(((Math.abs(point.lat) + dLat) * Math.PI) / 180);
  const dLon = dLat / widest;
  return { south: point.lat - dLat, north: point.lat + dLat, west: point.lon - dLon, east: point.lon + dLon };
}

/** Lower bound in km of the straight-line distance from a point to anywhere in a box; 0 inside it. */
export function kmToBounds(point: Point, box: Bounds): number {
  const lon = Math.min(box.east, Math.max(box.west, point.lon));
  const lat = Math.min(box.north, Math.max(box.south, point.lat));
  if (lon === point.lon) return Math.abs(point.lat - lat) * KM_PER_DEGREE_LAT * 0.9999;
  // On a meridian beside the point the nearest latitude bends poleward by less than the margin taken off here.
  return straightLineKm(point, { lat, lon }) * 0.999;
}
