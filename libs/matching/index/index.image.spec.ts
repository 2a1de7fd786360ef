import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { search } from '../search/search.page.js';
import { ImageError, imageFromBytes, imageToBytes } from './index.image.js';
import { type IndexChanges, MatchIndex } from './match.index.js';
import { rank } from '../ranking/match.ranking.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import {
  economyArbitrary,
  requirementArbitrary,
  supplierArbitrary,
  TINY_TREE,
} from '../testing/economy.arbitrary.js';

const options = { capabilities: TINY_TREE };
const RUNS = { numRuns: 100 };

/** Everything an index says of a requirement. */
const answers = (index: MatchIndex, requirement: RequirementRecord): unknown => [
  rank(index, requirement, { limit: 30, includeBlocked: true }),
  search(index, { text: '', parts: [], remaining: '', corrections: [], requirement }, { first: 30 }),
];

/** As a file would give it back. */
function throughBytes(index: MatchIndex): MatchIndex {
  const parts = imageToBytes(index.image());
  const bytes = new Uint8Array(new SharedArrayBuffer(parts.reduce((sum, part) => sum + part.length, 0)));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return MatchIndex.open(imageFromBytes(bytes), options);
}

const changesArbitrary = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 14 }), fc.boolean())
    .chain(([no, remove]): fc.Arbitrary<IndexChanges> =>
      remove
        ? fc.constant({ remove: [no] })
        : supplierArbitrary(no).map((supplier) => ({ upsert: [supplier] })),
    ),
  { maxLength: 8 },
);

describe('an image of an index', () => {
  it('gives the same answers when it is opened, also from bytes and after changes', () => {
    fc.assert(
      fc.property(
        economyArbitrary(10),
        requirementArbitrary,
        changesArbitrary,
        (suppliers, requirement, changes) => {
          const index = MatchIndex.build(suppliers, options);
          const reader = MatchIndex.open(index.image(), options);
          const stored = throughBytes(index);
          const before = answers(index, requirement);
          expect(answers(reader, requirement)).toEqual(before);
          expect(answers(stored, requirement)).toEqual(before);
          for (const change of changes) {
            index.apply(change);
            stored.apply(change);
            // Whoever has not followed yet goes on as before.
            expect(answers(reader, requirement)).toEqual(before);
          }
          reader.follow(index.image());
          expect(answers(reader, requirement)).toEqual(answers(index, requirement));
          expect(answers(stored, requirement)).toEqual(answers(index, requirement));
        },
      ),
      RUNS,
    );
  });

  it('gives records back as they were', () => {
    fc.assert(
      fc.property(economyArbitrary(6), (suppliers) => {
        const index = throughBytes(MatchIndex.build(suppliers, options));
        for (const supplier of suppliers) {
          expect(index.get(supplier.no)).toEqual(supplier);
          expect(index.idOf(supplier.no)).toBe(supplier.id);
        }
      }),
      RUNS,
    );
  });

  it('is refused by another tree, and when it is cut short', () => {
    const index = MatchIndex.build([], options);
    expect(() => MatchIndex.open(index.image(), { capabilities: TINY_TREE.slice(0, 3) })).toThrow(ImageError);
    const [front] = imageToBytes(index.image());
    expect(() => imageFromBytes(front!.slice(0, 100))).toThrow(ImageError);
    expect(() => imageFromBytes(new Uint8Array(64))).toThrow(ImageError);
  });
});

describe('an index that changes for long', () => {
  const variants = fc.sample(supplierArbitrary(1), { numRuns: 60, seed: 5 });
  const at = (no: number, turn: number): SupplierRecord => ({
    ...variants[(no * 7 + turn) % 60]!,
    no,
    id: `S${no}`,
  });

  it('answers like one built afresh while it mends its columns, and so does whoever follows', () => {
    const index = MatchIndex.build([at(1, 0)], options);
    const reader = MatchIndex.open(index.image(), options);
    const requirements = fc.sample(requirementArbitrary, { numRuns: 3, seed: 9 });
    const now = new Map<number, SupplierRecord>();
    const change = (no: number, turn: number): void => {
      index.apply({ upsert: [at(no, turn)] });
      now.set(no, at(no, turn));
    };
    const check = (): void => {
      reader.follow(index.image());
      const fresh = MatchIndex.build(now.values(), { ...options, statistics: index.statistics });
      for (const requirement of requirements) {
        const expected = answers(fresh, requirement);
        expect(answers(index, requirement)).toEqual(expected);
        expect(answers(reader, requirement)).toEqual(expected);
      }
    };
    const { columns } = index;
    for (let no = 1; no <= 2100; no += 1) change(no, 0);
    // So many have come that they were given postings.
    expect(columns.posted).toBeGreaterThan(2000);
    check();
    for (let no = 1; no <= 1100; no += 1) change(no, 1);
    check();
    for (let no = 1; no <= 30; no += 1) change(no, 2);
    // So many had gone that the columns were copied without them.
    expect(index.columns).not.toBe(columns);
    expect(index.columns.slots).toBeLessThan(2300);
    check();
    expect(reader.size).toBe(index.size);
  });
});
