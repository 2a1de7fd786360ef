import { describe, expect, it } from '@jest/globals';
import { visitor } from '../testing/template.harness.js';
import { seenFrom } from './introductions.view.js';

const given = {
  awaiting: 'SUPPLIER' as const,
  buyerId: 'org_b',
  buyerName: 'Ashby Rail Ltd',
  supplierId: 'org_s',
  supplierName: 'Belper Castings Ltd',
};
const memberOf = (...ids: string[]) => ({
  ...visitor,
  memberships: ids.map((organisationId) => ({ organisationId, role: 'OWNER' as const })),
});

describe('an introduction, seen from a side', () => {
  it.each([
    ['its supplier', ['org_s'], { heading: 'Ashby Rail Ltd', waitsFor: 'you', own: null }],
    ['its buyer', ['org_b'], { heading: 'Belper Castings Ltd', waitsFor: 'the supplier', own: null }],
    [
      'somebody who acts for several',
      ['org_x', 'org_s'],
      { heading: 'Ashby Rail Ltd', waitsFor: 'you', own: 'Belper Castings Ltd' },
    ],
    [
      'neither',
      ['org_x'],
      { heading: 'Belper Castings Ltd and Ashby Rail Ltd', waitsFor: 'the supplier', own: null },
    ],
  ])('by %s', (_who, ids, seen) => {
    expect(seenFrom(memberOf(...ids), given)).toMatchObject(seen);
  });

  it('waits for nobody once it is over', () => {
    expect(seenFrom(memberOf('org_s'), { ...given, awaiting: null }).waitsFor).toBeNull();
  });
});
