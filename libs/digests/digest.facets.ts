import type { DigestGap, DigestHappening, DigestRequirement, DigestStep } from './digest.content.js';

/**
 * What an item is an example of. What a reader says of one item counts for its like, within its part of the digest: who
 * has no use for a buyer's deadlines may still want its matches.
 */
export const facets = {
  match: ({ buyerId }: DigestRequirement): string => `match:${buyerId}`,
  highlight: ({ buyerId }: DigestRequirement): string => `highlight:${buyerId}`,
  closing: ({ buyerId }: DigestRequirement): string => `closing:${buyerId}`,
  gap: ({ key }: Pick<DigestGap, 'key'>): string => `gap:${key}`,
  step: ({ code, subject }: Pick<DigestStep, 'code' | 'subject'>): string => `step:${code}:${subject ?? ''}`,
  happening: ({ kind }: Pick<DigestHappening, 'kind'>): string => `happening:${kind}`,
};

/** What readers said before: above 0 they want more of it, below less. */
export type Tastes = ReadonlyMap<string, number>;

/** Wanted first, unwanted last; what nobody spoke of keeps its order between them. */
export const byTaste =
  <T>(tastes: Tastes, facetOf: (item: T) => string) =>
  (a: T, b: T): number =>
    Math.sign(tastes.get(facetOf(b)) ?? 0) - Math.sign(tastes.get(facetOf(a)) ?? 0);

/** The facets that readers have no use for: their items are told on the page of a digest, and not in its letter. */
export const unwantedOf = (tastes: Tastes): string[] =>
  [...tastes].flatMap(([facet, taste]) => (taste < 0 ? [facet] : [])).sort();
