import type { NeedDraft, RequirementPatch, RequirementView } from '#lib/requirements';
import { isDeepStrictEqual } from 'node:util';
import { valuesOf } from './requirement-csv.export.js';
import type { RequirementValues } from './requirement-csv.row.js';

type Field = keyof RequirementValues;

/** What a requirement says of which its row says nothing. */
const NOTHING: RequirementValues = {
  title: '',
  description: '',
  musts: [],
  shoulds: [],
  required: [],
  desired: [],
  quantityPerYear: null,
  quantityBatch: null,
  valueGbp: null,
  leadTimeDays: null,
  postcode: null,
  maxDriveMinutes: null,
  regions: [],
  firstDeliveryOn: null,
  closesOn: null,
  replyDays: null,
  visibility: 'OPEN',
  sectors: [],
  cpvCodes: [],
};

/** The fields of a requirement that a row makes. */
export function draftOfValues(values: Partial<RequirementValues>): RequirementPatch & { title: string } {
  const { musts, shoulds, required, desired, quantityPerYear, quantityBatch, ...same } = {
    ...NOTHING,
    ...values,
  };
  return {
    ...same,
    needs: needsOf(musts, shoulds, []),
    certifications: { required, desired },
    quantity: { perYear: quantityPerYear, batch: quantityBatch },
  };
}

/**
 * What a row says otherwise than when it was last imported, and than the requirement says now: what somebody has put
 * right on its page stays until the row says something new of it.
 * @param last what the row said last; null when it was never imported
 */
export function changedFields(
  view: RequirementView,
  values: Partial<RequirementValues>,
  last: Partial<RequirementValues> | null,
): Field[] {
  const now = valuesOf(view);
  const before = { ...now, ...last };
  return (Object.keys(values) as Field[]).filter(
    (field) =>
      !isDeepStrictEqual(values[field], before[field]) && !isDeepStrictEqual(values[field], now[field]),
  );
}

/** The changes to a requirement that those fields of its row make. */
export function patchOf(
  view: RequirementView,
  values: Partial<RequirementValues>,
  changed: readonly Field[],
): RequirementPatch {
  const is = (...fields: Field[]): boolean => fields.some((field) => changed.includes(field));
  const now = valuesOf(view);
  const meant = { ...now, ...Object.fromEntries(changed.map((field) => [field, values[field]])) };
  const { musts, shoulds, required, desired, quantityPerYear, quantityBatch, ...same } = meant;
  return {
    ...(Object.fromEntries(Object.entries(same).filter(([field]) => is(field as Field))) as Partial<
      typeof same
    >),
    ...(is('musts', 'shoulds') ? { needs: needsOf(musts, shoulds, view.needs) } : {}),
    ...(is('required', 'desired') ? { certifications: { required, desired } } : {}),
    ...(is('quantityPerYear', 'quantityBatch')
      ? { quantity: { perYear: quantityPerYear, batch: quantityBatch } }
      : {}),
  };
}

/** Needs by their words; capabilities that the buyer picked for the same words stay picked. */
function needsOf(
  musts: readonly string[],
  shoulds: readonly string[],
  known: RequirementView['needs'],
): NeedDraft[] {
  const picked = new Map(known.filter((need) => need.picked).map(({ phrase, codes }) => [phrase, codes]));
  const need =
    (importance: NeedDraft['importance']) =>
    (phrase: string): NeedDraft => ({ phrase, codes: picked.get(phrase) ?? null, importance });
  return [...musts.map(need('must')), ...shoulds.map(need('should'))];
}
