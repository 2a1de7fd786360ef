interface Sited<Site> {
  site: { postcode: string } | null;
  sites: readonly Site[];
}

/** The sites of a supplier beside its main one. */
export const otherSites = <Site extends { postcode: string }>({ site, sites }: Sited<Site>): Site[] =>
  sites.filter(({ postcode }) => postcode !== site?.postcode);
