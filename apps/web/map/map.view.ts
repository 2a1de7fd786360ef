import { findPlaceName } from '#lib/geography';
import { HEIGHT, land, middles, reach, roads, sites, WIDTH } from './map.cells.js';

/** A map shows where suppliers are and lists none of them: what the view of a search has beside its counts. */
export const nobodyListed = {
  edges: [],
  blockedCount: 0,
  answered: true,
  unusedWords: [],
  pageInfo: { hasNextPage: false, endCursor: null },
};

const LARGEST_RADIUS = 24;
const NAMED = 16;
/** Of the dot that marks a place of the search. */
const FROM_RADIUS = 5;
/** About half of a number in a circle. */
const NUMBER_RADIUS = 5;

interface UnderstoodPart {
  kind: string;
  label: string;
}

/** Minutes of a drive in the words of a part of a query: "Within 45 minutes of Derby". */
const MINUTES = /(\d+) minutes/;

/** What the search asks for in distance, as a shape around its places; nothing when it does not. */
export function reachOf(parts: readonly UnderstoodPart[]) {
  const asked = parts.flatMap(({ kind, label }) => {
    const minutes = Number(MINUTES.exec(label)?.[1]);
    const place =
      kind === 'PLACE' || kind === 'REACH' ? findPlaceName(label.replace(MINUTES, 'near'))?.place : undefined;
    return place && minutes > 0 ? [{ place, minutes }] : [];
  });
  if (asked.length === 0) return null;
  const [{ minutes }] = asked as [(typeof asked)[number]]; // one longest drive is for all
  const places = asked.map(({ place }) => place);
  const { from, ...area } = reach(places, minutes);
  const names = places.map(({ name }) => name);
  return {
    ...area,
    minutes,
    from: from.map((spot, at) => ({ ...spot, name: names[at]! })),
    places: names.join(' or '),
  };
}

interface Bubble {
  name: string;
  x: number;
  y: number;
  radius: number;
}

/** Width of a letter and height of a line of the names on the map. */
const LETTER = 5.4;
const LINE = 12;

const boxOf = ({ name, x, y, radius }: Bubble) => {
  const half = (name.length * LETTER) / 2;
  return { left: x - half, right: x + half, y: y - radius };
};

/** The names that fit beside each other and beside those of the search, the largest district first. */
function withRoom<Row extends Bubble>(rows: readonly Row[], searched: readonly Bubble[]): Row[] {
  const taken = searched.map(boxOf);
  const most = taken.length + NAMED;
  return rows.filter((row) => {
    const box = boxOf(row);
    const free = taken.every(
      (other) => box.right < other.left || box.left > other.right || Math.abs(box.y - other.y) > LINE,
    );
    if (free && taken.length < most) taken.push(box);
    return free && taken.includes(box);
  });
}

/** Whether a number can be read in the circle: it is large enough, and no dot of the search lies on its middle. */
const hasRoomForNumber = ({ x, y, radius }: Bubble, dots: readonly Bubble[]): boolean =>
  radius > 9 && dots.every((dot) => Math.hypot(dot.x - x, dot.y - y) > dot.radius + NUMBER_RADIUS);

/** The two regions as a picture, and the same as rows of a table, most first; `reach` is what the search asks for. */
export function mapView(
  counts: readonly { value: string; count: number }[],
  reach: ReturnType<typeof reachOf> = null,
) {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const rows = counts
    .flatMap(({ value, count }) => {
      const middle = middles.get(value);
      if (!middle || count === 0) return [];
      const { district, x, y } = middle;
      const radius = Math.max(3, Math.round(LARGEST_RADIUS * Math.sqrt(count / most) * 10) / 10);
      return [{ code: value, name: district.name, region: district.region, count, x, y, radius }];
    })
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  const searched = (reach?.from ?? []).map((spot) => ({ ...spot, radius: FROM_RADIUS }));
  const names = new Set(searched.map(({ name }) => name));
  const isSearched = ({ name }: Bubble): boolean => names.has(name);
  // A place that is called as its district is named once, above the circle of the district.
  const marked = searched.filter(({ name }) => !rows.some((row) => row.name === name));
  const inOrder = [...rows.filter(isSearched), ...rows.filter((row) => !isSearched(row))];
  return {
    width: WIDTH,
    height: HEIGHT,
    land,
    roads,
    sites,
    rows: rows.map((row) => ({ ...row, numbered: hasRoomForNumber(row, searched) })),
    named: [...marked, ...withRoom(inOrder, marked)],
    reach,
  };
}
