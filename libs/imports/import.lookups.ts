import { placeFinder } from '#lib/geography';
import { parseCertificate, resolveSector } from '#lib/taxonomy';
import type { ImportResolvers } from './import.resolvers.js';

/** The resolvers over the facts that come with the product. A postcode we cannot place is an error of its row. */
export const shippedResolvers: ImportResolvers = {
  sector: (text) => resolveSector(text) ?? undefined,
  certificate: (text) => parseCertificate(text) ?? undefined,
  postcode: (text) => {
    const place = placeFinder().locate(text);
    if ('error' in place) return { error: place.error };
    return { canonical: place.postcode ?? place.outcode };
  },
};
