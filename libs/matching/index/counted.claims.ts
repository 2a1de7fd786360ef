/** The claims that count in scoring: a supplier's own, and what its SIC codes hint at. */
import { sicCapabilityHints } from '#lib/taxonomy';
import type { SupplierCapability, SupplierRecord } from '../model/model.types.js';

/**
 * A SIC code is a hint, chosen once for a register and seldom looked at again: worth less than a passing mention
 * in prose, never stored as a capability, never counted in a filter.
 */
const HINT_WEIGHT = 0.2;

/** Own claims first, then hints at what it does not claim itself. */
export function countedClaims(supplier: SupplierRecord): readonly SupplierCapability[] {
  if (supplier.sicCodes.length === 0) return supplier.capabilities;
  const hinted = new Set(supplier.sicCodes.flatMap(sicCapabilityHints));
  if (hinted.size === 0) return supplier.capabilities;
  const role = supplier.roles?.find((other) => other !== 'lab' && other !== 'performs') ?? 'performs';
  return [
    ...supplier.capabilities,
    ...Array.from(hinted, (code): SupplierCapability => ({
      code,
      evidence: 'SELF_DECLARED',
      weight: HINT_WEIGHT,
      role,
    })),
  ];
}
