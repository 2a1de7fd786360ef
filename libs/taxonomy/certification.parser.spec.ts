import { describe, expect, it } from '@jest/globals';
import { findCertificates, parseCertificate } from './certification.parser.js';
import { certificateLabel } from './certification.table.js';

/** SCHEME:edition/LEVEL@COMMODITY */
const short = (
  ref: { scheme: string; edition?: string; level?: string; commodity?: string } | null,
): string =>
  ref === null
    ? '-'
    : ref.scheme +
      (ref.edition ? `:${ref.edition}` : '') +
      (ref.level ? `/${ref.level}` : '') +
      (ref.commodity ? `@${ref.commodity}` : '');

describe('parseCertificate', () => {
  it.each([
    ['AS9100 Rev D', 'AS9100:D'],
    ['AS9100D', 'AS9100:D'],
    ['AS 9100 revision D', 'AS9100:D'],
    ['EN 9100', 'AS9100'],
    ['BS EN 9100:2018', 'AS9100:2018'],
    ['AS9120B', 'AS9120:B'],
    ['BS EN ISO 9001:2015', 'ISO_9001:2015'],
    ['ISO 9001 : 2015', 'ISO_9001:2015'],
    ['9001', 'ISO_9001'],
    ['iso9001', 'ISO_9001'],
    ['ISO9001-2015', 'ISO_9001:2015'],
    ['ISO 9001 2015', 'ISO_9001:2015'],
    ['ISO14001', 'ISO_14001'],
    ['ISO 45001:2018', 'ISO_45001:2018'],
    ['OHSAS 18001', 'OHSAS_18001'],
    ['IATF', 'IATF_16949'],
    ['IATF 16949:2016', 'IATF_16949:2016'],
    ['16949', 'IATF_16949'],
    ['ISO/TS 16949', 'ISO_TS_16949'],
    ['TS16949', 'ISO_TS_16949'],
    ['13485', 'ISO_13485'],
    ['ISO 13485:2016', 'ISO_13485:2016'],
    ['ISO/IEC 17025', 'ISO_17025'],
    ['ISO/IEC 27001:2022', 'ISO_27001:2022'],
    ['BS EN 15085-2 CL1', 'EN_15085_2/CL1'],
    ['EN15085-2:2020 class 2', 'EN_15085_2:2020/CL2'],
    ['EN 15085 certification level CL1', 'EN_15085_2/CL1'],
    ['ISO 3834-2', 'ISO_3834/PART_2'],
    ['BS EN ISO 3834-3:2005', 'ISO_3834:2005/PART_3'],
    ['EN 1090', 'EN_1090'],
    ['EN 1090-2 EXC3', 'EN_1090/EXC3'],
    ['BS EN 1090-1 execution class 2', 'EN_1090/EXC2'],
    ['Nadcap Non-Destructive Testing', 'NADCAP@NDT'],
    ['Nadcap Chemical Processing', 'NADCAP@CHEMICAL_PROCESSING'],
    ['NADCAP (heat treat)', 'NADCAP@HEAT_TREATING'],
    ['Nadcap', 'NADCAP'],
    ['BRC', 'BRCGS'],
    ['BRCGS Food Safety Issue 9, grade AA', 'BRCGS@FOOD_SAFETY'],
    ['BRC packaging', 'BRCGS@PACKAGING_MATERIALS'],
    ['BRCGS Storage and Distribution', 'BRCGS@STORAGE_AND_DISTRIBUTION'],
    ['Cyber Essentials Plus', 'CYBER_ESSENTIALS_PLUS'],
    ['Cyber Esentials', 'CYBER_ESSENTIALS'],
    ['CE+', 'CYBER_ESSENTIALS_PLUS'],
    ['CE', 'CE_MARKING'],
    ['TPN', 'TPN'],
    ['TPN Gold', 'TPN/GOLD'],
    ['Gold TPN', 'TPN/GOLD'],
    ['Constructionline Gold', 'CONSTRUCTIONLINE/GOLD'],
    ['ISO 22163', 'ISO_22163'],
    ['IRIS', 'ISO_22163'],
    ['RISQS', 'RISQS'],
    ['SafeContractor', 'SAFECONTRACTOR'],
    ['ASME U Stamp', 'ASME@U'],
    ['SC21 silver', 'SC21/SILVER'],
    ['Fit for Nuclear', 'F4N'],
    ['F4N', 'F4N'],
    ['MHRA MIA', 'MHRA_MIA'],
    ['Matrix Standard', 'MATRIX_STANDARD'],
    ['ISO 20121', 'ISO_20121'],
    ['ISO 11135', 'ISO_11135'],
    ['BS EN ISO 9606-1', 'ISO_9606'],
    ['EN 45545-2 HL3', 'EN_45545/HL3'],
    ['UL508A', 'UL'],
    ['ISO_9001', 'ISO_9001'],
    ['ISO 90001', 'ISO_9001'],
    ['ISO 13845', 'ISO_13485'],
    ['Nadcpa', 'NADCAP'],
    ['Constructonline', 'CONSTRUCTIONLINE'],
    ['titanium', '-'],
    ['ISO 7777', '-'],
    ['made by hand', '-'],
    ['', '-'],
  ])('reads %j as %s', (text, expected) => {
    expect(short(parseCertificate(text))).toBe(expected);
  });

  it('is less sure of a bare number than of a full name, and least of swapped figures', () => {
    const sure = parseCertificate('ISO 13485')!.confidence;
    const bare = parseCertificate('13485')!.confidence;
    const swapped = parseCertificate('ISO 13845')!.confidence;
    expect([sure, sure > bare, bare > swapped]).toEqual([1, true, true]);
  });

  it('puts a reference back into words', () => {
    expect(certificateLabel({ scheme: 'EN_15085_2', edition: '2020', level: 'CL1' })).toBe(
      'EN 15085-2 welding of rail vehicles:2020, Class 1',
    );
  });
});

describe('findCertificates', () => {
  it.each([
    ['5 axis titanium AS9100', ['AS9100']],
    ['PCBA 13485 200 off', ['ISO_13485']],
    ['drop forged lifting hooks iso9001', ['ISO_9001']],
    ['progresion pressings IATF 100k a yr', ['IATF_16949']],
    ['CL1 rail welding near derby parts to 3m', ['EN_15085_2/CL1']],
    ['2 shot molding IATF16949', ['IATF_16949']],
    ['clean room builders iso 7', ['ISO_14644/ISO_7']],
    ['NDT nadcap near birmingham', ['NADCAP@NDT']],
    ['get welders coded 9606', ['ISO_9606']],
    ['welders coded to 9606-1', ['ISO_9606']],
    ['GRP panels en45545', ['EN_45545']],
    ['gear grinding AS9100', ['AS9100']],
    ['certified to ISO 9001, ISO 14001 and EN 15085-2 (CL1).', ['ISO_9001', 'ISO_14001', 'EN_15085_2/CL1']],
    ['EN 15085 welding shop, CL2', ['EN_15085_2/CL2']],
    ['AS9100 rev D, Nadcap for heat treatment and NDT', ['AS9100:D', 'NADCAP@HEAT_TREATING']],
    ['Nadcpa heat treatment', ['NADCAP@HEAT_TREATING']],
    ['9001/14001', ['ISO_9001', 'ISO_14001']],
    ['Cyber Essentials Plus and CE marked', ['CYBER_ESSENTIALS_PLUS', 'CE_MARKING']],
  ])('%j names %j', (text, expected) => {
    expect(findCertificates(text).map(short)).toEqual(expected);
  });

  it.each([
    'swiss turned brass 500k a year',
    '9001 off brackets',
    '9100 a year',
    '13485 parts per month',
    'a budget of £9001',
    'batches of 45,001',
    'order 1090 mm long',
    'drawing 13458',
    'complex parts at low risks',
    'construction lines',
    'class 1 show sets',
    'iso 7 containers',
    'not made in china',
    'gold plated contacts',
    '6-4 ti bar next day',
  ])('%j names none', (text) => {
    expect(findCertificates(text)).toEqual([]);
  });

  it('gives offsets of the scheme, leaving a commodity to the capabilities', () => {
    const text = 'We hold BS EN ISO 9001:2015, and NDT Nadcap.';
    expect(findCertificates(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'BS EN ISO 9001:2015',
      'Nadcap',
    ]);
  });

  it('says what is held by people or worked to, so that nobody filters firms by it', () => {
    expect(findCertificates('coded welders, EN 45545, ISO 9001').map(({ kind }) => kind)).toEqual([
      'PERSONNEL_QUALIFICATION',
      'STANDARD',
      'CERTIFICATE',
    ]);
  });
});
