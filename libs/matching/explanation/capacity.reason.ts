import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';

const number = new Intl.NumberFormat('en-GB');

/** Why a supplier counts as able to do a job of this size by its day: lot, turnover and lead time, as far as they are asked for. */
export function capacityReason(
  requirement: Pick<RequirementRecord, 'quantity' | 'valueGbp' | 'leadTimeDays'>,
  supplier: Pick<SupplierRecord, 'batch' | 'turnoverGbp' | 'leadTimeDays'>,
): string {
  const parts: string[] = [];
  const batch = requirement.quantity?.batch ?? null;
  if (batch !== null) {
    const { min, max } = supplier.batch ?? { min: null, max: null };
    parts.push(
      min === null && max === null
        ? 'Lot sizes are not stated.'
        : `Takes lots ${max === null ? `from ${number.format(min ?? 1)}` : `of ${number.format(min ?? 1)} to ${number.format(max)}`}; ${number.format(batch)} are asked for.`,
    );
  }
  if (requirement.valueGbp !== null) {
    const times =
      supplier.turnoverGbp === null ? null : supplier.turnoverGbp / Math.max(1, requirement.valueGbp);
    parts.push(
      times === null
        ? 'Turnover is not stated.'
        : `Turnover is ${times.toFixed(1)} times the contract value.`,
    );
  }
  if (requirement.leadTimeDays !== null) {
    parts.push(leadTimeReason(requirement.leadTimeDays, supplier.leadTimeDays));
  }
  return parts.length > 0 ? parts.join(' ') : 'No lot size, value or lead time was asked for.';
}

function leadTimeReason(wanted: number, stated: number | null): string {
  if (stated === null) return 'Lead time is not stated.';
  const days = `${number.format(stated)} ${stated === 1 ? 'day' : 'days'}`;
  return stated <= wanted
    ? `Lead time is ${days}; ${number.format(wanted)} are asked for.`
    : `Lead time is ${days}, ${number.format(stated - wanted)} more than the ${number.format(wanted)} asked for.`;
}
