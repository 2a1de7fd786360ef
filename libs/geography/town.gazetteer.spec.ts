import { describe, expect, it } from '@jest/globals';
import { zones } from '#lib/taxonomy';
import { findPlaceName, findPlaceNames } from './town.gazetteer.js';

describe('findPlaceName', () => {
  it.each([
    ['ground helical gears within 40 mins of coventry', 'Coventry'],
    ['fix worn pump shaft stoke on trent', 'Stoke-on-Trent'],
    ['orbital welded 316 pipe near chesterfield', 'Chesterfield'],
    ['NDT nadcap near birmigham', 'Birmingham'],
    ['presswork brum', 'Birmingham'],
    ['castings in the Black Country', 'Black Country'],
    ['sheetmetal boxes 20 off east midlands', 'East Midlands'],
    ['film sets west mids', 'West Midlands'],
    ['machinists near Stone', 'Stone'],
    ['burton on trent fabricators', 'Burton upon Trent'],
    ['toolmakers in Notts', 'Nottinghamshire'],
    ['Sutton-in-Ashfield', 'Sutton-in-Ashfield'],
    ['machining near Infinity Park', 'Infinity Park Derby'],
    ['warehousing East Midlands Gateway', 'East Midlands Gateway and Industrial Cluster'],
    ['castings near Hartington', 'Hartington'],
  ])('%j names %s', (text, name) => {
    expect(findPlaceName(text)?.place.name).toBe(name);
  });

  it.each([
    'stone cutting and carving',
    'rugby posts powder coated',
    '5 axis titanium AS9100',
    'melton wool cloth',
    'swiss turned brass 500k a year',
    'precision machining',
    'hartington fabrications and welding',
  ])('%j names no place', (text) => {
    expect(findPlaceName(text)).toBeUndefined();
  });

  it('knows an everyday word for a place in a list of places', () => {
    expect(findPlaceNames('turning Coventry or Rugby').map(({ place }) => place.name)).toEqual([
      'Coventry',
      'Rugby',
    ]);
    expect(findPlaceNames('turning or rugby posts, Coventry').map(({ place }) => place.name)).toEqual([
      'Coventry',
    ]);
  });

  it('knows towns of the fringe, and the airports', () => {
    expect(findPlaceName('castings near Sheffield')?.place).toMatchObject({
      name: 'Sheffield',
      region: 'OTHER',
    });
    expect(findPlaceName('near East Midlands Airport')?.place.name).toBe('East Midlands Airport');
  });

  it('gives offsets, and every place once', () => {
    const text = 'between Derby and newark on trent';
    expect(findPlaceNames(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Derby',
      'newark on trent',
    ]);
  });

  it('names every zone as one place, which is not read as the town or region within its name', () => {
    for (const { name } of zones().rows) {
      const text = `turned parts within 30 minutes of ${name}`;
      expect(findPlaceNames(text).map(({ start, end }) => text.slice(start, end))).toEqual([name]);
    }
    expect(findPlaceName('Infinity Park Derby')!.place).toMatchObject({
      kind: 'ZONE',
      districtCode: null,
      districtCodes: [],
      region: 'EAST_MIDLANDS',
      lat: expect.closeTo(52.877, 3),
    });
  });

  it('knows a region by its districts and a town by its point', () => {
    const region = findPlaceName('east midlands')!.place;
    expect(region).toMatchObject({ kind: 'REGION', region: 'EAST_MIDLANDS', districtCode: null });
    expect(region.districtCodes).toHaveLength(35);
    expect(findPlaceName('tamworth')!.place).toMatchObject({
      kind: 'TOWN',
      districtCode: 'E07000199',
      districtCodes: [],
      region: 'WEST_MIDLANDS',
    });
  });
});
