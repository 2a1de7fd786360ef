export { Organisation, type Origin } from './organisation.entity.js';
export { OrganisationReference } from './organisation-reference.entity.js';
export { Site } from './site.entity.js';
export { PUBLISHABLE_FIELDS, type PublishableField, SupplierProfile } from './supplier-profile.entity.js';
export { type CapabilitySource, SupplierCapability } from './supplier-capability.entity.js';
export { Certificate } from './certificate.entity.js';
export { CompanyService, type CompanyView } from './company.service.js';
export { storeReplyRates } from './reply.rates.js';
export { BuyerProfile } from './buyer-profile.entity.js';
export { ClusterBody, ClusterMembership } from './cluster-body.entity.js';
export { Postcode } from './postcode.entity.js';
export { PlaceService } from './place.service.js';
export type {
  CertificateDraft,
  NaturalKey,
  PreparedCapability,
  PreparedCertificate,
  PreparedSite,
  PreparedSupplier,
  SupplierDraft,
  SupplierPatch,
} from './supplier.draft.js';
export { type CertificateReading, readCertificate, UNKNOWN_SCHEME } from './certificate.reading.js';
export { sameReading } from './certificate.rereading.js';
export { readSupplierDraft, SUPPLIER_LIMITS } from './supplier.preparation.js';
export { type ProfileLookups, shippedLookups } from './profile.lookups.js';
export { DraftChecks } from './draft.checks.js';
export { completenessOf, missingParts, type ProfilePart } from './supplier.completeness.js';
export { nameKey, readCompanyNumber, readWebsite } from './organisation.name.js';
export { markClaimed } from './organisation.writer.js';
export type * from './supplier.view.js';
export type { SupplierFilter } from './supplier.list.js';
export { keepImportsOut, type UpsertOptions, type UpsertReport } from './supplier.upsert.js';
export { alikeSql, type LikenessQuery, type LikeOrganisation, type Namesake } from './likeness.finder.js';
export { type PublicContact, SupplierDisclosure } from './supplier.disclosure.js';
export { SupplierService } from './supplier.service.js';
export { type BuyerDraft, BuyerService } from './buyer.service.js';
export {
  type ClusterBodyDraft,
  ClusterBodyService,
  DIGEST_ADDRESS_LIMITS,
  isEmailAddress,
} from './cluster-body.service.js';
export type { MeantBecause, MeantOrganisation, RecognisedLine } from './member.recogniser.js';
export { loadSupplierRecords } from './supplier-record.loader.js';
export { rereadProfiles } from './profile.rereading.js';
export { loadPostcodes } from './postcode.table.js';
export { rankSuppliers } from './ranking.jobs.js';
export { DirectoryModule } from './directory.module.js';
