import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoundSweep } from './bound.sweep.js';
import { textValue, textWorth } from '../scoring/criteria.scoring.js';
import { Growable } from '../model/growable.arrays.js';
import { useKernels } from '../kernels/kernel.loader.js';
import { MatchIndex } from './match.index.js';
import { rank } from '../ranking/match.ranking.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { requirementArbitrary, supplierArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';
import { referenceRanking } from '../testing/ranking.reference.js';

const SUPPLIERS = 700;
const LIMIT = 40;
/** What a page of a search asks for. */
const PAGE = 12;
/** Few kinds for many suppliers: ties are common. */
const KINDS = 300;
const kinds = fc.sample(supplierArbitrary(1), { numRuns: KINDS, seed: 31 });
const supplier = (no: number): SupplierRecord => ({ ...kinds[no % KINDS]!, no, id: `S${no}` });
const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

/** Nearly everybody is eligible. */
const soft = (requirement: RequirementRecord, lot: number | null): RequirementRecord => ({
  ...requirement,
  needs: requirement.needs.map((need) => ({ ...need, importance: 'should' as const })),
  certifications: requirement.certifications.map((wanted) => ({ ...wanted, importance: 'desired' })),
  valueGbp: null,
  quantity: lot === null ? null : { batch: lot, perYear: null },
  maxDriveMinutes: null,
  regions: null,
  excludes: undefined,
});

/** Lists that are as they should be and came of the pass over everybody. */
function expectExact(index: MatchIndex, now: readonly SupplierRecord[], asked: RequirementRecord): void {
  const eligible = referenceRanking(now, asked, index).filter((match) => match.eligible);
  index.bestBefore = index.bestBefore.slice();
  const before = index.bestBefore;
  for (const limit of [PAGE, LIMIT]) {
    const found = rank(index, asked, { limit });
    expect(found.eligibleCount).toBe(eligible.length);
    expect(found.matches).toEqual(eligible.slice(0, limit).map(({ blockers: _, ...match }) => match));
  }
  if (eligible.length > 100) expect(index.bestBefore).not.toBe(before);
}

const byte = fc.integer({ min: 0, max: 255 });
const weight = fc.integer({ min: 0, max: 1000 });

describe.each([
  ['a kernel', true],
  ['plain code', false],
])('a sweep by %s', (_, withKernels) => {
  beforeEach(() => useKernels(withKernels));
  afterEach(() => useKernels(true));

  it('bounds each of those asked about by what it can score, and leaves out whom that keeps out', () => {
    const slots = 96;
    const listOf = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
      fc.array(one, { minLength: slots, maxLength: slots });
    const facts = fc.record({
      asked: listOf(fc.boolean()),
      worth: listOf(fc.tuple(byte, byte)),
      sectors: listOf(fc.integer({ min: 0, max: 31 })),
      standing: listOf(byte),
      sums: listOf(fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 2 ** 30 }))),
      sectorValues: fc.array(byte, { minLength: 32, maxLength: 32 }),
      weights: fc.record({ capability: weight, sector: weight, standing: weight, text: weight }),
      termWeight: fc.integer({ min: 0, max: 5_000 }),
      least: fc.integer({ min: 0, max: 400_000 }),
    });
    const sweep = new BoundSweep();
    fc.assert(
      fc.property(facts, ({ asked, worth, sums, weights, termWeight, least, ...of }) => {
        sweep.sumsFor(slots).set(sums);
        const columns = {
          sectors: new Growable(Uint8Array.from(of.sectors)),
          standing: new Growable(Uint8Array.from(of.standing)),
        };
        const bits = new Uint32Array(slots / 32);
        asked.forEach((isAsked, slot) => (bits[slot >>> 5]! |= isAsked ? 1 << (slot & 31) : 0));
        const both = Uint16Array.from(worth, ([fit, capability]) => (capability << 8) | fit);
        const sectorValues = Int32Array.from(of.sectorValues);
        const termWorth = textWorth(termWeight);
        const question = { ...weights, sectorValues, termWorth, others: 77, least };
        const list = (): Int32Array => new Int32Array(slots);
        const found = { slots: list(), bounds: list(), texts: list() };
        const count = sweep.sweep(columns, bits, [5, 40], slots, both, false, question, found);
        const known = new Map(
          Array.from(found.slots.subarray(0, count), (slot, at) => [
            slot,
            [found.bounds[at]!, found.texts[at]!],
          ]),
        );
        // Gathered and compared once: a matcher for each of tens of thousands of slots takes longer than the sweeps.
        const told: unknown[] = [];
        const right: unknown[] = [];
        for (let slot = 0; slot < slots; slot += 1) {
          const text = weights.text * textValue(sums[slot]!, termWeight);
          const rest =
            77 +
            weights.capability * worth[slot]![1] +
            weights.sector * sectorValues[of.sectors[slot]!]! +
            weights.standing * of.standing[slot]!;
          const [bound, earned] = known.get(slot) ?? [rest + text, text];
          // By rounding a word's worth may come out one too high, never too low.
          const isRounded = earned === text + weights.text;
          const isOut = !asked[slot] || slot === 5 || slot === 40;
          told.push([slot, bound! - earned!, earned, known.has(slot)]);
          right.push([slot, rest, isRounded ? earned : text, !isOut && bound! >= least]);
        }
        expect(told).toEqual(right);
      }),
    );
  });
});

describe.each([
  ['a kernel', true],
  ['plain code', false],
])('bounds of everybody, in %s', (_, withKernels) => {
  beforeEach(() => useKernels(withKernels));
  afterEach(() => useKernels(true));

  it('leave the lists as the reference has them, one requirement after another, while suppliers come and go', () => {
    const requirements = fc.sample(requirementArbitrary, { numRuns: 8, seed: 32 });
    const index = MatchIndex.build(numbers(SUPPLIERS).map(supplier), { capabilities: TINY_TREE });
    const now = new Map(numbers(SUPPLIERS).map((no) => [no, supplier(no)]));
    requirements.forEach((requirement, at) => {
      // The same needs several times, as neighbours in a full re-match have them.
      for (const lot of [null, 50, 5_000, null]) {
        expectExact(index, [...now.values()], soft(requirement, lot));
        const changed = { ...supplier(SUPPLIERS + at), no: 3 * at + 1, id: `S${3 * at + 1}` };
        // Of the best before some go, and some come back as somebody else, without postings.
        const gone = index.columns.nos.data[index.bestBefore[at % 3] ?? 0]!;
        index.apply({ upsert: [changed], remove: [gone] });
        now.delete(gone);
        now.set(changed.no, changed);
        if (gone === changed.no) now.delete(gone);
      }
    });
  });

  it('take in more than are listed as they are found', () => {
    const many = numbers(5_000).map(supplier);
    const index = MatchIndex.build(many, { capabilities: TINY_TREE });
    const [requirement] = fc.sample(requirementArbitrary, { numRuns: 1, seed: 33 });
    for (const lot of [null, null, 1_000]) expectExact(index, many, soft(requirement!, lot));
  });
});
