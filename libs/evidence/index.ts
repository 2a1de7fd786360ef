export { ClaimCheck } from './claim-check.entity.js';
export {
  CHECK_FINDINGS,
  type CheckFinding,
  type CheckView,
  type Claim,
  CLAIM_KINDS,
  CLAIM_STATES,
  type ClaimKind,
  type ClaimState,
  type QueuedClaim,
} from './claim.types.js';
export { type ClaimFilter, ClaimQueue } from './claim.queue.js';
export { type CheckDone, EvidenceService } from './evidence.service.js';
export { EvidenceModule } from './evidence.module.js';
