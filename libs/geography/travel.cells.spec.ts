import { describe, expect, it } from '@jest/globals';
import { boundsAround, boundsOf, kmToBounds } from './bounds.maths.js';
import { driveTimes } from './drive-time.estimate.js';
import { placeFinder } from './place.finder.js';
import { gazetteer } from './town.gazetteer.js';
import { buildTravelCells } from './travel.cells.js';
import { straightLineKm } from '#lib/taxonomy';

const cells = buildTravelCells();
const outcodes = placeFinder().outcodes;

describe('TravelCells', () => {
  it('holds the drive times between district centres, both ways', () => {
    const [a, b] = [cells.cellOfOutcode('DE24')!, cells.cellOfOutcode('WV10')!];
    expect(cells.minutesFromCells(a, b)).toBeCloseTo(
      driveTimes().minutesBetween(outcodes[a]!, outcodes[b]!),
      1,
    );
    expect(cells.minutesFromCells(b, a)).toBe(cells.minutesFromCells(a, b));
  });

  it('finds the cell of every centre, and the nearest one for a point far off', () => {
    outcodes.forEach((centre, at) => expect(cells.cellOf(centre.lat, centre.lon)).toBe(at));
    const far = { lat: 50.4, lon: -4.1 };
    const nearest = outcodes.reduce((x, y) => (straightLineKm(y, far) < straightLineKm(x, far) ? y : x));
    expect(cells.codes[cells.cellOf(far.lat, far.lon)]).toBe(nearest.outcode);
  });

  it('puts exact points right to within a tenth or so of the full estimate', () => {
    const towns = [
      'Leek',
      'Evesham',
      'Worksop',
      'Corby',
      'Ludlow',
      'Boston',
      'Nuneaton',
      'Long Eaton',
      'Stone',
    ];
    const points = towns.map((name) => gazetteer().byName(name)!);
    const off = points.flatMap((a) =>
      points
        .filter((b) => b !== a)
        .map((b) => Math.abs(cells.minutesBetween(a, b) / driveTimes().minutesBetween(a, b) - 1)),
    );
    off.sort((x, y) => x - y);
    expect(off[Math.floor(off.length / 2)]).toBeLessThan(0.05);
    expect(off.at(-1)).toBeLessThan(0.15);
  });
});

describe('minutes from one point to others', () => {
  it('are the same to the bit, whoever finds the cells', () => {
    const points = [...outcodes.slice(0, 40), ...outcodes.slice(300, 340)].map(({ lat, lon }, at) => ({
      lat: lat + at / 900,
      lon: lon - at / 700,
    }));
    for (const a of points.slice(0, 20)) {
      const minutes = cells.from(a);
      for (const b of points) {
        const known = minutes(b.lat, b.lon, cells.cellOf(b.lat, b.lon));
        expect(known).toBe(cells.minutesBetween(a, b));
        expect(known).toBe(cells.minutesBetween(b, a));
      }
    }
  });
});

describe('bounds', () => {
  const derby = { lat: 52.92, lon: -1.476 };

  it('holds every point within the distance, and bounds distances to a box from below', () => {
    const near = outcodes.filter((place) => straightLineKm(place, derby) <= 30);
    const box = boundsAround(derby, 30);
    expect(near.length).toBeGreaterThan(40);
    expect(near.every((place) => kmToBounds(place, box) === 0)).toBe(true);
    const others = outcodes.filter((place) => straightLineKm(place, derby) > 60);
    const tight = boundsOf(others.slice(0, 20))!;
    for (const from of near) {
      const least = Math.min(...others.slice(0, 20).map((place) => straightLineKm(from, place)));
      expect(kmToBounds(from, tight)).toBeLessThanOrEqual(least);
    }
    expect(boundsOf([])).toBeUndefined();
  });
});
