import * as alerts from '#lib/alerts';
import * as digests from '#lib/digests';
import * as directory from '#lib/directory';
import * as evidence from '#lib/evidence';
import * as files from '#lib/files';
import * as identity from '#lib/identity';
import * as imports from '#lib/imports';
import * as introductions from '#lib/introductions';
import * as matchLists from '#lib/match-lists';
import * as merging from '#lib/merging';
import * as notifications from '#lib/notifications';
import {
  AuditEntry,
  ChangeLogCursor,
  ChangeLogEntry,
  IdempotencyKey,
  MailConsent,
  MailKey,
  MailMessage,
  RequestCount,
  MailSuspension,
  Run,
  type Schema,
} from '#lib/platform';
import * as privacy from '#lib/privacy';
import * as requirements from '#lib/requirements';
import { CheckClaims1795916288283 } from './migrations/1795916288283-check-claims.migration.js';
import { CountEligibleLive1795919000000 } from './migrations/1795919000000-count-eligible-live.migration.js';
import { NoteContractAwards1795944958388 } from './migrations/1795944958388-note-contract-awards.migration.js';
import { KeepStanding1795951778163 } from './migrations/1795951778163-keep-standing.migration.js';
import { KeepWithout1795953199871 } from './migrations/1795953199871-keep-without.migration.js';
import { KeepImportFiles1795975958588 } from './migrations/1795975958588-keep-import-files.migration.js';
import { NoteWhenDigestTimesWereChosen1796025600000 } from './migrations/1796025600000-note-when-digest-times-were-chosen.migration.js';
import { MergeSuppliers1796065946068 } from './migrations/1796065946068-merge-suppliers.migration.js';
import { KeepFormerAddresses1796040027348 } from './migrations/1796040027348-keep-former-addresses.migration.js';
import { DistinguishSuppliers1796077853251 } from './migrations/1796077853251-distinguish-suppliers.migration.js';
import { TakeListsOfBuyers1796067235536 } from './migrations/1796067235536-take-lists-of-buyers.migration.js';
import { IndexAuditByTime1795942661181 } from './migrations/1795942661181-index-audit-by-time.migration.js';
import { CountRequests1795460230100 } from './migrations/1795460230100-count-requests.migration.js';
import { CreateAccessAndAudit1795460210200 } from './migrations/1795460210200-create-access-and-audit.migration.js';
import { CreateEngineStatistics1795460200000 } from './migrations/1795460200000-create-engine-statistics.migration.js';
import { TellStepsAndCandidates1795906264164 } from './migrations/1795906264164-tell-steps-and-candidates.migration.js';
import { RereadWordsAfterUpgrades1795952946245 } from './migrations/1795952946245-reread-words-after-upgrades.migration.js';
import { GroupDigestGaps1795910400000 } from './migrations/1795910400000-group-digest-gaps.migration.js';
import { KeepFiles1795907789935 } from './migrations/1795907789935-keep-files.migration.js';
import { PublishFields1795460260100 } from './migrations/1795460260100-publish-fields.migration.js';
import { TellAndRepeat1795460220200 } from './migrations/1795460220200-tell-and-repeat.migration.js';
import { WorkIntroductions1795460220100 } from './migrations/1795460220100-work-introductions.migration.js';
import { CreateSessions1795460210100 } from './migrations/1795460210100-create-sessions.migration.js';
import { DiscloseInStages1795460210300 } from './migrations/1795460210300-disclose-in-stages.migration.js';
import { DeliverDigests1795460250100 } from './migrations/1795460250100-deliver-digests.migration.js';
import { CreateTables1795460000000 } from './migrations/1795460000000-create-tables.migration.js';
import { IndexMatchListsBySupplier1795460100000 } from './migrations/1795460100000-index-match-lists-by-supplier.migration.js';

export { type Drift, findDrift, generateMigration } from './migration.generator.js';
export { migrate } from './migrate.js';

/** Every table of the product and how it came to be. */
export const schema: Schema = {
  entities: [
    ChangeLogEntry,
    ChangeLogCursor,
    Run,
    MailMessage,
    IdempotencyKey,
    RequestCount,
    AuditEntry,
    directory.Organisation,
    directory.OrganisationReference,
    directory.Site,
    directory.SupplierProfile,
    directory.SupplierCapability,
    directory.Certificate,
    directory.BuyerProfile,
    directory.ClusterBody,
    directory.ClusterMembership,
    directory.Postcode,
    identity.Person,
    identity.Membership,
    identity.ApiToken,
    identity.Invitation,
    identity.AccessRequest,
    identity.Session,
    identity.SignInLink,
    identity.AddressChange,
    requirements.Requirement,
    requirements.RequirementNeed,
    requirements.RequirementCertification,
    requirements.RequirementAmendment,
    requirements.RequirementViewing,
    requirements.ContractAward,
    evidence.ClaimCheck,
    files.StoredFile,
    files.FileChunk,
    files.FileDownload,
    files.ConfidentialityTerms,
    files.ConfidentialityAcceptance,
    imports.ImportFile,
    imports.ImportedRequirement,
    matchLists.MatchList,
    matchLists.EngineStatistics,
    matchLists.ReadingCode,
    introductions.Introduction,
    introductions.IntroductionEvent,
    introductions.IntroductionMessage,
    merging.SupplierMerger,
    merging.SupplierDistinction,
    notifications.Notification,
    notifications.NotificationRefusal,
    notifications.Webhook,
    notifications.WebhookDelivery,
    alerts.SavedSearch,
    alerts.CandidateAlert,
    alerts.OpportunityAlert,
    alerts.UnlockAlert,
    privacy.ErasedAward,
    digests.Digest,
    digests.DigestItem,
    digests.DigestSchedule,
    digests.DigestCursor,
    digests.DigestFeedback,
    MailConsent,
    MailSuspension,
    MailKey,
  ],
  migrations: [
    CreateTables1795460000000,
    IndexMatchListsBySupplier1795460100000,
    CreateEngineStatistics1795460200000,
    WorkIntroductions1795460220100,
    CreateSessions1795460210100,
    CreateAccessAndAudit1795460210200,
    TellAndRepeat1795460220200,
    DiscloseInStages1795460210300,
    CountRequests1795460230100,
    DeliverDigests1795460250100,
    TellStepsAndCandidates1795906264164,
    PublishFields1795460260100,
    KeepFiles1795907789935,
    GroupDigestGaps1795910400000,
    CheckClaims1795916288283,
    CountEligibleLive1795919000000,
    IndexAuditByTime1795942661181,
    NoteContractAwards1795944958388,
    KeepStanding1795951778163,
    KeepWithout1795953199871,
    RereadWordsAfterUpgrades1795952946245,
    KeepImportFiles1795975958588,
    NoteWhenDigestTimesWereChosen1796025600000,
    KeepFormerAddresses1796040027348,
    MergeSuppliers1796065946068,
    TakeListsOfBuyers1796067235536,
    DistinguishSuppliers1796077853251,
  ],
};
