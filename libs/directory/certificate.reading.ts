import type { ProfileLookups } from './profile.lookups.js';
import type { CertificateDraft } from './supplier.draft.js';

/** Scheme of a certificate whose words name none that is known. */
export const UNKNOWN_SCHEME = 'UNKNOWN';

/** What is known of a certificate beside its words. */
export interface CertificateReading {
  scheme: string;
  edition: string | null;
  level: string | null;
  commodity: string | null;
}

/**
 * Reads the words of a certificate. A scheme that was picked stands, whatever the words; they may still name its edition.
 * What was stated apart from them stands too.
 */
export function readCertificate(
  { stated, scheme, edition, level, commodity }: CertificateDraft,
  lookups: Pick<ProfileLookups, 'certificate'>,
): CertificateReading {
  const worded = lookups.certificate(stated);
  const read = scheme && scheme !== worded?.scheme ? { scheme } : worded;
  return {
    scheme: read?.scheme ?? UNKNOWN_SCHEME,
    edition: edition ?? read?.edition ?? null,
    level: level ?? read?.level ?? null,
    commodity: commodity ?? read?.commodity ?? null,
  };
}

/**
 * What somebody said of a certificate that is stored, as a draft to be read again. Of a scheme that has left the tables
 * its words alone are left.
 */
export function restated(
  { stated, scheme, edition, level, commodity }: CertificateReading & { stated: string },
  lookups: Pick<ProfileLookups, 'isScheme'>,
): CertificateDraft {
  if (lookups.isScheme(scheme)) return { stated, scheme, edition, level, commodity };
  return scheme === UNKNOWN_SCHEME ? { stated, edition, level, commodity } : { stated };
}
