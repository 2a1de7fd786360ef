/** Where meaning comes from by default: the taxonomy and the places shipped with the product. */
import {
  type ExactLookup,
  findOutsidePlaces,
  findPlaceNames,
  findPostcodes,
  isPlaceError,
  placeFinder,
} from '#lib/geography';
import {
  capabilityTree,
  findCertificates,
  parseCertificate,
  recognise,
  recogniseTyped,
  resolveSector,
  certificateLabel,
} from '#lib/taxonomy';
import type { CollectionContext } from './collection.js';
import type { QueryPlace, QueryPlaceFinder, QueryVocabulary } from '../model/search.types.js';

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
    recognise: recogniseTyped,
    certificates: findCertificates,
    kindOf: (code) => tree.find(code)?.kind,
    isWithin: (code, branch) => tree.isWithin(code, branch),
    labelOf: (code) => tree.find(code)?.label ?? code,
    certificateLabel: (wanted) => certificateLabel(wanted),
  };
}

/** Postcodes and place names of the shipped tables, for typed queries; where two overlap, the first of these. */
export const shippedPlaces: QueryPlaceFinder = (text) => {
  const found: QueryPlace[] = [];
  const add = (place: QueryPlace): void => {
    if (!found.some(({ start, end }) => place.start < end && place.end > start)) found.push(place);
  };
  for (const { canonical, place, start, end } of findPostcodes(text)) {
    const span = { name: canonical, start, end };
    if (place) {
      const { lat, lon, region, districtCode } = place;
      add({ ...span, point: { lat, lon }, region, districtCode, districtCodes: [], isRegion: false });
    } else add(outside(span));
  }
  for (const { place, start, end } of findPlaceNames(text)) {
    const isRegion = place.kind === 'REGION';
    const { name, lat, lon, region, districtCode, districtCodes } = place;
    add({
      name,
      start,
      end,
      point: isRegion ? null : { lat, lon },
      region,
      districtCode,
      districtCodes,
      isRegion,
    });
  }
  for (const place of findOutsidePlaces(text)) add(outside(place));
  return found.sort((a, b) => a.start - b.start);
};

const outside = ({ name, start, end }: Pick<QueryPlace, 'name' | 'start' | 'end'>): QueryPlace => ({
  name,
  start,
  end,
  point: null,
  region: 'OTHER',
  districtCode: null,
  districtCodes: [],
  isRegion: false,
  isOutside: true,
});
