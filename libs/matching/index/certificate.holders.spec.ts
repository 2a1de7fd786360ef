import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { certificateStatus } from '../scoring/certificate.status.js';
import { MatchIndex } from './match.index.js';
import { rank } from '../ranking/match.ranking.js';
import type { RequirementRecord, SupplierRecord, WantedCertificate } from '../model/model.types.js';
import { requirementArbitrary, supplierArbitrary, TINY_TREE } from '../testing/economy.arbitrary.js';

const [plain] = fc.sample(requirementArbitrary, { numRuns: 1, seed: 5 }) as [RequirementRecord];
const wanted: WantedCertificate = { scheme: 'ISO_9001', importance: 'required' };
const DAYS = Array.from({ length: 30 }, (_, at) => `2026-11-${String(at + 1).padStart(2, '0')}`);
/** Ends and beginnings of the month and within it, and some on either side. */
const day = fc.constantFrom(
  '2026-10-31',
  '2026-11-01',
  '2026-11-14',
  '2026-11-15',
  '2026-11-30',
  '2026-12-01',
);
const certificate = fc
  .record({
    scheme: fc.constantFrom('ISO_9001', 'AS9100', 'ISO_13485'),
    validFrom: fc.option(day),
    validTo: fc.option(day),
    evidence: fc.constant('SELF_DECLARED' as const),
  })
  .filter(({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom <= validTo);
const supplier = fc
  .tuple(supplierArbitrary(1), fc.array(certificate, { maxLength: 3 }))
  .map(([one, certificates]): SupplierRecord => ({ ...one, certificates, acceptingWork: true }));
const suppliers = fc
  .array(supplier, { minLength: 1, maxLength: 40 })
  .map((all) => all.map((one, at) => ({ ...one, no: at + 1, id: `S${at + 1}` })));

const numbersOf = (index: MatchIndex, bits: Uint32Array): number[] =>
  [...index.suppliers()]
    .map(({ no }) => no)
    .filter((no) => (((bits[index.slotOf(no) >>> 5] ?? 0) >>> (index.slotOf(no) & 31)) & 1) === 1);

describe('holders of a certificate in a month', () => {
  it('are those in date on some day of it, and on every one, whoever came later', () => {
    fc.assert(
      fc.property(suppliers, fc.nat({ max: 40 }), (all, later) => {
        const index = MatchIndex.build(all.slice(later), { capabilities: TINY_TREE });
        index.certificatesInMonth(wanted, DAYS[0]!);
        index.apply({ upsert: all.slice(0, later) });
        const daysOf = ({ certificates }: SupplierRecord): string[] =>
          DAYS.filter((date) => certificateStatus(certificates, wanted, date) === 'yes');
        const { someDay, throughout } = index.certificatesInMonth(wanted, DAYS[20]!);
        const some = all.filter((one) => daysOf(one).length > 0).map(({ no }) => no);
        expect(numbersOf(index, someDay).sort((a, b) => a - b)).toEqual(some);
        // Certificates that follow each other are not put together: there the date is asked.
        const single = all.filter((one) =>
          one.certificates.some((held) => daysOf({ ...one, certificates: [held] }).length === DAYS.length),
        );
        expect(numbersOf(index, throughout).sort((a, b) => a - b)).toEqual(single.map(({ no }) => no));
      }),
    );
  });

  it('leave those eligible who are in date on the day', () => {
    fc.assert(
      fc.property(suppliers, fc.constantFrom(...DAYS), (all, onDate) => {
        const index = MatchIndex.build(all, { capabilities: TINY_TREE });
        const requirement: RequirementRecord = {
          ...plain,
          needs: [],
          certifications: [wanted],
          valueGbp: null,
          quantity: null,
          place: null,
          maxDriveMinutes: null,
          regions: null,
          excludes: undefined,
          onDate,
        };
        const found = rank(index, requirement, { limit: 100 }).matches.map(({ supplierNo }) => supplierNo);
        const expected = all
          .filter(({ certificates }) => certificateStatus(certificates, wanted, onDate) === 'yes')
          .map(({ no }) => no);
        expect(found.sort((a, b) => a - b)).toEqual(expected);
      }),
    );
  });
});
