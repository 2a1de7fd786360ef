import { describe, expect, it } from '@jest/globals';
import { certificateInFull, schemeInWords } from './certification.words.js';

describe('certificates in words', () => {
  it.each([
    ['CYBER_ESSENTIALS', 'Cyber Essentials'],
    ['EN_15085_2', 'EN 15085-2'],
    ['AS9100', 'AS9100'],
    ['NADCAP', 'Nadcap'],
    ['ISO_9001', 'ISO 9001'],
    ['PART_21G', 'Part 21G'],
    ['PED', 'PED'],
    ['ISO_17025', 'ISO 17025'],
    ['DEF_STAN_05', 'Def Stan 05'],
    ['GMP', 'GMP'],
    ['F4N', 'F4N'],
    ['MHRA_MIA', 'MHRA manufacturing authorisation'],
    ['AIRBUS_APPROVAL', 'Airbus supplier approval'],
    ['NO_SUCH_SCHEME', 'NO SUCH SCHEME'],
  ])('calls %s by the name people write', (code, name) => {
    expect(schemeInWords(code)).toBe(name);
  });

  it('are named in full, with edition and part, for whoever may not know the short name', () => {
    expect(certificateInFull({ scheme: 'AS9100', edition: 'D' })).toBe(
      'AS/EN 9100 aerospace quality management, edition D',
    );
    expect(certificateInFull({ scheme: 'NADCAP', commodity: 'NDT' })).toBe(
      'Nadcap special-process accreditation NDT',
    );
    expect(certificateInFull({ scheme: 'EN_15085_2', level: 'CL1' })).toMatch(/ CL1$/);
  });
});
