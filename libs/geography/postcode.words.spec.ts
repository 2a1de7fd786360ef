import { describe, expect, it } from '@jest/globals';
import { findPostcodes } from './postcode.words.js';

describe('postcodes in a typed query', () => {
  it.each([
    ['heat treatment within 2 hours of LE1', 'LE1', 'E06000016'],
    ['laser cutting WV10', 'WV10', 'E08000031'],
    ['heat treat nadcap B1', 'B1', 'E08000025'],
    ['machining near dy2, small', 'DY2', 'E08000027'],
    ['deliver to de248se please', 'DE24 8SE', 'E06000015'],
    ['grinders in CV postcode area', 'CV postcodes', 'E08000026'],
    ['near B7 by road', 'B7', 'E08000025'],
  ])('%s names %s', (text, canonical, districtCode) => {
    expect(findPostcodes(text).map(({ canonical: code, place }) => [code, place?.districtCode])).toEqual([
      [canonical, districtCode],
    ]);
  });

  it.each([
    'B7 studs',
    'studs to B7',
    'B2 litho printing',
    'M6 to M24 bolts',
    'DN50 pipe',
    'EN8 shafts',
    'ST12 sheet',
    'PA66 GF30',
    'S355J2 plate',
    '17-4PH',
    'le1 something',
    'AS9100',
    'A4-80 fixings',
    'LM25 castings',
  ])('%s names none', (text) => expect(findPostcodes(text)).toEqual([]));

  it('knows a postcode elsewhere for one that it cannot measure from', () => {
    expect(findPostcodes('welding AB10 1AB')).toEqual([
      { canonical: 'AB10 1AB', start: 8, end: 16, place: null },
    ]);
  });
});
