export * from './import.report.js';
export { assertUtf8Text, bufferSource, fileSource, type ImportSource } from './import.source.js';
export { isoFromWrittenDate } from './date.text.js';
export { COMPANIES_HOUSE_HEADER } from './companies-house.columns.js';
export { companiesHouseFile, type CompaniesHouseFileOptions } from './companies-house.generator.js';
export { readCompaniesHouse, type CompaniesHouseOptions } from './companies-house.reader.js';
export type { CompaniesHouseRow, RegionOfOutcode } from './companies-house.row.js';
export type { ImportResolvers } from './import.resolvers.js';
export { readSupplierCsv, type SupplierCsvOptions } from './supplier-csv.reader.js';
export { csvTemplate, type CsvTemplate } from './csv.template.js';
export { SUPPLIER_TEMPLATE } from './supplier-csv.columns.js';
export { REQUIREMENT_TEMPLATE } from './requirement-csv.columns.js';
export { requirementCsv } from './requirement-csv.export.js';
export { ImportedRequirement } from './imported-requirement.entity.js';
export { looksPacked } from './workbook/workbook.package.js';
export { workbookTemplate } from './workbook/workbook.template.js';
export { supplierNaturalKey, type CertificateDraft, type SupplierDraft } from './supplier.draft.js';
export {
  readCollectionRequirements,
  readCollectionSearches,
  readCollectionSuppliers,
  type CollectionOptions,
} from './collection.reader.js';
export { readJudgements } from './judgement.reader.js';
export type {
  JudgementDraft,
  RequirementDraft,
  SearchDraft,
  WantedCertificateDraft,
} from './requirement.draft.js';
export { readOcds, type OcdsOptions } from './ocds.reader.js';
export type {
  NoticeAddress,
  NoticeAward,
  NoticeDraft,
  NoticeLot,
  NoticeMoney,
  NoticeOrganisation,
  NoticeTender,
} from './ocds.draft.js';
export { regionsByOutcode } from './register.regions.js';
export type {
  ImportKind,
  ImportOutcome,
  ImportRefusal,
  ImportRunReport,
  StoredCounts,
} from './import.outcome.js';
export type { ImportRunOptions, ImportSteps } from './import.runs.js';
export { ImportFile, type ImportFinding, type UploadFormat } from './import-file.entity.js';
export { importFile } from './import.jobs.js';
export { BackgroundImport, type ImportStanding } from './background.import.js';
export {
  type CollectionImportOptions,
  ImportService,
  type RegisterImportOptions,
  type RequirementFormat,
} from './import.service.js';
export { ImportsModule } from './imports.module.js';
