import type { Blocker, NearMiss, RequirementRecord } from '#lib/matching';
import type { NearMissPage } from './ranking.messages.js';

/** Near misses of a requirement as they are kept, and go from thread to thread: as few objects as may be. */
export function nearMissPage({ id }: RequirementRecord, misses: readonly NearMiss[]): NearMissPage {
  const places = new Map<string, number>();
  const blockers: Blocker[] = [];
  const blockerOf = Int32Array.from(misses, ({ blocker }) => {
    const key = JSON.stringify(blocker);
    let place = places.get(key);
    if (place === undefined) places.set(key, (place = blockers.push(blocker) - 1));
    return place;
  });
  return {
    requirementId: id,
    supplierNos: Int32Array.from(misses, ({ match }) => match.supplierNo),
    blockers,
    blockerOf,
  };
}
