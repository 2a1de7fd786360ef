export { ErasedAward } from './erased-award.entity.js';
export { ErasureService } from './erasure.service.js';
export { type DataExport, ExportService } from './export.service.js';
export { PrivacyModule } from './privacy.module.js';
