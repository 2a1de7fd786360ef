import { type MatchIndex, rank, type RequirementRecord } from '#lib/matching';
import { createHash } from 'node:crypto';

/** One digest of every supplier, score and count. */
export function digestOf(held: MatchIndex, some: readonly RequirementRecord[], most: number): string {
  const hash = createHash('sha256');
  for (const requirement of some) {
    const { matches, eligibleCount } = rank(held, requirement, { limit: most });
    hash.update(
      `${requirement.no} ${eligibleCount} ${matches.map(({ supplierNo, score }) => `${supplierNo}:${score}`).join(' ')}\n`,
    );
  }
  return hash.digest('hex');
}
