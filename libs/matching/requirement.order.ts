/** An order of requirements in which those with the same needs follow each other, so that columns of needs are shared. */
import type { RequirementRecord } from './model.types.js';

/** Requirements of one trade side by side; ties by number. */
export function inOrderOfNeeds<T extends Pick<RequirementRecord, 'no' | 'needs'>>(
  requirements: readonly T[],
): T[] {
  return requirements
    .map((requirement) => ({ requirement, key: keyOf(requirement) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.requirement.no - b.requirement.no))
    .map(({ requirement }) => requirement);
}

const keyOf = ({ needs }: Pick<RequirementRecord, 'needs'>): string =>
  needs
    .map(({ phrase, codes }) => codes.join(' ') || phrase)
    .sort()
    .join('|');
