import { describe, expect, it } from '@jest/globals';
import { districts } from './district.table.js';
import type { ExactLookup, Place } from './geography.types.js';
import { placeFinder } from './place.finder.js';
import { isPlaceError } from './postcode.parser.js';

function located(text: string, exact?: ExactLookup): Place {
  const place = placeFinder().locate(text, exact);
  if (isPlaceError(place)) throw new Error(place.error);
  return place;
}

describe('districts', () => {
  const current = districts().on('2026-11-22');

  it('has the 35 East and 30 West Midlands districts', () => {
    expect(current.filter((row) => row.region === 'EAST_MIDLANDS')).toHaveLength(35);
    expect(current.filter((row) => row.region === 'WEST_MIDLANDS')).toHaveLength(30);
  });

  it('counts 17 districts in EMCCA, all of Derbyshire and Nottinghamshire, none of Lincolnshire', () => {
    const emcca = current.filter((row) => row.combinedAuthority === 'EMCCA');
    expect(emcca).toHaveLength(17);
    expect(new Set(emcca.map((row) => row.county))).toEqual(new Set(['Derbyshire', 'Nottinghamshire']));
  });

  it('puts every Derbyshire district in the East Midlands, whatever the county row says', () => {
    const derbyshire = current.filter((row) => row.county === 'Derbyshire');
    expect(derbyshire).toHaveLength(9);
    expect(derbyshire.every((row) => row.region === 'EAST_MIDLANDS')).toBe(true);
  });

  it('keeps non-constituent members of WMCA out of its area but flags them', () => {
    expect(current.filter((row) => row.combinedAuthority === 'WMCA')).toHaveLength(7);
    expect(districts().byCode('E07000199')).toMatchObject({
      name: 'Tamworth',
      combinedAuthority: null,
      nonConstituentOf: 'WMCA',
    });
  });

  it('dates the Northamptonshire districts that ended in 2021', () => {
    const names = (date: string) =>
      districts()
        .on(date)
        .filter((row) => row.county === 'Northamptonshire')
        .map((row) => row.name);
    expect(names('2021-03-31')).toContain('Corby');
    expect(names('2021-04-01').sort()).toEqual(['North Northamptonshire', 'West Northamptonshire']);
  });
});

describe('PlaceFinder', () => {
  it('places an unknown full postcode at its outward code, without claiming a zone', () => {
    expect(located('de24 9fu')).toMatchObject({
      postcode: 'DE24 9FU',
      outcode: 'DE24',
      districtCode: 'E06000015',
      districtName: 'Derby',
      region: 'EAST_MIDLANDS',
      combinedAuthority: 'EMCCA',
      zones: [],
      precision: 'outcode',
    });
  });

  it('is exact when the bulk table knows the postcode, and derives its zone', () => {
    const exact: ExactLookup = (postcode) =>
      postcode === 'DE24 9FU' ? { lat: 52.877, lon: -1.468, district: 'E06000015' } : undefined;
    expect(located('DE249FU', exact)).toMatchObject({
      lat: 52.877,
      lon: -1.468,
      zones: ['infinity-park-derby'],
      precision: 'postcode',
    });
  });

  it.each([
    ['B79 7AA', 'WEST_MIDLANDS', null, 'Tamworth'],
    ['DE14 1AA', 'WEST_MIDLANDS', null, 'East Staffordshire'],
    ['DE11 9AA', 'EAST_MIDLANDS', 'EMCCA', 'South Derbyshire'],
    ['LE10 1AA', 'EAST_MIDLANDS', null, 'Hinckley and Bosworth'],
    ['DE74 2BB', 'EAST_MIDLANDS', null, 'North West Leicestershire'],
    ['LN6 3RS', 'EAST_MIDLANDS', null, 'Lincoln'],
    ['S80 3AA', 'EAST_MIDLANDS', 'EMCCA', 'Bassetlaw'],
    ['B1 1AY', 'WEST_MIDLANDS', 'WMCA', 'Birmingham'],
    ['S1 1AA', 'OTHER', null, 'Sheffield'],
  ])('%s is in %s (%s), %s', (postcode, region, combinedAuthority, districtName) => {
    expect(located(postcode)).toMatchObject({ region, combinedAuthority, districtName });
  });

  it('says what it covers for a postcode elsewhere', () => {
    expect(placeFinder().locate('EH1 1YZ')).toMatchObject({
      code: 'NOT_COVERED',
      error: expect.stringContaining('not in our tables: we cover'),
    });
  });
});
