import { describe, expect, it } from '@jest/globals';
import { isOwnUsePhrase, ownUsePassages } from './recognition.own-use.js';

const kept = (text: string): string[] =>
  ownUsePassages(text).map(({ start, end }) => text.slice(start, end).trim());

describe('work for the firm’s own products alone', () => {
  it.each([
    ['Seals are moulded here for our own masks. Fit testing.', ['Seals are moulded here']],
    ['We gild frames. The shop is for our frames only. Delivery by van.', ['The shop is']],
    [
      'Boards are built on site. Outside orders are politely declined.',
      ['Boards are built on site.', 'Outside orders are politely declined.'],
    ],
    [
      'A lathe room. It serves the pumps and nobody else.',
      ['A lathe room.', 'It serves the pumps and nobody else.'],
    ],
    ['We turn parts for our own valves and for others.', []],
    ['Parts are checked in our own laboratory.', []],
    ['Nobody else grinds so fine.', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(kept(text)).toEqual(expected);
  });

  it('takes a phrase for an asset unless the firm keeps work to itself', () => {
    expect(isOwnUsePhrase('own plating', false)).toBe(false);
    expect(isOwnUsePhrase('own plating', true)).toBe(true);
    expect(isOwnUsePhrase('silicone moulding own range', false)).toBe(true);
    expect(isOwnUsePhrase('owner managed', true)).toBe(false);
  });
});
