import {
  type CapabilityNode,
  type CertificateRef,
  certifications,
  findCapability,
  parseCertificate,
  type Recognition,
  recogniser,
  resolveSector,
  type SectorCode,
} from '#lib/taxonomy';

/** Where the words of a draft get their meaning: passed in, since the tables behind it are editable data. */
export interface ProfileLookups {
  recognise: (text: string) => Recognition;
  node: (code: string) => CapabilityNode | undefined;
  certificate: (text: string) => CertificateRef | null;
  isScheme: (code: string) => boolean;
  sector: (text: string) => SectorCode | null;
}

/** Phrases repeat from firm to firm; prose does not. */
const longestRemembered = 80;
const mostRemembered = 50_000;

/** A function of a text that remembers its answers for short texts. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > longestRemembered) return read(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (known.size >= mostRemembered) known.clear();
    known.set(text, value);
    return value;
  };
}

let shipped: ProfileLookups | undefined;

/** The lookups over the tables that come with the product. */
export function shippedLookups(): ProfileLookups {
  shipped ??= {
    recognise: remembering((text) => recogniser().recognise(text)),
    node: findCapability,
    certificate: remembering(parseCertificate),
    isScheme: (code) => certifications().scheme(code) !== undefined,
    sector: remembering((text) => resolveSector(text) ?? null),
  };
  return shipped;
}
