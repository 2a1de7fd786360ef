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

interface UnderstoodPart {
  kind: string;
  label: string;
}

/** Minutes of a drive in the words of a part of a query: "Within 45 minutes of Derby". */
const MINUTES = /(\d+) minutes/;

/** What the search asks for in distance, as a shape; nothing when it does not. */
export function reachOf(parts: readonly UnderstoodPart[]) {
  for (const { kind, label } of parts) {
    const minutes = Number(MINUTES.exec(label)?.[1]);
    const place =
      kind === 'PLACE' || kind === 'REACH' ? findPlaceName(label.replace(MINUTES, 'near'))?.place : undefined;
    if (place && minutes > 0) return { ...reach(place, minutes), minutes, place: place.name };
  }
  return null;
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

/** The names that fit beside each other, the largest district first. */
function withRoom<Row extends Bubble>(rows: readonly Row[]): Row[] {
  const taken: { left: number; right: number; y: number }[] = [];
  return rows.filter(({ name, x, y, radius }) => {
    const half = (name.length * LETTER) / 2;
    const box = { left: x - half, right: x + half, y: y - radius };
    const free = taken.every(
      (other) => box.right < other.left || box.left > other.right || Math.abs(box.y - other.y) > LINE,
    );
    if (free && taken.length < NAMED) taken.push(box);
    return free && taken.includes(box);
  });
}

/** The two regions as a picture, and the same as rows of a table, most first. */
export function mapView(counts: readonly { value: string; count: number }[]) {
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
  return { width: WIDTH, height: HEIGHT, land, roads, sites, rows, named: withRoom(rows) };
}
