import { describe, expect, it } from '@jest/globals';
import { zones, zonesAt, zonesNear } from './zone.table.js';

const codes = (found: readonly { code: string }[]): string[] => found.map((zone) => zone.code);

describe('zones', () => {
  it('has the ten sites, each dated by its instrument but the one that is no tax site', () => {
    expect(zones().rows).toHaveLength(10);
    expect(codes(zones().rows.filter((zone) => zone.inForceFrom === null))).toEqual(['space-park-leicester']);
  });

  it('takes a premises near a point and in the district as in the zone', () => {
    expect(codes(zonesAt(52.633, -2.141, 'E07000196'))).toEqual(['wolverhampton-green-innovation-corridor']);
    expect(codes(zonesAt(52.369, -1.487, 'E07000222'))).toEqual(['coventry-and-warwick']);
  });

  it('does not take one in another district, or farther away', () => {
    expect(zonesAt(52.369, -1.487, 'E07000220')).toEqual([]);
    expect(zonesAt(52.4081, -1.5106, 'E08000026')).toEqual([]);
  });

  it('lists zones near a place, nearest first, with the straight-line km', () => {
    const near = zonesNear(52.877, -1.468, 20);
    expect(near.map(({ zone, km }) => [zone.code, Math.round(km)])).toEqual([
      ['infinity-park-derby', 0],
      ['east-midlands-intermodal-park', 8],
      ['east-midlands-gateway', 11],
      ['ratcliffe-on-soar', 15],
    ]);
  });
});
