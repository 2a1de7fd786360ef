import { describe, expect, it } from '@jest/globals';
import { parsePostcode } from './postcode.parser.js';

const errorOf = (text: string): string => {
  const read = parsePostcode(text);
  return 'error' in read ? `${read.code}: ${read.error}` : `read as ${read.canonical}`;
};

describe('parsePostcode', () => {
  it.each([
    ['DE24 8SE', 'DE24 8SE'],
    ['de248se', 'DE24 8SE'],
    ['  b1   1aa ', 'B1 1AA'],
    ['b11aa', 'B1 1AA'],
    ['CV8-3AZ', 'CV8 3AZ'],
    ['wv10 9ru.', 'WV10 9RU'],
    ['EC1A 1BB', 'EC1A 1BB'],
  ])('reads %j as %s', (typed, canonical) => {
    expect(parsePostcode(typed)).toEqual({
      outward: canonical.split(' ')[0],
      inward: canonical.split(' ')[1],
      canonical,
    });
  });

  it('reads an outward code alone only where asked', () => {
    expect(parsePostcode('de24', { allowOutcode: true })).toEqual({
      outward: 'DE24',
      inward: null,
      canonical: 'DE24',
    });
    expect(errorOf('de24')).toContain('OUTCODE_ONLY');
    expect(errorOf('de24')).toContain('Add the second half');
  });

  it.each([
    ['DE24 BSE', 'MALFORMED'],
    ['DE24 8CE', 'MALFORMED'],
    ['hello', 'MALFORMED'],
    ['12345', 'MALFORMED'],
    ['D324 8SE1', 'MALFORMED'],
    ['', 'EMPTY'],
    ['  ', 'EMPTY'],
    ['BFPO 57', 'NOT_GEOGRAPHIC'],
    ['BF1 2AT', 'NOT_GEOGRAPHIC'],
    ['GIR 0AA', 'NOT_GEOGRAPHIC'],
  ])('refuses %j as %s', (typed, code) => {
    expect(errorOf(typed)).toContain(code);
  });

  it.each([
    ['DE24 8S5', 'DE24 8SS'],
    ['CV1O 0AA', 'CV10 0AA'],
    ['B1 lAA', 'B1 1AA'],
    ['B1 OAA', 'B1 0AA'],
    ['0X14 4XX', 'OX14 4XX'],
  ])('suggests for the slip %j the postcode %s instead of taking it', (typed, meant) => {
    expect(errorOf(typed)).toContain(`Did you mean ${meant}?`);
  });
});
