/**
 * Whole minutes to every supplier from the places asked about last, one byte each and found when first asked for: buyers
 * have few places, and one byte of a row of bytes is at hand where the exact minutes of a site are far away in memory.
 */
import type { AnswerBits, AskedBits } from './asked.bits.js';
import type { GeoPoint } from '../scoring/drive.estimate.js';
import type { SupplierColumns } from './supplier.columns.js';

const PLACES_KEPT = 64;
/** At least so many minutes, or no site at all. */
export const FAR = 254;
/** Room for suppliers to come: one in so many. */
const SPARE_PART = 64;

export class ReachColumns {
  /** Least lately used first. */
  private readonly kept = new Map<string, Uint8Array>();

  constructor(
    private readonly columns: SupplierColumns,
    private readonly asked: AskedBits,
  ) {}

  /** By slot one more than the whole minutes from a place, or the nearest of several, to the sites of some regions, FAR + 1 at most; 0 where not known. */
  of(places: readonly GeoPoint[], regions: number): Uint8Array {
    const key = keyOf(places, regions);
    let minutes = this.kept.get(key);
    if (minutes) this.kept.delete(key);
    else minutes = this.emptied();
    this.kept.set(key, minutes);
    return minutes;
  }

  /** What is known of a limit. */
  bitsOf(places: readonly GeoPoint[], regions: number, limit: number): AnswerBits {
    return this.asked.of(`${keyOf(places, regions)},${limit}`);
  }

  private emptied(): Uint8Array {
    const { slots } = this.columns;
    const [oldest] = this.kept.size >= PLACES_KEPT ? this.kept : [];
    if (oldest) {
      const [key, minutes] = oldest;
      this.kept.delete(key);
      if (minutes.length >= slots) return minutes.fill(0);
    }
    return new Uint8Array(slots + Math.ceil(slots / SPARE_PART));
  }
}

const keyOf = (places: readonly GeoPoint[], regions: number): string =>
  `${places.map(({ lat, lon }) => `${lat},${lon}`).join(',')},${regions}`;
