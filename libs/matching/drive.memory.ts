/** Minutes by road from the places asked about last to the sites worked out: each is asked of its source once. */
import type { DriveEstimate, GeoPoint } from './drive.estimate.js';
import type { SupplierColumns } from './supplier.columns.js';

const PLACES_KEPT = 64;
/** Of one place, each some forty bytes. */
const SITES_KEPT = 8_000;

export class DriveMemory {
  /** Least lately used first. */
  private readonly kept = new Map<string, Map<number, number>>();

  constructor(
    private readonly columns: SupplierColumns,
    private readonly drive: DriveEstimate,
  ) {}

  /** A reader of the minutes from a place to each site. */
  from(place: GeoPoint): (site: number) => number {
    const ask = this.ask(place);
    const known = this.minutesOf(`${place.lat},${place.lon}`);
    return (site) => {
      let minutes = known.get(site);
      if (minutes === undefined) {
        minutes = ask(site);
        if (known.size >= SITES_KEPT) known.clear();
        known.set(site, minutes);
      }
      return minutes;
    };
  }

  /** The same without remembering: for those who look at everybody once. */
  ask(place: GeoPoint): (site: number) => number {
    const { siteLat, siteLon } = this.columns;
    return (site) => this.drive(place, { lat: siteLat.data[site]!, lon: siteLon.data[site]! });
  }

  private minutesOf(key: string): Map<number, number> {
    const known = this.kept.get(key) ?? new Map<number, number>();
    this.kept.delete(key);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size < PLACES_KEPT) break;
      this.kept.delete(oldest);
    }
    this.kept.set(key, known);
    return known;
  }
}
