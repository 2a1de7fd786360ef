import { defineJob } from '#lib/platform';
import { z } from 'zod';

/** Writes the letters of news that was told in the portal. */
export const mailNotifications = defineJob({
  name: 'notifications.mail',
  payload: z.object({ notificationIds: z.array(z.uuid()).min(1) }),
  attempts: 8,
  backoffMs: 2_000,
  keepCompleted: 100,
  keepFailed: 1_000,
});
