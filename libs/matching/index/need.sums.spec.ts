import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { useKernels } from '../kernels/kernel.loader.js';
import { MatchIndex } from './match.index.js';
import type { NeedColumn } from './need.column.js';
import { buildColumn, type LeftOut, putSlots } from './need.fitting.js';
import type { PlannedNeed } from '../scoring/need.plan.js';
import { NeedSums } from './need.sums.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { requirementArbitrary, supplierArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';

/** Enough for a kernel, and some beyond the last word of slots. */
const SUPPLIERS = 700;
const suppliers = fc
  .sample(supplierArbitrary(1), { numRuns: SUPPLIERS, seed: 41 })
  .map((supplier, at) => ({ ...supplier, no: at + 1, id: `S${at + 1}` }));

/** As a requirement has it and as a typed search has it. */
const eitherWay = (need: PlannedNeed): PlannedNeed[] => [
  { ...need, brief: false },
  { ...need, brief: true },
];

describe.each([
  ['a kernel', true],
  ['plain code', false],
])('a column of a need, in %s', (_, withKernels) => {
  beforeEach(() => useKernels(withKernels));
  afterEach(() => useKernels(true));

  it('has for every slot what the slot alone comes to, of one need after another', () => {
    const index = MatchIndex.build(suppliers.slice(0, 690), { capabilities: TINY_TREE });
    index.apply({ upsert: suppliers.slice(680) });
    const { columns, graph } = index;
    const sums = new NeedSums();
    const shut = new Uint8Array(graph.size);
    shut[3] = 1;
    fc.assert(
      fc.property(requirementArbitrary, fc.boolean(), fc.boolean(), (requirement, isShut, ownWorkOnly) => {
        const leftOut: LeftOut = { shut: isShut ? shut : null, ownWorkOnly };
        for (const need of planRequirement(requirement, index).needs.flatMap(eitherWay)) {
          const column = buildColumn(columns, need, leftOut, graph.size, sums);
          const expected: NeedColumn = {
            worth: new Uint16Array(column.worth.length),
            met: new Uint32Array(column.met.length),
            related: new Uint32Array(column.related.length),
          };
          putSlots(expected, columns, need, leftOut, 0);
          expect(column).toEqual(expected);
          for (const cleared of [sums.textSum, sums.skillSum, sums.materialSum, sums.focusSum, sums.mark])
            expect(cleared.every((sum) => sum === 0)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
