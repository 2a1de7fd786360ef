import { defineJob } from '#lib/platform';
import { z } from 'zod';

/** Once a day: what is new for those who asked to be told, and certificates that run out. */
export const sendDailyAlerts = defineJob({
  name: 'alerts.daily',
  payload: z.object({}),
  attempts: 5,
  backoffMs: 10_000,
  keepCompleted: 30,
  keepFailed: 100,
});
