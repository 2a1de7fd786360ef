import { describe, expect, it } from '@jest/globals';
import { bootstrapInterval, ndcgAt, precisionAt, recallAt, reciprocalRank } from './evaluation.metrics.js';
import { Bm25Peer, randomOrder } from './evaluation.peers.js';

const grades = new Map([
  ['a', 3],
  ['b', 2],
  ['c', 1],
  ['d', 0],
]);

describe('measures', () => {
  it('give 1 to the ideal order and less to any other', () => {
    expect(ndcgAt(['a', 'b', 'c'], grades, 10)).toBeCloseTo(1, 12);
    // (3 + 7/log2(3)) / (7 + 3/log2(3) + 1/2), worked by hand.
    expect(ndcgAt(['b', 'a'], grades, 10)).toBeCloseTo(
      (3 + 7 / Math.log2(3)) / (7 + 3 / Math.log2(3) + 0.5),
      12,
    );
    expect(ndcgAt(['d'], new Map(), 10)).toBe(0);
  });

  it('count precision, recall and the first hit', () => {
    expect(precisionAt(['a', 'd', 'b'], grades, 5, 2)).toBeCloseTo(0.4);
    expect(recallAt(['a', 'x', 'c'], grades, 2, 1)).toBeCloseTo(1 / 3);
    expect(reciprocalRank(['x', 'c', 'b'], grades, 2)).toBeCloseTo(1 / 3);
    expect(reciprocalRank(['x'], grades, 1)).toBe(0);
  });

  it('bootstrap the same interval each time, around the mean', () => {
    const values = [0, 0.2, 0.4, 0.6, 0.8, 1];
    const [low, high] = bootstrapInterval(values);
    expect(bootstrapInterval(values)).toEqual([low, high]);
    expect(low).toBeLessThan(0.5);
    expect(high).toBeGreaterThan(0.5);
    expect(bootstrapInterval([0.7, 0.7])).toEqual([0.7, 0.7]);
  });
});

describe('peers', () => {
  it('rank by BM25: rarer words and shorter texts first', () => {
    const words = (text: string): string[] => text.split(' ');
    const peer = new Bm25Peer(
      [
        { id: '1', text: 'milling turning' },
        { id: '2', text: 'milling honing' },
        { id: '3', text: 'milling milling milling grinding lapping' },
        { id: '4', text: 'casting' },
      ],
      words,
    );
    expect(peer.rank('honing milling')[0]).toBe('2');
    expect(peer.rank('honing milling')).toHaveLength(3);
    expect(peer.rank('unknown')).toEqual([]);
  });

  it('shuffle by seed alone', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    expect(randomOrder(ids, 7)).toEqual(randomOrder(ids, 7));
    expect([...randomOrder(ids, 7)].sort()).toEqual(ids);
  });
});
