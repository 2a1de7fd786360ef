/** The values of one facet of a search; none where it was not counted. */
export const facetValues = <Value>(
  facets: readonly { readonly dimension: string; readonly values: readonly Value[] }[],
  dimension: string,
): readonly Value[] => facets.find((facet) => facet.dimension === dimension)?.values ?? [];
