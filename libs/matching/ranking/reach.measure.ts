/** How far suppliers are from the place of one requirement, or the nearest of several, by the sites that count for it. */
import type { Region } from '#lib/taxonomy';
import type { WordSieve } from './candidate.finder.js';
import { chordSquared, minutesOfChord, placeVector, straightLineDrive } from '../scoring/drive.estimate.js';
import type { MatchIndex } from '../index/match.index.js';
import { sieveAsking } from '../index/asked.bits.js';
import { FAR } from '../index/reach.columns.js';
import type { RequirementPlace, RequirementRecord } from '../model/model.types.js';
import { regionBits, type SupplierColumns } from '../index/supplier.columns.js';

type MinutesSource = ((site: number) => number) | null;

export class ReachMeasure {
  private readonly columns: SupplierColumns;
  /** Regions whose sites count; 0 for all. */
  private readonly regions: number;
  /** None, one, or several of which the nearest counts. */
  private readonly places: readonly RequirementPlace[];
  /** The places on the unit sphere, where drive times rest on the straight line alone. */
  private readonly vectors: readonly (readonly [number, number, number])[];
  /** Minutes by any other source. */
  private readonly minutesFrom: MinutesSource;
  /** The bit of the region that is the other one, of each place. */
  private readonly away: readonly number[];

  constructor(
    private readonly index: MatchIndex,
    { place, otherPlaces = [], regions }: Pick<RequirementRecord, 'place' | 'otherPlaces' | 'regions'>,
  ) {
    this.columns = index.columns;
    this.places = place ? [place, ...otherPlaces] : [];
    this.regions = regions && regions.length > 0 ? regionBits(regions) : 0;
    const isStraight = index.drive === straightLineDrive;
    this.vectors = isStraight ? this.places.map(placeVector) : [];
    this.minutesFrom = isStraight ? null : leastOf(this.places.map((one) => index.driveMemory.from(one)));
    this.away = this.places.map(({ region }) => awayFrom(region));
  }

  /** Minutes by road to the nearest site that counts; Infinity without one or without a place. */
  minutes(slot: number): number {
    return this.places.length > 0 ? this.nearest(slot, this.minutesFrom) : Infinity;
  }

  /**
   * Tells of one slot after another whether some site that counts is at most `limit` minutes away. Use it at once: the
   * memory it reads is that of the place asked about last.
   */
  within(limit: number): (slot: number) => boolean {
    const { places } = this;
    if (places.length === 0) return () => false;
    const whole = this.index.reachColumns.of(places, this.regions);
    const ask = this.minutesFrom && leastOf(places.map((place) => this.index.driveMemory.ask(place)));
    return (slot) => {
      let least = whole[slot]! - 1;
      if (least < 0) whole[slot] = (least = Math.min(FAR, Math.floor(this.nearest(slot, ask)))) + 1;
      if (least > limit) return false;
      // Within the last minute, or beyond all counting, the exact time decides.
      return (least < FAR && least + 1 <= limit) || this.minutes(slot) <= limit;
    };
  }

  /** The same for words of slots: what is found of a slot is kept for others with the same place and limit. */
  sieve(limit: number): WordSieve {
    const { places } = this;
    if (places.length === 0) return () => 0;
    return sieveAsking(this.index.reachColumns.bitsOf(places, this.regions, limit), this.within(limit));
  }

  /** `hasSite` for words of slots. */
  siteSieve(): WordSieve {
    return sieveAsking(this.index.asked.of(`sites in ${this.regions}`), (slot) => this.hasSite(slot));
  }

  /** True when not every site counts. */
  get isLimited(): boolean {
    return this.regions !== 0;
  }

  /** False when the requirement asks for a site in regions where there is none. */
  hasSite(slot: number): boolean {
    if (this.regions === 0) return true;
    const { siteStart, siteRegion } = this.columns;
    const end = siteStart.data[slot + 1]!;
    for (let site = siteStart.data[slot]!; site < end; site += 1)
      if ((siteRegion.data[site]! & this.regions) !== 0) return true;
    return false;
  }

  /**
   * True when the nearest site lies in the other of the two regions than the place it is nearest to. How far one is matters
   * only beside others.
   */
  isCrossRegional(slot: number): boolean {
    if (this.away.every((bit) => bit === 0)) return false;
    const { siteStart, siteRegion } = this.columns;
    const end = siteStart.data[slot + 1]!;
    let nearest = -1;
    let least = -1;
    for (let site = siteStart.data[slot]!; site < end; site += 1) {
      const own = siteRegion.data[site]!;
      if (this.regions !== 0 && (own & this.regions) === 0) continue;
      if (nearest >= 0) {
        if (least < 0) least = this.minutesTo(nearest, this.minutesFrom);
        const minutes = this.minutesTo(site, this.minutesFrom);
        if (minutes >= least) continue;
        least = minutes;
      }
      nearest = site;
    }
    return nearest >= 0 && siteRegion.data[nearest] === this.away[this.placeNearestTo(nearest)];
  }

  /** Which of the places a site is nearest to; the first where two are as near. */
  private placeNearestTo(site: number): number {
    if (this.places.length === 1) return 0;
    const minutes = this.minutesFrom
      ? this.places.map((place) => this.index.driveMemory.from(place)(site))
      : this.vectors.map((vector) => minutesOfChord(this.chordTo(site, vector)));
    return minutes.indexOf(Math.min(...minutes));
  }

  /** Minutes to the nearest site that counts, by the straight line or else by `source`. */
  private nearest(slot: number, source: MinutesSource): number {
    const { siteStart, siteRegion } = this.columns;
    const end = siteStart.data[slot + 1]!;
    let least = Infinity;
    for (let site = siteStart.data[slot]!; site < end; site += 1) {
      if (this.regions !== 0 && (siteRegion.data[site]! & this.regions) === 0) continue;
      const minutes = this.minutesTo(site, source);
      if (minutes < least) least = minutes;
    }
    return least;
  }

  private minutesTo(site: number, source: MinutesSource): number {
    if (source) return source(site);
    const { vectors } = this;
    let least = Infinity;
    for (const vector of vectors) {
      const minutes = minutesOfChord(this.chordTo(site, vector));
      if (minutes < least) least = minutes;
    }
    return least;
  }

  /** Square of the chord to a site. */
  private chordTo(site: number, [x, y, z]: readonly [number, number, number]): number {
    const { data } = this.columns.siteVector;
    return chordSquared(x, y, z, data[3 * site]!, data[3 * site + 1]!, data[3 * site + 2]!);
  }
}

/** A reader of the least that several readers give; null for none. */
function leastOf(readers: readonly ((site: number) => number)[]): MinutesSource {
  const [first, ...others] = readers;
  if (!first || others.length === 0) return first ?? null;
  return (site) => others.reduce((least, read) => Math.min(least, read(site)), first(site));
}

/** The bit of the region that is the other one, 0 where there is none. */
function awayFrom(home: Region): number {
  if (home === 'EAST_MIDLANDS') return regionBits(['WEST_MIDLANDS']);
  return home === 'WEST_MIDLANDS' ? regionBits(['EAST_MIDLANDS']) : 0;
}
