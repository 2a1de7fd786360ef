import { atLeastKm, straightLineKm } from '#lib/taxonomy';
import type { Point } from './geography.types.js';
import { type RoadGraph, shippedRoadGraph, shippedTravelModel, type TravelModel } from './road.graph.js';

/** Junctions tried at each end of a trip. */
const CANDIDATES = 10;

/** The junctions a point can join the trunk roads at, with the local minutes to each. */
export interface Access {
  readonly nodes: readonly number[];
  readonly minutes: readonly number[];
}

/**
 * Estimated driving minutes: the shortest of local roads all the way and local roads to a junction, trunk roads, and
 * local roads from another junction. Symmetric and deterministic; an estimate for comparing places, not a route.
 */
export class DriveTimes {
  readonly #between: Float32Array;

  constructor(
    private readonly graph: RoadGraph,
    private readonly model: TravelModel,
  ) {
    this.#between = graph.allMinutes();
  }

  /** Minutes over local roads for a straight-line distance in km, without the allowance for the ends. */
  #localMinutes(straightKm: number): number {
    const { localDetour, localNear, localFar, localNearKm } = this.model;
    const km = straightKm * localDetour;
    const near = km < localNearKm ? km : localNearKm;
    return (near * 60) / localNear + ((km - near) * 60) / localFar;
  }

  /** Minutes of a trip over local roads alone, for a straight-line distance in km. */
  shortMinutes(straightKm: number): number {
    return this.#localMinutes(straightKm) + this.model.ends;
  }

  /** The nearest junctions to a point, nearest first; of two as near the one that comes first in the graph. */
  accessOf(point: Point): Access {
    const nodes: number[] = [];
    const minutes: number[] = [];
    let farthestKm = Infinity;
    this.graph.nodes.forEach((node, at) => {
      if (atLeastKm(point, node) > farthestKm) return;
      const own = this.#localMinutes(straightLineKm(point, node));
      let place = minutes.length;
      if (place === CANDIDATES && own >= minutes[place - 1]!) return;
      while (place > 0 && minutes[place - 1]! > own) place -= 1;
      minutes.splice(place, 0, own);
      nodes.splice(place, 0, at);
      if (minutes.length > CANDIDATES) {
        minutes.pop();
        nodes.pop();
        farthestKm = straightLineKm(point, this.graph.nodes[nodes[CANDIDATES - 1]!]!);
      }
    });
    return { nodes, minutes };
  }

  /** Minutes between two points of which the junctions and the straight line in km are known; see minutesBetween. */
  minutesByAccess(straightKm: number, fromA: Access, fromB: Access): number {
    let best = this.#localMinutes(straightKm);
    for (let i = 0; i < fromA.nodes.length; i += 1) {
      const out = fromA.minutes[i]!;
      if (out >= best) break;
      const row = fromA.nodes[i]! * this.graph.size;
      for (let j = 0; j < fromB.nodes.length; j += 1) {
        const legs = out + fromB.minutes[j]!;
        if (legs >= best) break;
        const minutes = legs + this.#between[row + fromB.nodes[j]!]!;
        if (minutes < best) best = minutes;
      }
    }
    return best + this.model.ends;
  }

  /** Driving minutes between two points, ≥ the allowance for the ends. */
  minutesBetween(a: Point, b: Point): number {
    return this.minutesByAccess(straightLineKm(a, b), this.accessOf(a), this.accessOf(b));
  }
}

let shipped: DriveTimes | undefined;
/** Drive times over the roads and the model shipped with the product; built once, about a tenth of a second. */
export function driveTimes(): DriveTimes {
  if (!shipped) {
    const model = shippedTravelModel();
    shipped = new DriveTimes(shippedRoadGraph(model), model);
  }
  return shipped;
}
