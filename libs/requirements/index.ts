export {
  Requirement,
  RequirementCertification,
  RequirementNeed,
  type RequirementState,
  type RequirementVisibility,
} from './requirement.entity.js';
export { RequirementAmendment, type RequirementChange } from './requirement-amendment.entity.js';
export type {
  DeliveryPoint,
  NeedDraft,
  PreparedCertification,
  PreparedNeed,
  PreparedRequirement,
  RequirementDraft,
  RequirementPatch,
} from './requirement.draft.js';
export { needNotRecognised, readRequirementDraft, REQUIREMENT_LIMITS } from './requirement.preparation.js';
export {
  isMatched,
  ENDED_STATES,
  MATCHED_STATES,
  mayChange,
  mayMove,
  type PublicationBlocker,
  publicationBlockers,
  type PublicationFacts,
} from './publication.rules.js';
export { type Disclosure, isPublic, namedSql, type VisibilityFacts } from './visibility.rules.js';
export { ContractAward } from './contract-award.entity.js';
export { type AwardedSupplier, noteContractAwards } from './contract-award.writer.js';
export { RequirementViewing } from './requirement-viewing.entity.js';
export { RequirementViewingService, type Viewing } from './requirement-viewing.service.js';
export type { RequirementFilter, RequirementView } from './requirement.view.js';
export { changeInWords, changesBetween } from './requirement.changes.js';
export { recordOfContent, type RequirementContent } from './requirement.record.js';
export { RequirementService } from './requirement.service.js';
export { loadRequirementRecords } from './requirement-record.loader.js';
export { rereadRequirements } from './requirement.rereading.js';
export { rankAll, rankRequirements } from './ranking.jobs.js';
export { RequirementsModule } from './requirements.module.js';
