/** Where meaning comes from by default: the taxonomy and the places shipped with the product. */
import { type ExactLookup, findPlaceNames, isPlaceError, placeFinder } from '#lib/geography';
import {
  capabilityTree,
  findCertificates,
  parseCertificate,
  recognise,
  resolveSector,
  certificateLabel,
} from '#lib/taxonomy';
import type { CollectionContext } from './collection.js';
import type { QueryPlaceFinder, QueryVocabulary } from '../model/search.types.js';

/** Reads collections with the shipped tables; `exact` is a bulk postcode table, where one is at hand. */
export function shippedCollectionContext(exact?: ExactLookup): CollectionContext {
  const tree = capabilityTree();
  const finder = placeFinder();
  return {
    recognise,
    node: (code) => tree.find(code),
    certificate: (name) => parseCertificate(name),
    sector: (name) => resolveSector(name) ?? null,
    place: (postcode) => {
      const place = finder.locate(postcode, exact);
      if (isPlaceError(place)) return null;
      const { lat, lon, region, combinedAuthority, districtCode, zones } = place;
      return { lat, lon, region, combinedAuthority, districtCode, zones: [...zones] };
    },
  };
}

/** The vocabulary of the shipped taxonomy, for typed queries. */
export function shippedVocabulary(): QueryVocabulary {
  const tree = capabilityTree();
  return {
    recognise,
    certificates: findCertificates,
    kindOf: (code) => tree.find(code)?.kind,
    labelOf: (code) => tree.find(code)?.label ?? code,
    certificateLabel: (scheme) => certificateLabel({ scheme }),
  };
}

/** Place names of the shipped gazetteer, for typed queries. */
export const shippedPlaces: QueryPlaceFinder = (text) =>
  findPlaceNames(text).map(({ place, start, end }) => ({
    name: place.name,
    start,
    end,
    point: place.kind === 'REGION' ? null : { lat: place.lat, lon: place.lon },
    region: place.region,
    districtCodes: place.districtCodes,
    isRegion: place.kind === 'REGION',
  }));
