import { describe, expect, it } from '@jest/globals';
import { AskedBits, sieveAsking } from './asked.bits.js';

const all = 0xffffffff | 0;
const isEven = (slot: number): boolean => slot % 2 === 0;

describe('AskedBits', () => {
  it('asks about each slot once, and only about those of the word', () => {
    const asked: number[] = [];
    const bits = new AskedBits({ slots: 64 }).of('even');
    const sieve = sieveAsking(bits, (slot) => {
      asked.push(slot);
      return isEven(slot);
    });
    expect(sieve(0b1111, 1)).toBe(0b0101);
    expect(sieve(0b111111, 1)).toBe(0b010101);
    expect(asked).toEqual([32, 33, 34, 35, 36, 37]);
  });

  it('keeps answers to one question apart from those to another', () => {
    const asked = new AskedBits({ slots: 32 });
    expect(sieveAsking(asked.of('even'), isEven)(all, 0) >>> 0).toBe(0x55555555);
    expect(sieveAsking(asked.of('odd'), (slot) => !isEven(slot))(all, 0) >>> 0).toBe(0xaaaaaaaa);
    expect(sieveAsking(asked.of('even'), () => true)(all, 0) >>> 0).toBe(0x55555555);
  });

  it('has room for slots that come later, and knows the others still', () => {
    const columns = { slots: 32 };
    const asked = new AskedBits(columns);
    sieveAsking(asked.of('even'), isEven)(all, 0);
    columns.slots = 4096;
    const sieve = sieveAsking(asked.of('even'), () => true);
    expect(sieve(all, 127) >>> 0).toBe(0xffffffff);
    expect(sieve(all, 0) >>> 0).toBe(0x55555555);
  });

  it('forgets the question that was asked least lately', () => {
    const asked = new AskedBits({ slots: 32 });
    const [first, second] = [asked.of('first'), asked.of('second')];
    for (let at = 2; at < 400; at += 1) asked.of(`question ${at}`);
    expect(asked.of('first')).toBe(first);
    asked.of('one more');
    expect(asked.of('first')).toBe(first);
    expect(asked.of('second')).not.toBe(second);
  });
});
