import type { SupplierChange } from '#lib/matching';
import {
  capabilityTree,
  type HeldCertificate,
  type Region,
  type SupportProgramme,
  supportProgrammes,
} from '#lib/taxonomy';
import { isOnlyUndated } from './change.words.js';

/**
 * Programmes of the reference facts that help with a change, for a supplier with sites in these regions.
 * @param held its certificates: nobody needs help to state the last day of one that it has
 */
export function programmesFor(
  change: SupplierChange,
  regions: readonly Region[],
  held: readonly HeldCertificate[] = [],
): SupportProgramme[] {
  if (isOnlyUndated(change, held)) return [];
  const helps = helpWith(change);
  return supportProgrammes().filter(
    (programme) => programme.regions.some((region) => regions.includes(region)) && helps(programme),
  );
}

function helpWith(change: SupplierChange): (programme: SupportProgramme) => boolean {
  switch (change.kind) {
    case 'CERTIFICATE':
      return ({ schemes }) => schemes.includes(change.certificate.scheme);
    case 'CAPABILITY':
      return ({ capabilities }) => capabilities.some((branch) => isWithin(change.code, branch));
    case 'SITE':
    case 'SMALLER_BATCH':
    case 'LARGER_BATCH':
    case 'ACCEPT_WORK':
      return () => false;
  }
}

const isWithin = (code: string, branch: string): boolean =>
  code === branch ||
  capabilityTree()
    .ancestorsOf(code)
    .some((ancestor) => ancestor.code === branch);
