/** Minutes by road from the places asked about last to the sites worked out: each is asked of its source once. */
import type { DriveCells, DriveEstimate, GeoPoint } from '../scoring/drive.estimate.js';
import { withSpare } from '../model/growable.arrays.js';
import type { SupplierColumns } from './supplier.columns.js';

const PLACES_KEPT = 64;
/** Of one place, each some forty bytes. */
const SITES_KEPT = 8_000;

export class DriveMemory {
  /** Least lately used first. */
  private readonly kept = new Map<string, Map<number, number>>();
  /** One more than the cell of each site; 0 where it was not asked for. */
  private cellOfSite = new Uint16Array(0);

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
    const { cells } = this.drive;
    if (!cells) return (site) => this.drive(place, { lat: siteLat.data[site]!, lon: siteLon.data[site]! });
    const minutes = cells.from(place);
    return (site) => {
      const [lat, lon] = [siteLat.data[site]!, siteLon.data[site]!];
      return minutes(lat, lon, this.cellOf(cells, site, lat, lon));
    };
  }

  private cellOf(cells: DriveCells, site: number, lat: number, lon: number): number {
    if (site >= this.cellOfSite.length) {
      const wider = new Uint16Array(withSpare(this.columns.siteLat.length));
      wider.set(this.cellOfSite);
      this.cellOfSite = wider;
    }
    const known = this.cellOfSite[site]!;
    if (known > 0) return known - 1;
    const cell = cells.cellOf(lat, lon);
    this.cellOfSite[site] = cell + 1;
    return cell;
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
