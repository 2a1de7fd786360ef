import { describe, expect, it } from '@jest/globals';
import { driveTimes } from './drive-time.estimate.js';
import { straightLineKm } from '#lib/taxonomy';
import { placeFinder } from './place.finder.js';
import { RoadGraph, shippedRoadGraph, shippedTravelModel, type TravelModel } from './road.graph.js';
import { gazetteer } from './town.gazetteer.js';
import { buildTravelCells } from './travel.cells.js';

const town = (name: string) => gazetteer().byName(name)!;
const MODEL: TravelModel = {
  motorway: 60,
  dual: 30,
  single: 30,
  roadLength: 1,
  localNear: 30,
  localFar: 60,
  localNearKm: 5,
  localDetour: 1,
  ends: 0,
};

describe('driveTimes', () => {
  it('join the trunk roads at the ten nearest junctions, nearest first', () => {
    const { nodes } = shippedRoadGraph(shippedTravelModel());
    const places = [...placeFinder().outcodes, { lat: 50.1, lon: -5.6 }, { lat: 57.2, lon: -2.1 }];
    for (const place of places) {
      const nearest = nodes
        .map((node, at) => ({ at, km: straightLineKm(place, node) }))
        .sort((a, b) => a.km - b.km || a.at - b.at)
        .slice(0, 10);
      expect(driveTimes().accessOf(place).nodes).toEqual(nearest.map(({ at }) => at));
    }
  });

  // Rough off-peak times from local knowledge, not measured or looked up; the model was tuned with most of them.
  it.each([
    ['Derby', 'Birmingham', 55],
    ['Derby', 'Nottingham', 30],
    ['Coventry', 'Birmingham', 35],
    ['Leicester', 'Coventry', 35],
    ['Wolverhampton', 'Birmingham', 30],
    ['Stoke-on-Trent', 'Derby', 50],
    ['Worksop', 'Derby', 60],
    ['Lincoln', 'Nottingham', 60],
    ['Northampton', 'Birmingham', 65],
    ['Hereford', 'Birmingham', 80],
    ['Telford', 'Birmingham', 48],
    ['Worcester', 'Birmingham', 45],
  ])('%s to %s takes about %d minutes', (from, to, minutes) => {
    const estimate = driveTimes().minutesBetween(town(from), town(to));
    expect(Math.abs(estimate / minutes - 1)).toBeLessThan(0.25);
    expect(driveTimes().minutesBetween(town(to), town(from))).toBeCloseTo(estimate, 4);
  });

  it('does not detour on a short trip', () => {
    const [a, b] = [town('West Bridgford'), town('Ruddington')];
    expect(driveTimes().minutesBetween(a, b)).toBeLessThan(15);
    expect(driveTimes().minutesBetween(a, a)).toBe(4);
  });

  it('stays near the plain rule of 1.28 × straight line at 68 km/h and 8 minutes, between districts', () => {
    const cells = buildTravelCells();
    const centres = placeFinder().outcodes;
    const off: number[] = [];
    for (let a = 0; a < cells.size; a += 7) {
      for (let b = 0; b < a; b += 11) {
        const km = straightLineKm(centres[a]!, centres[b]!);
        if (km < 130) off.push(Math.abs(cells.minutesFromCells(a, b) / ((km * 1.28 * 60) / 68 + 8) - 1));
      }
    }
    off.sort((x, y) => x - y);
    expect(off.length).toBeGreaterThan(1000);
    expect(off[Math.floor(off.length / 2)]).toBeLessThan(0.12);
  });
});

describe('RoadGraph', () => {
  const node = (name: string, lon: number) => ({ node: name, lat: 52, lon });
  const graph = new RoadGraph(
    [node('p', -2), node('q', -1.9), node('r', -1.8), node('island', -1)],
    [
      { a: 'p', b: 'q', road: 'M1', class: 'M', km: 10 },
      { a: 'q', b: 'r', road: 'M1', class: 'M', km: 10 },
      { a: 'p', b: 'r', road: 'A1', class: 'D', km: 15 },
    ],
    MODEL,
  );

  it('takes the quickest road, not the shortest', () => {
    const all = graph.allMinutes();
    expect([...all.subarray(0, 4)]).toEqual([0, 10, 20, Infinity]);
    expect(all[2 * 4]).toBe(20);
  });

  it('refuses an edge to nowhere', () => {
    const edges = [{ a: 'p', b: 'x', road: 'M1', class: 'M' as const, km: 1 }];
    expect(() => new RoadGraph([node('p', -2)], edges, MODEL)).toThrow('x is not a node');
  });
});
