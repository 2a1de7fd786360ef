import { straightLineKm } from '#lib/taxonomy';
import { type Access, type DriveTimes, driveTimes } from './drive-time.estimate.js';
import type { Point } from './geography.types.js';
import { type Outcode, placeFinder } from './place.finder.js';

/** Below this straight-line distance the trip is estimated from the points themselves. */
const SHORT_KM = 10;
/** Minutes a km of straight line adds on a longer trip: local detour at main-road speed. */
const MINUTES_PER_KM = (1.3 * 60) / 64;
/** Side of a square of the look-up grid, degrees of latitude; longitude squares are wider to stay about square. */
const GRID_LAT = 0.1;
const GRID_LON = 0.16;
const MOST_TENTHS = 65_535;

/**
 * Drive times between cells, one a postcode district (outward code), for ranking many places at once. A cell is a
 * small integer; `tenths[a * size + b]` is the minutes between two cells in tenths of a minute, and symmetric.
 */
export class TravelCells {
  readonly size: number;
  /** Outward code of each cell. */
  readonly codes: readonly string[];
  readonly tenths: Uint16Array;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #grid = new Map<number, number[]>();
  readonly #centreKm = new Map<number, Float64Array>();

  constructor(
    private readonly centres: readonly Outcode[],
    private readonly times: DriveTimes,
  ) {
    this.size = centres.length;
    this.codes = centres.map((centre) => centre.outcode);
    this.#numbers = new Map(this.codes.map((code, at) => [code, at]));
    centres.forEach((centre, at) => {
      const key = gridKey(Math.floor(centre.lat / GRID_LAT), Math.floor(centre.lon / GRID_LON));
      this.#grid.set(key, [...(this.#grid.get(key) ?? []), at]);
    });
    this.tenths = this.#fill(centres.map((centre) => times.accessOf(centre)));
  }

  #fill(access: readonly Access[]): Uint16Array {
    const { size, centres, times } = this;
    const tenths = new Uint16Array(size * size);
    const nearestKm = new Float64Array(size).fill(Infinity);
    for (let a = 0; a < size; a += 1) {
      for (let b = a + 1; b < size; b += 1) {
        const km = straightLineKm(centres[a]!, centres[b]!);
        if (km < nearestKm[a]!) nearestKm[a] = km;
        if (km < nearestKm[b]!) nearestKm[b] = km;
        const minutes = times.minutesByAccess(km, access[a]!, access[b]!);
        tenths[a * size + b] = tenths[b * size + a] = Math.min(MOST_TENTHS, Math.round(minutes * 10));
      }
      // Two places of one cell are taken to lie as far apart as half the way to the next cell.
      tenths[a * size + a] = Math.round(times.shortMinutes(nearestKm[a]! / 2) * 10);
    }
    return tenths;
  }

  /** The cell of an outward code; undefined outside the table. */
  cellOfOutcode(outcode: string): number | undefined {
    return this.#numbers.get(outcode);
  }

  /** The cell whose centre is nearest to a point. */
  cellOf(lat: number, lon: number): number {
    const [row, column] = [Math.floor(lat / GRID_LAT), Math.floor(lon / GRID_LON)];
    let best = -1;
    let bestKm = Infinity;
    const consider = (at: number): void => {
      const km = straightLineKm(this.centres[at]!, { lat, lon });
      if (km < bestKm) [best, bestKm] = [at, km];
    };
    // A centre nearer than 10 km lies in the nine squares around; farther ones need the whole table.
    for (let dRow = -1; dRow <= 1; dRow += 1) {
      for (let dColumn = -1; dColumn <= 1; dColumn += 1) {
        this.#grid.get(gridKey(row + dRow, column + dColumn))?.forEach(consider);
      }
    }
    if (bestKm > 10) this.centres.forEach((_, at) => consider(at));
    return best;
  }

  /** Minutes between two cells, to a tenth. */
  minutesFromCells(a: number, b: number): number {
    return this.tenths[a * this.size + b]! / 10;
  }

  /**
   * Minutes between two exact points by way of their cells: the time between the cells, put right by how much farther
   * or nearer the points are than the centres. Short trips are local roads alone.
   */
  minutesBetween(a: Point, b: Point): number {
    const short = straightLineKm(a, b) < SHORT_KM;
    return this.from(a)(b.lat, b.lon, short ? 0 : this.cellOf(b.lat, b.lon));
  }

  /** A reader of the same from one point to others of which the cells are known. */
  from(a: Point): (lat: number, lon: number, cell: number) => number {
    const { size, tenths, times } = this;
    let row = -1;
    let centreKm: Float64Array;
    return (lat, lon, cell) => {
      const km = straightLineKm(a, { lat, lon });
      const short = times.shortMinutes(km);
      if (km < SHORT_KM) return short;
      if (row < 0) {
        const own = this.cellOf(a.lat, a.lon);
        centreKm = this.#kmFrom(own);
        row = own * size;
      }
      return Math.min(short, tenths[row + cell]! / 10 + (km - centreKm[cell]!) * MINUTES_PER_KM);
    };
  }

  /** Straight lines from the centre of a cell to every other, worked out when first asked for. */
  #kmFrom(cell: number): Float64Array {
    let km = this.#centreKm.get(cell);
    if (!km) {
      km = Float64Array.from(this.centres, (centre) => straightLineKm(this.centres[cell]!, centre));
      this.#centreKm.set(cell, km);
    }
    return km;
  }
}

function gridKey(row: number, column: number): number {
  return row * 10_000 + column;
}

/** Cells over every outward code in the tables; about a tenth of a second to build. */
export function buildTravelCells(
  outcodes: readonly Outcode[] = placeFinder().outcodes,
  times: DriveTimes = driveTimes(),
): TravelCells {
  return new TravelCells(outcodes, times);
}
