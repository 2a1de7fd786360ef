import type { SupplierChange } from '#lib/matching';
import { poundsInWords } from '#lib/platform';
import {
  certificateInFull,
  type CertificateRef,
  findCapability,
  type HeldCertificate,
  inSentence,
} from '#lib/taxonomy';

const figures = new Intl.NumberFormat('en-GB');

/**
 * A change as something to do: "Get AS9100", "Offer CNC turning".
 * @param held the certificates of whoever is to make it: one that is there already is not got but renewed, or dated
 */
export function changeInWords(change: SupplierChange, held: readonly HeldCertificate[] = []): string {
  switch (change.kind) {
    case 'CERTIFICATE': {
      const name = certificateInFull(change.certificate);
      if (isOnlyUndated(change, held)) return `State until when you hold ${name}`;
      return `${sameAs(change.certificate, held).length > 0 ? 'Renew' : 'Get'} ${name}`;
    }
    case 'CAPABILITY':
      return `Offer ${inSentence(findCapability(change.code)?.label ?? change.code)}`;
    case 'SITE':
      return `Open a second site at ${change.name}`;
    case 'SMALLER_BATCH':
      return `Take lots from ${figures.format(change.min)}`;
    case 'LARGER_BATCH':
      return `Take lots up to ${figures.format(change.max)}`;
    case 'ACCEPT_WORK':
      return 'Take on new work again';
  }
}

/** Whether a certificate is held, but nobody knows until when: there is nothing to get, only a day to state. */
export const isOnlyUndated = (change: SupplierChange, held: readonly HeldCertificate[]): boolean =>
  change.kind === 'CERTIFICATE' && sameAs(change.certificate, held).some(({ validTo }) => validTo === null);

const sameAs = (wanted: CertificateRef, held: readonly HeldCertificate[]): HeldCertificate[] =>
  held.filter((one) => one.scheme === wanted.scheme && agree(one, wanted));

/** Whether neither says another edition, level or commodity than the other. */
const agree = (one: CertificateRef, other: CertificateRef): boolean =>
  (['edition', 'level', 'commodity'] as const).every(
    (part) => one[part] == null || other[part] == null || one[part] === other[part],
  );

/** "Get ISO 9001, then get EN 1090: 2 requirements open, £1.2 million a year." */
export function routeInWords(
  steps: readonly { change: SupplierChange }[],
  opensCount: number,
  valueGbp: number,
  held: readonly HeldCertificate[] = [],
): string {
  const actions = steps.map(({ change }) => changeInWords(change, held));
  const route = actions.map((action, at) => (at === 0 ? action : inSentence(action))).join(', then ');
  const opens = opensCount === 1 ? '1 requirement opens' : `${figures.format(opensCount)} requirements open`;
  return `${route}: ${opens}${valueGbp > 0 ? `, ${poundsInWords(valueGbp)} a year` : ''}.`;
}
