/**
 * An order of requirements in which those with the same needs follow each other, so that columns of needs are shared, and
 * among these those with the same title, so that most of what words come to is.
 */
import type { RequirementNeed, RequirementRecord } from '../model/model.types.js';

/** Requirements of one trade side by side, then those of one title; ties by number. */
export function inOrderOfNeeds<T extends Pick<RequirementRecord, 'no' | 'needs' | 'title'>>(
  requirements: readonly T[],
): T[] {
  return requirements
    .map((requirement) => ({ requirement, key: `${keyOf(requirement)}#${requirement.title}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.requirement.no - b.requirement.no))
    .map(({ requirement }) => requirement);
}

/** By trade; within it by the very words and musts, which decide whether needs are the same. */
const keyOf = ({ needs }: Pick<RequirementRecord, 'needs'>): string => {
  const sorted = (textOf: (need: RequirementNeed) => string): string => needs.map(textOf).sort().join('|');
  return `${sorted(({ phrase, codes }) => codes.join(' ') || phrase)}#${sorted(({ phrase, importance }) => phrase + importance)}`;
};
