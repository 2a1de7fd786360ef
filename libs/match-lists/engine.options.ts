import { driveTimes, placeFinder, TravelCells } from '#lib/geography';
import type { DriveEstimate, MatchIndexOptions } from '#lib/matching';
import { capabilityTree } from '#lib/taxonomy';

/** Places in the memory; several times as many as points that are asked about beside the sites of an index. */
const PLACES = 2 ** 14;
const POINTS_REMEMBERED = PLACES / 2;

/**
 * Travel cells that remember which cell a point lies in: pages explain the same suppliers again and again. An index
 * remembers those of its sites itself. Open addressing in typed arrays: maps of numbers took several times as long.
 */
class RememberedCells extends TravelCells {
  private readonly lats = new Float64Array(PLACES).fill(NaN);
  private readonly lons = new Float64Array(PLACES);
  private readonly cells = new Int32Array(PLACES);
  private count = 0;

  override cellOf(lat: number, lon: number): number {
    const { lats, lons, cells } = this;
    // Micro-degrees of both, mixed.
    let at = (Math.imul(lat * 1e6, 0x9e3779b1) ^ Math.imul(lon * 1e6, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & (PLACES - 1);
    while (!Number.isNaN(lats[at]!)) {
      if (lats[at] === lat && lons[at] === lon) return cells[at]!;
      at = (at + 1) & (PLACES - 1);
    }
    const cell = super.cellOf(lat, lon);
    if (this.count >= POINTS_REMEMBERED) {
      lats.fill(NaN);
      this.count = 0;
    }
    this.count += 1;
    [lats[at], lons[at], cells[at]] = [lat, lon, cell];
    return cell;
  }
}

let options: MatchIndexOptions | undefined;

/** What every index of the product is built with, so that all processes rank alike. Built on first use. */
export function engineOptions(): MatchIndexOptions {
  if (options) return options;
  const cells = new RememberedCells(placeFinder().outcodes, driveTimes());
  const drive: DriveEstimate = (a, b) => cells.minutesBetween(a, b);
  drive.cells = cells;
  options = { capabilities: capabilityTree().nodes, drive };
  return options;
}
