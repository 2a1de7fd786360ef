import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MatchIndex } from '../index/match.index.js';
import { atOnce } from '../model/work.pieces.js';
import {
  economyArbitrary,
  requirementArbitrary,
  supplierArbitrary,
  TINY_TREE,
} from '../testing/economy.arbitrary.js';
import { RequirementIndex } from './requirement.index.js';

/** Three pieces of an outlook. */
const STANDING = 250;

it('tells how a supplier stands as of now, whatever happens while it pauses', () => {
  fc.assert(
    fc.property(
      economyArbitrary(5).filter((suppliers) => suppliers.length > 1),
      fc.array(requirementArbitrary, { minLength: 5, maxLength: 20 }),
      supplierArbitrary(1),
      fc.constantFrom('another is asked about', 'the supplier changes', 'requirements change', 'he leaves'),
      (suppliers, asked, changed, event) => {
        const index = MatchIndex.build(suppliers, { capabilities: TINY_TREE });
        const standing = new RequirementIndex(index);
        const nth = (at: number, no: number) => ({ ...asked[at % asked.length]!, no });
        for (let no = 1; no <= STANDING; no += 1) standing.upsert(nth(no, no));
        const [{ no }, other] = [suppliers[0]!, suppliers[1]!];
        const outlook = standing.outlooksOf(no);
        expect(outlook.next().done).toBe(false);
        switch (event) {
          case 'another is asked about':
            standing.matchesOf(other.no);
            break;
          case 'the supplier changes':
            index.apply({ upsert: [{ ...changed, no }] });
            break;
          case 'requirements change':
            for (let at = 150; at < 160; at += 1) standing.upsert(nth(at + 1, at));
            for (let at = 160; at < 170; at += 1) standing.remove(at);
            break;
          case 'he leaves':
            index.apply({ remove: [no] });
        }
        const told = atOnce(outlook);
        const fresh = atOnce(standing.outlooksOf(no));
        // What was looked at before is of before, when it is the supplier that changed.
        const since = event === 'the supplier changes' ? 100 : 0;
        const inOrder = (some: typeof told) =>
          some
            .filter(({ requirementNo }) => requirementNo > since)
            .sort((a, b) => a.requirementNo - b.requirementNo);
        expect(inOrder(told)).toEqual(inOrder(fresh));
      },
    ),
    { numRuns: 24 },
  );
});
