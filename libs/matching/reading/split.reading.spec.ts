import { describe, expect, it } from '@jest/globals';
import { saysSplittable } from './split.reading.js';

describe('Parts of a requirement that may go to different firms', () => {
  it.each([
    'Seats or panels can be placed with specialists.',
    'Rigging may be hired apart.',
    'We are happy to let the looms as separate packages.',
    'Looms could be bought as separate lots.',
    'The castings and the pallets may go to two firms.',
    "I don't mind using two suppliers.",
    'We do not mind if another firm does the paint.',
    'Two houses may share the work.',
    'Plating could go elsewhere.',
    'Prefer one shop, but the engraving can be placed elsewhere.',
    'The trolleys and the covers may be separate.',
    'Separate quotes for each finish are welcome.',
    'Bids for one part are fine.',
    'Either half can be priced alone.',
    'We will award up to four lots.',
    'Lot 1: turned pins. Lot 2: springs.',
    'Lots: (1) cases (2) graphics.',
    'Not urgent. Contracts may be split.',
    'If you do not weld, we will get that done elsewhere.',
    'You need not quote for everything.',
    'Partial bids accepted.',
    'Happy to receive prices for the doors only.',
    'Quote for A, B or both.',
  ])('%s → may be split', (text) => {
    expect(saysSplittable(text)).toBe(true);
  });

  it.each([
    'Single operations are not placed separately.',
    'Delivery is weekly.',
    'Lots of 200, 3,000 a year.',
    'Walls and graphics are let separately.',
    'One firm has to do it all.',
    'A partner who would send the part elsewhere is of little use.',
    'The two could not go to different firms.',
    'We visit two firms before we decide.',
    'Two seals keep the fluids apart.',
    'Separate drawings are available.',
    'Blades are handled elsewhere.',
    'No partial bids.',
    'Quote for 200 only.',
    'If you cannot hold the tolerance, do not quote.',
    'We can collect from two places.',
  ])('%s → goes to one firm', (text) => {
    expect(saysSplittable(text)).toBe(false);
  });
});
