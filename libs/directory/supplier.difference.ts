import { isDeepStrictEqual } from 'node:util';
import type { PreparedSupplier } from './supplier.draft.js';
import type { SiteView, SupplierView } from './supplier.view.js';

/** Parts of a supplier that are stored apart from its profile. */
export type SupplierPart = 'ORGANISATION' | 'SITE' | 'CAPABILITIES' | 'CERTIFICATES';

/**
 * Parts of a stored supplier that would be stored again as they are: most changes are of a few words, and each part costs
 * a statement or two. Where it is not plain that nothing changes, the part is not among them.
 */
export function unchangedParts(before: SupplierView, supplier: PreparedSupplier): ReadonlySet<SupplierPart> {
  const unchanged = new Set<SupplierPart>();
  const note = (part: SupplierPart, same: boolean): void => void (same && unchanged.add(part));
  note('ORGANISATION', isDeepStrictEqual(namesOf(before.organisation), namesOf(supplier)));
  note('SITE', isDeepStrictEqual(before.site && storedSite(before.site), siteOf(supplier)));
  note('CAPABILITIES', isDeepStrictEqual(claimsOf(before), claimsOf(supplier)));
  // Evidence that is stated is for whoever writes certificates to weigh.
  const stated = supplier.certificates.some(({ evidence }) => evidence !== null);
  note('CERTIFICATES', !stated && isDeepStrictEqual(papersOf(before), papersOf(supplier)));
  return unchanged;
}

/** The key of a name follows from it. */
const namesOf = ({
  name,
  companyNumber,
  website,
  sicCodes,
}: Pick<PreparedSupplier, 'name' | 'companyNumber' | 'website' | 'sicCodes'>): unknown => [
  name,
  companyNumber,
  website,
  sicCodes,
];

const storedSite = (site: SiteView): unknown => placed(site, site);

/** A site whose place is still to be looked up is like no other. */
const siteOf = ({ site }: PreparedSupplier): unknown =>
  site && (site.place ? placed(site, site.place) : 'to be placed');

type Position = Pick<
  SiteView,
  'lat' | 'lon' | 'precision' | 'districtCode' | 'region' | 'combinedAuthority'
> & { zones: readonly string[] };

const placed = (
  { postcode, address, affiliatedZones }: Pick<SiteView, 'postcode' | 'address' | 'affiliatedZones'>,
  place: Position,
): unknown => {
  const { lat, lon, precision, districtCode, region, combinedAuthority, zones } = place;
  return [
    [postcode, address, affiliatedZones],
    [lat, lon, precision, districtCode, region, combinedAuthority, zones],
  ];
};

const claimsOf = ({ capabilities }: Pick<PreparedSupplier, 'capabilities'>): string[] =>
  capabilities.map(({ code, role, source, weight }) => JSON.stringify([code, role, source, weight])).sort();

const papersOf = ({
  certificates,
}: {
  certificates: readonly Omit<PreparedSupplier['certificates'][number], 'evidence'>[];
}): string[] =>
  certificates
    .map(({ scheme, stated, edition, level, commodity, scope, issuer, number, validFrom, validTo }) =>
      JSON.stringify([scheme, stated, edition, level, commodity, scope, issuer, number, validFrom, validTo]),
    )
    .sort();

/**
 * What a supplier states after a change that left all these parts but its names alone; undefined when more was changed,
 * which is to be read from the store.
 */
export function statedAfter(
  before: SupplierView,
  supplier: PreparedSupplier,
  unchanged: ReadonlySet<SupplierPart>,
): SupplierView | undefined {
  if (!(['SITE', 'CAPABILITIES', 'CERTIFICATES'] as const).every((part) => unchanged.has(part)))
    return undefined;
  const { name, companyNumber, website, sicCodes } = supplier;
  const { summary, phrases, marketsServed, employees, annualTurnoverGbp } = supplier;
  const { batchMin, batchMax, leadTimeDays, acceptingWork } = supplier;
  return {
    ...before,
    organisation: { ...before.organisation, name, companyNumber, website, sicCodes },
    profile: {
      ...before.profile,
      ...{ summary, phrases, marketsServed, employees, annualTurnoverGbp },
      ...{ batchMin, batchMax, leadTimeDays, acceptingWork },
    },
  };
}
