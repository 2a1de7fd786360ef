import type {
  BuyerView,
  CertificateView,
  PublishableField,
  SiteView,
  SupplierCard,
  SupplierView,
} from '#lib/directory';
import { districts } from '#lib/geography';
import { sizeBand } from '#lib/matching';
import { type Actor, mayViewOrganisationPrivate, toOpaqueId } from '#lib/platform';
import { describeSic, findCapability } from '#lib/taxonomy';
import type { Buyer, Certificate, Site, Supplier } from './supplier.types.js';

/** What the dates of a certificate say about a day. An unknown end stays unknown. */
export function certificateStatusOn(
  { validFrom, validTo }: Pick<CertificateView, 'validFrom' | 'validTo'>,
  day: string,
): 'VALID' | 'EXPIRED' | 'NOT_YET_VALID' | 'UNKNOWN' {
  if (validTo !== null && validTo < day) return 'EXPIRED';
  if (validFrom !== null && validFrom > day) return 'NOT_YET_VALID';
  return validTo === null ? 'UNKNOWN' : 'VALID';
}

function toCertificate(view: CertificateView, day: string): Certificate {
  const { siteId: _, ...shown } = view;
  return { ...shown, id: toOpaqueId('cert', view.id), status: certificateStatusOn(view, day) };
}

export function toSite({ organisationId: _, isPrimary: __, ...view }: SiteView): Site {
  return {
    ...view,
    id: toOpaqueId('site', view.id),
    districtName: districts().byCode(view.districtCode)?.name ?? null,
  };
}

interface ShownOn {
  day: string;
  whole?: Supplier;
  guarded?: Supplier;
}

/** What was shown of a view before: the same supplier stands in many lists. */
const shown = new WeakMap<SupplierView, ShownOn>();

/**
 * A supplier as this actor may see it: what the organisation keeps to itself is left out for others. The answer is
 * shared: nobody may alter it.
 */
export function toSupplier(view: SupplierView, actor: Actor, day: string): Supplier {
  let versions = shown.get(view);
  if (versions?.day !== day) shown.set(view, (versions = { day }));
  return mayViewOrganisationPrivate(actor, view.id)
    ? (versions.whole ??= supplierFrom(view, true, day))
    : (versions.guarded ??= supplierFrom(view, false, day));
}

function supplierFrom(view: SupplierView, showPrivate: boolean, day: string): Supplier {
  const { organisation, profile } = view;
  // What an officer could not confirm is for its holder to put right, and for nobody to rely on.
  const stands = ({ refusedOn }: { refusedOn: string | null }): boolean => showPrivate || refusedOn === null;
  const shows = (field: PublishableField): boolean => showPrivate || profile.published.includes(field);
  // Most lists ask for none of these, and they are most of the work.
  let capabilities: Supplier['capabilities'] | undefined;
  let certificates: Supplier['certificates'] | undefined;
  let site: Supplier['site'] | undefined;
  let sites: Supplier['sites'] | undefined;
  return {
    id: toOpaqueId('org', view.id),
    name: organisation.name,
    companyNumber: organisation.companyNumber,
    website: organisation.website,
    summary: profile.summary,
    statedCapabilities: profile.phrases,
    get capabilities() {
      return (capabilities ??= view.capabilities.filter(stands).map(({ limits: _, ...capability }) => {
        const node = findCapability(capability.code);
        return { ...capability, label: node?.label ?? capability.code, kind: node?.kind ?? null };
      }));
    },
    get certificates() {
      return (certificates ??= view.certificates
        .filter(stands)
        .map((certificate) => toCertificate(certificate, day)));
    },
    sectors: profile.marketsServed,
    sicCodes: organisation.sicCodes,
    get registeredActivities() {
      return organisation.sicCodes.flatMap((code) => {
        const description = describeSic(code);
        return description === undefined ? [] : [{ code, description }];
      });
    },
    region: view.site?.region ?? null,
    get site() {
      return (site ??= view.site && toSite(view.site));
    },
    get sites() {
      return (sites ??= view.sites.map(toSite));
    },
    sizeBand: sizeBand(shows('SIZE_BAND') || shows('EMPLOYEES') ? profile.employees : null),
    employees: shows('EMPLOYEES') ? profile.employees : null,
    annualTurnoverGbp: shows('TURNOVER') ? profile.annualTurnoverGbp : null,
    publicFields: profile.published,
    batchMin: profile.batchMin,
    batchMax: profile.batchMax,
    leadTimeDays: profile.leadTimeDays,
    acceptingWork: profile.acceptingWork,
    verified: profile.verifiedAt !== null,
    completeness: profile.completeness,
    origin: organisation.origin,
    claimed: organisation.claimed,
    fictional: organisation.fictional,
    updatedAt: profile.updatedAt,
  };
}

/** What can be shown of a supplier by its card alone; of a site, `site.…`. */
export const cardFields: ReadonlySet<string> = new Set([
  'id',
  'name',
  'summary',
  'region',
  'sizeBand',
  'acceptingWork',
  'verified',
  'site.postcode',
  'site.districtCode',
  'site.districtName',
  'site.region',
]);

/** A supplier as `toSupplier` shows it, for a document that asks for nothing but `cardFields`: it holds no others. */
export function cardToSupplier(card: SupplierCard, actor: Actor): Supplier {
  const { id, name, summary, acceptingWork, verified, published, site } = card;
  const showsSize =
    published.includes('SIZE_BAND') ||
    published.includes('EMPLOYEES') ||
    mayViewOrganisationPrivate(actor, id);
  const shown: Partial<Omit<Supplier, 'site'>> & { site: Partial<Site> | null } = {
    id: toOpaqueId('org', id),
    name,
    summary,
    region: site?.region ?? null,
    site: site && { ...site, districtName: districts().byCode(site.districtCode)?.name ?? null },
    sizeBand: sizeBand(showsSize ? card.employees : null),
    acceptingWork,
    verified,
  };
  return shown as Supplier;
}

export function toBuyer(view: BuyerView): Buyer {
  return {
    id: toOpaqueId('org', view.id),
    name: view.organisation.name,
    description: view.description,
    sectors: view.sectors,
    site: view.site && toSite(view.site),
    fictional: view.organisation.fictional,
  };
}
