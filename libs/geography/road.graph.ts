import { cell, factColumns, FactTableError, indexFacts, readFacts } from '#lib/taxonomy';
import { z } from 'zod';
import type { Point } from './geography.types.js';

export const ROAD_CLASSES = ['M', 'D', 'S'] as const;
/** Motorway, dual carriageway, single carriageway. */
export type RoadClass = (typeof ROAD_CLASSES)[number];

export interface RoadNode extends Point {
  node: string;
}
/** A two-way link; `km` is straight between its junctions. */
export interface RoadEdge {
  a: string;
  b: string;
  road: string;
  class: RoadClass;
  km: number;
}

/** Speeds and allowances of the travel estimate: km/h, ratios and minutes. */
export interface TravelModel {
  motorway: number;
  dual: number;
  single: number;
  /** Real road length over the straight line between junctions. */
  roadLength: number;
  /** On other roads: the speed of the first `localNearKm` of a leg, and of the rest of it. */
  localNear: number;
  localFar: number;
  localNearKm: number;
  /** Length on other roads over the straight line. */
  localDetour: number;
  /** Minutes for leaving one premises and arriving at another. */
  ends: number;
}

const nodeRow = z.object({ node: cell.text, lat: cell.number, lon: cell.number });
const edgeRow = z.object({
  a: cell.text,
  b: cell.text,
  road: cell.text,
  class: z.enum(ROAD_CLASSES),
  km: cell.number,
});
const modelRow = z.object({
  name: cell.text,
  value: cell.number,
  unit: cell.text,
  note: cell.text,
  ...factColumns,
});

function speedOf(road: RoadClass, model: TravelModel): number {
  switch (road) {
    case 'M':
      return model.motorway;
    case 'D':
      return model.dual;
    case 'S':
      return model.single;
  }
}

/** Junctions numbered from 0 and the minutes between neighbours, as adjacency arrays. */
export class RoadGraph {
  readonly size: number;
  readonly #first: Uint32Array;
  readonly #neighbour: Uint32Array;
  readonly #minutes: Float32Array;

  /** Throws FactTableError for an edge that names no known node. */
  constructor(
    readonly nodes: readonly RoadNode[],
    edges: readonly RoadEdge[],
    model: TravelModel,
  ) {
    this.size = nodes.length;
    const numbers = new Map(nodes.map((node, at) => [node.node, at]));
    const numberOf = (name: string): number => {
      const at = numbers.get(name);
      if (at === undefined) throw new FactTableError(`roads-edges: ${name} is not a node`);
      return at;
    };
    const links: { to: number; minutes: number }[][] = nodes.map(() => []);
    for (const edge of edges) {
      const [a, b] = [numberOf(edge.a), numberOf(edge.b)];
      const minutes = (edge.km * model.roadLength * 60) / speedOf(edge.class, model);
      links[a]!.push({ to: b, minutes });
      links[b]!.push({ to: a, minutes });
    }
    this.#first = new Uint32Array(this.size + 1);
    links.forEach((list, at) => (this.#first[at + 1] = this.#first[at]! + list.length));
    this.#neighbour = Uint32Array.from(links.flat(), (link) => link.to);
    this.#minutes = Float32Array.from(links.flat(), (link) => link.minutes);
  }

  /** Minutes from each junction to each other, row by row (size × size); Infinity where no road leads. */
  allMinutes(): Float32Array {
    const all = new Float32Array(this.size * this.size).fill(Infinity);
    for (let from = 0; from < this.size; from += 1) {
      this.#fillFrom(from, all.subarray(from * this.size, (from + 1) * this.size));
    }
    return all;
  }

  /** Dijkstra with a lazy binary heap of (minutes, node) kept in two arrays. */
  #fillFrom(from: number, best: Float32Array): void {
    const heap = new MinuteHeap();
    best[from] = 0;
    heap.push(0, from);
    for (let at = heap.pop(); at !== undefined; at = heap.pop()) {
      if (at.minutes > best[at.node]!) continue;
      for (let link = this.#first[at.node]!; link < this.#first[at.node + 1]!; link += 1) {
        const to = this.#neighbour[link]!;
        const minutes = Math.fround(at.minutes + this.#minutes[link]!);
        if (minutes < best[to]!) {
          best[to] = minutes;
          heap.push(minutes, to);
        }
      }
    }
  }
}

class MinuteHeap {
  readonly #items: { minutes: number; node: number }[] = [];

  push(minutes: number, node: number): void {
    const items = this.#items;
    let at = items.length;
    items.push({ minutes, node });
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (items[parent]!.minutes <= minutes) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = { minutes, node };
  }

  pop(): { minutes: number; node: number } | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      if (child + 1 < items.length && items[child + 1]!.minutes < items[child]!.minutes) child += 1;
      if (items[child]!.minutes >= last.minutes) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
    return top;
  }
}

/** The speeds and allowances shipped with the product. */
export function shippedTravelModel(): TravelModel {
  const rows = readFacts(new URL('./data/travel-model.csv', import.meta.url), modelRow);
  const byName = indexFacts(rows, 'travel-model', (row) => row.name);
  const value = (name: string): number => {
    const row = byName.get(name);
    if (!row || row.value <= 0) throw new FactTableError(`travel-model: ${name} must be a positive number`);
    return row.value;
  };
  return {
    motorway: value('motorway'),
    dual: value('dual'),
    single: value('single'),
    roadLength: value('road_length'),
    localNear: value('local_near'),
    localFar: value('local_far'),
    localNearKm: value('local_near_km'),
    localDetour: value('local_detour'),
    ends: value('ends'),
  };
}

/** The trunk-road graph shipped with the product, timed by a model. */
export function shippedRoadGraph(model: TravelModel): RoadGraph {
  return new RoadGraph(
    readFacts(new URL('./data/roads-nodes.csv', import.meta.url), nodeRow),
    readFacts(new URL('./data/roads-edges.csv', import.meta.url), edgeRow),
    model,
  );
}

/** A stretch of trunk road as a line on a map. */
export interface TrunkRoad {
  road: string;
  class: RoadClass;
  from: Point;
  to: Point;
}

/** The trunk roads shipped with the product, as lines. */
export function trunkRoads(): TrunkRoad[] {
  const nodes = readFacts(new URL('./data/roads-nodes.csv', import.meta.url), nodeRow);
  const byName = new Map(nodes.map((node) => [node.node, node]));
  return readFacts(new URL('./data/roads-edges.csv', import.meta.url), edgeRow).flatMap((edge) => {
    const [from, to] = [byName.get(edge.a), byName.get(edge.b)];
    return from && to ? [{ road: edge.road, class: edge.class, from, to }] : [];
  });
}
