import { districts, type Place, type PlacePrecision } from '#lib/geography';
import { stated } from '#lib/platform';
import { restated } from './certificate.reading.js';
import { shippedLookups } from './profile.lookups.js';
import type { CertificateDraft, SupplierDraft, SupplierPatch } from './supplier.draft.js';
import type { CertificateView, SiteView, SupplierView } from './supplier.view.js';

/** A stored supplier as the draft that would give it again. What has left the tables since is no mistake of whoever edits. */
export function draftOf({
  organisation,
  site,
  sites,
  profile,
  capabilities,
  certificates,
}: SupplierView): SupplierDraft {
  return {
    name: organisation.name,
    companyNumber: organisation.companyNumber,
    website: organisation.website,
    postcode: site?.postcode,
    place: site && placeOf(site),
    address: site?.address,
    otherPostcodes: sites.filter(({ isPrimary }) => !isPrimary).map(({ postcode }) => postcode),
    summary: profile.summary,
    phrases: profile.phrases,
    capabilityCodes: capabilities
      .filter(({ source, code }) => source === 'DECLARED' && shippedLookups().node(code))
      .map(({ code }) => code),
    certificates: certificates.map(certificateDraftOf),
    markets: profile.marketsServed,
    sicCodes: organisation.sicCodes,
    employees: profile.employees,
    annualTurnoverGbp: profile.annualTurnoverGbp,
    batch: { min: profile.batchMin, max: profile.batchMax },
    leadTimeDays: profile.leadTimeDays,
    acceptingWork: profile.acceptingWork,
    affiliatedZones: site?.affiliatedZones,
    origin: organisation.origin,
    fictional: organisation.fictional,
  };
}

/**
 * The draft with a patch laid over it: absent leaves, null clears, a list replaces the whole list. A new postcode
 * lets go of the place of the old one. Origin and the mark of invention are not for changing.
 */
export function patched(draft: SupplierDraft, patch: SupplierPatch): SupplierDraft {
  const { origin, fictional } = draft;
  const given = stated(patch);
  const moved = 'postcode' in given && given.postcode !== draft.postcode && !given.place;
  return { ...draft, ...given, ...(moved ? { place: null } : {}), origin, fictional };
}

function placeOf(site: SiteView): Place {
  const [outcode = ''] = site.postcode.split(' ');
  return {
    postcode: site.postcode === outcode ? null : site.postcode,
    outcode,
    lat: site.lat,
    lon: site.lon,
    districtCode: site.districtCode,
    districtName: districts().byCode(site.districtCode)?.name ?? '',
    region: site.region,
    combinedAuthority: site.combinedAuthority,
    zones: site.zones,
    precision: site.precision as PlacePrecision,
  };
}

/** Evidence is left unsaid: what vouched for these facts goes on doing so. */
const certificateDraftOf = (view: CertificateView): CertificateDraft => ({
  ...restated(view, shippedLookups()),
  scope: view.scope,
  issuer: view.issuer,
  number: view.number,
  validFrom: view.validFrom,
  validTo: view.validTo,
});
