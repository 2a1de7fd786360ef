import { UNKNOWN_SCHEME } from '#lib/directory';
import { type RequirementRecord, saysSplittable } from '#lib/matching';
import type { RequirementView } from './requirement.view.js';

/** What a requirement asks for, whether or not it is stored. */
export type RequirementContent = Pick<
  RequirementView,
  | 'title'
  | 'description'
  | 'needs'
  | 'certifications'
  | 'sectors'
  | 'cpvCodes'
  | 'valueGbp'
  | 'quantityPerYear'
  | 'quantityBatch'
  | 'leadTimeDays'
  | 'lat'
  | 'lon'
  | 'region'
  | 'maxDriveMinutes'
  | 'regions'
  | 'firstDeliveryOn'
  | 'weights'
>;

/**
 * A requirement in any state as the engine takes it; `no` is 0 for one that is not stored. Certificates must be valid
 * on the day of first delivery, or `today` (ISO) when that is not stated or has passed.
 */
export function recordOfContent(
  content: RequirementContent,
  today: string,
  { id = '', no = 0 }: { id?: string; no?: number } = {},
): RequirementRecord {
  const {
    lat,
    lon,
    region,
    quantityPerYear: perYear,
    quantityBatch: batch,
    weights,
    firstDeliveryOn,
  } = content;
  return {
    no,
    id,
    title: content.title,
    description: content.description,
    needs: content.needs,
    certifications: content.certifications
      .filter(({ scheme }) => scheme !== UNKNOWN_SCHEME)
      .map(({ scheme, edition, level, commodity, importance }) => ({
        scheme,
        edition: edition ?? undefined,
        level: level ?? undefined,
        commodity: commodity ?? undefined,
        importance,
      })),
    sectors: content.sectors,
    cpvCodes: content.cpvCodes,
    valueGbp: content.valueGbp,
    quantity: perYear === null && batch === null ? null : { perYear, batch },
    leadTimeDays: content.leadTimeDays,
    place: lat === null || lon === null || region === null ? null : { lat, lon, region },
    maxDriveMinutes: content.maxDriveMinutes,
    regions: content.regions,
    onDate: firstDeliveryOn !== null && firstDeliveryOn > today ? firstDeliveryOn : today,
    ...(weights ? { weights } : {}),
    splittable: saysSplittable(content.description),
  };
}
