export { AddressResuming, type SuspendedAddress } from './address.resuming.js';
export { Digest, DigestItem } from './digest.entity.js';
export {
  DIGEST_FREQUENCIES,
  DigestCursor,
  DigestFeedback,
  type DigestFrequency,
  DigestSchedule,
} from './digest-schedule.entity.js';
export {
  type DigestScheduleChange,
  DigestScheduleService,
  type DigestScheduleView,
} from './digest-schedule.service.js';
export { DigestFeedService } from './digest-feed.service.js';
export * from './digest.content.js';
export { composeDigest, composeDueDigests } from './digest.jobs.js';
export {
  DIGEST_ZONE,
  type DigestTimes,
  daysOf,
  dueAt,
  isoWeekOf,
  previousWeek,
  usualTimes,
  weekInWords,
  weeksBefore,
} from './digest.iso-week.js';
export { DigestPreparing } from './digest.preparing.js';
export { DigestGatherer } from './digest.gatherer.js';
export { reasonInWords, stepInWords, stepKey } from './digest.sentences.js';
export { renderDigest, type RenderOptions } from './digest.renderer.js';
export { type DigestPreview, DigestService, DigestSettings, type DigestView } from './digest.service.js';
export { DigestsModule } from './digests.module.js';
