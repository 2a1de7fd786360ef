import { sendDailyAlerts } from '#lib/alerts';
import { composeDigest, composeDueDigests } from '#lib/digests';
import { rankSuppliers } from '#lib/directory';
import { importFile } from '#lib/imports';
import { sweepIntroductions } from '#lib/introductions';
import { rereadWords } from '#lib/match-lists';
import { deliverWebhook, mailNotifications } from '#lib/notifications';
import { type AnyJob, sendMail, sweepMail } from '#lib/platform';
import { rankAll, rankRequirements } from '#lib/requirements';
import { pruneChangeLog, trimQueues } from './upkeep.jobs.js';

/** Every kind of background work there is. The worker starts only when each has exactly one handler. */
export const jobCatalogue: readonly AnyJob[] = [
  sendMail,
  sweepMail,
  rankRequirements,
  rankSuppliers,
  rankAll,
  rereadWords,
  importFile,
  composeDigest,
  composeDueDigests,
  deliverWebhook,
  mailNotifications,
  sendDailyAlerts,
  sweepIntroductions,
  pruneChangeLog,
  trimQueues,
];
