/** Minutes by road from the places asked about last to the sites worked out: each is asked of its source once. */
import type { DriveCells, DriveEstimate, GeoPoint } from '../scoring/drive.estimate.js';
import { withSpare } from '../model/growable.arrays.js';
import type { SupplierColumns } from './supplier.columns.js';

const PLACES_KEPT = 64;
/** Of one place, each twelve bytes; a power of two. */
const SITES_KEPT = 4_096;

/**
 * Minutes from one place, each where the last bits of the site's number say, so that those of neighbours in trade, whose sites
 * have numbers side by side, lie side by side too. The site that comes later takes the place.
 */
class KnownMinutes {
  /** One more than the number of the site; 0 where there is none. */
  private readonly sites = new Int32Array(SITES_KEPT);
  private readonly minutes = new Float64Array(SITES_KEPT);

  /** What is known of a site, else what `ask` says of it. */
  of(site: number, ask: (site: number) => number): number {
    const at = site & (SITES_KEPT - 1);
    if (this.sites[at] !== site + 1) {
      this.minutes[at] = ask(site);
      this.sites[at] = site + 1;
    }
    return this.minutes[at]!;
  }

  forget(): this {
    this.sites.fill(0);
    return this;
  }
}

export class DriveMemory {
  /** Least lately used first. */
  private readonly kept = new Map<string, KnownMinutes>();
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
    return (site) => known.of(site, ask);
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

  private minutesOf(key: string): KnownMinutes {
    let known = this.kept.get(key);
    if (known) this.kept.delete(key);
    else known = this.emptied();
    this.kept.set(key, known);
    return known;
  }

  private emptied(): KnownMinutes {
    const [oldest] = this.kept.size >= PLACES_KEPT ? this.kept : [];
    if (!oldest) return new KnownMinutes();
    this.kept.delete(oldest[0]);
    return oldest[1].forget();
  }
}
