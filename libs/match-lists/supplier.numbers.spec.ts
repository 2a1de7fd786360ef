import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { SupplierNumbers } from './supplier.numbers.js';

describe('numbers of suppliers', () => {
  it('are what a map would hold, for ids drawn at random and for ids in a row', () => {
    const inRow = fc
      .nat(3_000)
      .map((no) => `01890a5d-ac96-7${no.toString(16).padStart(3, '0')}-8000-000000000000`);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.oneof(fc.uuid(), inRow), fc.nat(2 ** 31 - 1)), { maxLength: 3_000 }),
        (pairs) => {
          const [numbers, map] = [new SupplierNumbers(), new Map<string, number>()];
          for (const [id, no] of pairs) {
            numbers.set(id, no);
            map.set(id, no);
          }
          for (const [id, no] of map) expect(numbers.get(id)).toBe(no);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('know each of many, and none that was not put in', () => {
    const ids = Array.from({ length: 20_000 }, () => randomUUID());
    const numbers = new SupplierNumbers();
    ids.forEach((id, no) => numbers.set(id, no));
    expect(ids.map((id) => numbers.get(id))).toEqual(ids.map((_, no) => no));
    expect(numbers.get(randomUUID())).toBeUndefined();
  });

  it('tell ids apart that differ in one digit', () => {
    const id = '4f9c2a6e-0b1d-4c3e-8f70-a1b2c3d4e5f6';
    const alike = [...id].flatMap((digit, at) =>
      digit === '-' ? [] : `${id.slice(0, at)}${digit === '0' ? '1' : '0'}${id.slice(at + 1)}`,
    );
    const numbers = new SupplierNumbers();
    numbers.set(id, 7);
    for (const other of alike) expect(numbers.get(other)).toBeUndefined();
    alike.forEach((other, at) => numbers.set(other, 100 + at));
    expect(numbers.get(id)).toBe(7);
    alike.forEach((other, at) => expect(numbers.get(other)).toBe(100 + at));
  });

  it('know no id that is none', () => {
    const numbers = new SupplierNumbers();
    const id = '4f9c2a6e-0b1d-4c3e-8f70-a1b2c3d4e5f6';
    const wrong = [...id].map(
      (digit, at) => `${id.slice(0, at)}${digit === '-' ? '0' : '-'}${id.slice(at + 1)}`,
    );
    for (const none of ['', 'no-such', id.toUpperCase(), `${id}0`, id.replace('f', 'g'), ...wrong]) {
      expect(numbers.get(none)).toBeUndefined();
      expect(() => numbers.set(none, 1)).toThrow(RangeError);
    }
  });
});
