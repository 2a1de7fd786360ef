import { driveTimes, placeFinder, TravelCells } from '#lib/geography';
import type { MatchIndexOptions } from '#lib/matching';
import { capabilityTree } from '#lib/taxonomy';

/** Travel cells that remember which cell a point lies in: suppliers' sites are asked about again and again. */
class RememberedCells extends TravelCells {
  private readonly known = new Map<number, Map<number, number>>();
  private count = 0;

  override cellOf(lat: number, lon: number): number {
    let row = this.known.get(lat);
    const found = row?.get(lon);
    if (found !== undefined) return found;
    if (this.count >= POINTS_REMEMBERED) {
      this.known.clear();
      this.count = 0;
      row = undefined;
    }
    if (!row) this.known.set(lat, (row = new Map<number, number>()));
    const cell = super.cellOf(lat, lon);
    row.set(lon, cell);
    this.count += 1;
    return cell;
  }
}

const POINTS_REMEMBERED = 400_000;

let options: MatchIndexOptions | undefined;

/** What every index of the product is built with, so that all processes rank alike. Built on first use. */
export function engineOptions(): MatchIndexOptions {
  if (options) return options;
  const cells = new RememberedCells(placeFinder().outcodes, driveTimes());
  options = {
    capabilities: capabilityTree().nodes,
    drive: (a, b) => cells.minutesBetween(a, b),
  };
  return options;
}
