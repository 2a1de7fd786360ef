import { cell, factColumns, FactTableError, NearWords, readFacts, type Zone, zones } from '#lib/taxonomy';
import { z } from 'zod';
import { type DistrictTable, districts } from './district.table.js';
import type { FoundPlace, NamedPlace, Place } from './geography.types.js';

/** Words before a name that say a place is meant. */
const CUES = new Set(['near', 'in', 'around', 'from', 'at', 'of', 'to', 'nr', 'by', 'round', 'outside']);
const LISTING = new Set(['or', 'and']);
const LONGEST_NAME = 6;
/** Shorter names are never mended: too many words lie a letter away. */
const SHORTEST_CORRECTED = 5;

const townRow = z.object({
  name: cell.text,
  kind: z.enum(['TOWN', 'AREA', 'DISTRICT', 'COUNTY', 'REGION']),
  lat: cell.number,
  lon: cell.number,
  districts: cell.list,
  aliases: cell.list,
  needs_cue: z.enum(['', 'yes']).transform((text) => text === 'yes'),
  ...factColumns,
});
type TownRow = z.output<typeof townRow>;

interface Entry {
  place: NamedPlace;
  /** The name is also an everyday word ("stone", "rugby"), so it counts only after a cue such as "near". */
  needsCue: boolean;
}

interface Word {
  text: string;
  start: number;
  end: number;
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu)].map((match) => ({
    text: match[0].toLowerCase().replace('’', "'"),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const keyOf = (name: string): string =>
  wordsOf(name)
    .map((word) => word.text)
    .join(' ');

/** Names of Midlands towns, zones, areas, districts, counties and regions, found in what people type. */
export class TownGazetteer {
  readonly #entries = new Map<string, Entry>();
  /** Single- and many-word names by first letter and number of words, for tolerating slips. */
  readonly #bySketch = new Map<string, NearWords>();

  constructor(
    rows: readonly TownRow[],
    private readonly districts: DistrictTable,
    zoneRows: readonly Zone[] = [],
  ) {
    for (const row of rows) this.#add(row);
    for (const zone of zoneRows) this.#addZone(zone);
  }

  /** Names of all places, each once, in order. */
  get names(): string[] {
    return [...new Set([...this.#entries.values()].map(({ place }) => place.name))].sort();
  }

  #add(row: TownRow): void {
    const members = row.districts.map((code) => {
      const district = this.districts.byCode(code);
      if (!district) throw new FactTableError(`towns: ${row.name} names unknown district ${code}`);
      return district;
    });
    const first = members[0];
    if (!first) throw new FactTableError(`towns: ${row.name} names no district`);
    const isTown = row.kind === 'TOWN';
    const place: NamedPlace = {
      name: row.name,
      kind: row.kind,
      lat: row.lat,
      lon: row.lon,
      districtCode: members.length === 1 ? first.code : null,
      districtCodes: isTown ? [] : row.districts,
      region: first.region,
    };
    for (const name of [row.name, ...row.aliases]) {
      const key = keyOf(name);
      const known = this.#entries.get(key)?.place;
      // "Stoke-on-Trent" and "stoke on trent" are one key; two different places may not share one.
      if (known === place) continue;
      if (known) throw new FactTableError(`towns: "${name}" names both ${known.name} and ${row.name}`);
      this.#enter(key, { place, needsCue: row.needs_cue && !key.includes(' ') });
    }
  }

  /** A zone is named as a point, in the middle of its sites; where a town has its name, that is meant. */
  #addZone({ name, aliases, districts, points, region }: Zone): void {
    const mean = (pick: (point: Zone['points'][number]) => number): number =>
      points.reduce((sum, point) => sum + pick(point), 0) / points.length;
    const place: NamedPlace = {
      name,
      kind: 'ZONE',
      lat: mean(({ lat }) => lat),
      lon: mean(({ lon }) => lon),
      districtCode: districts.length === 1 ? districts[0]! : null,
      districtCodes: [],
      region,
    };
    for (const key of [name, ...aliases].map(keyOf)) {
      // A name of one word is that of a village, a road or a firm as well.
      if (!this.#entries.has(key)) this.#enter(key, { place, needsCue: !key.includes(' ') });
    }
  }

  #enter(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    const sketch = `${key.charAt(0)}${key.split(' ').length}`;
    let near = this.#bySketch.get(sketch);
    if (!near) this.#bySketch.set(sketch, (near = new NearWords()));
    if (key.length >= SHORTEST_CORRECTED) near.add(key);
  }

  /** The place of exactly this name or alias, in any case. */
  byName(name: string): NamedPlace | undefined {
    return this.#entries.get(keyOf(name))?.place;
  }

  /**
   * Every place named in a text, longest names first where they overlap, in order of appearance. Names that are also
   * everyday words need a cue before them ("near stone"); slips of a letter or two are tolerated in long names.
   */
  findAll(text: string): FoundPlace[] {
    const words = wordsOf(text);
    const found: FoundPlace[] = [];
    let afterPlace = -1;
    for (let at = 0; at < words.length;) {
      // "Coventry or Rugby": the second is a place because the first is.
      const isListed =
        at > 0 &&
        ((afterPlace === at - 1 && LISTING.has(words[at - 1]!.text)) ||
          (afterPlace === at && /^\s*[/&]\s*$/u.test(text.slice(words[at - 1]!.end, words[at]!.start))));
      const hit = this.#longestAt(words, at, isListed);
      if (hit) found.push(hit.found);
      at += hit?.length ?? 1;
      if (hit) afterPlace = at;
    }
    return found;
  }

  #longestAt(
    words: readonly Word[],
    at: number,
    isListed: boolean,
  ): { found: FoundPlace; length: number } | undefined {
    const cued = isListed || (at === 0 ? words.length <= 2 : CUES.has(words[at - 1]!.text));
    // Of one word, of two and so on.
    const names: string[] = [];
    for (const { text } of words.slice(at, at + LONGEST_NAME))
      names.push(names.length === 0 ? text : `${names.at(-1)!} ${text}`);
    for (const tolerant of [false, true]) {
      for (let length = names.length; length > 0; length -= 1) {
        const typed = names[length - 1]!;
        const key = tolerant ? this.#slipOf(typed, length, cued) : typed;
        const entry = key === undefined ? undefined : this.#entries.get(key);
        if (!entry || (entry.needsCue && !cued)) continue;
        const [start, end] = [words[at]!.start, words[at + length - 1]!.end];
        return { found: { place: entry.place, start, end, confidence: tolerant ? 0.8 : 1 }, length };
      }
    }
    return undefined;
  }

  /** The one known name a slip away. Without a cue only long words are tried, to leave trade words alone. */
  #slipOf(typed: string, length: number, cued: boolean): string | undefined {
    if (typed.length < (cued ? SHORTEST_CORRECTED : 8)) return undefined;
    const limit = typed.length >= 9 && cued ? 2 : 1;
    let best: string | undefined;
    let bestDistance = limit + 1;
    const near = this.#bySketch.get(`${typed.charAt(0)}${length}`)?.within(typed, limit) ?? [];
    for (const { word: key, distance } of near) {
      if (distance < bestDistance) [best, bestDistance] = [key, distance];
      else if (distance === bestDistance) best = undefined;
    }
    return best;
  }

  /** A named town as a Place, for distances; its precision says that it is only the town. */
  placeOf(named: NamedPlace): Omit<Place, 'outcode'> {
    const district = named.districtCode === null ? undefined : this.districts.byCode(named.districtCode);
    return {
      postcode: null,
      lat: named.lat,
      lon: named.lon,
      districtCode: district?.code ?? '',
      districtName: district?.name ?? '',
      region: named.region,
      combinedAuthority: district?.combinedAuthority ?? null,
      zones: [],
      precision: 'town',
    };
  }
}

let shipped: TownGazetteer | undefined;
/** The gazetteer shipped with the product, read once. */
export function gazetteer(): TownGazetteer {
  shipped ??= new TownGazetteer(
    readFacts(new URL('./data/towns.csv', import.meta.url), townRow),
    districts(),
    zones().rows,
  );
  return shipped;
}

/** The first place named in a text, if any. */
export function findPlaceName(text: string): FoundPlace | undefined {
  return gazetteer().findAll(text)[0];
}

/** Every place named in a text, in order of appearance. */
export function findPlaceNames(text: string): FoundPlace[] {
  return gazetteer().findAll(text);
}
