export { runAfterThisProcess } from './after.process.js';
export { childEnvironment, type Config, ConfigError, endsWithInput, readConfig } from './config.js';
export {
  type Actor,
  anonymous,
  Context,
  type OrganisationRole,
  type StaffRole,
  systemActor,
  type TokenScope,
  TransactionContext,
} from './context.js';
export { type CallOptions, UnitOfWork } from './unit-of-work.js';
export { makeFolder } from './data.folder.js';
export { type Database, openDatabase, type Schema } from './database.js';
export { fail, isFailure, type Result, succeed, type UserError, userError } from './result.js';
export { AppError, ArgumentError, cursorError, type ErrorCode, toAppError } from './error.catalogue.js';
export { fromOpaqueId, type IdKind, newId, toOpaqueId, tryFromOpaqueId } from './ids.js';
export type { CommittedState } from './committed.state.js';
export { copyText, type CopyValue } from './copy.encoder.js';
export { csvLines, csvText } from './csv.text.js';
export { connectionOf, copyTexts } from './copy.writer.js';
export { createLogger, type Logger, NestLogger } from './logger.js';
export { type EmbeddedPostgres, freePort, startEmbeddedPostgres } from './embedded-postgres.js';
export { ChangeLogCursor, ChangeLogEntry } from './change-log.entity.js';
export {
  changeHorizon,
  type Change,
  type ChangePosition,
  type ChangeTopic,
  currentPosition,
  isAtOrAfter,
  readChanges,
  recordChange,
  startOfLog,
} from './change-log.js';
export { ChangeFollower } from './change-log.follower.js';
export {
  type AnyJob,
  defineJob,
  enqueue,
  type JobDefinition,
  type QueueName,
  queueNames,
  triesOf,
} from './job.definition.js';
export { type QueueFigures, QueueWatch, readStoreFigures, type StoreFigures } from './health.facts.js';
export {
  type HealthFacts,
  judgeHealth,
  type PartHealth,
  type PartState,
  type ServicePart,
} from './health.rules.js';
export { migrateQueues, type QueueBackend, queueBackend, QUEUES_NAME } from './job.queues.js';
export { JobRelay } from './job.relay.js';
export { trimFinishedJobs } from './job.retention.js';
export { putSchedule } from './job.schedule.js';
export { assertComplete, handles, type JobHandler, type JobRun, JobWorkers } from './job.workers.js';
export { RequestCount } from './request-count.entity.js';
export { Run, type RunKind, type RunState } from './run.entity.js';
export { isStalled, type RunFilter, RunService, watchRuns } from './run.service.js';
export {
  type MailAttachment,
  MailConsent,
  MailKey,
  MailMessage,
  type MailState,
  MailSuspension,
} from './mail.entity.js';
export { MailListService, type Suspension } from './mail.list.service.js';
export { type DeliveryOutcome, MailSender, type MailSenderOptions } from './mail.sender.js';
export { type Letter, MailService, sendMail, sweepMail } from './mail.service.js';
export { MailSeal } from './mail.token.js';
export { AuditEntry, type AuditSubject } from './audit.entity.js';
export { type AuditRecord, recordAudit } from './audit.js';
export { BULLET, composeLetter } from './letter.composer.js';
export { dayInWords } from './day.words.js';
export { poundsInWords } from './money.words.js';
export { stated } from './patch.js';
export { IdempotencyKey } from './idempotency.entity.js';
export { type IdempotentCall, once } from './idempotency.js';
export { asNumber } from './column.types.js';
export {
  demand,
  demandScope,
  isAdministrator,
  isOfficer,
  isSignedIn,
  may,
  mayEditOrganisation,
  mayEditRequirementsOf,
  mayEverywhere,
  mayViewDigestsOf,
  mayViewOrganisationPrivate,
  organisationsOf,
  type Permission,
  permissionTable,
  permitted,
} from './access.js';
export {
  lostFailures,
  outliveLostFailures,
  type ProcessTools,
  runProcess,
  untilAsked,
} from './process.runner.js';
export { anyOf } from './prepared.statement.js';
export { openStore, type Store } from './store.js';
