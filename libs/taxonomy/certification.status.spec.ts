import { describe, expect, it } from '@jest/globals';
import { bestVerdict, judgeCertificate, satisfies } from './certification.status.js';
import { certifications, CertificationTable } from './certification.table.js';
import type { CertificateRef, HeldCertificate } from './certification.types.js';

const TODAY = '2026-11-22';
const held = (part: Partial<HeldCertificate> & { scheme: string }): HeldCertificate => ({
  validFrom: '2025-01-01',
  validTo: '2027-12-31',
  evidence: 'DOCUMENT',
  ...part,
});
const answer = (part: Partial<HeldCertificate> & { scheme: string }, wanted: CertificateRef | string) =>
  satisfies(held(part), typeof wanted === 'string' ? { scheme: wanted } : wanted, TODAY);

describe('satisfies', () => {
  it.each([
    ['AS9100', 'ISO_9001', 'yes'],
    ['IATF_16949', 'ISO_9001', 'yes'],
    ['IATF_16949', 'ISO_TS_16949', 'yes'],
    ['IA9100', 'ISO_9001', 'yes'],
    ['ISO_45001', 'OHSAS_18001', 'yes'],
    ['CYBER_ESSENTIALS_PLUS', 'CYBER_ESSENTIALS', 'yes'],
    ['ISO_9001', 'AS9100', 'no'],
    ['CYBER_ESSENTIALS', 'CYBER_ESSENTIALS_PLUS', 'no'],
    ['ISO_13485', 'ISO_9001', 'no'],
    ['ISO_3834', 'EN_15085_2', 'no'],
    ['EN_15085_2', 'ISO_3834', 'no'],
    ['AS9120', 'AS9100', 'no'],
    ['AS9120', 'ISO_9001', 'yes'],
    ['ISO_TS_16949', 'IATF_16949', 'no'],
    ['ISO_TS_16949', 'ISO_TS_16949', 'expired'],
    ['PAS_2060', 'PAS_2060', 'expired'],
  ])('%s for a wanted %s: %s', (scheme, wanted, expected) => {
    expect(answer({ scheme }, wanted)).toBe(expected);
  });

  it.each([
    [{ scheme: 'EN_15085_2', level: 'CL1' }, { scheme: 'EN_15085_2', level: 'CL2' }, 'yes'],
    [{ scheme: 'EN_15085_2', level: 'CL2' }, { scheme: 'EN_15085_2', level: 'CL1' }, 'no'],
    [{ scheme: 'EN_15085_2', level: 'CL3' }, { scheme: 'EN_15085_2', level: 'CL4' }, 'no'],
    [{ scheme: 'EN_15085_2' }, { scheme: 'EN_15085_2', level: 'CL1' }, 'unknown'],
    [{ scheme: 'EN_15085_2', level: 'CL2' }, { scheme: 'EN_15085_2' }, 'yes'],
    [{ scheme: 'EN_1090', level: 'EXC4' }, { scheme: 'EN_1090', level: 'EXC2' }, 'yes'],
    [{ scheme: 'SC21', level: 'BRONZE' }, { scheme: 'SC21', level: 'GOLD' }, 'no'],
    [{ scheme: 'ISO_14644', level: 'ISO_5' }, { scheme: 'ISO_14644', level: 'ISO_7' }, 'yes'],
    [{ scheme: 'NADCAP', commodity: 'NDT' }, { scheme: 'NADCAP', commodity: 'NDT' }, 'yes'],
    [{ scheme: 'NADCAP', commodity: 'NDT' }, { scheme: 'NADCAP', commodity: 'WELDING' }, 'no'],
    [{ scheme: 'NADCAP' }, { scheme: 'NADCAP', commodity: 'NDT' }, 'unknown'],
  ])('%j for a wanted %j: %s', (has, wanted, expected) => {
    expect(answer(has, wanted)).toBe(expected);
  });

  it.each([
    ['ISO_9001', '2008', undefined, 'expired'],
    ['ISO_9001', '2008', '2015', 'expired'],
    ['ISO_9001', '2015', '2008', 'yes'],
    ['ISO_9001', undefined, '2015', 'yes'],
    ['AS9100', 'C', 'D', 'expired'],
    ['EN_15085_2', '2007', '2020', 'no'],
    ['EN_15085_2', undefined, '2020', 'unknown'],
    ['ISO_27001', '2013', undefined, 'expired'],
  ])('%s edition %s for a wanted edition %s: %s', (scheme, edition, wanted, expected) => {
    expect(answer({ scheme, edition }, { scheme, edition: wanted })).toBe(expected);
  });

  it('never fills in an unknown expiry, though the usual cycle is known', () => {
    expect(certifications().scheme('ISO_9001')!.cycleMonths).toBe(36);
    expect(answer({ scheme: 'ISO_9001', validFrom: '2026-11-01', validTo: null }, 'ISO_9001')).toBe(
      'unknown',
    );
    expect(answer({ scheme: 'ISO_9001', validFrom: null, validTo: '2027-01-01' }, 'ISO_9001')).toBe('yes');
  });

  it('counts the last day, and knows not yet from expired', () => {
    expect(answer({ scheme: 'ISO_9001', validTo: TODAY }, 'ISO_9001')).toBe('yes');
    expect(answer({ scheme: 'ISO_9001', validTo: '2026-11-21' }, 'ISO_9001')).toBe('expired');
    expect(answer({ scheme: 'ISO_9001', validFrom: '2026-11-23' }, 'ISO_9001')).toBe('not_yet');
  });

  it('says why, and by way of which schemes', () => {
    expect(judgeCertificate(held({ scheme: 'IA9100' }), { scheme: 'ISO_9001' }, TODAY)).toEqual({
      answer: 'yes',
      reason: 'IN_DATE',
      via: ['IA9100', 'ISO_9001'],
    });
    const low = held({ scheme: 'EN_15085_2', level: 'CL2', validTo: '2020-01-01' });
    expect(judgeCertificate(low, { scheme: 'EN_15085_2', level: 'CL1' }, TODAY)).toMatchObject({
      answer: 'no',
      reason: 'LEVEL_TOO_LOW',
    });
  });

  it('takes the best of several certificates', () => {
    const expired = held({ scheme: 'ISO_9001', validTo: '2020-01-01' });
    const aerospace = held({ scheme: 'AS9100', edition: 'D' });
    const best = bestVerdict([expired, aerospace], { scheme: 'ISO_9001' }, TODAY);
    expect(best).toMatchObject({ answer: 'yes', certificate: aerospace });
    expect(bestVerdict([], { scheme: 'ISO_9001' }, TODAY)).toBeUndefined();
  });
});

describe('CertificationTable', () => {
  it('takes what products are marked under for the mark', () => {
    for (const mark of ['CE_MARKING', 'UKCA'])
      expect(certifications().schemesSatisfying(mark)).toEqual(
        expect.arrayContaining(['EN_1090', 'PED', 'ATEX', 'MDR']),
      );
    expect(certifications().schemesSatisfying('EN_1090')).not.toContain('CE_MARKING');
  });

  it('lists every scheme that covers a wanted one, itself first', () => {
    const covering = certifications().schemesSatisfying('ISO_9001');
    expect(covering[0]).toBe('ISO_9001');
    expect(covering).toEqual(expect.arrayContaining(['AS9100', 'IATF_16949', 'ISO_22163', 'ISO_19443']));
    expect(covering).not.toContain('ISO_13485');
  });

  it('refuses relations that contradict each other, and rows of unknown schemes', () => {
    const table = certifications();
    const rows = {
      schemes: table.schemes,
      editions: [],
      levels: [],
      commodities: [],
      relations: table.relations,
    };
    const mark = { source: 'test', confidence: 'J' as const, checkedOn: TODAY, note: '' };
    const against = { from: 'AS9100', kind: 'does_not_satisfy' as const, to: 'ISO_9001', ...mark };
    expect(() => new CertificationTable({ ...rows, relations: [...rows.relations, against] })).toThrow(
      'AS9100 is said both to satisfy ISO_9001 and not to',
    );
    const unknown = { from: 'AS9100', kind: 'satisfies' as const, to: 'ISO_1', ...mark };
    expect(() => new CertificationTable({ ...rows, relations: [unknown] })).toThrow('ISO_1 is not a scheme');
  });
});
