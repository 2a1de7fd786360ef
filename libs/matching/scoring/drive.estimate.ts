/** Minutes by road, from the straight line or from a source of one's own. */

export interface GeoPoint {
  lat: number;
  lon: number;
}
/** Minutes by road between two points; symmetric, deterministic, without I/O. */
export interface DriveEstimate {
  (a: GeoPoint, b: GeoPoint): number;
  /** The same by way of cells, for an estimate that is made so: finding the cell of a point is most of its cost. */
  cells?: DriveCells;
}

/** Points that lie in numbered cells, from 0 on. */
export interface DriveCells {
  cellOf(lat: number, lon: number): number;
  /** A reader of the minutes from a point to others, given with the cell of each. */
  from(point: GeoPoint): (lat: number, lon: number, cell: number) => number;
}

/** Mean Earth radius (IUGG), km. */
const EARTH_RADIUS_KM = 6371.0088;
/** Roads wind: road km for each straight km. */
const DETOUR = 1.28;
const SPEED_KMH = 68;
const START_AND_PARK_MINUTES = 8;
const MINUTES_PER_ARC = (2 * EARTH_RADIUS_KM * DETOUR * 60) / SPEED_KMH;
const RADIANS = Math.PI / 180;
const { asin, cos, min, sin, sqrt } = Math;

/** A point on the unit sphere: with it, a distance costs three products instead of five sines. */
export function placeVector({ lat, lon }: GeoPoint): [x: number, y: number, z: number] {
  const across = cos(lat * RADIANS);
  return [across * cos(lon * RADIANS), across * sin(lon * RADIANS), sin(lat * RADIANS)];
}

/** Square of the chord between two points of the unit sphere. */
export function chordSquared(ax: number, ay: number, az: number, bx: number, by: number, bz: number): number {
  const x = ax - bx;
  const y = ay - by;
  const z = az - bz;
  return x * x + y * y + z * z;
}

/** Minutes by road over a straight line given as the square of its chord. */
export const minutesOfChord = (squared: number): number =>
  START_AND_PARK_MINUTES + MINUTES_PER_ARC * asin(min(1, sqrt(squared) / 2));

/** Minutes from the straight line alone. The engine knows this one, and works it out from stored vectors. */
export const straightLineDrive: DriveEstimate = (a, b) => {
  const [ax, ay, az] = placeVector(a);
  const [bx, by, bz] = placeVector(b);
  return minutesOfChord(chordSquared(ax, ay, az, bx, by, bz));
};
