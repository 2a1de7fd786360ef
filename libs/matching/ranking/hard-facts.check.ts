/** Hard facts on their own: a filter for peers that rank by other means, and an independent check of ranked lists. */
import { satisfies } from '#lib/taxonomy';
import type { DriveEstimate, GeoPoint } from '../scoring/drive.estimate.js';
import type { MatchIndex } from '../index/match.index.js';
import type { RequirementRecord, SupplierRecord } from '../model/model.types.js';
import { planRequirement } from '../scoring/requirement.plan.js';
import { Evaluator } from './supplier.evaluation.js';

/** Tells of a supplier number whether only capability could still block it. Unknown numbers do not pass. */
export function hardFactsOf(
  index: MatchIndex,
  requirement: RequirementRecord,
): (supplierNo: number) => boolean {
  const evaluator = new Evaluator(index, planRequirement(requirement, index));
  return (supplierNo) => {
    const slot = index.slotOf(supplierNo);
    return slot >= 0 && evaluator.passesHardFacts(slot);
  };
}

/**
 * The first hard condition a supplier breaks, or null. Written from the requirement and the profile alone,
 * apart from the engine's columns, so that it can check what the engine puts forward.
 */
export function findHardViolation(
  requirement: RequirementRecord,
  supplier: SupplierRecord,
  drive: DriveEstimate,
): string | null {
  if (!supplier.acceptingWork) return 'not accepting work';
  const lot = requirement.quantity?.batch;
  if (lot != null && supplier.batch?.min != null && lot < supplier.batch.min) return 'lot too small';
  if (lot != null && supplier.batch?.max != null && lot > supplier.batch.max) return 'lot too large';
  if (
    requirement.valueGbp !== null &&
    supplier.turnoverGbp !== null &&
    supplier.turnoverGbp < requirement.valueGbp
  )
    return 'turnover';
  for (const wanted of requirement.certifications.filter(({ importance }) => importance === 'required')) {
    if (!supplier.certificates.some((held) => satisfies(held, wanted, requirement.onDate) === 'yes'))
      return wanted.scheme;
  }
  const { place, otherPlaces = [], maxDriveMinutes, regions } = requirement;
  const sites = regions ? supplier.sites.filter((site) => regions.includes(site.region)) : supplier.sites;
  if (regions && sites.length === 0) return 'region';
  const isNear = (site: GeoPoint): boolean =>
    [place!, ...otherPlaces].some((one) => drive(one, site) <= maxDriveMinutes!);
  if (place && maxDriveMinutes !== null && !sites.some(isNear)) return 'distance';
  return null;
}
