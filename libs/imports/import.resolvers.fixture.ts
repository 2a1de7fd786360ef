import type { CertificateRef, SectorCode } from '#lib/taxonomy';
import type { ImportResolvers } from './import.resolvers.js';

const SECTORS: Readonly<Record<string, SectorCode>> = {
  'automotive and rolling stock': 'AUTOMOTIVE_RAIL',
  'advanced manufacturing': 'ADVANCED_MANUFACTURING',
  clean_energy: 'CLEAN_ENERGY',
  'creative industries': 'CREATIVE',
};
const SCHEMES: Readonly<Record<string, CertificateRef>> = {
  as9100d: { scheme: 'AS9100', edition: 'D' },
  'iso 9001': { scheme: 'ISO_9001' },
  'iso 14001': { scheme: 'ISO_14001' },
  'iatf 16949': { scheme: 'IATF_16949' },
};

/** A few fixed words for the tests of the readers, so that these do not hang on the reference tables. */
export const testResolvers: ImportResolvers = {
  sector: (text) => SECTORS[text.toLowerCase()],
  certificate: (text) => SCHEMES[text.toLowerCase()],
  postcode: (text) => {
    const match = /^([A-Z]{1,2}\d{1,2})\s*(\d[A-Z]{2})$/i.exec(text);
    return match
      ? { canonical: `${match[1]} ${match[2]}`.toUpperCase() }
      : { error: `${text} is not a postcode. Give one such as DE24 8BJ.` };
  },
};
