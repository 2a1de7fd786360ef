import { type Place, placeFinder, type Point, straightLineKm } from '#lib/geography';
import { cell, readFacts, zonesAt, zonesNear } from '#lib/taxonomy';
import { z } from 'zod';
import type { Archetype } from './archetype.types.js';
import { Random, type Weighted, weighted } from './random.source.js';

const outcodeRow = z.object({ outcode: cell.text, postcodes: cell.number, town: cell.text });
const hubRow = z.object({ hub: cell.text, lat: cell.number, lon: cell.number, km: cell.number });

/** Letters that occur in the inward half of a postcode. */
const INWARD = 'ABDEFGHJLNPQRSTUWXYZ';
const KM_PER_DEGREE = 111.2;
/** Premises lie about this far from the centre of their outward code, a standard deviation in km. */
const SPREAD_KM = 1.4;
const FURTHEST_KM = 3.5;
/** A zone further than this from the centre of an outward code holds none of its premises. */
const ZONE_REACH_KM = 8;
/** How much denser a trade is at the heart of a hub, for each point of weight. */
const PULL = 4;

const ESTATES = (
  'Larkfield|Hollowbrook|Kilnside|Meadowgate|Foundry Lane|Wharfside|Beacon|Ashmere|Coppice|Millrace|Canalside|' +
  'Sidings|Tannery|Quarryside|Lockside|Hangar|Orchard|Northgate|Westfields|Signal|Windmill|Ironstone|Gasworks|Tollgate'
).split('|');
const ESTATE_KINDS = [
  'Industrial Estate',
  'Trading Estate',
  'Business Park',
  'Works',
  'Enterprise Park',
  'Court',
];

interface Spot extends Point {
  place: Place;
  postcodes: number;
  town: string;
  nearZone: boolean;
}

/** Where an invented firm is: a made-up address in a real outward code. */
export interface SamplePremises {
  place: Place;
  /** Well formed, in a real outward code; whether it is anybody's is chance. */
  postcode: string;
  address: string;
  /** The nearest town, as people would say it. */
  town: string;
}

/** Spreads invented firms over both regions as the real economy lies, each trade thicker round its own hubs. */
export class PlaceSampler {
  readonly #spots: readonly Spot[];
  readonly #hubs: ReadonlyMap<string, { lat: number; lon: number; km: number }>;
  readonly #byTrade = new Map<string, Weighted<Spot>>();

  constructor() {
    const finder = placeFinder();
    this.#hubs = new Map(
      readFacts(new URL('./data/hubs.csv', import.meta.url), hubRow).map((row) => [row.hub, row]),
    );
    this.#spots = readFacts(new URL('./data/outcode-weights.csv', import.meta.url), outcodeRow).flatMap(
      (row) => {
        const place = finder.locate(row.outcode);
        if ('error' in place) throw new Error(`outcode-weights.csv: ${place.error}`);
        if (place.region === 'OTHER') return [];
        const nearZone = zonesNear(place.lat, place.lon, ZONE_REACH_KM).length > 0;
        return [
          { lat: place.lat, lon: place.lon, place, postcodes: row.postcodes, town: row.town, nearZone },
        ];
      },
    );
  }

  /** @throws Error when the archetype names a hub that is not in hubs.csv */
  sample(trade: Pick<Archetype, 'code' | 'places'>, random: Random): SamplePremises {
    let spots = this.#byTrade.get(trade.code);
    if (!spots) this.#byTrade.set(trade.code, (spots = this.#weigh(trade.places)));
    const { place, town, nearZone } = random.draw(spots);
    const [north, east] = [offset(random), offset(random)];
    const lat = round(place.lat + north / KM_PER_DEGREE);
    const lon = round(place.lon + east / (KM_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180)));
    const zones = nearZone ? zonesAt(lat, lon, place.districtCode).map((zone) => zone.code) : [];
    const inward = `${random.between(1, 9)}${letter(random)}${letter(random)}`;
    const unit = random.chance(0.8) ? `Unit ${random.between(1, 46)}, ` : '';
    const postcode = `${place.outcode} ${inward}`;
    return {
      place: { ...place, postcode, lat, lon, zones },
      postcode,
      address: `${unit}${random.pick(ESTATES)} ${random.pick(ESTATE_KINDS)}, ${town}`,
      town,
    };
  }

  #weigh(places: ReadonlyMap<string, number>): Weighted<Spot> {
    const pulls = [...places].map(([hub, weight]) => {
      const at = this.#hubs.get(hub);
      if (!at) throw new Error(`hubs.csv has no hub "${hub}"`);
      return { at, weight };
    });
    return weighted(this.#spots, (spot) =>
      pulls.reduce(
        (sum, { at, weight }) =>
          sum + PULL * weight * spot.postcodes * Math.exp(-((straightLineKm(spot, at) / at.km) ** 2)),
        spot.postcodes,
      ),
    );
  }
}

let shared: PlaceSampler | undefined;
/** The sampler over the shipped tables, made once. */
export function placeSampler(): PlaceSampler {
  shared ??= new PlaceSampler();
  return shared;
}

const offset = (random: Random): number =>
  Math.max(-FURTHEST_KM, Math.min(FURTHEST_KM, random.normal() * SPREAD_KM));

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

const letter = (random: Random): string => INWARD.charAt(random.between(0, INWARD.length - 1));
