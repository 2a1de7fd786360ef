import { districts, driveTimes, placeFinder, trunkRoads } from '#lib/geography';
import { straightLineKm, zones } from '#lib/taxonomy';
import { Delaunay } from 'd3-delaunay';

export interface Spot {
  x: number;
  y: number;
}

interface LatLon {
  lat: number;
  lon: number;
}

export const WIDTH = 760;
const MARGIN = 12;
/** Kilometres of a degree: of latitude, and of longitude at the middle of the Midlands. */
const KM = { lat: 111.2, lon: 67.6 };

const all = placeFinder().outcodes.flatMap((outcode) => {
  const district = districts().byCode(outcode.district);
  return district ? [{ ...outcode, district }] : [];
});
const ours = all.filter(({ district }) => district.region !== 'OTHER');
const west = Math.min(...ours.map(({ lon }) => lon)) - 0.12;
const east = Math.max(...ours.map(({ lon }) => lon)) + 0.06;
const north = Math.max(...ours.map(({ lat }) => lat)) + 0.06;
const south = Math.min(...ours.map(({ lat }) => lat)) - 0.06;
const scale = (WIDTH - 2 * MARGIN) / ((east - west) * KM.lon);
export const HEIGHT = Math.round((north - south) * KM.lat * scale + 2 * MARGIN);

const short = (value: number): number => Math.round(value * 10) / 10;

/** Where a point of the country is on the picture. */
export const spotOf = ({ lat, lon }: LatLon): Spot => ({
  x: short((lon - west) * KM.lon * scale + MARGIN),
  y: short((north - lat) * KM.lat * scale + MARGIN),
});

const path = (points: readonly Corner[]): string => `M${points.map((corner) => corner.join(' ')).join('L')}Z`;

/** How far a cell may reach where no neighbour bounds it, as at the sea. */
const LONGEST = 56;

/** The cell of each outward code: what lies nearer to its middle than to any other. */
const cells = (() => {
  const spots = all.map(spotOf);
  const voronoi = Delaunay.from(
    spots,
    ({ x }) => x,
    ({ y }) => y,
  ).voronoi([0, 0, WIDTH, HEIGHT]);
  return all.flatMap(({ outcode, lat, lon, district }, index) => {
    const polygon = district.region === 'OTHER' ? null : voronoi.cellPolygon(index);
    if (!polygon) return [];
    const { x, y } = spots[index]!;
    const near = polygon.map(([px, py]): [number, number] => {
      const far = Math.hypot(px - x, py - y);
      return far <= LONGEST ? [px, py] : [x + ((px - x) * LONGEST) / far, y + ((py - y) * LONGEST) / far];
    });
    const ring = near.map(([px, py]): Corner => [short(px), short(py)]);
    return [{ outcode, lat, lon, district, ring, d: path(ring) }];
  });
})();

type Corner = readonly [number, number];

type Side = readonly [Corner, Corner];

/** The sides of the edge around some cells, by their ends: what two of them share is left out. */
function edge(parts: readonly { ring: readonly Corner[] }[]): Map<string, Side> {
  const sides = new Map<string, Side>();
  for (const { ring } of parts) {
    for (let at = 0; at + 1 < ring.length; at += 1) {
      const [from, to] = [ring[at]!, ring[at + 1]!];
      if (!sides.delete(`${to.join(' ')} ${from.join(' ')}`)) {
        sides.set(`${from.join(' ')} ${to.join(' ')}`, [from, to]);
      }
    }
  }
  return sides;
}

/** Sides as lines, each as long as one leads on to another: around, or open at both ends. */
function lineOf(sides: Iterable<Side>): string {
  const next = new Map([...sides].map((side) => [side[0].join(' '), side]));
  const ends = new Set([...next.values()].map((side) => side[1].join(' ')));
  let d = '';
  // A line that is open is drawn from its beginning, or it would fall into pieces.
  const starts = [...next.keys()].sort((a, b) => Number(ends.has(a)) - Number(ends.has(b)));
  for (const start of starts) {
    let side = next.get(start);
    if (!side) continue;
    let last = start;
    d += `M${start}`;
    while (side) {
      next.delete(side[0].join(' '));
      last = side[1].join(' ');
      d += `L${last}`;
      side = next.get(last);
    }
    if (last === start) d += 'Z';
  }
  return d;
}

/** The edge around some cells. */
const outline = (parts: readonly { ring: readonly Corner[] }[]): string => lineOf(edge(parts).values());

const joined = (parts: readonly { d: string }[]): string => parts.map(({ d }) => d).join('');

/** The land of the two regions: one shape each, of the cells of its outward codes. */
export const land = (['WEST_MIDLANDS', 'EAST_MIDLANDS'] as const).map((region) => ({
  region,
  d: joined(cells.filter(({ district }) => district.region === region)),
  outline: outline(cells.filter(({ district }) => district.region === region)),
}));

/** Trunk roads within the picture. */
export const roads = (() => {
  const inside = ({ x, y }: Spot): boolean => x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT;
  const lines = trunkRoads().map(({ class: kind, from, to }) => ({ kind, a: spotOf(from), b: spotOf(to) }));
  const drawn = (motorway: boolean): string =>
    lines
      .filter(({ kind, a, b }) => (kind === 'M') === motorway && inside(a) && inside(b))
      .map(({ a, b }) => `M${a.x} ${a.y}L${b.x} ${b.y}`)
      .join('');
  return { motorways: drawn(true), others: drawn(false) };
})();

export const sites = zones().rows.flatMap(({ name, code, points }) =>
  points.slice(0, 1).map((point) => ({ ...spotOf(point), name, code })),
);

/** The middle of a district: of its outward codes. */
export const middles = new Map(
  [...new Set(ours.map(({ district }) => district))].map((district) => {
    const own = ours.filter((one) => one.district === district);
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const middle = { lat: mean(own.map(({ lat }) => lat)), lon: mean(own.map(({ lon }) => lon)) };
    return [district.code, { district, ...spotOf(middle) }];
  }),
);

/** What can be reached by road within some minutes from one of several points. */
export interface Reach {
  /** Around all that is reached from any of them. */
  d: string;
  /** Where what is reached from one of them ends within what is reached from another. */
  inner: string;
  /** Outward codes that are reached from any of them. */
  count: number;
  from: Spot[];
}

/** What can be reached by road within some minutes from one of these points. */
export function reach(points: readonly LatLon[], minutes: number): Reach {
  const times = driveTimes();
  const reached = points.map((from) => {
    const access = times.accessOf(from);
    return cells.filter(
      (one) => times.minutesByAccess(straightLineKm(from, one), access, times.accessOf(one)) <= minutes,
    );
  });
  const any = new Set(reached.flat());
  const around = edge([...any]);
  const within = new Map(reached.flatMap((own) => [...edge(own)].filter(([side]) => !around.has(side))));
  return {
    d: lineOf(around.values()),
    inner: lineOf(within.values()),
    count: any.size,
    from: points.map(spotOf),
  };
}
